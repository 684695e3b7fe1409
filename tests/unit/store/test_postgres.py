"""What only PostgreSQL does: its schema, its locks, and going on after the server was away."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from sslhelp.errors import StoreError
from sslhelp.model.chat import Channel
from sslhelp.model.handoff import Wanted
from sslhelp.render import wire
from sslhelp.store import databases
from sslhelp.store.schema import metadata
from sslhelp.store.store import ReplyCodec, SqlStore
from tests.conformance.store import CONVERSATION, NOON, turn
from tests.postgres import Server, serving

CODEC = ReplyCodec(dump=wire.dump, load=wire.load)


def opened(url: str) -> SqlStore:
    return SqlStore.open(url, codec=CODEC, notifying=True)


@pytest.fixture
def mortal() -> Iterator[Server]:
    """A server that may be killed."""
    with serving() as server:
        yield server


def test_the_migrations_make_the_tables_of_the_schema(postgres: Server) -> None:
    url = postgres.new_database()
    opened(url).close()
    engine = databases.of(url).engine()
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []
    engine.dispose()


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGINT])
def test_what_was_acknowledged_outlives_the_server_and_the_store_goes_on(mortal: Server, how: signal.Signals) -> None:
    store = opened(mortal.new_database())
    store.open_conversation(CONVERSATION, channel=Channel.WEB, at=NOON)
    for number in range(20):
        store.add_turn(CONVERSATION, turn(f"before {number}"))
    mortal.kill(how)
    with pytest.raises(StoreError, match="the database failed"):
        store.check()
    mortal.start()
    store.check()
    assert [each.text for each in store.turns(CONVERSATION, last=50)] == [f"before {number}" for number in range(20)]
    store.close()


def test_the_first_of_several_hosts_that_can_be_written_to_is_used(postgres: Server) -> None:
    there = postgres.new_database()
    several = there.replace("@127.0.0.1:", "@127.0.0.1:1,127.0.0.1:") + "?target_session_attrs=read-write"
    store = opened(several)
    store.check()
    store.close()


def test_an_upgrade_waits_for_the_one_before_and_says_so_when_it_takes_too_long(
    postgres: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    from sslhelp.store import postgres as ours

    monkeypatch.setattr(ours, "UPGRADE_TIMEOUT", 1)
    url = postgres.new_database()
    first = databases.of(url).engine()
    with ours.upgrade_lock(first), pytest.raises(StoreError, match="has been upgrading the database"):
        opened(url)
    opened(url).close()
    first.dispose()


def test_many_who_take_up_what_is_due_take_up_different_things(postgres: Server) -> None:
    store = opened(postgres.new_database())
    for number in range(12):
        store.open_conversation(f"c{number}", channel=Channel.WEB, at=NOON)
        store.desk.open(f"c{number}", Wanted("?"), at=NOON)
    with ThreadPoolExecutor(12) as pool:
        held = list(pool.map(lambda _: store.desk.next_due(now=NOON, held_until=NOON.replace(hour=23)), range(12)))
    taken = [due.handoff.id for due in held if due]
    assert len(taken) == len(set(taken)) > 1
    store.close()


def test_a_server_that_is_not_there_is_said_to_be_so() -> None:
    with pytest.raises(StoreError, match="the database failed") as refused:
        opened("postgresql://postgres:secret@127.0.0.1:1/none")
    assert "secret" not in str(refused.value)
