"""What `SqlStore` does on every database: subclass `SqlStoreConformance` and override the fixture `url`."""

from __future__ import annotations

import multiprocessing
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import create_engine, func, select, text, update

from sslhelp.errors import StoreError
from sslhelp.model.handoff import Wanted
from sslhelp.model.installation import Hearing, Installation
from sslhelp.model.store import Source
from sslhelp.render import wire
from sslhelp.store.schema import conversations, feedback, messages
from sslhelp.store.store import ReplyCodec, SqlStore
from tests.conformance.desk import DeskConformance
from tests.conformance.store import CONVERSATION, EXPLANATION, NOON, StoreConformance, intermediates, turn

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from multiprocessing.synchronize import Barrier

    from sqlalchemy import Engine

CODEC = ReplyCodec(dump=wire.dump, load=wire.load)
_started: Barrier


def _remember(started: Barrier) -> None:
    global _started  # noqa: PLW0603  (how a worker process is handed what only its parent can make)
    _started = started


def _open_and_claim(url: str) -> int:
    """Open the store at the same moment as the others do, and return how many of 50 keys were claimed here."""
    _started.wait(timeout=60)
    store = SqlStore.open(url, codec=CODEC)
    claimed = sum(store.claim(f"event {number}", at=NOON) for number in range(50))
    for _ in range(10):
        store.add_gap("and now?", nearest=(), at=NOON)
    store.close()
    return claimed


def in_processes(count: int, function: Callable[[str], int], url: str) -> list[int]:
    """Call the function in as many processes at once, and return what each returned."""
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(
        count, mp_context=context, initializer=_remember, initargs=(context.Barrier(count),)
    ) as pool:
        return list(pool.map(function, [url] * count))


