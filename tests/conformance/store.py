"""What every `Store` does: subclass `StoreConformance` and override the fixture `store`."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from threading import Barrier

import pytest

from sslhelp.errors import RepeatedMessageError, UnknownConversationError
from sslhelp.model.chat import Choices, Delivery, Notice, Option, Reply, Turn
from sslhelp.model.explanation import Candidate, Decision, Explanation
from sslhelp.model.knowledge import Legs, Respelling
from sslhelp.model.pki import Severity
from sslhelp.model.store import (
    MAX_GAP_CHARS,
    MAX_LEARNED,
    MAX_OF_ONE_NAME,
    Cause,
    Gap,
    Intermediate,
    KeptIntermediate,
    Source,
    Store,
)
from sslhelp.store import gaps as sql_gaps
from sslhelp.store import memory

NOON = datetime(2026, 3, 14, 12, 0, 0, 123456, tzinfo=UTC)
EXPLANATION = Explanation(
    decision=Decision.CHOICES,
    sure=0.65,
    possible=0.35,
    lead=0.2402,
    candidates=(
        Candidate("wildcard-subdomains", Legs(0.1831, 0.5793, 0.5427), 0.5912, ("subdomain", "例え")),
        Candidate("wildcard-base-domain", Legs(0.1525, 0.4644, 0.4485), 0.0401, ()),
    ),
    respelt=(Respelling("certficate", "certificate"),),
)
CONVERSATION = "o3Zp-the-capability-of-a-customer"


def turn(text: str, *, at: datetime = NOON, conversation_id: str = CONVERSATION) -> Turn:
    """Return an exchange whose reply has two parts and repeats the text."""
    parts = (
        Notice(severity=next(iter(Severity)), code="test.echo", text=f"You said: {text}"),
        Choices(prompt="Which one?", options=(Option("article:csr", "CSR"), Option("handoff", "A person", "by mail"))),
    )
    return Turn(text=text, reply=Reply(parts=parts, conversation_id=conversation_id), at=at)


def intermediates(*names: str, subject: bytes = b"CN=CA") -> list[Intermediate]:
    """Return intermediates of one subject; a store does not look into their encoding."""
    return [Intermediate(der=name.encode(), subject=subject) for name in names]


class StoreConformance:
    """The suite."""

    @pytest.fixture
    def store(self) -> Store:
        """Return an empty store."""
        raise NotImplementedError

    @pytest.fixture
    def opened(self, store: Store) -> Store:
        """Return a store that knows `CONVERSATION`."""
        store.open_conversation(CONVERSATION, channel="web", at=NOON)
        return store

    def test_a_conversation_is_known_once_it_was_opened(self, store: Store) -> None:
        assert not store.has_conversation(CONVERSATION)
        store.open_conversation(CONVERSATION, channel="web", at=NOON)
        assert store.has_conversation(CONVERSATION)
        assert not store.has_conversation(CONVERSATION.upper())

    def test_opening_a_conversation_again_keeps_its_turns(self, opened: Store) -> None:
        opened.add_turn(CONVERSATION, turn("first"))
        opened.open_conversation(CONVERSATION, channel="web", at=NOON)
        assert len(opened.turns(CONVERSATION, last=5)) == 1

    def test_a_conversation_never_opened_takes_no_turn_and_has_none(self, store: Store) -> None:
        with pytest.raises(UnknownConversationError):
            store.add_turn(CONVERSATION, turn("lost"))
        assert list(store.turns(CONVERSATION, last=5)) == []
        assert not store.has_conversation(CONVERSATION)

    def test_a_turn_comes_back_as_it_was(self, opened: Store) -> None:
        kept = turn("Wie viele Subdomains deckt *.例え.jp ab? 🔒")
        opened.add_turn(CONVERSATION, kept)
        assert list(opened.turns(CONVERSATION, last=1)) == [kept]

    def test_the_last_turns_come_oldest_first(self, opened: Store) -> None:
        for number in range(5):
            opened.add_turn(CONVERSATION, turn(f"{number}", at=NOON - timedelta(seconds=number)))
        assert [kept.text for kept in opened.turns(CONVERSATION, last=3)] == ["2", "3", "4"]
        assert [kept.text for kept in opened.turns(CONVERSATION, last=99)] == ["0", "1", "2", "3", "4"]
        assert list(opened.turns(CONVERSATION, last=0)) == []

    def test_conversations_do_not_see_each_other(self, opened: Store) -> None:
        opened.open_conversation("another", channel="slack", at=NOON)
        opened.add_turn("another", turn("theirs", conversation_id="another"))
        opened.add_turn(CONVERSATION, turn("ours"))
        assert [kept.text for kept in opened.turns(CONVERSATION, last=9)] == ["ours"]
        assert [kept.reply.conversation_id for kept in opened.turns("another", last=9)] == ["another"]

    def test_times_come_back_aware_and_as_the_same_moment(self, opened: Store) -> None:
        in_tokyo = NOON.astimezone(timezone(timedelta(hours=9)))
        opened.add_turn(CONVERSATION, turn("ohayou", at=in_tokyo))
        opened.add_gap("ohayou?", nearest=(), at=in_tokyo)
        moments = [opened.turns(CONVERSATION, last=1)[0].at, opened.gaps(limit=1)[0].last_seen]
        assert moments == [NOON, NOON]
        assert all(moment.tzinfo for moment in moments)

    def test_characters_that_databases_refuse_do_not_lose_the_turn(self, opened: Store) -> None:
        opened.add_turn(CONVERSATION, turn("a NUL \0 and half a pair \ud83d"))
        opened.add_gap("half a pair \ud83d?", nearest=(), at=NOON)
        assert opened.turns(CONVERSATION, last=1)[0].text.startswith("a NUL ")
        assert opened.gaps(limit=1)[0].question.startswith("half a pair ")
        assert not opened.has_conversation("half a pair \ud83d")

    def test_an_explanation_comes_back_with_its_turn_and_a_turn_without_one_has_none(self, opened: Store) -> None:
        opened.add_turn(CONVERSATION, replace(turn("explained"), explanation=EXPLANATION))
        opened.add_turn(CONVERSATION, turn("not explained"))
        assert [kept.explanation for kept in opened.turns(CONVERSATION, last=2)] == [EXPLANATION, None]

    def test_feedback_is_taken_for_a_known_conversation_alone(self, opened: Store) -> None:
        opened.add_feedback(CONVERSATION, "csr", helpful=False, comment="which menu?", at=NOON)
        opened.add_choice(CONVERSATION, "csr", question="how?", at=NOON)
        with pytest.raises(UnknownConversationError):
            opened.add_feedback("another", "csr", helpful=True, comment="", at=NOON)
        with pytest.raises(UnknownConversationError):
            opened.add_choice("another", "csr", question="how?", at=NOON)

    def test_a_judgement_takes_the_place_of_the_one_that_the_conversation_gave_before(self, opened: Store) -> None:
        opened.open_conversation("another", channel="web", at=NOON)

        def judged(conversation_id: str, article_id: str, *, helpful: bool) -> bool | None:
            return opened.add_feedback(conversation_id, article_id, helpful=helpful, comment="", at=NOON)

        assert judged(CONVERSATION, "csr", helpful=False) is None
        assert judged(CONVERSATION, "csr", helpful=True) is False
        assert judged(CONVERSATION, "csr", helpful=True) is True
        assert judged(CONVERSATION, "dcv", helpful=True) is None
        assert judged("another", "csr", helpful=True) is None

    def test_the_first_article_chosen_for_a_question_is_told_from_later_ones_and_from_none(self, opened: Store) -> None:
        def chosen(article_id: str | None, question: str) -> bool:
            return opened.add_choice(CONVERSATION, article_id, question=question, at=NOON)

        assert [chosen(None, "how?"), chosen("csr", "how?"), chosen("dcv", "how?")] == [False, True, False]
        assert chosen("csr", "and when?")

    def test_a_choice_is_no_judgement(self, opened: Store) -> None:
        opened.add_choice(CONVERSATION, "csr", question="how?", at=NOON)
        assert opened.add_feedback(CONVERSATION, "csr", helpful=True, comment="", at=NOON) is None

    def test_the_same_question_counts_whatever_its_case_and_spacing(self, store: Store) -> None:
        later = NOON + timedelta(hours=1)
        store.add_gap("Do you sell  Fish?", nearest=["csr"], at=NOON)
        store.add_gap(" do you\nsell fish? ", nearest=["dcv", "csr"], at=later)
        assert list(store.gaps(limit=9)) == [Gap("Do you sell  Fish?", 2, later, ("dcv", "csr"))]

    def test_the_same_question_is_counted_apart_for_each_cause(self, store: Store) -> None:
        for cause in (*Cause, Cause.ILL_RATED):
            store.add_gap("how?", cause=cause, nearest=["csr"], at=NOON)
        counted = {gap.cause: gap.count for gap in store.gaps(limit=9)}
        assert counted == {**dict.fromkeys(Cause, 1), Cause.ILL_RATED: 2}

    def test_what_a_person_answered_last_is_kept_with_the_question(self, store: Store) -> None:
        for answer in ("We do not.", "We do now.", ""):
            store.add_gap("pizza?", cause=Cause.HANDED_OVER, nearest=[], at=NOON, answer=answer)
        assert [(gap.count, gap.answer) for gap in store.gaps(limit=9)] == [(3, "We do now.")]

    def test_a_gap_that_is_settled_as_often_as_it_came_is_gone(self, store: Store) -> None:
        store.add_gap("How?", cause=Cause.NONE_TAKEN, nearest=(), at=NOON)
        store.add_gap("how?", cause=Cause.NONE_TAKEN, nearest=(), at=NOON)
        store.settle_gap("HOW?", cause=Cause.UNANSWERED)
        store.settle_gap("HOW?", cause=Cause.NONE_TAKEN)
        assert [gap.count for gap in store.gaps(limit=9)] == [1]
        store.settle_gap("how?", cause=Cause.NONE_TAKEN)
        store.settle_gap("how?", cause=Cause.NONE_TAKEN)
        assert list(store.gaps(limit=9)) == []

    def test_gaps_come_most_frequent_first_then_latest_first(self, store: Store) -> None:
        for minute, question in enumerate(["early", "often", "often", "late"]):
            store.add_gap(question, nearest=(), at=NOON + timedelta(minutes=minute))
        assert [gap.question for gap in store.gaps(limit=9)] == ["often", "late", "early"]
        assert [gap.question for gap in store.gaps(limit=2)] == ["often", "late"]
        assert [gap.question for gap in store.gaps(limit=9, since=NOON + timedelta(minutes=2))] == ["often", "late"]

    def test_of_too_many_gaps_the_rarest_go_and_of_those_the_oldest_but_never_the_newest(
        self, store: Store, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        for module in (memory, sql_gaps):
            monkeypatch.setattr(module, "MAX_GAPS", 3)
        for minute, question in enumerate(["often", "old", "often", "new", "newest", "last"]):
            store.add_gap(question, nearest=(), at=NOON + timedelta(minutes=minute))
        assert [gap.question for gap in store.gaps(limit=9)] == ["often", "last", "newest"]

    def test_of_a_long_question_the_beginning_is_kept_and_tells_it_from_others(self, store: Store) -> None:
        long = "why " * MAX_GAP_CHARS
        store.add_gap(long, nearest=(), at=NOON)
        store.add_gap(f"{long} and again", nearest=(), at=NOON)
        (gap,) = store.gaps(limit=9)
        assert (gap.question, gap.count) == (long[:MAX_GAP_CHARS], 2)

    def test_a_message_with_a_key_is_kept_once(self, opened: Store) -> None:
        delivery = Delivery("a-secret-of-the-sender", digest="d" * 64, nonce="n")
        first = replace(turn("first"), delivery=delivery)
        opened.add_turn(CONVERSATION, first)
        with pytest.raises(RepeatedMessageError):
            opened.add_turn(CONVERSATION, replace(turn("second"), delivery=delivery))
        assert opened.delivered(delivery.key) == replace(first, reply=replace(first.reply, conversation_id=""))
        assert list(opened.turns(CONVERSATION, last=9)) == [replace(first, delivery=None)]
        assert opened.delivered("another key") is None

    def test_threads_that_send_the_same_message_keep_it_once(self, opened: Store) -> None:
        start = Barrier(4)
        sent = replace(turn("once"), delivery=Delivery("key", "digest"))

        def refused(_: int) -> int:
            start.wait(timeout=30)
            try:
                opened.add_turn(CONVERSATION, sent)
            except RepeatedMessageError:
                return 1
            return 0

        with ThreadPoolExecutor(4) as pool:
            assert sum(pool.map(refused, range(4))) == 3
        assert len(opened.turns(CONVERSATION, last=9)) == 1

    def test_a_conversation_that_is_deleted_is_gone_with_all_of_it(self, opened: Store) -> None:
        opened.add_turn(CONVERSATION, replace(turn("gone"), delivery=Delivery("key", "digest")))
        opened.add_feedback(CONVERSATION, "csr", helpful=True, comment="", at=NOON)
        opened.delete_conversation(CONVERSATION)
        assert not opened.has_conversation(CONVERSATION)
        assert not opened.turns(CONVERSATION, last=9)
        assert opened.delivered("key") is None
        with pytest.raises(UnknownConversationError):
            opened.delete_conversation(CONVERSATION)

    def test_a_key_is_claimed_once(self, store: Store) -> None:
        assert store.claim("Ev08MFMKH6", at=NOON)
        assert not store.claim("Ev08MFMKH6", at=NOON)
        assert store.claim("ev08mfmkh6", at=NOON)

    def test_threads_that_claim_the_same_keys_get_each_key_once(self, store: Store) -> None:
        start = Barrier(4)

        def claimed(_: int) -> int:
            start.wait(timeout=30)
            return sum(store.claim(f"event {number}", at=NOON) for number in range(50))

        with ThreadPoolExecutor(4) as pool:
            assert sum(pool.map(claimed, range(4))) == 50

    def test_threads_that_ask_the_same_question_are_all_counted(self, store: Store) -> None:
        start = Barrier(4)

        def ask(_: int) -> None:
            start.wait(timeout=30)
            for _number in range(25):
                store.add_gap("and now?", nearest=(), at=NOON)

        with ThreadPoolExecutor(4) as pool:
            list(pool.map(ask, range(4)))
        assert store.gaps(limit=1)[0].count == 100

    def test_an_intermediate_is_found_by_its_subject_alone(self, store: Store) -> None:
        store.import_intermediates(intermediates("one") + intermediates("two", subject=b"CN=Other"), at=NOON)
        assert list(store.intermediates_of(b"CN=CA")) == [b"one"]
        assert list(store.intermediates_of(b"CN=Other")) == [b"two"]
        assert list(store.intermediates_of(b"CN=")) == []

    def test_intermediates_of_one_name_come_newest_first_and_bounded(self, store: Store) -> None:
        for minute, name in enumerate(["old", "new"]):
            store.learn_intermediates(intermediates(name), at=NOON + timedelta(minutes=minute))
        assert list(store.intermediates_of(b"CN=CA")) == [b"new", b"old"]
        store.import_intermediates(intermediates(*map(str, range(MAX_OF_ONE_NAME + 5))), at=NOON)
        assert len(store.intermediates_of(b"CN=CA")) == MAX_OF_ONE_NAME

    def test_an_import_takes_the_place_of_the_one_before_and_leaves_what_was_learned(self, store: Store) -> None:
        later = NOON + timedelta(days=1)
        store.learn_intermediates(intermediates("learned"), at=NOON)
        store.import_intermediates(intermediates("gone", "stays"), at=NOON)
        store.import_intermediates(intermediates("stays"), at=later)
        assert list(store.intermediates()) == [
            KeptIntermediate(b"stays", Source.IMPORTED, later),
            KeptIntermediate(b"learned", Source.LEARNED, NOON),
        ]

    def test_the_same_import_again_changes_nothing_but_its_time(self, store: Store) -> None:
        for at in (NOON, NOON + timedelta(hours=1)):
            store.import_intermediates(intermediates("one", "two", "one"), at=at)
            kept = store.intermediates()
            assert {(each.der, each.source, each.since) for each in kept} == {
                (der, Source.IMPORTED, at) for der in (b"one", b"two")
            }
            assert len(kept) == 2

    def test_an_intermediate_that_was_learned_is_imported_when_the_file_has_it(self, store: Store) -> None:
        store.learn_intermediates(intermediates("both"), at=NOON)
        store.import_intermediates(intermediates("both"), at=NOON)
        assert [each.source for each in store.intermediates()] == [Source.IMPORTED]

    def test_what_is_kept_already_is_not_learned_again(self, store: Store) -> None:
        store.import_intermediates(intermediates("imported"), at=NOON)
        store.learn_intermediates(intermediates("learned"), at=NOON)
        store.learn_intermediates(intermediates("imported", "learned", "learned"), at=NOON + timedelta(hours=1))
        assert {(each.der, each.source, each.since) for each in store.intermediates()} == {
            (b"imported", Source.IMPORTED, NOON),
            (b"learned", Source.LEARNED, NOON),
        }

    def test_the_oldest_learned_go_when_there_are_too_many_and_imported_ones_stay(self, store: Store) -> None:
        store.import_intermediates(intermediates("imported"), at=NOON - timedelta(days=9))
        store.learn_intermediates(intermediates("oldest"), at=NOON)
        many = [Intermediate(b"%d" % number, b"CN=%d" % number) for number in range(MAX_LEARNED)]
        store.learn_intermediates(many, at=NOON + timedelta(minutes=1))
        assert len(store.intermediates()) == MAX_LEARNED + 1
        assert list(store.intermediates_of(b"CN=CA")) == [b"imported"]

    def test_forgetting_one_source_leaves_the_other(self, store: Store) -> None:
        store.import_intermediates(intermediates("one", "two"), at=NOON)
        store.learn_intermediates(intermediates("three"), at=NOON)
        assert store.forget_intermediates(Source.IMPORTED) == 2
        assert store.forget_intermediates(Source.IMPORTED) == 0
        assert list(store.intermediates_of(b"CN=CA")) == [b"three"]

    def test_importing_and_learning_nothing_is_fine(self, store: Store) -> None:
        store.import_intermediates(intermediates("one"), at=NOON)
        store.learn_intermediates([], at=NOON)
        store.import_intermediates([], at=NOON)
        assert list(store.intermediates()) == []

    def test_threads_that_learn_the_same_keep_it_once(self, store: Store) -> None:
        start = Barrier(4)

        def learn(_: int) -> None:
            start.wait(timeout=30)
            store.learn_intermediates(intermediates("one", "two"), at=NOON)

        with ThreadPoolExecutor(4) as pool:
            list(pool.map(learn, range(4)))
        assert sorted(each.der for each in store.intermediates()) == [b"one", b"two"]

    def test_a_good_store_passes_its_check_again_and_again(self, store: Store) -> None:
        store.check()
        store.check()
        assert list(store.gaps(limit=9)) == []
