"""The gaps in a database: the statements, within a transaction that the store opens."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import delete, select, update

from sslhelp.model.store import MAX_GAPS, Cause, Gap
from sslhelp.store.insert import insert
from sslhelp.store.keys import gap_key, gap_text
from sslhelp.store.schema import gaps as table

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy import Connection

MAX_ANSWER_CHARS = 4_000
_MOST_FREQUENT_FIRST = (table.c.count.desc(), table.c.last_seen.desc())


def add(
    connection: Connection, question: str, *, cause: Cause, nearest: Sequence[str], at: datetime, answer: str
) -> None:
    """Count a question, and drop the rarest of the others, among those the oldest, beyond the bound."""
    key = gap_key(question, cause)
    row = insert(connection, table).values(
        key=key,
        question=gap_text(question),
        cause=cause.value,
        count=1,
        nearest=list(nearest),
        last_seen=at,
        answer=answer[:MAX_ANSWER_CHARS],
    )
    again = {"count": table.c.count + 1, "nearest": row.excluded.nearest, "last_seen": row.excluded.last_seen}
    if answer:
        again["answer"] = row.excluded.answer
    connection.execute(row.on_conflict_do_update(index_elements=[table.c.key], set_=again))
    too_many = select(table.c.key).where(table.c.key != key).order_by(*_MOST_FREQUENT_FIRST).offset(MAX_GAPS - 1)
    connection.execute(delete(table).where(table.c.key.in_(too_many)))


def settle(connection: Connection, question: str, cause: Cause) -> None:
    """Take back one count; a question without any is no gap."""
    counted = table.c.key == gap_key(question, cause)
    connection.execute(update(table).where(counted).values(count=table.c.count - 1))
    connection.execute(delete(table).where(counted, table.c.count < 1))


def kept(connection: Connection, *, limit: int, since: datetime | None) -> list[Gap]:
    """Return the most frequent, the latest first among equals."""
    columns = (table.c.question, table.c.count, table.c.last_seen, table.c.nearest, table.c.cause, table.c.answer)
    frequent = select(*columns).order_by(*_MOST_FREQUENT_FIRST).limit(limit)
    if since is not None:
        frequent = frequent.where(table.c.last_seen >= since)
    return [
        Gap(question, count, last_seen, tuple(nearest), Cause(cause), answer)
        for question, count, last_seen, nearest, cause, answer in connection.execute(frequent)
    ]
