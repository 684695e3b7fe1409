"""The schema: what the migrations make is what the code expects, all of it or nothing."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, inspect, make_url

from sslhelp.errors import StoreError
from sslhelp.store import sqlite
from sslhelp.store.schema import HEAD, metadata
from sslhelp.store.upgrade import is_current, upgrade

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sqlalchemy import Engine


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "sslhelp.db"


@pytest.fixture
def engine(path: Path) -> Iterator[Engine]:
    engine = sqlite.engine(make_url(f"sqlite:///{path}"))
    yield engine
    engine.dispose()


def test_head_names_the_newest_migration() -> None:
    config = Config()
    config.set_main_option("script_location", "sslhelp.store:migrations")
    assert ScriptDirectory.from_config(config).get_heads() == [HEAD]


def test_the_migrations_make_the_tables_of_the_schema(engine: Engine) -> None:
    upgrade(engine)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []


def test_every_constraint_has_the_name_that_the_schema_gives_it(engine: Engine, tmp_path: Path) -> None:
    upgrade(engine)
    declared = create_engine(f"sqlite:///{tmp_path / 'declared.db'}")
    metadata.create_all(declared)
    for table in metadata.tables:
        made, meant = inspect(engine), inspect(declared)
        assert made.get_pk_constraint(table) == meant.get_pk_constraint(table)
        assert made.get_foreign_keys(table) == meant.get_foreign_keys(table)
        assert made.get_indexes(table) == meant.get_indexes(table)
    declared.dispose()


def test_a_database_of_the_first_schema_is_upgraded_with_what_is_in_it(engine: Engine, path: Path) -> None:
    upgrade(engine)
    before = sqlite3.connect(path)
    with before:
        before.execute("INSERT INTO claims VALUES ('kept', '2026-03-14 12:00:00')")
        before.execute("DROP TABLE intermediates")
        before.execute("UPDATE alembic_version SET version_num = '0001'")
    assert not is_current(engine)
    upgrade(engine)
    assert is_current(engine)
    assert before.execute("SELECT key FROM claims").fetchall() == [("kept",)]
    before.close()


def test_an_upgrade_that_fails_leaves_the_database_as_it_was(engine: Engine, path: Path) -> None:
    foreign = sqlite3.connect(path)
    foreign.execute("CREATE TABLE gaps (mine TEXT)")
    foreign.close()
    with pytest.raises(Exception, match="already exists"):
        upgrade(engine)
    assert inspect(engine).get_table_names() == ["gaps"]


def test_a_revision_that_no_migration_made_is_refused(engine: Engine, path: Path) -> None:
    upgrade(engine)
    beside = sqlite3.connect(path)
    with beside:
        beside.execute("UPDATE alembic_version SET version_num = 'from the future'")
    beside.close()
    with pytest.raises(StoreError, match="from the future"):
        upgrade(engine)


def test_a_start_on_a_database_that_is_up_to_date_does_not_load_alembic(engine: Engine, path: Path) -> None:
    upgrade(engine)
    start = (
        "import sys; from sslhelp.store.store import ReplyCodec, SqlStore;"
        f"SqlStore.open({f'sqlite:///{path}'!r}, codec=ReplyCodec(dump=dict, load=dict)).check();"
        "print('alembic' in sys.modules)"
    )
    told = subprocess.run([sys.executable, "-c", start], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "False"
