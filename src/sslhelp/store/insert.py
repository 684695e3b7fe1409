"""INSERT with ON CONFLICT: one atomic statement, spelled the same by the databases that have it."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from sqlalchemy import Connection, Table
    from sqlalchemy.dialects import postgresql, sqlite

    Insert: TypeAlias = sqlite.Insert | postgresql.Insert


def insert(connection: Connection, table: Table) -> Insert:
    """Return an INSERT into `table` that takes `on_conflict_do_nothing` and `on_conflict_do_update`."""
    dialect = import_module(f"sqlalchemy.dialects.{connection.dialect.name}")
    statement: Insert = dialect.insert(table)
    return statement
