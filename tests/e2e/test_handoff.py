"""A customer in a real browser and staff in Slack, joined: what each side says reaches the other, once, and is kept."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from sslhelp import app, config
from sslhelp.app import Application
from sslhelp.channels import slack, web
from sslhelp.channels.slack.relay import Relay
from sslhelp.model.handoff import Desk, State
from sslhelp.model.store import Cause
from tests.e2e.conftest import NO_LIMITS, serving
from tests.e2e.visit import Visit
from tests.fakes.slack import (
    BOT_USER,
    COLLEAGUE,
    SIGNING_SECRET,
    SUPPORT,
    TOKEN,
    USER,
    Call,
    FakeSlack,
    serve,
)
from tests.fakes.slack_sender import Sender

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication

POST, UPDATE, EPHEMERAL = "chat.postMessage", "chat.update", "chat.postEphemeral"
Found = TypeVar("Found")
LATEST = 2_000  # ms; what staff write is seen by the customer within this


@dataclass(frozen=True)
class Shop:
    """A running shop whose staff are in Slack."""

    application: Application
    slack: FakeSlack
    sender: Sender
    base: str

    @property
    def desk(self) -> Desk:
        assert self.application.desk
        return self.application.desk

    def opening(self, number: int = 1) -> Call:
        """Return the message in the support channel that a hand-off opened with."""
        return self.slack.wait(POST, number)

    def thread(self) -> str:
        """Return the thread of the only hand-off, once staff were told of it."""
        (handoff,) = until(lambda: [each for each in self.desk.handoffs() if each.thread])
        return handoff.thread.partition("/")[2]


def until(found: Callable[[], Found], seconds: float = 20) -> Found:
    """Return what is found, once it is."""
    end = time.monotonic() + seconds
    while not (what := found()):
        assert time.monotonic() < end, "it did not come about"
        time.sleep(0.02)
    return what


@pytest.fixture
def fake() -> Iterator[FakeSlack]:
    with serve() as slack_:
        yield slack_
    assert slack_.failures == []


@pytest.fixture
def shop(fake: FakeSlack, tmp_path: Path, with_meanings: Callable[[Path], Path]) -> Iterator[Shop]:
    data_dir = with_meanings(tmp_path / "data")
    started: list[tuple[Application, Relay]] = []

    def make(url: str) -> WSGIApplication:
        settings = config.load(
            data_dir=data_dir,
            public_url=url,
            slack_bot_token=TOKEN,
            slack_signing_secret=SIGNING_SECRET,
            slack_api_url=fake.api_url,
            slack_support_channel=SUPPORT,
            **NO_LIMITS,
        )
        application = app.build(settings, store=app.open_store(settings))
        flask_app = web.create_app(application)
        slack.attach(flask_app, application)
        relay = slack.relay(application)
        assert relay
        relay.start()
        started.append((application, relay))
        return flask_app

    with serving(make) as base:
        yield Shop(started[0][0], fake, Sender(f"{base}/slack/events", fake), base)
        started[0][1].stop()


def pass_on(here: Visit) -> None:
    """Ask something, ask for a person, and agree to what is offered."""
    here.ask("Can you change the name of the company on my order?")
    here.page.get_by_role("button", name="Talk to a person").first.click()
    here.page.get_by_role("button", name="Yes, pass it on").click()
    here.log.get_by_text("has this conversation now").wait_for()


def staff_lines(here: Visit) -> Locator:
    return here.log.locator(".staff")


@pytest.fixture
def customer(visit: Callable[..., Visit], shop: Shop) -> Visit:
    here = visit(base=shop.base).open("/")
    pass_on(here)
    return here


def test_nothing_reaches_staff_before_the_customer_agrees(visit: Callable[..., Visit], shop: Shop) -> None:
    here = visit(base=shop.base).open("/")
    here.ask("I want to talk to a person")
    expect(here.page.get_by_role("button", name="Yes, pass it on")).to_contain_text("They see what you asked")
    here.page.get_by_role("button", name="No, thank you").click()
    here.log.get_by_text("All right.").wait_for()
    assert not shop.desk.handoffs()
    assert not shop.slack.sent(POST)


def test_a_conversation_goes_back_and_forth_and_ends(customer: Visit, shop: Shop) -> None:
    opening = shop.opening()
    assert opening.payload["channel"] == SUPPORT
    for expected in ("A customer waits for a person", "change the name of the company", "Take it", "Close"):
        assert expected in opening.text
    thread = shop.thread()

    shop.sender.in_thread("Hello, I can change that. Which name should it be? https://shop.example/names", thread)
    line = staff_lines(customer).first
    expect(line).to_contain_text("Which name should it be?", timeout=LATEST)
    expect(line.get_by_role("link")).to_have_attribute("href", "https://shop.example/names")
    expect(line.locator("b")).to_have_text("Dana")
    expect(customer.log.get_by_text("Dana is here now")).to_be_visible()
    assert "Dana has this customer" in shop.slack.wait(UPDATE).text

    answers = customer.answers.count()
    customer.question.fill("Example Widgets GmbH & <Sons>, please")
    customer.question.press("Enter")
    told = shop.slack.wait(POST, 2)
    assert told.payload["thread_ts"] == thread
    assert "Example Widgets GmbH & <Sons>, please" in told.text
    assert customer.answers.count() == answers, "the assistant is quiet while a person has the conversation"

    handoff = shop.desk.handoffs()[0]
    shop.sender.press({"action_id": "handoff:close", "value": str(handoff.id), "type": "button"}, channel=SUPPORT)
    expect(customer.log.get_by_text("Dana has left")).to_be_visible()
    assert "Closed" in shop.slack.wait(UPDATE, 2).text
    customer.ask("how many subdomains can i put under one wildcard")
    expect(customer.answers.last).to_contain_text("wildcard")

    (gap,) = shop.application.store.gaps(limit=9)
    assert (gap.cause, "Which name should it be?" in gap.answer) == (Cause.HANDED_OVER, True)


def test_the_same_event_delivered_four_times_is_one_line(customer: Visit, shop: Shop) -> None:
    thread, stamp = shop.thread(), f"{time.time():.6f}"
    for retry in range(4):
        answered = shop.sender.in_thread("Once only.", thread, stamp=stamp)
        assert answered.status == 200, retry
    expect(staff_lines(customer)).to_have_count(1)
    shop.sender.in_thread("And this.", thread)
    expect(staff_lines(customer)).to_have_count(2)


def test_edits_and_deletions_reach_the_customer(customer: Visit, shop: Shop) -> None:
    thread, stamp = shop.thread(), f"{time.time():.6f}"
    shop.sender.in_thread("It takes two days.", thread, stamp=stamp)
    expect(staff_lines(customer).first).to_contain_text("two days")
    changed = {"type": "message", "channel": SUPPORT, "channel_type": "channel", "hidden": True}
    shop.sender.event(
        changed | {"subtype": "message_changed", "message": {"ts": stamp, "user": USER, "text": "It takes three days."}}
    )
    expect(staff_lines(customer).first).to_contain_text("three days", timeout=LATEST)
    expect(staff_lines(customer).first).to_contain_text("edited")
    shop.sender.event(changed | {"subtype": "message_deleted", "deleted_ts": stamp})
    expect(staff_lines(customer).first).to_contain_text("This message was taken back.", timeout=LATEST)


def test_two_staff_at_once_are_told_apart_and_one_of_them_has_it(customer: Visit, shop: Shop) -> None:
    thread, number = shop.thread(), str(shop.desk.handoffs()[0].id)
    take = {"action_id": "handoff:take", "value": number, "type": "button"}
    shop.sender.press(take, channel=SUPPORT, thread=thread)
    until(lambda: shop.desk.handoffs()[0].state is State.TAKEN)
    shop.sender.press(take, channel=SUPPORT, thread=thread, user=COLLEAGUE)
    assert "Dana has it already." in shop.slack.wait(EPHEMERAL).text

    shop.sender.in_thread("From me.", thread)
    shop.sender.in_thread("And from me.", thread, user=COLLEAGUE)
    expect(staff_lines(customer)).to_have_count(2)
    expect(staff_lines(customer).locator("b")).to_have_text(["Dana", "Omar"])


def test_whoever_has_no_name_that_may_be_read_helps_all_the_same(customer: Visit, shop: Shop) -> None:
    for _ in range(5):
        shop.slack.refuse("users.info", "missing_scope")
    thread, number = shop.thread(), str(shop.desk.handoffs()[0].id)
    shop.sender.press({"action_id": "handoff:take", "value": number, "type": "button"}, channel=SUPPORT, thread=thread)
    until(lambda: shop.desk.handoffs()[0].state is State.TAKEN)
    shop.sender.in_thread("Hello.", thread)
    expect(staff_lines(customer).locator("b")).to_have_text("Support")


def test_staff_see_what_the_assistant_would_say_and_the_customer_does_not(customer: Visit, shop: Shop) -> None:
    thread = shop.thread()
    shop.sender.in_thread("Let me look.", thread)
    expect(staff_lines(customer)).to_have_count(1)
    customer.question.fill("how many subdomains can i put under one wildcard")
    customer.question.press("Enter")
    assert "Not shown to the customer. Answered from:" in shop.slack.wait(POST, 2).text

    mention = f"<@{BOT_USER}> suggest"
    shop.sender.in_thread(mention, thread)
    shop.sender.mention("suggest", channel=SUPPORT, thread_ts=thread)
    draft = shop.slack.wait(EPHEMERAL)
    assert (draft.payload["user"], draft.payload["thread_ts"]) == (USER, thread)
    assert "wildcard" in draft.text
    shop.sender.in_thread("As many as you like.", thread)
    expect(staff_lines(customer)).to_have_count(2)
    assert "suggest" not in customer.log.inner_text()


def test_an_article_is_picked_as_the_answer(customer: Visit, shop: Shop) -> None:
    thread, handoff = shop.thread(), shop.desk.handoffs()[0]
    shop.sender.press(
        {"action_id": "handoff:article", "value": str(handoff.id), "type": "button"}, channel=SUPPORT, thread=thread
    )
    view = shop.slack.wait("views.open").payload["view"]
    option = view["blocks"][-1]["element"]["options"][0]
    for _ in range(2):  # a second press of the button, or a lost answer
        shop.sender.submit(view, {"pick": {"pick": {"type": "radio_buttons", "selected_option": option}}})
    expect(staff_lines(customer)).to_have_count(1)
    expect(staff_lines(customer).first.get_by_role("link")).to_have_attribute("href", re.compile(r"/help/"))
    assert "Sent to the customer" in shop.slack.wait(POST, 2).text


def test_a_closed_thread_says_that_the_customer_gets_nothing_more(customer: Visit, shop: Shop) -> None:
    thread, handoff = shop.thread(), shop.desk.handoffs()[0]
    shop.sender.press({"action_id": "handoff:close", "value": str(handoff.id), "type": "button"}, channel=SUPPORT)
    until(lambda: not shop.desk.handoffs())
    shop.sender.in_thread("One more thing.", thread)
    assert "the customer did not get that" in shop.slack.wait(EPHEMERAL).text
    assert staff_lines(customer).count() == 0


def test_a_customer_who_comes_back_finds_what_was_said_meanwhile(customer: Visit, shop: Shop, browser: Browser) -> None:
    thread = shop.thread()
    customer.page.goto("about:blank")
    shop.sender.in_thread("It is done.", thread)
    customer.open("/")
    expect(staff_lines(customer).first).to_contain_text("It is done.")
    expect(customer.log.locator(".you", has_text="Can you change the name")).to_have_count(1)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_a_conversation_with_staff_has_nothing_that_axe_complains_of(
    visit: Callable[..., Visit], shop: Shop, width: int, scheme: str
) -> None:
    here = visit(base=shop.base, width=width, dark=scheme == "dark").open("/demo").open_widget()
    pass_on(here)
    assert here.complaints() == []
    shop.sender.in_thread("Hello, how can I help? https://shop.example/names", shop.thread())
    expect(staff_lines(here)).to_have_count(1)
    assert here.complaints() == []


def test_a_closed_widget_says_that_there_is_something_new_on_every_page(
    visit: Callable[..., Visit], shop: Shop
) -> None:
    here = visit(base=shop.base).open("/demo").open_widget()
    pass_on(here)
    here.page.get_by_role("button", name="Close help").click()
    here.open("/demo")
    shop.sender.in_thread("It is done.", shop.thread())
    launcher = here.page.get_by_role("button", name="Help, 1 new")
    launcher.wait_for()
    expect(here.page).to_have_title(re.compile(r"^\(1\) "))
    here.open("/demo")
    here.page.get_by_role("button", name="Help, 1 new").click()
    expect(staff_lines(here)).to_contain_text("It is done.")
    expect(here.page).to_have_title(re.compile(r"^Order"))
    here.page.get_by_role("button", name="Close help").click()
    here.page.get_by_role("button", name="Help", exact=True).wait_for()


def test_a_private_key_reaches_neither_side(customer: Visit, shop: Shop, keys_pem: str) -> None:
    thread = shop.thread()
    shop.sender.in_thread(f"Is this yours? {keys_pem}", thread)
    expect(staff_lines(customer).first).to_contain_text("Is this yours?")
    assert keys_pem.splitlines()[2] not in customer.log.inner_text()


def test_without_scripts_the_page_shows_what_staff_say(visit: Callable[..., Visit], shop: Shop) -> None:
    here = visit(base=shop.base, scripts=False)
    page: Page = here.page
    page.goto(f"{shop.base}/")
    page.get_by_label("Your question").fill("I want to talk to a person")
    page.get_by_role("button", name="Send").click()
    page.get_by_role("button", name="Yes, pass it on").click()
    page.get_by_text("has this conversation now").wait_for()
    shop.sender.in_thread("Hello, how can I help?", shop.thread())
    page.get_by_role("button", name="Look for an answer").click()
    expect(page.locator(".staff")).to_contain_text("Hello, how can I help?")
