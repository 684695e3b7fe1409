"""`sslhelp kb`: write, check and build the knowledge base."""

from __future__ import annotations

import json
import sys
import time
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import click

from sslhelp import config
from sslhelp.channels.cli.output import FOUND_ERRORS

if TYPE_CHECKING:
    from collections.abc import Sequence


@click.group()
def kb() -> None:
    """Write, check and build the knowledge base."""


@kb.command()
@click.option("--json", "as_json", is_flag=True, help="Print the complaints as JSON, one a line.")
def lint(*, as_json: bool) -> None:
    """Name every fault of the articles with file and line. Exit code 1 when there is one."""
    from sslhelp import workshop  # noqa: PLC0415

    complaints = workshop.lint(config.load(), _today())
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
    from rich.console import Console  # noqa: PLC0415
    from rich.progress import Progress  # noqa: PLC0415

    from sslhelp import app, edition  # noqa: PLC0415

    settings = config.load()
    recipe = app.recipe(settings)
    begun = time.perf_counter()
    with Progress(transient=True, disable=not sys.stderr.isatty(), console=Console(stderr=True)) as shown:
        bar = shown.add_task("embedding", total=None)
        folder = edition.build(
            recipe,
            settings.editions_dir,
            _today(),
            progress=lambda done, total: shown.update(bar, completed=done, total=total),
        )
    count = len(edition.open_edition(folder, recipe.embedder).articles)
    click.echo(f"edition {folder.name}: {count} articles, {time.perf_counter() - begun:.2f} s, in {folder}")


@kb.command()
@click.argument("article_id", metavar="ID")
@click.option("--group", required=True, help="The folder below kb/articles.")
@click.option("--title", required=True, help="What the article is about.")
@click.option("--from-gap", metavar="GAP", help="Take the questions from this gap, as `sslhelp gaps` names it.")
def new(article_id: str, group: str, title: str, from_gap: str | None) -> None:
    """Write the skeleton of the article ID; it is a draft until its `draft` line is taken out."""
    from sslhelp.knowledge import skeleton  # noqa: PLC0415

    settings = config.load()
    asked: Sequence[str] = ()
    answer = ""
    if from_gap:
        from sslhelp.channels.cli import gaps  # noqa: PLC0415

        gap = gaps.named(settings, from_gap, datetime.now(UTC))
        asked, answer = gap.wordings, gap.answer
    path = skeleton.write(
        settings.kb_dir, article_id, group=group, title=title, today=_today(), questions=asked, answer=answer
    )
    click.echo(f"{path}\nlook at it with `sslhelp kb preview {article_id}`")


@kb.command()
@click.option(
    "--precision", type=click.FloatRange(0.5, 0.99), default=0.85, show_default=True, help="Of the answers, right."
)
def calibrate(precision: float) -> None:
    """Fit how sure the search is of what it finds to these articles, and write it to confidence.toml."""
    from sslhelp import workshop  # noqa: PLC0415

    for kind, (fitted, held) in workshop.calibrate(config.load(), precision=precision, today=_today()).items():
        click.echo(f"by {kind}: an answer from {fitted.sure:.3f} on, choices from {fitted.possible:.3f} on")
        for level, right, count in held:
            click.echo(f"  {level:4.2f} sure  {right:4.2f} right  {count:4d} questions")


@kb.command()
def words() -> None:
    """Print the words that articles take by name, and what they stand for today."""
    from sslhelp.knowledge import house, placeholders  # noqa: PLC0415

    shop = house.read(config.load().kb_dir / "house.toml")
    for name, text in placeholders.words(shop, _today()).items():
        click.echo(f"{{{{ {name} }}}}\t{' '.join(text.split())}")


@kb.command()
@click.argument("article_id", metavar="ID")
@click.option("--port", type=click.IntRange(1, 65535), default=8090, show_default=True, help="Port to listen on.")
def preview(article_id: str, port: int) -> None:
    """Show the article ID as it will look on the web, in the chat and in Slack, and again whenever it is saved."""
    from sslhelp.channels.cli.preview import serve  # noqa: PLC0415

    serve(article_id, port)


def _today() -> date:
    return datetime.now(UTC).date()
