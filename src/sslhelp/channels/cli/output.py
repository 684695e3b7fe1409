"""What the commands print: a reply for people or as JSON, and the exit code that it means."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

import click

from sslhelp.model.chat import Notice, Reply
from sslhelp.model.pki import CertificateReport, ChainReport, Comparison, CsrReport, SiteReport

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sslhelp.model.pki import Severity

FOUND_ERRORS = 1
WRONG_USE = 2


def show(reply: Reply, *, as_json: bool) -> None:
    """Print a reply: JSON on one line, coloured text on a terminal, plain text into a pipe."""
    if as_json:
        from sslhelp.render import wire  # noqa: PLC0415

        click.echo(json.dumps(wire.dump(reply)))
    elif sys.stdout.isatty():
        from rich.console import Console  # noqa: PLC0415

        from sslhelp.render import terminal  # noqa: PLC0415

        terminal.render(reply, Console())
    else:
        from sslhelp.render import plain  # noqa: PLC0415

        click.echo(plain.render(reply))


def exit_code(reply: Reply) -> int:
    """Return 1 when anything in the reply is of severity error or worse, else 0."""
    return FOUND_ERRORS if any(severity.blocks for severity in _severities(reply)) else 0


def _severities(reply: Reply) -> Iterable[Severity]:
    for part in reply.parts:
        if isinstance(part, Notice):
            yield part.severity
        elif isinstance(part, CsrReport | CertificateReport | ChainReport | Comparison | SiteReport):
            yield from (finding.severity for finding in part.findings)