class SqlStoreConformance(StoreConformance, DeskConformance):
    """The suite: all of `StoreConformance` and of `DeskConformance`, and what a database adds."""

    @pytest.fixture
    def url(self) -> str:
        """Return the URL of an empty database."""
        raise NotImplementedError

    @pytest.fixture
    def store(self, url: str) -> Iterator[SqlStore]:
        store = SqlStore.open(url, codec=CODEC, notifying=True)
        yield store
        store.close()

    @pytest.fixture
    def beside(self, store: SqlStore, url: str) -> Iterator[Engine]:
        """Return an engine on the database of `store` that knows nothing of the store."""
        engine = create_engine(url)
        yield engine
        engine.dispose()

    def test_the_latest_explained_turns_of_all_conversations_come_newest_first_and_without_their_ids(
        self, opened: SqlStore
    ) -> None:
        opened.open_conversation("another", channel="web", at=NOON)
        opened.add_turn(CONVERSATION, replace(turn("first"), explanation=EXPLANATION))
        opened.add_turn(CONVERSATION, turn("hello"))
        opened.add_turn("another", replace(turn("second", conversation_id="another"), explanation=EXPLANATION))
        latest = opened.explained(last=9)
        assert [(each.text, each.explanation, each.reply.conversation_id) for each in latest] == [
            ("second", EXPLANATION, ""),
            ("first", EXPLANATION, ""),
        ]
        assert [each.text for each in opened.explained(last=1)] == ["second"]

    def test_what_was_kept_survives_reopening(self, opened: SqlStore, url: str) -> None:
        kept = turn("still there?")
        opened.import_intermediates(intermediates("imported"), at=NOON)
        opened.learn_intermediates(intermediates("learned"), at=NOON)
        opened.add_turn(CONVERSATION, kept)
        opened.add_gap("still there?", nearest=["csr"], at=NOON)
        opened.claim("event", at=NOON)
        opened.close()
        again = SqlStore.open(url, codec=CODEC)
        assert list(again.turns(CONVERSATION, last=1)) == [kept]
        assert [gap.question for gap in again.gaps(limit=9)] == ["still there?"]
        assert not again.claim("event", at=NOON)
        assert {(each.der, each.source) for each in again.intermediates()} == {
            (b"imported", Source.IMPORTED),
            (b"learned", Source.LEARNED),
        }
        again.close()

    def test_a_turn_moves_the_time_of_last_activity(self, opened: SqlStore, beside: Engine) -> None:
        later = NOON.replace(hour=13)
        opened.add_turn(CONVERSATION, turn("later", at=later))
        with beside.connect() as connection:
            times = connection.execute(select(conversations.c.opened_at, conversations.c.last_at)).one()
        assert tuple(times) == (NOON, later)

    def test_feedback_is_kept_whole(self, opened: SqlStore, beside: Engine) -> None:
        opened.add_feedback(CONVERSATION, "csr", helpful=False, comment="which menu?", at=NOON, question="how?")
        opened.add_choice(CONVERSATION, "dcv", question="how?", at=NOON)
        opened.add_choice(CONVERSATION, None, question="how?", at=NOON)
        of = feedback.c
        columns = (of.kind, of.question, of.article_id, of.helpful, of.comment, of.at)
        with beside.connect() as connection:
            assert [tuple(row) for row in connection.execute(select(*columns).order_by(of.id))] == [
                ("rating", "how?", "csr", False, "which menu?", NOON),
                ("choice", "how?", "dcv", True, "", NOON),
                ("choice", "how?", "", False, "", NOON),
            ]

    @pytest.mark.parametrize("explanation", [{}, [], 7, {"decision": "shrug"}])
    def test_an_explanation_that_cannot_be_read_any_more_is_left_out(
        self, opened: SqlStore, beside: Engine, explanation: object
    ) -> None:
        opened.add_turn(CONVERSATION, turn("odd"))
        with beside.begin() as connection:
            connection.execute(update(messages).values(explanation=explanation))
        assert [kept.explanation for kept in opened.turns(CONVERSATION, last=9)] == [None]

    def test_a_turn_refused_leaves_nothing_behind(self, opened: SqlStore, beside: Engine) -> None:
        with pytest.raises(StoreError):
            opened.add_turn(CONVERSATION, turn("naive", at=NOON.replace(tzinfo=None)))
        with beside.connect() as connection:
            assert connection.scalar(select(func.count()).select_from(messages)) == 0

    @pytest.mark.parametrize("reply", [{}, {"parts": [{"type": "poem"}]}, {"parts": [{"type": "notice"}]}, [], None, 7])
    def test_a_reply_that_cannot_be_read_any_more_is_skipped(
        self, opened: SqlStore, beside: Engine, reply: object
    ) -> None:
        for words in ("before", "odd", "after"):
            opened.add_turn(CONVERSATION, turn(words))
        with beside.begin() as connection:
            connection.execute(update(messages).where(messages.c.text == "odd").values(reply=reply))
        assert [kept.text for kept in opened.turns(CONVERSATION, last=9)] == ["before", "after"]

    def test_processes_that_open_a_fresh_database_at_once_all_succeed_and_share_it(self, url: str) -> None:
        claimed = in_processes(4, _open_and_claim, url)
        assert sum(claimed) == 50
        store = SqlStore.open(url, codec=CODEC)
        assert store.gaps(limit=1)[0].count == 40
        store.close()

    def test_a_schema_newer_than_this_code_is_refused(self, store: SqlStore, beside: Engine, url: str) -> None:
        with beside.begin() as connection:
            connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
        with pytest.raises(StoreError, match="newer") as caught:
            SqlStore.open(url, codec=CODEC)
        assert "9999" in str(caught.value)
        assert caught.value.hint

    def test_a_database_is_found_when_it_is_there(self, store: SqlStore, url: str) -> None:
        store.import_intermediates(intermediates("one"), at=NOON)
        found = SqlStore.find(url, codec=CODEC)
        assert found is not None
        assert list(found.intermediates_of(b"CN=CA")) == [b"one"]
        found.close()

    @pytest.mark.parametrize("version", ["0001", "9999"])
    def test_a_database_of_another_schema_is_neither_found_nor_upgraded(
        self, store: SqlStore, beside: Engine, url: str, version: str
    ) -> None:
        with beside.begin() as connection:
            connection.execute(text("UPDATE alembic_version SET version_num = :version"), {"version": version})
        assert SqlStore.find(url, codec=CODEC) is None
        with beside.connect() as connection:
            assert connection.scalar(text("SELECT version_num FROM alembic_version")) == version

    def test_learning_what_is_known_does_not_wait_for_a_writer(self, store: SqlStore, beside: Engine) -> None:
        store.learn_intermediates(intermediates("one"), at=NOON)
        with beside.begin() as connection:
            connection.execute(text("DELETE FROM gaps"))
            store.learn_intermediates(intermediates("one"), at=NOON)

    def test_a_store_that_lost_a_table_fails_its_check(self, store: SqlStore, beside: Engine) -> None:
        with beside.begin() as connection:
            connection.execute(text("DROP TABLE claims"))
        with pytest.raises(StoreError):
            store.check()

    def test_an_error_tells_nothing_of_what_was_to_be_written(self, opened: SqlStore, beside: Engine) -> None:
        with beside.begin() as connection:
            connection.execute(text("DROP TABLE messages"))
        with pytest.raises(StoreError) as caught:
            opened.add_turn(CONVERSATION, turn("my order is 4711"))
        told = f"{caught.value} {caught.value.hint}"
        assert "4711" not in told
        assert CONVERSATION not in told
        assert "\n" not in told
        assert told[0].islower()
        assert caught.value.__cause__ is None
        assert caught.value.__suppress_context__

    def test_an_installation_takes_the_place_of_the_one_before_until_it_is_forgotten(self, store: SqlStore) -> None:
        first = Installation("T1", "A shop", "sealed", "B1", "U1", "chat:write", NOON)
        second = replace(first, sealed_token="sealed anew", scopes="chat:write,commands")
        for each in (first, second):
            store.installations.keep(each)
        assert store.installations.find("T1") == second
        assert store.installations.find("T2") is None
        store.installations.forget("T1")
        store.installations.forget("T1")
        assert store.installations.find("T1") is None

    def test_what_is_answered_in_a_channel_is_mentions_until_something_else_is_said(self, store: SqlStore) -> None:
        assert store.channels.hearing("T1", "C1") is Hearing.MENTIONS
        for hearing in (Hearing.QUESTIONS, Hearing.OFF):
            store.channels.hear("T1", "C1", hearing)
        assert store.channels.hearing("T1", "C1") is Hearing.OFF
        assert store.channels.hearing("T2", "C1") is Hearing.MENTIONS

    def test_what_nobody_went_on_with_is_dropped_but_for_what_a_person_has(self, store: SqlStore) -> None:
        old, young = NOON - timedelta(days=400), NOON - timedelta(days=10)
        for name, at in (("old", old), ("passed on", old), ("closed", old), ("young", young)):
            store.open_conversation(name, channel="web", at=at)
            store.add_turn(name, turn("how?", at=at, conversation_id=name))
        for name in ("passed on", "closed"):
            store.desk.open(name, Wanted("?"), at=old)
        closed = store.desk.of("closed")
        assert closed
        store.desk.close(closed.id, at=old)
        store.add_gap("asked long ago", nearest=[], at=old)
        store.add_gap("asked of late", nearest=[], at=young)
        store.claim("event", at=old)

        assert store.purge(NOON - timedelta(days=365), now=NOON) == 2
        assert [store.has_conversation(name) for name in ("old", "passed on", "closed", "young")] == [0, 1, 0, 1]
        assert [gap.question for gap in store.gaps(limit=9)] == ["asked of late"]
        assert store.claim("event", at=NOON)
        assert store.purge(NOON - timedelta(days=365), now=NOON) == 0

    def test_thousands_are_dropped(self, store: SqlStore) -> None:
        for number in range(450):
            store.open_conversation(f"c{number}", channel="web", at=NOON)
        assert store.purge(NOON + timedelta(days=1), now=NOON) == 450
