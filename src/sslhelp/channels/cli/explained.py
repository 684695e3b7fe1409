"""What `sslhelp ask --explain` prints after a reply: why it is what it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from sslhelp.channels.cli import table
from sslhelp.model.explanation import Decision
from sslhelp.render.plain.text import one_line, visible

if TYPE_CHECKING:
    from sslhelp.model.explanation import Candidate, Explanation

_NUMBERS = ("words", "as a whole", "word by word", "context", "score", "confidence")


def show(told: Explanation | None) -> None:
    """Print the account of a question; a line where nothing was searched for."""
    click.echo()
    if told is None:
        click.echo("Why: the articles were not searched for this.")
        return
    click.echo(f"Why: {_why(told)}")
    if told.leans_on:
        click.echo(f"After: {one_line(visible(told.leans_on))}")
    if told.respelt:
        click.echo(f"Read: {', '.join(f'{each.typed} as {each.taken}' for each in told.respelt)}")
    if told.candidates:
        click.echo(f"Lead: {told.lead:.2f} over the runner-up" if len(told.candidates) > 1 else "Lead: no runner-up")
        table.show(("article", *_NUMBERS, "matched"), [_row(each) for each in told.candidates], numbers=_NUMBERS)


def _why(told: Explanation) -> str:
    if not told.candidates:
        return "handed over: no article shares anything with the question"
    best = told.candidates[0].confidence
    match told.decision:
        case Decision.ANSWER:
            return f"answered: a confidence of {best:.2f} is sure ({told.sure:.2f} or more)"
        case Decision.CHOICES:
            return f"choices offered: a confidence of {best:.2f} is possible ({told.possible:.2f} to {told.sure:.2f})"
        case Decision.HANDOFF:
            return f"handed over: a confidence of {best:.2f} is too little ({told.possible:.2f} is possible)"


def _row(candidate: Candidate) -> tuple[str, ...]:
    legs = candidate.legs
    scores = (legs.words, legs.whole, legs.word_by_word, legs.context, legs.total)
    numbers = (*(f"{score:.2f}" for score in scores), f"{candidate.confidence:.2f}")
    return (candidate.article_id, *numbers, ", ".join(candidate.matched) or "-")
