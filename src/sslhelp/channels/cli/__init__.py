"""The command line: asks, inspects and recommends by itself, and launches the other channels.

Exit codes: 0 fine, 1 something of severity error was found (or the knowledge base is broken), 2 wrong use.
"""

from __future__ import annotations

import importlib
import sys
from typing import NoReturn

import click

from sslhelp import __version__
from sslhelp.errors import ConfigError, RequestError, SslhelpError

_COMMANDS = {
    "ask": "sslhelp.channels.cli.ask:ask",
    "inspect": "sslhelp.channels.cli.inspect:inspect",
    "recommend": "sslhelp.channels.cli.recommend:recommend",
    "kb": "sslhelp.channels.cli.kb:kb",
    "serve": "sslhelp.channels.cli.serve:serve",
    "slack": "sslhelp.channels.cli.slack:slack",
}


class _LazyGroup(click.Group):
    """Imports a command when it is called, so that no command pays for the imports of another."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  (click's signature)
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in _COMMANDS:
            return None
        module, _, name = _COMMANDS[cmd_name].partition(":")
        command = getattr(importlib.import_module(module), name)
        assert isinstance(command, click.Command)  # noqa: S101  (the table above is ours)
        return command


@click.group(cls=_LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, message="sslhelp %(version)s")
def cli() -> None:
    """Answers questions about SSL certificates, reads CSRs and chains, recommends products."""


def main() -> NoReturn:
    """Run the command line; an error of ours is one line and a hint on standard error, never a traceback."""
    try:
        cli(standalone_mode=False)
    except SslhelpError as error:
        fail(error)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except (click.Abort, KeyboardInterrupt):
        sys.exit(130)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(0)
    sys.exit(0)


def fail(error: SslhelpError) -> NoReturn:
    """Say what is wrong and what to do, and exit: 2 for wrong use, 1 for anything else."""
    click.echo(f"error: {error}", err=True)
    if error.hint:
        click.echo(f"hint: {error.hint}", err=True)
    sys.exit(2 if isinstance(error, (RequestError, ConfigError)) else 1)
