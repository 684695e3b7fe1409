"""`sslhelp kb`: check and build the knowledge base."""

from __future__ import annotations

import json
import sys
import time
from datetime import UTC, datetime

import click

from sslhelp import config
from sslhelp.channels.cli.output import FOUND_ERRORS


@click.group()
def kb() -> None:
    """Check and build the knowledge base."""


@kb.command()
@click.option("--json", "as_json", is_flag=True, help="Print the complaints as JSON, one a line.")
def lint(*, as_json: bool) -> None:
    """Name every fault of the articles with file and line. Exit code 1 when there is one."""
    from sslhelp.knowledge.lint import lint as complaints_of  # noqa: PLC0415

    complaints = complaints_of(config.load().kb_dir, today=datetime.now(UTC).date())
    for complaint in complaints:
        fields = {"path": str(complaint.path), "line": complaint.line, "message": complaint.message}
        click.echo(json.dumps(fields) if as_json else str(complaint))
    if not as_json:
        click.echo(f"{len(complaints)} complaint{'' if len(complaints) == 1 else 's'}", err=True)
    if complaints:
        sys.exit(FOUND_ERRORS)


@kb.command()
def build() -> None:
    """Build the index, unless the one that stands is of this knowledge base already."""
    from sslhelp import edition  # noqa: PLC0415

    settings = config.load()
    begun = time.perf_counter()
    folder = edition.build(
        settings.kb_dir, settings.data_dir / "editions", settings.public_url, datetime.now(UTC).date()
    )
    count = len(edition.open_edition(folder).articles)
    click.echo(f"edition {folder.name}: {count} articles, {time.perf_counter() - begun:.2f} s, in {folder}")
