"""The command line: asks, inspects and recommends by itself, and launches the other channels.

Exit codes: 0 fine, 1 something of severity error was found, the knowledge base is broken or the output cannot be
written, 2 wrong use.
"""

from __future__ import annotations

import importlib
import os
import sys
from typing import NoReturn

import click

from sslhelp import __version__
from sslhelp.channels.cli.output import FOUND_ERRORS, WRONG_USE
from sslhelp.errors import ConfigError, RequestError, SslhelpError

MAX_QUOTED_CHARS = 200
_COMMANDS = {
    "ask": "sslhelp.channels.cli.ask:ask",
    "inspect": "sslhelp.channels.cli.inspect:inspect",
    "recommend": "sslhelp.channels.cli.recommend:recommend",
    "eval": "sslhelp.channels.cli.evaluate:evaluate",
    "kb": "sslhelp.channels.cli.kb:kb",
    "asked": "sslhelp.channels.cli.asked:asked",
    "gaps": "sslhelp.channels.cli.gaps:gaps",
    "handoffs": "sslhelp.channels.cli.handoffs:handoffs",
    "intermediates": "sslhelp.channels.cli.intermediates:intermediates",
    "doctor": "sslhelp.channels.cli.doctor:doctor",
    "purge": "sslhelp.channels.cli.purge:purge",
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
        code = cli(prog_name="sslhelp", standalone_mode=False)
    except SslhelpError as error:
        code = WRONG_USE if isinstance(error, (RequestError, ConfigError)) else FOUND_ERRORS
        _complain(str(error), error.hint)
    except click.exceptions.NoArgsIsHelpError as error:
        code = error.exit_code
        click.echo(error.format_message(), err=True)
    except click.ClickException as error:
        code = error.exit_code
        _complain(_in_our_voice(error), _way_to_help(error))
    except (click.Abort, KeyboardInterrupt):
        code = 130
    except OSError as error:  # a full disk, or whatever else the machine could not do for us
        code = FOUND_ERRORS
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # Python tries to write the rest at exit
        _complain((error.strerror or str(error)).lower(), f"look at {error.filename or 'where the output goes'}")
    sys.exit(code or 0)


def _complain(message: str, hint: str) -> None:
    click.echo(f"error: {message}", err=True)
    if hint:
        click.echo(f"hint: {hint}", err=True)


def _in_our_voice(error: click.ClickException) -> str:
    """Return click's message as one line; it quotes what was typed, and that may have been a private key."""
    from sslhelp.pki.pasted import private_key  # noqa: PLC0415  (only for the unlucky)

    message = " ".join(private_key.cut(error.format_message()).text.rstrip(".").split())
    return message[:1].lower() + message[1:MAX_QUOTED_CHARS]


def _way_to_help(error: click.ClickException) -> str:
    context = error.ctx if isinstance(error, click.UsageError) else None
    return f"see `{context.command_path if context else 'sslhelp'} --help`"
