"""Hand-offs in a database: what was passed on, what staff said, and what staff are still to be told."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, exists, or_, select, update

from sslhelp.errors import UnknownConversationError
from sslhelp.model.handoff import Due, Handoff, Line, State, Told, Wanted
from sslhelp.store import notifications
from sslhelp.store.insert import insert
from sslhelp.store.keys import hashed
from sslhelp.store.schema import conversations, messages, staff
from sslhelp.store.schema import handoff_lines as lines
from sslhelp.store.schema import handoffs as table

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from contextlib import AbstractContextManager
    from datetime import datetime

    from sqlalchemy import ColumnElement, Connection, Row, Select

TOLD_AT_ONCE = 20
MAX_LINES = 500
"""What a customer's page is shown of a conversation with staff: beyond, the newest."""

_OPEN = table.c.state != State.CLOSED.value
_PERSON = select(staff.c.person).where(staff.c.author == table.c.taken_by).scalar_subquery().label("person")


@dataclass(frozen=True)
class SqlDesk:
    """Implements `Desk` on the database of a store, within transactions that the store opens."""

    writing: Callable[[], AbstractContextManager[Connection]]
    reading: Callable[[], AbstractContextManager[Connection]]
    notifying: bool = False

    def open(self, conversation_id: str, wanted: Wanted, *, at: datetime) -> Handoff:
        """Keep a hand-off and the notification of it; the one that is open already, if there is one."""
        conversation = hashed(conversation_id)
        with self.writing() as connection:
            known = select(conversations.c.id_hash).where(conversations.c.id_hash == conversation).with_for_update()
            if connection.execute(known).first() is None:
                raise UnknownConversationError
            found = connection.execute(_latest(conversation).where(_OPEN)).first()
            if found:
                return _handoff(found)
            heard = select(messages.c.id).where(messages.c.conversation == conversation)
            row = insert(connection, table).values(
                conversation=conversation,
                state=State.WAITING.value,
                summary=wanted.summary,
                question=wanted.question,
                page=wanted.page,
                locale=wanted.locale,
                email=wanted.email,
                opened_at=at,
                shown="",
                told_up_to=connection.scalar(heard.order_by(messages.c.id.desc()).limit(1)) or 0,
                attempts=0,
                settled=False,
            )
            handoff_id = connection.scalar(row.returning(table.c.id))
            opened = _handoff(connection.execute(_all().where(table.c.id == handoff_id)).one())
            if self.notifying:
                notifications.add(connection, opened, "handoff.opened", at)
            return opened

    def get(self, handoff_id: int) -> Handoff | None:
        """Return a hand-off by its number."""
        return self._first(_all().where(table.c.id == handoff_id))

    def of(self, conversation_id: str) -> Handoff | None:
        """Return the latest hand-off of a conversation."""
        return self._first(_latest(hashed(conversation_id)))

    def lines(self, conversation_id: str) -> Sequence[Line]:
        """Return what staff said in all hand-offs of a conversation, oldest first."""
        return self._lines(table.c.conversation == hashed(conversation_id))

    def answers(self, handoff_id: int) -> Sequence[Line]:
        """Return what staff said in one hand-off, oldest first."""
        return self._lines(table.c.id == handoff_id)

    def handoffs(self, *, closed: bool = False, limit: int = 100) -> Sequence[Handoff]:
        """Return the open hand-offs, the longest waiting first; with `closed` all, the newest first."""
        order = table.c.id.desc() if closed else table.c.id
        wanted = _all() if closed else _all().where(_OPEN)
        with self.reading() as connection:
            return [_handoff(row) for row in connection.execute(wanted.order_by(order).limit(limit))]

    def in_thread(self, thread: str) -> Handoff | None:
        """Return the hand-off that staff talk of in this thread."""
        return self._first(_all().where(table.c.thread == thread))

    def last_question(self, handoff_id: int) -> str:
        """Return what the customer said last, redacted; "" for nothing."""
        last = (
            select(messages.c.text)
            .join(table, table.c.conversation == messages.c.conversation)
            .where(table.c.id == handoff_id, messages.c.told.is_not(None))
        )
        asked = select(table.c.question).where(table.c.id == handoff_id)
        with self.reading() as connection:
            return connection.scalar(last.order_by(messages.c.id.desc()).limit(1)) or connection.scalar(asked) or ""

    def add_line(self, thread: str, line: Line) -> bool:
        """Keep what was said in a thread, once; whoever speaks first in a waiting one has it."""
        with self.writing() as connection:
            row = connection.execute(_all().where(table.c.thread == thread, _OPEN)).first()
            if row is None:
                return False
            added = insert(connection, lines).values(
                ref=line.ref,
                handoff=row.id,
                author=line.author,
                text=line.text,
                at=line.at,
                edited=False,
                deleted=False,
            )
            kept = connection.execute(added.on_conflict_do_nothing().returning(lines.c.ref)).first()
            _take(connection, row.id, line.author)
            return kept is not None

    def change_line(self, ref: str, text: str | None) -> bool:
        """Put another text in the place of a line's, or none at all; False when there is no such line."""
        changed = update(lines).where(lines.c.ref == ref, lines.c.deleted.is_(False))
        values = {"text": "", "deleted": True} if text is None else {"text": text, "edited": True}
        with self.writing() as connection:
            return connection.execute(changed.values(values)).rowcount > 0

    def name(self, author: str, person: str) -> None:
        """Keep how a member of staff is called, for what they wrote and will write."""
        with self.writing() as connection:
            row = insert(connection, staff).values(author=author, person=person)
            called = {"person": row.excluded.person}
            connection.execute(row.on_conflict_do_update(index_elements=[staff.c.author], set_=called))

    def take(self, handoff_id: int, author: str) -> bool:
        """Give a waiting hand-off to somebody; False when it is taken or closed."""
        with self.writing() as connection:
            return _take(connection, handoff_id, author)

    def close(self, handoff_id: int, *, at: datetime) -> bool:
        """End a hand-off and keep the notification of it; False when it is closed already."""
        ended = update(table).where(table.c.id == handoff_id, _OPEN)
        with self.writing() as connection:
            closing = {"state": State.CLOSED.value, "closed_at": at, "settled": table.c.thread.is_(None)}
            if not connection.execute(ended.values(closing)).rowcount:
                return False
            closed = _handoff(connection.execute(_all().where(table.c.id == handoff_id)).one())
            if self.notifying:
                notifications.add(connection, closed, "handoff.closed", at)
            return True

    def next_due(self, *, now: datetime, held_until: datetime) -> Due | None:
        """Take up what is due in the staff's channel, longest due first, and hold it."""
        untold = exists().where(
            messages.c.conversation == table.c.conversation,
            messages.c.id > table.c.told_up_to,
            messages.c.told.is_not(None),
        )
        due = or_(and_(table.c.thread.is_(None), _OPEN), and_(table.c.thread.is_not(None), _behind()), untold)
        free = or_(table.c.held_until.is_(None), table.c.held_until <= now)
        unsettled = table.c.settled.is_(False)  # of thousands that were closed, none is looked at
        first = select(table.c.id).where(unsettled, due, free).order_by(table.c.held_until, table.c.id).limit(1)
        with self.reading() as connection:  # most of the time there is nothing, and nobody has to wait for that
            if connection.scalar(first) is None:
                return None
        with self.writing() as connection:
            handoff_id = connection.scalar(first.with_for_update(skip_locked=True))
            if handoff_id is None:
                return None
            held = update(table).where(table.c.id == handoff_id)
            connection.execute(held.values(held_until=held_until, attempts=table.c.attempts + 1))
            row = connection.execute(_all().where(table.c.id == handoff_id)).one()
            next_told = (
                select(messages.c.id, messages.c.told, messages.c.at)
                .where(
                    messages.c.conversation == row.conversation,
                    messages.c.id > row.told_up_to,
                    messages.c.told.is_not(None),
                )
                .order_by(messages.c.id)
                .limit(TOLD_AT_ONCE)
            )
            told = [Told(number, text, at) for number, text, at in connection.execute(next_told)]
            return Due(_handoff(row), row.shown, told, row.attempts - 1)

    def set_thread(self, handoff_id: int, thread: str, *, shown: State) -> None:
        """Keep where staff talk of a hand-off, and the state that they see there."""
        self._change(handoff_id, thread=thread, shown=shown.value)

    def was_told(self, handoff_id: int, number: int) -> None:
        """Keep that staff were told up to this number."""
        self._change(handoff_id, told_up_to=number)

    def was_shown(self, handoff_id: int, state: State) -> None:
        """Keep that the thread shows this state: when it is the last, nothing is due of the hand-off any more."""
        self._change(handoff_id, shown=state.value, settled=state is State.CLOSED)

    def release(self, handoff_id: int, *, until: datetime | None = None) -> None:
        """Let go of what was taken up: done, or due again at a time."""
        self._change(handoff_id, held_until=until, **({} if until else {"attempts": 0}))

    def _first(self, wanted: Select[Any]) -> Handoff | None:
        with self.reading() as connection:
            row = connection.execute(wanted.limit(1)).first()
        return _handoff(row) if row else None

    def _lines(self, of: ColumnElement[bool]) -> list[Line]:
        newest = (
            select(lines, staff.c.person)
            .join(table, table.c.id == lines.c.handoff)
            .outerjoin(staff, staff.c.author == lines.c.author)
            .where(of)
            .order_by(lines.c.at.desc(), lines.c.ref.desc())
            .limit(MAX_LINES)
        )
        with self.reading() as connection:
            rows = connection.execute(newest).all()
        return [
            Line(row.ref, row.author, row.person or "", row.text, row.at, row.edited, row.deleted)
            for row in reversed(rows)
        ]

    def _change(self, handoff_id: int, **values: object) -> None:
        with self.writing() as connection:
            connection.execute(update(table).where(table.c.id == handoff_id).values(values))


def _all() -> Select[Any]:
    return select(table, _PERSON)


def _latest(conversation: str) -> Select[Any]:
    return _all().where(table.c.conversation == conversation).order_by(table.c.id.desc()).limit(1)


def _behind() -> ColumnElement[bool]:
    return table.c.shown != table.c.state


def _take(connection: Connection, handoff_id: int, author: str) -> bool:
    waiting = update(table).where(table.c.id == handoff_id, table.c.state == State.WAITING.value)
    taken = connection.execute(waiting.values(state=State.TAKEN.value, taken_by=author))
    return taken.rowcount > 0


def _handoff(row: Row[Any]) -> Handoff:
    wanted = Wanted(row.summary, row.question, row.page, row.locale, row.email)
    return Handoff(
        row.id,
        State(row.state),
        wanted,
        row.opened_at,
        row.closed_at,
        row.thread or "",
        row.taken_by or "",
        row.person or "",
    )
