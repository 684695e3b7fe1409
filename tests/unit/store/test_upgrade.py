"""The schema: what the migrations make is what the code expects, all of it or nothing."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, inspect, make_url, select

from sslhelp.errors import StoreError
from sslhelp.model.store import Cause, Gap
from sslhelp.render import wire
from sslhelp.store import sqlite
from sslhelp.store.schema import HEAD, feedback, gaps, messages, metadata
from sslhelp.store.store import ReplyCodec, SqlStore
from sslhelp.store.upgrade import is_current, upgrade

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sqlalchemy import Engine


NOON = datetime(2026, 3, 14, 12, tzinfo=UTC)


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


OLD_ROWS = {
    "0001": ("INSERT INTO claims VALUES ('kept', '2026-03-14 12:00:00')",),
    "0002": (
        "INSERT INTO conversations VALUES ('hash', 'web', '2026-03-14 12:00:00', '2026-03-14 12:00:00')",
        """INSERT INTO messages VALUES
            (1, 'hash', 'how?', '{"parts": [], "conversation_id": ""}', '2026-03-14 12:00:00')""",
        "INSERT INTO feedback VALUES (1, 'hash', 'csr', 0, 'which menu?', '2026-03-14 12:00:00')",
        """INSERT INTO gaps VALUES
            ('d1c30145e17b69d4f418d9b9e6a579678b0833dfbef8e00cb69d451f534f7bd4',
            'how?', 2, '[]', '2026-03-14 12:00:00')""",
    ),
}


def made_by(version: str, engine: Engine) -> None:
    """Make a database as that version of the schema had it, with rows."""
    config = Config()
    config.set_main_option("script_location", "sslhelp.store:migrations")
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, version)
        for statement in OLD_ROWS[version]:
            connection.exec_driver_sql(statement)


@pytest.mark.parametrize("version", OLD_ROWS)
def test_a_database_of_an_earlier_schema_is_upgraded(engine: Engine, version: str) -> None:
    made_by(version, engine)
    assert not is_current(engine)
    upgrade(engine)
    assert is_current(engine)
    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []


def test_what_the_second_schema_kept_is_read_and_gone_on_with_by_this_one(engine: Engine, path: Path) -> None:
    made_by("0002", engine)
    store = SqlStore.open(f"sqlite:///{path}", codec=ReplyCodec(dump=wire.dump, load=wire.load))
    store.add_gap("HOW?", nearest=["csr"], at=NOON)
    assert list(store.gaps(limit=9)) == [Gap("how?", 3, NOON, ("csr",), Cause.UNANSWERED)]
    with engine.connect() as connection:
        assert connection.execute(select(messages.c.text, messages.c.explanation)).all() == [("how?", None)]
        of = feedback.c
        assert connection.execute(select(of.kind, of.question, of.article_id, of.comment)).all() == [
            ("rating", "", "csr", "which menu?")
        ]
    store.close()


def test_workers_of_the_version_before_write_on_after_the_upgrade(engine: Engine) -> None:
    upgrade(engine)
    with engine.begin() as connection:
        for statement in OLD_ROWS["0002"]:
            columns = {
                "conversations": "(id_hash, channel, opened_at, last_at)",
                "messages": "(id, conversation, text, reply, at)",
                "feedback": "(id, conversation, article_id, helpful, comment, at)",
                "gaps": "(key, question, count, nearest, last_seen)",
            }[statement.split()[2]]
            connection.exec_driver_sql(statement.replace(" VALUES", f" {columns} VALUES"))
        assert connection.scalar(select(gaps.c.cause)) == Cause.UNANSWERED


def test_the_migrations_go_back_as_well(engine: Engine) -> None:
    made_by("0002", engine)
    upgrade(engine)
    config = Config()
    config.set_main_option("script_location", "sslhelp.store:migrations")
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.downgrade(config, "0002")
        assert connection.exec_driver_sql("SELECT question, count FROM gaps").all() == [("how?", 2)]
        assert {each["name"] for each in inspect(connection).get_columns("feedback")}.isdisjoint({"kind", "question"})


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
