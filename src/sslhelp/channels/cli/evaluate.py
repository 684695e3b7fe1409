"""`sslhelp eval`: how often questions find the article that answers them."""

from __future__ import annotations

import json
import sys
from contextlib import contextmanager
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sslhelp.channels.cli.output import FOUND_ERRORS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from sslhelp.config import Settings
    from sslhelp.search.evaluate import Comparison, Outcome, Progress
    from sslhelp.search.figures import Figures

_SAID = {
    "hit_at_1": "found first",
    "hit_at_3": "found among the first three",
    "mrr": "mean of 1/place (MRR)",
    "roc_area": "surer of what is answered than of what is not (ROC area)",
    "right_at_95": "answered right where 95 % of the answers are right",
    "right": "answered at once, and right",
    "wrong": "answered at once, and wrong",
    "offered": "offered among choices",
    "strayed": "out of scope, and answered all the same",
}
_NO_SHARES = {"mrr", "roc_area"}
_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command("eval")
@click.option("--json", "as_json", is_flag=True, help="Print the figures as JSON.")
@click.option(
    "--queries", type=_FILE, help="A TSV file with the columns qid, text and gold (an article's id, or NONE)."
)
@click.option("--corpus", type=_FILE, help="Search this instead of the articles: a TSV file of id, title and text.")
@click.option("--aliases", type=_FILE, help="Other ways to ask for what is in the corpus: a TSV file of id and text.")
@click.option("--compare", metavar="REV", help="Name the questions won and lost since kb/ was at this git revision.")
@click.option("--floor", type=click.FloatRange(0, 1), help="Exit code 1 when fewer are found first.")
def evaluate(
    *,
    as_json: bool,
    queries: Path | None,
    corpus: Path | None,
    aliases: Path | None,
    compare: str | None,
    floor: float | None,
) -> None:
    """Measure the search: by the articles' own questions, each held out in turn, by those of a file, or by a data set.

    The floor of the articles' own questions is in kb/floor.toml.
    """
    from sslhelp import config, workshop  # noqa: PLC0415

    if corpus and not queries:
        raise click.UsageError("--corpus wants the questions too: --queries FILE")
    if corpus and compare:
        raise click.UsageError("--compare is for the articles, a corpus has no revisions")
    if aliases and not corpus:
        raise click.UsageError("--aliases are of a corpus: --corpus FILE")
    settings = config.load()
    with _shown() as progress:
        if corpus and queries:
            asked = workshop.ask_dataset(settings, corpus, queries, aliases, progress)
        else:
            asked = workshop.ask_articles(settings, queries, _today(), progress)
        comparison = _compared(settings, compare, queries, asked.outcomes, progress) if compare else None
    figures = asked.figures
    if as_json:
        compared = {"compared": _fields(comparison)} if comparison else {}
        click.echo(json.dumps(asdict(figures) | compared))
    else:
        click.echo("\n".join([*_table(figures), *(_changes(comparison, compare) if comparison else ())]))
    if floor is None and not queries:
        floor = workshop.floor(settings)
    if floor is not None and (figures.hit_at_1 or 0.0) < floor:
        click.echo(f"found first: {figures.hit_at_1 or 0:.1%}, under the floor of {floor:.1%}", err=True)
        sys.exit(FOUND_ERRORS)


def _today() -> date:
    return datetime.now(UTC).date()


@contextmanager
def _shown() -> Iterator[Progress]:
    """Show what is being done and how far it is, on a terminal."""
    from rich.console import Console  # noqa: PLC0415
    from rich.progress import Progress as Bars  # noqa: PLC0415

    with Bars(transient=True, disable=not sys.stderr.isatty(), console=Console(stderr=True)) as bars:
        bar = bars.add_task("embedding", total=None)

        def progress(what: str, done: int, total: int) -> None:
            bars.update(bar, description=what, completed=done, total=total)

        yield progress


def _compared(
    settings: Settings, revision: str, queries: Path | None, now: Sequence[Outcome], progress: Progress
) -> Comparison:
    from sslhelp import workshop  # noqa: PLC0415
    from sslhelp.channels.cli.revision import checked_out  # noqa: PLC0415
    from sslhelp.search import evaluate as evaluation  # noqa: PLC0415

    with checked_out(settings.kb_dir, revision) as kb_dir:
        then = workshop.ask_articles(settings.model_copy(update={"kb_dir": kb_dir}), queries, _today(), progress)
    return evaluation.compare(then.outcomes, now)


def _table(figures: Figures) -> Iterator[str]:
    yield f"{figures.questions} questions, {figures.out_of_scope} out of scope (in brackets: 95 % intervals)"
    for name, said in _SAID.items():
        value = getattr(figures, name)
        if value is not None:
            low, high = figures.intervals[name]
            form = ".3f" if name in _NO_SHARES else ".1%"
            yield f"{value:{form}}".rjust(7) + f"  [{low:{form}}, {high:{form}}]".ljust(20) + said


def _changes(comparison: Comparison, revision: str | None) -> Iterator[str]:
    yield ""
    yield f"kb/ as it is and as of {revision}, {comparison.asked} questions of both, searched by the present code"
    for title, pairs in (("won", comparison.won), ("lost", comparison.lost)):
        yield f"{title}: {len(pairs)}"
        for then, now in pairs:
            other = then.best if title == "won" else now.best
            yield f"  {now.article_id}: {now.question}  ({'was' if title == 'won' else 'now'} {other or 'nothing'})"


def _fields(comparison: Comparison) -> dict[str, object]:
    def listed(pairs: Sequence[tuple[Outcome, Outcome]]) -> list[dict[str, str | None]]:
        return [
            {"text": now.question, "gold": now.article_id, "then": then.best, "now": now.best} for then, now in pairs
        ]

    return {"asked": comparison.asked, "won": listed(comparison.won), "lost": listed(comparison.lost)}
