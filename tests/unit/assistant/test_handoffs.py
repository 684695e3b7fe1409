"""Passing a conversation on: what is offered to whom, what staff are told, and when the assistant is quiet."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, time
from pathlib import Path

import pytest

from sslhelp import app, config
from sslhelp.app import Application
from sslhelp.assistant.handoffs import EMAIL_WANTED, KEPT, PASS_ON, STAY, WAITING
from sslhelp.model.chat import Answer, Channel, Choices, Handoff, Message, Notice, Part
from sslhelp.model.handoff import Desk, State
from sslhelp.model.knowledge import Hours
from sslhelp.model.store import Cause
from sslhelp.store.store import SqlStore
from tests.conftest import NOW, REPO
from tests.golden import FILES
from tests.private_keys import by_kind

QUESTION = "how many subdomains can i put under one wildcard"
NONSENSE = "do you sell pizza ovens in Naples"


@dataclass
class Talk:
    """One conversation of one customer."""

    application: Application
    channel: Channel = Channel.WEB
    conversation_id: str | None = None

    def __call__(self, text: str = "", **more: str) -> tuple[Part, ...]:
        message = Message(text, conversation_id=self.conversation_id, channel=self.channel, **more)  # type: ignore[arg-type]
        reply = self.application.assistant.reply(message)
        self.conversation_id = reply.conversation_id
        return reply.parts

    @property
    def desk(self) -> Desk:
        assert self.application.desk
        return self.application.desk

    def pass_on(self) -> None:
        self("I want to talk to a person")
        assert codes(self(choice=PASS_ON)) == [WAITING]

    def take(self) -> None:
        (handoff,) = self.desk.handoffs()
        assert self.desk.take(handoff.id, "U1")


def codes(parts: tuple[Part, ...]) -> list[str]:
    return [part.code for part in parts if isinstance(part, Notice)]


def offers(parts: tuple[Part, ...]) -> bool:
    return any(option.id == PASS_ON for part in parts if isinstance(part, Choices) for option in part.options)


Shop = Callable[..., Talk]


@pytest.fixture
def shop(tmp_path: Path, settings: config.Settings, data_dir: Path) -> Iterator[Shop]:
    """Return what begins a conversation with a shop whose staff are in Slack, or not."""
    opened: list[SqlStore] = []

    def begin(*, in_chat: bool = True, channel: Channel = Channel.WEB) -> Talk:
        made = settings.model_copy(
            update={
                "database_url": f"sqlite:///{tmp_path / 'sslhelp.db'}",
                "slack_support_channel": "C0SUPPORT" if in_chat else "",
            }
        )
        opened.append(app.open_store(made))
        return Talk(app.build(made, store=opened[-1], clock=lambda: NOW), channel)

    yield begin
    for store in opened:
        store.close()


def test_a_customer_who_asks_for_a_person_is_asked_before_anything_is_passed_on(shop: Shop) -> None:
    talk = shop()
    parts = talk("I want to talk to a person")
    assert isinstance(parts[0], Handoff)
    assert offers(parts)
    assert not talk.desk.handoffs()
    assert codes(talk("no")) == ["smalltalk.stay"]
    assert not talk.desk.handoffs()


def test_it_is_offered_when_nothing_fitted_twice(shop: Shop) -> None:
    talk = shop()
    assert not offers(talk(NONSENSE))
    assert offers(talk("and garden gnomes, by weight?"))


@pytest.mark.parametrize("channel", [Channel.CLI, Channel.SLACK])
def test_it_is_offered_in_the_web_chat_alone(shop: Shop, channel: Channel) -> None:
    assert not offers(shop(channel=channel)("I want to talk to a person"))


def test_staff_get_a_redacted_summary_page_and_language(shop: Shop) -> None:
    talk = shop()
    talk("Can you change the name of the company on my order? I am jane@example.com, password: hunter2")
    talk((FILES / "faulty.csr").read_text())
    talk("I want to talk to a person")
    talk(choice=PASS_ON, page="https://shop.example/orders", locale="de")
    (handoff,) = talk.desk.handoffs()
    assert (handoff.wanted.page, handoff.wanted.locale) == ("https://shop.example/orders", "de")
    assert "change the name of the company" in handoff.wanted.summary
    assert "CSR: " in handoff.wanted.summary
    assert "findings (" in handoff.wanted.summary
    assert not any(secret in handoff.wanted.summary for secret in ("jane@", "hunter2", "BEGIN"))


def test_while_somebody_has_it_the_assistant_is_quiet_and_staff_see_what_it_would_say(shop: Shop) -> None:
    talk = shop()
    talk.pass_on()
    assert any(isinstance(part, Answer) for part in talk(QUESTION)), "nobody has it yet: it still answers"
    talk.take()
    assert talk(QUESTION) == ()
    due = talk.desk.next_due(now=NOW, held_until=NOW)
    assert due
    waiting, taken = (told.text for told in due.told)
    assert waiting.startswith(f"{QUESTION}\nAnswered from: ")
    assert taken.startswith(f"{QUESTION}\nNot shown to the customer. Answered from: ")


def test_a_private_key_is_refused_whoever_has_the_conversation(shop: Shop) -> None:
    talk = shop()
    talk.pass_on()
    talk.take()
    key = next(iter(by_kind().values()))
    assert codes(talk(f"is this it? {key}")) == ["private_key.refused"]
    due = talk.desk.next_due(now=NOW, held_until=NOW)
    assert due
    assert "A private key was pasted. It was refused and not kept." in due.told[-1].text
    assert key.splitlines()[1] not in due.told[-1].text


def test_after_it_is_closed_the_assistant_answers_again_and_the_answer_is_material(shop: Shop) -> None:
    talk = shop()
    talk(NONSENSE)
    talk.pass_on()
    (handoff,) = talk.desk.handoffs()
    from sslhelp.model.handoff import Line

    talk.desk.set_thread(handoff.id, "C/1", shown=State.WAITING)
    talk.desk.add_line("C/1", Line("C/2", "U1", "", "We do not, sorry.", NOW))
    assert talk.application.assistant.handoffs.close(handoff.id)
    assert any(isinstance(part, Answer) for part in talk(QUESTION))
    answered = [gap for gap in talk.application.store.gaps(limit=9) if gap.cause is Cause.HANDED_OVER]
    assert [(gap.question, gap.answer) for gap in answered] == [(NONSENSE, "We do not, sorry.")]


def test_without_staff_in_the_chat_an_address_is_asked_for_and_the_request_kept(shop: Shop) -> None:
    talk = shop(in_chat=False)
    talk("I want to talk to a person")
    assert codes(talk(choice=PASS_ON)) == [EMAIL_WANTED]
    assert not talk.desk.handoffs()
    assert codes(talk("it is jane@example.com")) == [KEPT]
    (handoff,) = talk.desk.handoffs()
    assert handoff.wanted.email == "jane@example.com"
    assert talk.conversation_id
    kept = talk.application.store.turns(talk.conversation_id, last=1)
    assert kept[0].text == "it is [e-mail]"


def test_something_else_than_an_address_is_answered_as_ever(shop: Shop) -> None:
    talk = shop(in_chat=False)
    talk("I want to talk to a person")
    talk(choice=PASS_ON)
    assert any(isinstance(part, Answer) for part in talk(QUESTION))


def test_whoever_is_passed_on_already_is_told_so(shop: Shop) -> None:
    talk = shop()
    talk.pass_on()
    assert codes(talk("I want to talk to a person")) == [WAITING]
    assert len(talk.desk.handoffs()) == 1


def test_a_choice_to_stay_passes_nothing_on(shop: Shop) -> None:
    talk = shop()
    assert codes(talk(choice=STAY)) == ["smalltalk.stay"]
    assert not talk.desk.handoffs()


HOURS = Hours("Europe/Bucharest", {day: (time(9), time(17)) for day in range(5)})


@pytest.mark.parametrize(
    ("at", "there"),
    [
        ("2026-11-27T07:00:00Z", True),  # 09:00 in Bucharest
        ("2026-11-27T06:59:59Z", False),
        ("2026-11-27T15:00:00Z", False),  # 17:00
        ("2026-07-03T06:00:00Z", True),  # summer time
        ("2026-11-28T10:00:00Z", False),  # Saturday
    ],
)
def test_hours_are_those_of_the_shop_s_clock(at: str, *, there: bool) -> None:
    assert HOURS.hold(datetime.fromisoformat(at)) is there


def test_hours_of_the_house_file_are_read(tmp_path: Path) -> None:
    from sslhelp.errors import ConfigError
    from sslhelp.knowledge import house

    file = tmp_path / "house.toml"
    text = (REPO / "kb/house.toml").read_text()
    file.write_text(text + '\n[hours]\ntimezone = "Europe/Bucharest"\nmon = "09:00-17:00"\n')
    assert house.read(file).hours == Hours("Europe/Bucharest", {0: (time(9), time(17))})
    for wrong in ('timezone = "Mars/Base"', 'timezone = "UTC"\nmon = "nine to five"'):
        file.write_text(f"{text}\n[hours]\n{wrong}\n")
        with pytest.raises(ConfigError, match="hours"):
            house.read(file)
