"""What is no longer kept: conversations that nobody went on with, and what was only for a while."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import delete, exists, select

from sslhelp.model.handoff import State
from sslhelp.store.schema import claims, conversations, gaps, handoffs, notifications

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import ColumnElement, Connection, Table

AT_ONCE = 200
"""How many rows go in one transaction: whoever writes meanwhile waits for no more."""

CLAIMS_KEPT = timedelta(days=30)
"""No event is delivered again after that."""


def drop_conversations(connection: Connection, before: datetime) -> int:
    """Drop some that were last gone on with before a time, with all that hangs on them; not those a person has."""
    passed_on = exists().where(
        handoffs.c.conversation == conversations.c.id_hash, handoffs.c.state != State.CLOSED.value
    )
    return _drop(connection, conversations, (conversations.c.last_at < before) & ~passed_on)


def drop_others(connection: Connection, before: datetime, now: datetime) -> int:
    """Drop some questions that nobody asked again, notifications that have arrived, and claims that are settled."""
    arrived = notifications.c.due_at.is_(None) & ~notifications.c.dead & (notifications.c.at < before)
    settled = (claims.c.at < now - CLAIMS_KEPT) & (claims.c.key != PROBE)
    return (
        _drop(connection, gaps, gaps.c.last_seen < before)
        + _drop(connection, notifications, arrived)
        + _drop(connection, claims, settled)
    )


PROBE = "check"
"""The key of the claim with which a store tries whether it can write."""


def _drop(connection: Connection, table: Table, which: ColumnElement[bool]) -> int:
    (key,) = table.primary_key.columns
    some = select(key).where(which).limit(AT_ONCE).scalar_subquery()
    return connection.execute(delete(table).where(key.in_(some))).rowcount
