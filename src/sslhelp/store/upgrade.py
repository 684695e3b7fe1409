"""Brings a database to the schema of this code, and refuses one that is ahead of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import column, inspect, select, table

from sslhelp.errors import StoreError
from sslhelp.store.schema import HEAD

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine

_VERSION = table("alembic_version", column("version_num"))


def upgrade(engine: Engine) -> None:
    """Apply the missing migrations, all of them or none; the caller sees to it that nobody else does.

    Raises StoreError for a schema that no migration of this version made.
    """
    with engine.connect() as connection:
        current = _revision(connection)
    if current != HEAD:
        with engine.begin() as connection:
            _migrate(connection, current)


def is_current(engine: Engine) -> bool:
    """Say whether the database has the schema of this code."""
    with engine.connect() as connection:
        return _revision(connection) == HEAD


def _revision(connection: Connection) -> str | None:
    if not inspect(connection).has_table(_VERSION.name):
        return None
    return connection.scalar(select(_VERSION.c.version_num))


def _migrate(connection: Connection, current: str | None) -> None:
    from alembic import command  # noqa: PLC0415  (loading alembic takes longer than a start may)
    from alembic.config import Config  # noqa: PLC0415
    from alembic.script import ScriptDirectory  # noqa: PLC0415

    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", "sslhelp.store:migrations")
    known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
    if current is not None and current not in known:
        raise StoreError(
            f"the database has schema {current}, which is newer than this version knows",
            hint="install the version of sslhelp that wrote it, or restore the backup made before the upgrade",
        )
    command.upgrade(config, HEAD)
