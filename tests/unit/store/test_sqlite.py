"""The store on an SQLite file: who may read it, what is in it, and what happens when it cannot be there."""

from __future__ import annotations

import sqlite3
import stat
from datetime import UTC, datetime
from pathlib import Path

import pytest
from filelock import FileLock
from sqlalchemy import make_url

from sslhelp.errors import StoreError
from sslhelp.model.chat import Delivery, Reply, Turn
from sslhelp.store import sqlite
from sslhelp.store.store import ReplyCodec, SqlStore

NOON = datetime(2026, 3, 14, 12, tzinfo=UTC)
SECRET = "o3Zp-the-capability-of-a-customer"
CODEC = ReplyCodec(
    dump=lambda reply: {"conversation_id": reply.conversation_id}, load=lambda kept: Reply((), kept["conversation_id"])
)


def opened(path: Path) -> SqlStore:
    return SqlStore.open(f"sqlite:///{path}", codec=CODEC)


def test_no_file_of_the_database_holds_an_id_in_clear(tmp_path: Path) -> None:
    store = opened(tmp_path / "sslhelp.db")
    store.open_conversation(SECRET, channel="web", at=NOON)
    store.add_turn(SECRET, Turn("greppable words", Reply((), SECRET), NOON, delivery=Delivery(SECRET, "digest")))
    store.add_feedback(SECRET, "csr", helpful=True, comment="", at=NOON)
    store.claim(SECRET, at=NOON)
    in_use = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    store.close()
    at_rest = (tmp_path / "sslhelp.db").read_bytes()
    for written in (in_use, at_rest):
        assert b"greppable words" in written
        assert SECRET.encode() not in written


def test_the_files_are_for_their_owner_alone(tmp_path: Path) -> None:
    store = opened(tmp_path / "data" / "sslhelp.db")
    store.check()
    files = list((tmp_path / "data").iterdir())
    assert {path.name for path in files} >= {"sslhelp.db", "sslhelp.db-wal"}
    assert {stat.S_IMODE(path.stat().st_mode) for path in files} == {0o600}
    assert stat.S_IMODE((tmp_path / "data").stat().st_mode) == 0o700
    store.close()


def test_reading_waits_for_no_writer(tmp_path: Path) -> None:
    store = opened(tmp_path / "sslhelp.db")
    store.open_conversation(SECRET, channel="web", at=NOON)
    writer = sqlite3.connect(tmp_path / "sslhelp.db", isolation_level=None)
    writer.execute("BEGIN IMMEDIATE")
    assert store.has_conversation(SECRET)
    writer.close()
    store.close()


def test_looking_for_a_database_that_is_not_there_makes_none(tmp_path: Path) -> None:
    assert SqlStore.find(f"sqlite:///{tmp_path / 'data' / 'sslhelp.db'}", codec=CODEC) is None
    assert list(tmp_path.iterdir()) == []


def test_a_transaction_that_may_write_takes_the_lock_as_it_begins(tmp_path: Path) -> None:
    engine = sqlite.engine(make_url(f"sqlite:///{tmp_path / 'sslhelp.db'}"))
    other = sqlite3.connect(tmp_path / "sslhelp.db", timeout=0, isolation_level=None)
    with engine.begin(), pytest.raises(sqlite3.OperationalError, match="locked"):
        other.execute("BEGIN IMMEDIATE")
    other.close()
    engine.dispose()


def test_a_directory_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(StoreError, match="cannot be made") as caught:
        opened(tmp_path / "file" / "sslhelp.db")
    assert str(tmp_path / "file") in caught.value.hint


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="needs a directory in which even root makes no file")
def test_a_directory_that_takes_no_file_is_named() -> None:
    with pytest.raises(StoreError, match="cannot be made") as caught:
        opened(Path("/proc/sslhelp.db"))
    assert "/proc" in caught.value.hint


def test_a_lock_file_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "sslhelp.db.lock").mkdir()
    with pytest.raises(StoreError, match="cannot be made"):
        opened(tmp_path / "sslhelp.db")


def test_an_upgrade_that_another_process_never_ends_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite, "UPGRADE_TIMEOUT", 0)
    with FileLock(tmp_path / "sslhelp.db.lock"), pytest.raises(StoreError, match="another process"):
        opened(tmp_path / "sslhelp.db")


def test_a_file_that_is_no_database_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "sslhelp.db"
    path.write_bytes(b"a letter to my aunt\n" * 100)
    with pytest.raises(StoreError, match="not a database"):
        opened(path)
    assert path.read_bytes() == b"a letter to my aunt\n" * 100


@pytest.mark.parametrize("url", ["sqlite://", "sqlite:///:memory:", "sqlite:///file:x?uri=true"])
def test_a_url_without_a_file_is_refused(url: str) -> None:
    with pytest.raises(StoreError, match="names no file"):
        SqlStore.open(url, codec=CODEC)


@pytest.mark.parametrize(
    "url",
    [
        "",
        "sslhelp.db",
        "sqlite+oracle:///sslhelp.db",
        "root:hunter2@localhost/x",
        "mysql://root:hunter2@localhost/x",
        "nonsense://hunter2",
    ],
)
def test_a_url_of_another_kind_is_refused_without_its_password_or_a_trace(
    url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(StoreError) as caught:
        SqlStore.open(url, codec=CODEC)
    assert "hunter2" not in f"{caught.value} {caught.value.hint}"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("replaced", [False, True])
def test_a_file_that_was_removed_or_replaced_in_use_is_told_and_not_made_anew(tmp_path: Path, replaced: bool) -> None:
    path = tmp_path / "sslhelp.db"
    store = opened(path)
    store.open_conversation(SECRET, channel="web", at=NOON)
    path.rename(tmp_path / "away.db")
    if replaced:
        path.touch()
    for attempt in (store.check, lambda: store.has_conversation(SECRET)):
        with pytest.raises(StoreError, match="removed or replaced"):
            attempt()
    assert path.exists() is replaced
    path.unlink(missing_ok=True)
    (tmp_path / "away.db").rename(path)
    assert store.has_conversation(SECRET)
    store.close()


def test_a_writer_that_never_ends_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite, "BUSY_TIMEOUT", 0)
    store = opened(tmp_path / "sslhelp.db")
    writer = sqlite3.connect(tmp_path / "sslhelp.db", isolation_level=None)
    writer.execute("BEGIN IMMEDIATE")
    with pytest.raises(StoreError, match="locked"):
        store.check()
    writer.close()
    store.check()
    store.close()


def test_a_full_disk_is_told_and_loses_nothing_that_was_kept(tmp_path: Path) -> None:
    store = opened(tmp_path / "sslhelp.db")
    store.open_conversation(SECRET, channel="web", at=NOON)
    with store._engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA max_page_count = 1")  # SQLite takes the pages that are in use for the least
    with pytest.raises(StoreError, match="full"):
        store.add_turn(SECRET, Turn("x" * 100_000, Reply((), SECRET), NOON))
    assert store.has_conversation(SECRET)
    assert list(store.turns(SECRET, last=1)) == []
    store.close()
