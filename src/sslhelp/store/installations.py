"""The workspaces that the app was installed in, in a database."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from sqlalchemy import delete, select

from sslhelp.model.installation import Installation
from sslhelp.store.insert import insert
from sslhelp.store.schema import installations as table

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager

    from sqlalchemy import Connection


@dataclass(frozen=True)
class SqlInstallations:
    """Implements `Installations`, within transactions that the store opens."""

    writing: Callable[[], AbstractContextManager[Connection]]
    reading: Callable[[], AbstractContextManager[Connection]]

    def keep(self, installation: Installation) -> None:
        """Keep an installation in place of the one before."""
        with self.writing() as connection:
            row = insert(connection, table).values(asdict(installation))
            anew = {name: row.excluded[name] for name in asdict(installation) if name != "team"}
            connection.execute(row.on_conflict_do_update(index_elements=[table.c.team], set_=anew))

    def find(self, team: str) -> Installation | None:
        """Return the installation of a workspace."""
        with self.reading() as connection:
            row = connection.execute(select(table).where(table.c.team == team)).first()
        return Installation(*row) if row else None

    def forget(self, team: str) -> None:
        """Drop the installation of a workspace; a no-op when there is none."""
        with self.writing() as connection:
            connection.execute(delete(table).where(table.c.team == team))
