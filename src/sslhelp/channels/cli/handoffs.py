"""`sslhelp handoffs`: the conversations that were passed on to people, for whoever answers them."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from sslhelp import app, config
from sslhelp.channels.cli import kept, table
from sslhelp.errors import RequestError
from sslhelp.render.plain.text import one_line, visible

if TYPE_CHECKING:
    from sslhelp.model.handoff import Desk, Handoff

_HEAD = ("no", "since", "state", "who", "answer to", "question")
_SHOWN_CHARS = 70


@click.group(invoke_without_command=True)
@click.option("--all", "closed", is_flag=True, help="The closed ones too, the newest first.")
@click.option("--json", "as_json", is_flag=True, help="Print each with its summary as JSON, one a line.")
@click.pass_context
def handoffs(context: click.Context, *, closed: bool, as_json: bool) -> None:
    """List the conversations that wait for a person or have one, the longest waiting first."""
    if context.invoked_subcommand:
        return
    with kept.opened(config.load()) as store:
        found = store.desk.handoffs(closed=closed) if store else ()
        for each in found if as_json and store else ():
            click.echo(json.dumps(_account(each, store.desk)))  # type: ignore[union-attr]  # there is a store
    if not as_json and found:
        table.show(_HEAD, [_row(each) for each in found], numbers=("no",))


@handoffs.command()
@click.argument("number", type=click.IntRange(1))
def show(number: int) -> None:
    """Print what was passed on in hand-off NUMBER, and what was answered."""
    with kept.opened(config.load()) as store:
        handoff = store.desk.get(number) if store else None
        answers = store.desk.answers(number) if store else ()
    if handoff is None:
        raise _unknown(number)
    wanted = handoff.wanted
    facts = (("page", wanted.page), ("language", wanted.locale), ("answer to", wanted.email))
    click.echo(f"{number}, {handoff.state} since {handoff.opened_at:%Y-%m-%d %H:%M}")
    click.echo("\n".join(f"{name}: {one_line(visible(value))}" for name, value in facts if value))
    click.echo(f"\n{visible(wanted.summary)}")
    for line in answers:
        click.echo(f"\n{one_line(visible(line.person or line.author))}, {line.at:%Y-%m-%d %H:%M}\n{visible(line.text)}")


@handoffs.command()
@click.argument("number", type=click.IntRange(1))
def close(number: int) -> None:
    """End hand-off NUMBER: the assistant answers the customer again."""
    settings = config.load()
    store = app.find_store(settings)
    if store is None or store.desk.get(number) is None:
        raise _unknown(number)
    closed = app.build(settings, store=store).assistant.handoffs.close(number)
    click.echo(f"closed {number}" if closed else f"{number} was closed already")


@handoffs.command("dead-letters")
@click.option("--retry", is_flag=True, help="Try them all again.")
def dead_letters(*, retry: bool) -> None:
    """List the notifications that the webhook did not take in two days."""
    with kept.opened(config.load()) as store:
        if store and retry:
            click.echo(f"{store.outbox.revive(at=datetime.now(UTC))} are tried again")
        for each in store.outbox.dead_letters() if store else ():
            click.echo(f"{each.id}  {each.at:%Y-%m-%d %H:%M}  {each.kind}  {one_line(visible(each.error))}")


def _unknown(number: int) -> RequestError:
    return RequestError(f"there is no hand-off {number}", hint="`sslhelp handoffs --all` lists them")


def _row(handoff: Handoff) -> tuple[str, ...]:
    question = one_line(visible(handoff.wanted.question))
    return (
        str(handoff.id),
        f"{handoff.opened_at:%Y-%m-%d %H:%M}",
        handoff.state,
        one_line(visible(handoff.person)) or "-",
        one_line(visible(handoff.wanted.email)) or "the chat",
        question if len(question) <= _SHOWN_CHARS else f"{question[:_SHOWN_CHARS]}...",
    )


def _account(handoff: Handoff, desk: Desk) -> dict[str, object]:
    answers = [
        {"person": line.person, "at": line.at.isoformat(), "text": line.text}
        for line in desk.answers(handoff.id)
        if not line.deleted
    ]
    wanted = handoff.wanted
    return {
        "id": handoff.id,
        "state": handoff.state,
        "opened_at": handoff.opened_at.isoformat(),
        "closed_at": handoff.closed_at.isoformat() if handoff.closed_at else None,
        "person": handoff.person,
        "email": wanted.email,
        "page": wanted.page,
        "locale": wanted.locale,
        "question": wanted.question,
        "summary": wanted.summary,
        "answers": answers,
    }
