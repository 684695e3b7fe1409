"""What only SQLite needs: a private file, a write-ahead log, and one writer at a time."""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from filelock import FileLock, Timeout
from sqlalchemy import create_engine, event

from sslhelp.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import URL, Connection, Engine
    from sqlalchemy.engine.interfaces import DBAPIConnection
    from sqlalchemy.pool import ConnectionPoolEntry

BUSY_TIMEOUT = 10.0
"""Seconds that a statement waits for the writer before it."""

UPGRADE_TIMEOUT = 60.0
"""Seconds that a process waits for another one that upgrades the schema."""

_PRAGMAS = (
    "PRAGMA journal_mode = WAL",  # readers and the writer do not wait for each other
    "PRAGMA synchronous = NORMAL",  # outlives the death of every process; a power cut may take the last moments
    "PRAGMA foreign_keys = ON",
)


def engine(url: URL) -> Engine:
    """Return an engine on the file of `url`, which is made, for its owner alone, when it is not there.

    A transaction takes the write lock as it begins, so that none fails half-way because another one wrote; one of an
    engine with the execution option `read_only` takes none. A connection to a file that is gone or another one is
    refused with StoreError: SQLite would go on writing to what nobody can find, or make an empty file.

    Raises StoreError when the file cannot be made.
    """
    path = _file(url)
    made = create_engine(url, hide_parameters=True, connect_args={"timeout": BUSY_TIMEOUT})
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        path.touch(mode=0o600)
    except OSError as error:
        raise _unwritable(path.parent, error) from None
    opened = _identity(path)

    def see_that_it_is_there(*_: object) -> None:
        if _identity(path) != opened:
            raise StoreError(
                "the database file was removed or replaced while it was in use",
                hint="put back the file, or the one of a backup, and start again",
            )

    event.listen(made, "do_connect", see_that_it_is_there)
    event.listen(made, "connect", _set_up)
    event.listen(made, "checkout", see_that_it_is_there)
    event.listen(made, "begin", _begin)
    return made


def exists(url: URL) -> bool:
    """Say whether the file of `url` is there."""
    return _file(url).is_file()


@contextmanager
def upgrade_lock(url: URL) -> Iterator[None]:
    """Keep other processes from looking at the schema, or upgrading it, meanwhile.

    Raises StoreError when the lock file cannot be made, or another process has held it for `UPGRADE_TIMEOUT`.
    """
    path = _file(url)
    lock = FileLock(path.with_name(f"{path.name}.lock"), timeout=UPGRADE_TIMEOUT, mode=0o600)
    try:
        lock.acquire()
    except Timeout:
        raise StoreError(
            f"another process has been upgrading the database for over {UPGRADE_TIMEOUT:.0f} seconds",
            hint="see that it is alive, then start again",
        ) from None
    except OSError as error:
        raise _unwritable(path.parent, error) from None
    try:
        yield
    finally:
        lock.release()


def _identity(path: Path) -> tuple[int, int] | None:
    """Tell the file from another one in its place; None when there is none."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def _unwritable(directory: Path, error: OSError) -> StoreError:
    return StoreError(
        f"the database file cannot be made: {(error.strerror or str(error)).lower()}",
        hint=f"let this account write to {directory}, or set another SSLHELP_DATABASE_URL",
    )


def _file(url: URL) -> Path:
    name = url.database or ":memory:"
    if name.startswith((":memory:", "file:")):
        raise StoreError(
            "the database url names no file", hint="set SSLHELP_DATABASE_URL to sqlite:////path/of/the/file.db"
        )
    return Path(name)


def _set_up(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
    connection.isolation_level = None  # the driver leaves BEGIN to us
    cursor = connection.cursor()
    for pragma in _PRAGMAS:
        cursor.execute(pragma)
    cursor.close()


def _begin(connection: Connection) -> None:
    read_only = connection.get_execution_options().get("read_only", False)
    connection.exec_driver_sql("BEGIN DEFERRED" if read_only else "BEGIN IMMEDIATE")
