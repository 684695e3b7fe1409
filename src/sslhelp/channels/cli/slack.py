"""`sslhelp slack`: the Slack channel by Socket Mode, for a shop whose server Slack cannot reach."""

from __future__ import annotations

import click

from sslhelp import app, config
from sslhelp.errors import ConfigError


@click.command()
def slack() -> None:
    """Answer in Slack by Socket Mode; `sslhelp serve` answers Slack over HTTP instead."""
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
