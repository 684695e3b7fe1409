"""The workspaces that the app was installed in, and what it answers in their channels, in a database."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from sqlalchemy import delete, select

from sslhelp.model.installation import Hearing, Installation
from sslhelp.store.insert import insert
from sslhelp.store.schema import channels
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


@dataclass(frozen=True)
class SqlChannels:
    """Implements `Channels`, within transactions that the store opens."""

    writing: Callable[[], AbstractContextManager[Connection]]
    reading: Callable[[], AbstractContextManager[Connection]]

    def hearing(self, team: str, channel: str) -> Hearing:
        """Return what is answered in a channel."""
        kept = select(channels.c.hearing).where(channels.c.team == team, channels.c.channel == channel)
        with self.reading() as connection:
            return Hearing(connection.scalar(kept) or Hearing.MENTIONS)

    def hear(self, team: str, channel: str, hearing: Hearing) -> None:
        """Change what is answered in a channel."""
        with self.writing() as connection:
            row = insert(connection, channels).values(team=team, channel=channel, hearing=hearing.value)
            anew = {"hearing": row.excluded.hearing}
            connection.execute(
                row.on_conflict_do_update(index_elements=[channels.c.team, channels.c.channel], set_=anew)
            )
