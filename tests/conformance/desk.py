"""What every `Desk` does: mix `DeskConformance` into a store's suite, whose fixture `store` has one."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pytest

from sslhelp.errors import UnknownConversationError
from sslhelp.model.chat import Channel
from sslhelp.model.handoff import Desk, Due, Handoff, Line, Outbox, State, Wanted
from sslhelp.store.store import SqlStore
from tests.conformance.store import CONVERSATION, NOON, turn

WANTED = Wanted("Asked: refund?", "refund?", "https://shop.example/orders", "de", "jane@example.com")
THREAD = "C1/1764000000.000001"
LATER = NOON + timedelta(minutes=1)


def line(ref: str = "C1/2", text: str = "Hello, Dana here.", author: str = "U1") -> Line:
    return Line(ref, author, "", text, NOON)


class DeskConformance:
    """The suite."""

    @pytest.fixture
    def desk(self, store: SqlStore) -> Desk:
        store.open_conversation(CONVERSATION, channel=Channel.WEB, at=NOON)
        return store.desk

    @pytest.fixture
    def outbox(self, store: SqlStore) -> Outbox:
        return store.outbox

    @pytest.fixture
    def passed_on(self, desk: Desk) -> Handoff:
        return desk.open(CONVERSATION, WANTED, at=NOON)

    @pytest.fixture
    def talked_of(self, desk: Desk, passed_on: Handoff) -> Handoff:
        desk.set_thread(passed_on.id, THREAD, shown=State.WAITING)
        return replace(passed_on, thread=THREAD)

    def due(self, desk: Desk) -> Due | None:
        return desk.next_due(now=NOON, held_until=LATER)

    def test_a_handoff_is_kept_with_what_was_passed_on(self, desk: Desk, passed_on: Handoff) -> None:
        assert desk.of(CONVERSATION) == passed_on
        assert (passed_on.state, passed_on.wanted, passed_on.opened_at) == (State.WAITING, WANTED, NOON)
        assert list(desk.handoffs()) == [passed_on]

    def test_there_is_one_open_handoff_of_a_conversation_at_most(self, desk: Desk, passed_on: Handoff) -> None:
        assert desk.open(CONVERSATION, Wanted("again"), at=LATER) == passed_on
        desk.close(passed_on.id, at=LATER)
        assert desk.open(CONVERSATION, Wanted("again"), at=LATER).id != passed_on.id
        assert [each.wanted.summary for each in desk.handoffs()] == ["again"]
        assert [each.wanted.summary for each in desk.handoffs(closed=True)] == ["again", WANTED.summary]

    def test_an_unknown_conversation_cannot_be_passed_on(self, desk: Desk) -> None:
        with pytest.raises(UnknownConversationError):
            desk.open("unknown", WANTED, at=NOON)

    def test_who_takes_it_first_has_it(self, desk: Desk, passed_on: Handoff) -> None:
        with ThreadPoolExecutor(8) as pool:
            taken = list(pool.map(lambda number: desk.take(passed_on.id, f"U{number}"), range(8)))
        assert taken.count(True) == 1
        kept = desk.of(CONVERSATION)
        assert kept is not None
        assert (kept.state, kept.taken_by) == (State.TAKEN, f"U{taken.index(True)}")

    def test_it_is_closed_once(self, desk: Desk, passed_on: Handoff) -> None:
        assert [desk.close(passed_on.id, at=LATER), desk.close(passed_on.id, at=LATER)] == [True, False]
        kept = desk.of(CONVERSATION)
        assert kept is not None
        assert (kept.state, kept.closed_at) == (State.CLOSED, LATER)
        assert not desk.take(passed_on.id, "U1")

    @pytest.mark.usefixtures("talked_of")
    def test_what_staff_say_in_the_thread_is_kept_once_and_takes_it(self, desk: Desk) -> None:
        assert [desk.add_line(THREAD, line()) for _ in range(4)] == [True, False, False, False]
        desk.name("U1", "Dana")
        assert list(desk.lines(CONVERSATION)) == [replace(line(), person="Dana")]
        kept = desk.in_thread(THREAD)
        assert kept is not None
        assert (kept.state, kept.taken_by, kept.person) == (State.TAKEN, "U1", "Dana")

    def test_nothing_is_kept_of_a_closed_or_another_thread(self, desk: Desk, talked_of: Handoff) -> None:
        assert not desk.add_line("C1/other", line())
        desk.close(talked_of.id, at=LATER)
        assert not desk.add_line(THREAD, line())
        assert not desk.lines(CONVERSATION)

    @pytest.mark.usefixtures("talked_of")
    def test_a_line_is_edited_and_deleted_where_it_stands(self, desk: Desk) -> None:
        desk.add_line(THREAD, line("C1/2"))
        desk.add_line(THREAD, line("C1/3", "And more."))
        assert desk.change_line("C1/2", "Hello!")
        assert desk.change_line("C1/3", None)
        assert not desk.change_line("C1/3", "back again")
        assert not desk.change_line("C1/4", "never said")
        first, second = desk.lines(CONVERSATION)
        assert (first.text, first.edited, first.deleted) == ("Hello!", True, False)
        assert (second.text, second.deleted) == ("", True)

    def test_it_is_due_until_staff_see_all_of_it(self, desk: Desk, store: SqlStore, passed_on: Handoff) -> None:
        first = self.due(desk)
        assert first is not None
        assert (first.handoff, first.shown, list(first.told), first.attempts) == (passed_on, "", [], 0)
        desk.set_thread(passed_on.id, THREAD, shown=State.WAITING)
        desk.release(passed_on.id)
        assert self.due(desk) is None

        store.add_turn(CONVERSATION, turn("not for them"))
        store.add_turn(CONVERSATION, replace(turn("hello?"), told="hello?"))
        said = self.due(desk)
        assert said is not None
        assert [(each.text, each.at) for each in said.told] == [("hello?", NOON)]
        assert desk.last_question(passed_on.id) == "hello?"
        desk.was_told(passed_on.id, said.told[0].number)
        desk.release(passed_on.id)
        assert self.due(desk) is None

        desk.close(passed_on.id, at=LATER)
        changed = self.due(desk)
        assert changed is not None
        assert (changed.handoff.state, changed.shown) == (State.CLOSED, "waiting")
        desk.was_shown(passed_on.id, State.CLOSED)
        desk.release(passed_on.id)
        assert self.due(desk) is None

    def test_what_was_taken_up_is_held_and_due_again_when_its_holder_died(self, desk: Desk, passed_on: Handoff) -> None:
        assert self.due(desk)
        assert self.due(desk) is None
        again = desk.next_due(now=LATER, held_until=LATER + timedelta(minutes=1))
        assert again is not None
        assert (again.handoff, again.attempts) == (passed_on, 1)

    def test_what_could_not_be_told_is_due_again_at_its_time(self, desk: Desk, passed_on: Handoff) -> None:
        assert self.due(desk)
        desk.release(passed_on.id, until=LATER)
        assert self.due(desk) is None
        again = desk.next_due(now=LATER, held_until=LATER)
        assert again is not None
        assert again.attempts == 1

    def test_a_notification_is_due_until_it_has_arrived_and_then_forgotten(
        self, outbox: Outbox, passed_on: Handoff
    ) -> None:
        held = outbox.next_due(now=NOON, held_until=LATER)
        assert held is not None
        told = held.body["handoff"]
        assert isinstance(told, dict)
        assert (held.kind, told["id"], told["email"]) == ("handoff.opened", passed_on.id, WANTED.email)
        assert outbox.next_due(now=NOON, held_until=LATER) is None
        again = outbox.next_due(now=LATER, held_until=LATER)
        assert again is not None
        assert (again.id, again.attempts) == (held.id, 1)
        outbox.notified(held.id)
        assert outbox.next_due(now=LATER, held_until=LATER) is None

    def test_a_notification_that_was_given_up_is_a_dead_letter_until_it_is_revived(
        self, outbox: Outbox, passed_on: Handoff
    ) -> None:
        held = outbox.next_due(now=NOON, held_until=LATER)
        assert held
        outbox.not_notified(held.id, "it answered 500", again_at=None)
        assert outbox.next_due(now=LATER, held_until=LATER) is None
        assert [(dead.kind, dead.error) for dead in outbox.dead_letters()] == [("handoff.opened", "it answered 500")]
        assert outbox.revive(at=LATER) == 1
        assert not outbox.dead_letters()
        again = outbox.next_due(now=LATER, held_until=LATER)
        assert again is not None
        assert again.body == held.body

    @pytest.mark.usefixtures("talked_of")
    def test_a_deleted_conversation_takes_its_handoffs_and_lines_along(self, desk: Desk, store: SqlStore) -> None:
        desk.add_line(THREAD, line())
        store.delete_conversation(CONVERSATION)
        assert not desk.handoffs(closed=True)
        assert not desk.lines(CONVERSATION)
        assert desk.in_thread(THREAD) is None
