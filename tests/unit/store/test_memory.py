"""The store in memory: what it lets go of, and what it does not load."""

from __future__ import annotations

import subprocess
import sys
from datetime import UTC, datetime

import pytest

from sslhelp.errors import UnknownConversationError
from sslhelp.model.chat import Reply, Turn
from sslhelp.store import memory
from sslhelp.store.memory import MemoryStore

NOON = datetime(2026, 3, 14, 12, tzinfo=UTC)


def test_the_oldest_conversation_goes_when_there_are_too_many() -> None:
    store = MemoryStore(max_conversations=2)
    for conversation_id in ("first", "second", "third"):
        store.open_conversation(conversation_id, channel="cli", at=NOON)
    assert [store.has_conversation(known) for known in ("first", "second", "third")] == [False, True, True]
    with pytest.raises(UnknownConversationError):
        store.add_turn("first", Turn("?", Reply((), "first"), NOON))


def test_a_long_conversation_keeps_its_newest_turns() -> None:
    store = MemoryStore()
    store.open_conversation("long", channel="cli", at=NOON)
    for number in range(memory.MAX_TURNS + 5):
        store.add_turn("long", Turn(str(number), Reply((), "long"), NOON))
    kept = store.turns("long", last=memory.MAX_TURNS * 2)
    assert (len(kept), kept[0].text) == (memory.MAX_TURNS, "5")


def test_claims_are_forgotten_oldest_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(memory, "MAX_CLAIMS", 2)
    store = MemoryStore()
    assert all(store.claim(key, at=NOON) for key in ("a", "b", "c"))
    assert not store.claim("c", at=NOON)
    assert store.claim("a", at=NOON)


def test_the_store_in_memory_loads_no_database_code() -> None:
    loaded = "import sys, sslhelp.store.memory; print({'sqlalchemy', 'alembic', 'filelock'} & set(sys.modules))"
    told = subprocess.run([sys.executable, "-c", loaded], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "set()"
