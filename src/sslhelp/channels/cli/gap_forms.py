"""The forms in which `sslhelp gaps` prints: lines, a table on a terminal, CSV, JSON. Questions are strangers' text."""

from __future__ import annotations

import csv
import json
import sys
from typing import TYPE_CHECKING

import click

from sslhelp.assistant.gaps import Remedy
from sslhelp.knowledge import skeleton
from sslhelp.model.store import Cause
from sslhelp.render.blocks.mrkdwn import clip
from sslhelp.render.plain.text import one_line, visible

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from sslhelp.assistant.gaps import Subject
    from sslhelp.model.knowledge import Article, Library

OTHER_WORDINGS = 5
_CAUSES = {
    Cause.UNANSWERED: "unanswered",
    Cause.NONE_TAKEN: "offered and not taken",
    Cause.ILL_RATED: "rated not helpful",
    Cause.HANDED_OVER: "answered by a person",
}
_COLUMNS = (
    "gap",
    "count",
    "last_seen",
    *Cause,
    "question",
    "other_wordings",
    "nearest",
    "confidence",
    "remedy",
    "answer",
)
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def lines(found: Sequence[Subject], library: Library) -> None:
    """Print a few lines for each subject."""
    for place, each in enumerate(found):
        times = "once" if each.count == 1 else f"{each.count} times, last"
        told = (
            *([""] if place else []),
            f"{each.id}  {times} on {each.last_seen.date()}: {_how(each)}",
            *(f"  {wording}" for wording in _wordings(each)),
            *([f"  a person answered: {clip(one_line(visible(each.answer)), 200)}"] if each.answer else []),
            f"  nearest: {_nearest(each, library)}",
            f"  to do: {_to_do(each)}",
        )
        click.echo("\n".join(told))


def table(found: Sequence[Subject], library: Library) -> None:
    """Print the subjects as a table on a terminal."""
    from rich import box  # noqa: PLC0415
    from rich.console import Console  # noqa: PLC0415
    from rich.table import Table  # noqa: PLC0415
    from rich.text import Text  # noqa: PLC0415

    drawn = Table("Gap", "Asked", "Question", "Nearest article", "To do", box=box.SIMPLE_HEAD, pad_edge=False)
    for each in found:
        question, *others = _wordings(each)
        asked = f"{each.count} x, last {each.last_seen.date()}\n{_how(each)}"
        wordings = Text("\n").join([Text(question), *(Text(other, style="dim") for other in others)])
        drawn.add_row(each.id, asked, wordings, Text(_nearest(each, library)), _to_do(each), end_section=True)
    Console().print(drawn)


def comma_separated(found: Sequence[Subject]) -> None:
    """Print the subjects as CSV, in which a question is text even where it looks like a formula."""
    writer = csv.writer(sys.stdout)
    writer.writerow(_COLUMNS)
    for each in found:
        question, *others = _wordings(each)
        row = (
            each.id,
            str(each.count),
            each.last_seen.isoformat(),
            *(str(each.causes.get(cause, 0)) for cause in Cause),
            question,
            " | ".join(others),
            each.nearest,
            str(each.confidence),
            each.remedy,
            one_line(visible(each.answer)),
        )
        writer.writerow([f"'{cell}" if cell.startswith(_FORMULA) else cell for cell in row])


def json_lines(found: Sequence[Subject], library: Library, today: date) -> None:
    """Print each subject as JSON on a line, with a skeleton to fill in."""
    for each in found:
        article = library.articles.get(each.nearest)
        question, *others = each.wordings
        fields = {
            "gap": each.id,
            "count": each.count,
            "last_seen": each.last_seen.isoformat(),
            "causes": each.causes,
            "question": question,
            "other_wordings": others[:OTHER_WORDINGS],
            "nearest": {"id": article.id, "title": article.title, "confidence": each.confidence} if article else None,
            "remedy": each.remedy,
            "answer": each.answer,
            "skeleton": _skeleton(each, article, today),
        }
        click.echo(json.dumps(fields))


def _wordings(subject: Subject) -> list[str]:
    return [one_line(visible(wording)) for wording in subject.wordings[: OTHER_WORDINGS + 1]]


def _how(subject: Subject) -> str:
    return ", ".join(f"{times} {_CAUSES[cause]}" for cause, times in subject.causes.items())


def _nearest(subject: Subject, library: Library) -> str:
    article = library.articles.get(subject.nearest)
    return f"{article.id} ({subject.confidence:.2f}), {article.title}" if article else "none"


def _to_do(subject: Subject) -> str:
    match subject.remedy:
        case Remedy.NEW_ARTICLE:
            return "write an article"
        case Remedy.ADD_QUESTION:
            return f"add the question to {subject.nearest}, if that answers it"
        case Remedy.MEND_ARTICLE:
            return f"see why {subject.nearest} was no help"


def _skeleton(subject: Subject, article: Article | None, today: date) -> str:
    """Return what to fill in: a whole article, or the lines below the questions of the one that is there."""
    if subject.remedy is not Remedy.NEW_ARTICLE:
        return skeleton.question_lines(subject.wordings)
    group = article.group if article else "group"
    return skeleton.text(
        "id", group=group, title=subject.wordings[0], today=today, questions=subject.wordings, answer=subject.answer
    )
