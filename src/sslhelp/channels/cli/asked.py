"""`sslhelp asked`: what customers asked of late, what became of it, and why: for whoever looks after the answers."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from sslhelp import config
from sslhelp.channels.cli import explained, kept, table
from sslhelp.render.plain.text import one_line, visible

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sslhelp.model.chat import Turn

_HEAD = ("at", "became", "confidence", "best article", "question")
_SHOWN_CHARS = 80


@click.command()
@click.option("--last", type=click.IntRange(1, 10_000), default=20, show_default=True, help="How many.")
@click.option("--explain", is_flag=True, help="Say why: the scores, the words that matched, the thresholds.")
@click.option("--json", "as_json", is_flag=True, help="Print each with its whole account as JSON, one a line.")
def asked(*, last: int, explain: bool, as_json: bool) -> None:
    """List the latest questions that the articles were searched for, newest first, as they were kept: redacted."""
    turns = _latest(last)
    if as_json:
        for turn in turns:
            told = {"at": turn.at.isoformat(), "question": turn.text}
            click.echo(json.dumps(told | {"explanation": asdict(turn.explanation) if turn.explanation else None}))
    elif explain:
        for turn in turns:
            click.echo(f"{_at(turn)}  {one_line(visible(turn.text))}")
            explained.show(turn.explanation)
            click.echo()
    elif turns:
        table.show(_HEAD, [_row(turn) for turn in turns], numbers=("confidence",))


def _latest(last: int) -> Sequence[Turn]:
    with kept.opened(config.load()) as store:
        return store.explained(last=last) if store else ()


def _row(turn: Turn) -> tuple[str, ...]:
    told = turn.explanation
    best = told.candidates[0] if told and told.candidates else None
    question = one_line(turn.text)
    return (
        _at(turn),
        told.decision if told else "-",
        f"{best.confidence:.2f}" if best else "-",
        best.article_id if best else "-",
        question if len(question) <= _SHOWN_CHARS else f"{question[:_SHOWN_CHARS]}...",
    )


def _at(turn: Turn) -> str:
    return f"{turn.at:%Y-%m-%d %H:%M}"
