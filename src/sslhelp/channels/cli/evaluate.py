"""`sslhelp eval`: how often questions find the article that answers them."""

from __future__ import annotations

import csv
import json
import sys
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sslhelp.channels.cli.output import FOUND_ERRORS
from sslhelp.errors import RequestError

if TYPE_CHECKING:
    from sslhelp.search.evaluate import Figures

NO_ARTICLE = "NONE"
_COLUMNS = {"text", "gold"}
_SAID = {
    "hit_at_1": "found first",
    "hit_at_3": "found among the first three",
    "right": "answered at once, and right",
    "wrong": "answered at once, and wrong",
    "offered": "offered among choices",
    "strayed": "out of scope, and answered all the same",
}


@click.command("eval")
@click.option("--json", "as_json", is_flag=True, help="Print the figures as JSON.")
@click.option(
    "--queries",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A TSV file with the columns text and gold (an article's id, or NONE).",
)
@click.option("--floor", type=click.FloatRange(0, 1), default=0.0, help="Exit code 1 when fewer are found first.")
def evaluate(*, as_json: bool, queries: Path | None, floor: float) -> None:
    """Measure the search: by the articles' own questions, each held out in turn, or by those of a file."""
    from sslhelp import app, config  # noqa: PLC0415

    asked = _read(queries) if queries else None
    figures = app.evaluate(config.load(), asked, datetime.now(UTC).date())
    click.echo(json.dumps(asdict(figures)) if as_json else _table(figures))
    if (figures.hit_at_1 or 0.0) < floor:
        sys.exit(FOUND_ERRORS)


def _read(path: Path) -> list[tuple[str, str | None]]:
    with path.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        if not set(rows.fieldnames or ()) >= _COLUMNS:
            raise RequestError(f"{path}: the first line names no columns text and gold", hint="part them by a tab")
        return [(row["text"], None if row["gold"] == NO_ARTICLE else row["gold"]) for row in rows]


def _table(figures: Figures) -> str:
    shares = {said: share for name, said in _SAID.items() if (share := getattr(figures, name)) is not None}
    counted = f"{figures.questions} questions, {figures.out_of_scope} out of scope"
    return "\n".join([counted, *(f"{share:7.1%}  {said}" for said, share in shares.items())])
