"""What only PostgreSQL needs: a pool that notices a server that went away, and a lock around upgrades."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from sqlalchemy import create_engine, text
from sqlalchemy.exc import OperationalError

from sslhelp.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Engine

CONNECT_TIMEOUT = 10
"""Seconds that one server of the URL may take to be reached."""

UPGRADE_TIMEOUT = 60
"""Seconds that a process waits for another one that upgrades the schema."""

POOLED, AT_MOST = 5, 20
"""Connections that a process keeps, and the most that it opens."""

_UPGRADES = 7_551_377  # names the lock, the same for every version of this program


def engine(url: str) -> Engine:
    """Return an engine on the database of a libpq URL, which may name several hosts.

    A connection is tried before it is used: after a restart or a failover the next statement finds the server that is
    there. Raises StoreError when the driver is not installed.
    """
    try:
        import psycopg  # noqa: PLC0415  (an extra)
    except ImportError:
        raise StoreError(
            "the driver for postgresql databases is not installed", hint="pip install 'sslhelp[postgres]'"
        ) from None

    def connect() -> psycopg.Connection:
        return psycopg.connect(url, connect_timeout=CONNECT_TIMEOUT, options="-c timezone=UTC -c lock_timeout=15000")

    return create_engine(
        "postgresql+psycopg://",
        creator=connect,
        hide_parameters=True,
        pool_pre_ping=True,
        pool_size=POOLED,
        max_overflow=AT_MOST - POOLED,
        pool_recycle=1800,
    )


@contextmanager
def upgrade_lock(made: Engine) -> Iterator[None]:
    """Keep other processes from looking at the schema, or upgrading it, meanwhile.

    Raises StoreError when another process has held it for `UPGRADE_TIMEOUT`.
    """
    with made.connect() as connection:
        connection.execute(text(f"SET lock_timeout = '{UPGRADE_TIMEOUT}s'"))
        try:
            connection.execute(text("SELECT pg_advisory_lock(:key)"), {"key": _UPGRADES})
        except OperationalError as error:
            if "lock timeout" not in str(error.orig):
                raise
            raise StoreError(
                f"another process has been upgrading the database for over {UPGRADE_TIMEOUT} seconds",
                hint="see that it is alive, then start again",
            ) from None
        try:
            yield
        finally:
            connection.execute(text("SELECT pg_advisory_unlock(:key)"), {"key": _UPGRADES})
            connection.invalidate()  # its lock_timeout is not that of the others
