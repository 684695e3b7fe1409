"""The intermediates in a database: the statements, within a transaction that the store opens."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, select

from sslhelp.model.store import MAX_LEARNED, MAX_OF_ONE_NAME, KeptIntermediate, Source
from sslhelp.store.insert import insert
from sslhelp.store.keys import digest
from sslhelp.store.schema import intermediates as table

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy import Connection

    from sslhelp.model.store import Intermediate

_NEWEST_FIRST = (table.c.since.desc(), table.c.sha256)


def replace_imported(connection: Connection, intermediates: Sequence[Intermediate], at: datetime) -> None:
    """Make these the imported ones, also those that had been learned."""
    forget(connection, Source.IMPORTED)
    if intermediates:
        row = insert(connection, table)
        anew = {"source": row.excluded.source, "since": row.excluded.since}
        connection.execute(
            row.on_conflict_do_update(index_elements=[table.c.sha256], set_=anew),
            _rows(intermediates, Source.IMPORTED, at),
        )


def unknown(connection: Connection, intermediates: Sequence[Intermediate]) -> list[Intermediate]:
    """Return those that are not kept, from whatever source."""
    keys = [digest(each.der) for each in intermediates]
    known = set(connection.scalars(select(table.c.sha256).where(table.c.sha256.in_(keys))))
    return [each for key, each in zip(keys, intermediates, strict=True) if key not in known]


def learn(connection: Connection, intermediates: Sequence[Intermediate], at: datetime) -> None:
    """Keep those that are not kept yet, and drop the oldest learned ones beyond the bound."""
    connection.execute(insert(connection, table).on_conflict_do_nothing(), _rows(intermediates, Source.LEARNED, at))
    too_many = select(table.c.sha256).where(table.c.source == Source.LEARNED).order_by(*_NEWEST_FIRST)
    connection.execute(delete(table).where(table.c.sha256.in_(too_many.offset(MAX_LEARNED))))


def of(connection: Connection, subject: bytes) -> Sequence[bytes]:
    """Return the newest certificates of that name."""
    named = select(table.c.der).where(table.c.subject_sha256 == digest(subject))
    return connection.scalars(named.order_by(*_NEWEST_FIRST).limit(MAX_OF_ONE_NAME)).all()


def kept(connection: Connection) -> list[KeptIntermediate]:
    """Return all of them, newest first."""
    rows = connection.execute(select(table.c.der, table.c.source, table.c.since).order_by(*_NEWEST_FIRST))
    return [KeptIntermediate(der, Source(source), since) for der, source, since in rows]


def forget(connection: Connection, source: Source) -> int:
    """Drop all of that source, and return how many that were."""
    return connection.execute(delete(table).where(table.c.source == source)).rowcount


def _rows(intermediates: Sequence[Intermediate], source: Source, at: datetime) -> list[dict[str, Any]]:
    return [
        {
            "sha256": digest(each.der),
            "subject_sha256": digest(each.subject),
            "der": each.der,
            "source": source.value,
            "since": at,
        }
        for each in intermediates
    ]
