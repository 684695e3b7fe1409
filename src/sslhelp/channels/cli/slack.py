"""`sslhelp slack`: the Slack channel by Socket Mode, for a shop whose server Slack cannot reach."""

from __future__ import annotations

import json
from pathlib import Path

import click

from sslhelp import app, config
from sslhelp.errors import ConfigError


@click.group(invoke_without_command=True)
@click.pass_context
def slack(context: click.Context) -> None:
    """Answer in Slack by Socket Mode; `sslhelp serve` answers Slack over HTTP instead."""
    if context.invoked_subcommand:
        return
    settings = config.load()
    for name in ("slack_bot_token", "slack_app_token"):
        if not getattr(settings, name).get_secret_value():
            raise ConfigError(
                f"setting {name} is empty",
                hint=f"set SSLHELP_{name.upper()}, or use `sslhelp serve`, which answers on /slack/events",
            )
    from sslhelp.channels import slack as channel  # noqa: PLC0415  (Slack's libraries are loaded once they are wanted)

    app.configure_logging()
    application = app.build(settings, store=app.open_store(settings))
    application.library.watch()
    channel.run_socket_mode(application)


@slack.command("new-key")
def new_key() -> None:
    """Print a new key for SSLHELP_SLACK_TOKEN_KEY, with which the tokens of workspaces are encrypted."""
    from sslhelp.channels.slack.workspaces import new_key as made  # noqa: PLC0415

    click.echo(made())


@slack.command()
@click.argument("messages", nargs=-1, required=True)
def preview(messages: tuple[str, ...]) -> None:
    """Print a page that shows how Slack would draw the answers to MESSAGES; a file's name stands for what is in it."""
    from sslhelp.channels.slack.previewer import page  # noqa: PLC0415

    application = app.build(config.load())
    said = [Path(each).read_text("utf-8", "replace") if Path(each).is_file() else each for each in messages]
    click.echo(page(application, said))


@slack.command()
def manifest() -> None:
    """Print the app's manifest, to be pasted where Slack asks for one: https://api.slack.com/apps, from a manifest."""
    from sslhelp.channels.slack.manifest import manifest as made  # noqa: PLC0415

    click.echo(json.dumps(made(config.load()), indent=2))
