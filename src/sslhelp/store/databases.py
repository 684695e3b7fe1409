"""The databases that a store runs on, by the URL that names them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError

from sslhelp.errors import StoreError
from sslhelp.store import postgres, sqlite

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from sqlalchemy import URL, Engine

_POSTGRES = ("postgresql://", "postgres://")
_HINT = "set SSLHELP_DATABASE_URL to sqlite:////path/of/the/file.db or postgresql://user@host/database"


class Database(Protocol):
    """One database, which need not be there yet."""

    def exists(self) -> bool:
        """Say whether there is anything to read."""
        ...

    def engine(self) -> Engine:
        """Return an engine on it."""
        ...

    def upgrade_lock(self, engine: Engine) -> AbstractContextManager[None]:
        """Keep other processes from upgrading it meanwhile."""
        ...


@dataclass(frozen=True)
class SqliteFile:
    """An SQLite file; it is made when it is opened."""

    url: URL

    def exists(self) -> bool:
        """Say whether the file is there."""
        return sqlite.exists(self.url)

    def engine(self) -> Engine:
        """Return an engine on the file."""
        return sqlite.engine(self.url)

    def upgrade_lock(self, engine: Engine) -> AbstractContextManager[None]:  # noqa: ARG002  (Protocol)
        """Lock a file beside it."""
        return sqlite.upgrade_lock(self.url)


@dataclass(frozen=True)
class Postgres:
    """A PostgreSQL database, which somebody has made; `url` is libpq's, with one host or several."""

    url: str

    def exists(self) -> bool:
        """Say that it is: whoever asks finds out by connecting."""
        return True

    def engine(self) -> Engine:
        """Return an engine on the database."""
        return postgres.engine(self.url)

    def upgrade_lock(self, engine: Engine) -> AbstractContextManager[None]:
        """Take an advisory lock."""
        return postgres.upgrade_lock(engine)


def of(url: str) -> Database:
    """Return the database that a URL names; raises StoreError for a URL that none can be made of."""
    if url.startswith(_POSTGRES):
        return Postgres(url)  # read by libpq: SQLAlchemy's form has no list of hosts
    try:
        parsed = make_url(url)
    except ArgumentError:
        raise StoreError("the database url cannot be read", hint=_HINT) from None
    if parsed.get_backend_name() != "sqlite":
        raise StoreError(f"there is no store for {parsed.get_backend_name()} databases", hint=_HINT)
    return SqliteFile(parsed)
