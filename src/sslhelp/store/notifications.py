"""What another program of the shop's is still to be told of hand-offs, in a database."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import select, update

from sslhelp.model.handoff import Notification
from sslhelp.store.insert import insert
from sslhelp.store.schema import notifications as outbox

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from contextlib import AbstractContextManager
    from datetime import datetime

    from sqlalchemy import Connection, Row

    from sslhelp.model.handoff import Handoff


def add(connection: Connection, handoff: Handoff, kind: str, at: datetime) -> None:
    """Have a hand-off notified of, within the transaction that changed it."""
    told = {"id": handoff.id, "state": handoff.state.value, **asdict(handoff.wanted)}
    row = insert(connection, outbox).values(kind=kind, body={"handoff": told}, at=at, due_at=at, attempts=0, dead=False)
    connection.execute(row)


@dataclass(frozen=True)
class SqlOutbox:
    """Implements `Outbox`, within transactions that the store opens."""

    writing: Callable[[], AbstractContextManager[Connection]]
    reading: Callable[[], AbstractContextManager[Connection]]

    def next_due(self, *, now: datetime, held_until: datetime) -> Notification | None:
        """Take up the notification that is due first, and hold it."""
        due = select(outbox).where(outbox.c.due_at <= now).order_by(outbox.c.due_at, outbox.c.id).limit(1)
        with self.reading() as connection:
            if connection.execute(due).first() is None:
                return None
        with self.writing() as connection:
            row = connection.execute(due.with_for_update(skip_locked=True)).first()
            if row is None:
                return None
            held = update(outbox).where(outbox.c.id == row.id)
            connection.execute(held.values(due_at=held_until, attempts=row.attempts + 1))
            return _notification(row)

    def notified(self, notification_id: int) -> None:
        """Keep that a notification has arrived; what was in it is forgotten."""
        self._settle(notification_id, due_at=None, body={}, error="")

    def not_notified(self, notification_id: int, error: str, *, again_at: datetime | None) -> None:
        """Keep why a notification did not arrive, and when it is due again; never, without a time."""
        self._settle(notification_id, due_at=again_at, error=error[:500], dead=again_at is None)

    def dead_letters(self) -> Sequence[Notification]:
        """Return the notifications that were given up, oldest first."""
        with self.reading() as connection:
            return [
                _notification(row)
                for row in connection.execute(select(outbox).where(outbox.c.dead).order_by(outbox.c.id))
            ]

    def revive(self, *, at: datetime) -> int:
        """Make the notifications that were given up due again, and return how many that are."""
        with self.writing() as connection:
            again = update(outbox).where(outbox.c.dead).values(dead=False, due_at=at, attempts=0)
            return connection.execute(again).rowcount

    def _settle(self, notification_id: int, **values: object) -> None:
        with self.writing() as connection:
            connection.execute(update(outbox).where(outbox.c.id == notification_id).values(values))


def _notification(row: Row[Any]) -> Notification:
    return Notification(row.id, row.kind, row.body, row.at, row.attempts, row.error)
