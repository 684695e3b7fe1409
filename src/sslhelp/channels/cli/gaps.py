"""`sslhelp gaps`: what customers asked and the articles left open, for whoever writes the articles."""

from __future__ import annotations

import csv
import json
import sys
from contextlib import closing
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import click

from sslhelp import app, config
from sslhelp.assistant.gaps import Remedy, still_open, subjects
from sslhelp.errors import RequestError
from sslhelp.knowledge import skeleton
from sslhelp.model.store import MAX_GAPS, Cause
from sslhelp.render.plain.text import one_line, visible

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sslhelp.assistant.gaps import Subject
    from sslhelp.config import Settings
    from sslhelp.model.knowledge import Article, Library
    from sslhelp.model.store import Gap

OTHER_WORDINGS = 5
_CAUSES = {
    Cause.UNANSWERED: "unanswered",
    Cause.NONE_TAKEN: "offered, none taken",
    Cause.ILL_RATED: "rated not helpful",
}
_COLUMNS = ("gap", "count", "last_seen", *Cause, "question", "other_wordings", "nearest", "confidence", "remedy")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print the subjects as JSON, one a line, each with a skeleton.")
@click.option("--csv", "as_csv", is_flag=True, help="Print the subjects as CSV, for a spreadsheet.")
@click.option(
    "--since", metavar="DAYS", type=click.IntRange(1, 3650), help="Only what was asked in the last DAYS days."
)
@click.option("--limit", type=click.IntRange(1), default=20, show_default=True, help="The most frequent so many.")
def gaps(*, as_json: bool, as_csv: bool, since: int | None, limit: int) -> None:
    """List what customers asked and no article answered, by subject, with the nearest article and what to do.

    What the articles answer by now is left out.
    """
    if as_json and as_csv:
        raise click.UsageError("give --json or --csv, not both")
    settings = config.load()
    now = datetime.now(UTC)
    kept = _kept(settings, now - timedelta(days=since) if since else None)
    library = app.open_library(settings, now)
    left = still_open(kept, library)
    found = subjects(left, library)
    if as_json:
        for each in found[:limit]:
            click.echo(json.dumps(_fields(each, library, now)))
    elif as_csv:
        writer = csv.writer(sys.stdout)
        writer.writerows([_COLUMNS, *(map(_cell, _row(each)) for each in found[:limit])])
    elif sys.stdout.isatty():
        _draw(found[:limit], library)
    else:
        click.echo("\n\n".join(_lines(each, library) for each in found[:limit]), nl=bool(found))
    click.echo(_counted(len(found), limit, len(kept) - len(left)), err=True)


def named(settings: Settings, subject_id: str, now: datetime) -> Subject:
    """Return the subject that `sslhelp gaps` lists under that id; raises RequestError when there is none."""
    library = app.open_library(settings, now)
    found = subjects(still_open(_kept(settings, None), library), library)
    subject = next((each for each in found if each.is_named(subject_id)), None)
    if subject is None:
        raise RequestError(f"there is no gap {subject_id}", hint="`sslhelp gaps` lists them; it may be answered by now")
    return subject


def _kept(settings: Settings, since: datetime | None) -> Sequence[Gap]:
    """Return what the store keeps; nothing when there is no store, and none is made."""
    store = app.find_store(settings)
    if store is None:
        click.echo("nothing is kept yet: `sslhelp serve` keeps what its customers ask", err=True)
        return ()
    with closing(store):
        return store.gaps(limit=MAX_GAPS, since=since)


def _counted(found: int, limit: int, closed: int) -> str:
    shown = f", the {limit} most frequent shown" if found > limit else ""
    answered = f"; {closed} question{'' if closed == 1 else 's'} answered by now" if closed else ""
    return f"{found} gap{'' if found == 1 else 's'}{shown}{answered}"


def _lines(subject: Subject, library: Library) -> str:
    """Return the subject in plain lines."""
    times = "once" if subject.count == 1 else f"{subject.count} times, last"
    lines = [
        f"{subject.id}  {times} on {subject.last_seen.date()}: {_how(subject)}",
        f"  {_safe(subject.wordings[0])}",
        *(f"  also: {_safe(wording)}" for wording in subject.wordings[1 : OTHER_WORDINGS + 1]),
        f"  nearest: {_nearest(subject, library)}",
        f"  to do: {_to_do(subject)}",
    ]
    return "\n".join(lines)


def _draw(found: Sequence[Subject], library: Library) -> None:
    """Print the subjects as a table on a terminal."""
    from rich import box  # noqa: PLC0415
    from rich.console import Console  # noqa: PLC0415
    from rich.table import Table  # noqa: PLC0415
    from rich.text import Text  # noqa: PLC0415

    table = Table("Gap", "Asked", "Question", "Nearest article", "To do", box=box.SIMPLE_HEAD, pad_edge=False)
    for each in found:
        question = Text(_safe(each.wordings[0]))
        for wording in each.wordings[1 : OTHER_WORDINGS + 1]:
            question.append(f"\n{_safe(wording)}", style="dim")
        asked = f"{each.count} x, last {each.last_seen.date()}\n{_how(each)}"
        table.add_row(each.id, asked, question, Text(_nearest(each, library)), Text(_to_do(each)), end_section=True)
    Console().print(table)


def _how(subject: Subject) -> str:
    return ", ".join(f"{times} {_CAUSES[cause]}" for cause, times in subject.causes.items())


def _nearest(subject: Subject, library: Library) -> str:
    article = library.articles.get(subject.nearest)
    return f"{article.id} ({subject.confidence:.2f}), {article.title}" if article else "none"


def _to_do(subject: Subject) -> str:
    match subject.remedy:
        case Remedy.NEW_ARTICLE:
            return f"a new article: sslhelp kb new ID --group GROUP --title TITLE --from-gap {subject.id}"
        case Remedy.ADD_QUESTION:
            return f"add the question to {subject.nearest}, if that answers it"
        case Remedy.MEND_ARTICLE:
            return f"see why {subject.nearest} was no help"


def _safe(text: str) -> str:
    return one_line(visible(text))


def _row(subject: Subject) -> tuple[str, ...]:
    causes = subject.causes
    return (
        subject.id,
        str(subject.count),
        subject.last_seen.isoformat(),
        *(str(causes.get(cause, 0)) for cause in Cause),
        subject.wordings[0],
        " | ".join(subject.wordings[1 : OTHER_WORDINGS + 1]),
        subject.nearest,
        str(subject.confidence),
        subject.remedy,
    )


def _cell(text: str) -> str:
    """Keep a stranger's text from being a formula to a spreadsheet, or a row of its own."""
    safe = _safe(text)
    return f"'{safe}" if safe.startswith(_FORMULA) else safe


def _fields(subject: Subject, library: Library, now: datetime) -> dict[str, object]:
    article = library.articles.get(subject.nearest)
    return {
        "gap": subject.id,
        "count": subject.count,
        "last_seen": subject.last_seen.isoformat(),
        "causes": subject.causes,
        "question": subject.wordings[0],
        "other_wordings": subject.wordings[1 : OTHER_WORDINGS + 1],
        "nearest": {"id": article.id, "title": article.title, "confidence": subject.confidence} if article else None,
        "remedy": subject.remedy,
        "skeleton": _skeleton(subject, article, now),
    }


def _skeleton(subject: Subject, article: Article | None, now: datetime) -> str:
    """Return what to fill in: a whole article, or the lines below the questions of the one that is there."""
    if subject.remedy is not Remedy.NEW_ARTICLE:
        return skeleton.question_lines(subject.wordings)
    group = article.group if article else "group"
    title = subject.wordings[0]
    return skeleton.text("id", group=group, title=title, today=now.date(), questions=subject.wordings)
