"""The relay to the support channel, against a strict stand-in for Slack: what fails is due again, and told once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from sslhelp import app, config
from sslhelp.app import Application
from sslhelp.channels import slack
from sslhelp.channels.slack.relay import Relay
from sslhelp.model.chat import Channel
from sslhelp.model.handoff import Desk, State, Wanted
from sslhelp.store.store import SqlStore
from tests.conformance.store import turn
from tests.fakes.slack import SIGNING_SECRET, SUPPORT, TOKEN, FakeSlack, serve

POST, UPDATE = "chat.postMessage", "chat.update"


@dataclass
class Clock:
    now: datetime

    def __call__(self) -> datetime:
        return self.now


@dataclass
class Shop:
    application: Application
    store: SqlStore
    relay: Relay
    clock: Clock

    @property
    def desk(self) -> Desk:
        return self.store.desk

    def customer_says(self, text: str) -> None:
        self.store.add_turn("c", replace(turn(text, at=self.clock(), conversation_id="c"), told=text))


@pytest.fixture
def fake() -> Iterator[FakeSlack]:
    with serve() as slack_:
        yield slack_
    assert slack_.failures == []


@pytest.fixture
def shop(fake: FakeSlack, settings: config.Settings, tmp_path: Path) -> Iterator[Shop]:
    given = {
        "slack_bot_token": TOKEN,
        "slack_signing_secret": SIGNING_SECRET,
        "slack_api_url": fake.api_url,
        "slack_support_channel": SUPPORT,
        "database_url": f"sqlite:///{tmp_path / 'sslhelp.db'}",
    }
    shared = settings.model_dump(include={"kb_dir", "data_dir", "public_url"})
    made, clock = config.load(**shared, **given), Clock(datetime.now(UTC))
    store = app.open_store(made)
    application = app.build(made, store=store, clock=clock)
    relay = slack.relay(application)
    assert relay
    store.open_conversation("c", channel=Channel.WEB, at=clock())
    store.desk.open("c", Wanted("Asked: refund?", "refund?"), at=clock())
    yield Shop(application, store, relay, clock)
    store.close()


def test_a_handoff_is_told_once_and_then_nothing_is_due(shop: Shop, fake: FakeSlack) -> None:
    assert [shop.relay.step() for _ in range(3)] == [True, False, False]
    assert len(fake.sent(POST)) == 1


def test_a_429_is_waited_out_in_the_store(shop: Shop, fake: FakeSlack) -> None:
    fake.limit(POST)
    assert not shop.relay.step()
    assert not shop.relay.step(), "it is not due yet"
    shop.clock.now += timedelta(seconds=1)
    assert shop.relay.step()
    assert len(fake.sent(POST)) == 1


def test_an_outage_is_met_with_longer_and_longer_pauses(shop: Shop, fake: FakeSlack) -> None:
    for pause in (1, 2, 4, 8):
        fake.refuse(POST, "internal_error")
        assert not shop.relay.step()
        shop.clock.now += timedelta(seconds=pause - 0.5)
        assert not shop.relay.step(), "it is not due yet"
        shop.clock.now += timedelta(seconds=0.5)
    assert shop.relay.step()
    assert len(fake.sent(POST)) == 1


def test_what_a_customer_says_comes_in_order_and_once(shop: Shop, fake: FakeSlack) -> None:
    shop.relay.step()
    for said in ("first", "second", "third"):
        shop.customer_says(said)
    fake.refuse(POST, "internal_error")
    assert not shop.relay.step()
    shop.clock.now += timedelta(seconds=1)
    assert shop.relay.step()
    told = [call.payload["text"] for call in fake.sent(POST)[1:]]
    assert told == ["Customer: first", "Customer: second", "Customer: third"]


def test_a_failure_half_way_tells_only_what_was_not_told(shop: Shop, fake: FakeSlack) -> None:
    shop.relay.step()
    shop.customer_says("first")
    assert shop.relay.step()
    (handoff,) = shop.desk.handoffs()
    shop.customer_says("second")
    shop.desk.was_told(handoff.id, 0)  # as if the process had died before it kept that the first was told
    shop.desk.next_due(now=shop.clock(), held_until=shop.clock())
    assert shop.relay.step()
    assert [call.payload["text"] for call in fake.sent(POST)[1:]] == ["Customer: first", "Customer: second"]


def test_the_opening_shows_what_has_become_of_it(shop: Shop, fake: FakeSlack) -> None:
    shop.relay.step()
    (handoff,) = shop.desk.handoffs()
    shop.desk.name("U0DANA", "Dana")
    shop.desk.take(handoff.id, "U0DANA")
    shop.relay.step()
    shop.desk.close(handoff.id, at=shop.clock())
    shop.relay.step()
    taken, closed = fake.sent(UPDATE)
    assert "Dana has this customer" in taken.text
    assert "handoff:take" not in taken.text
    assert "Closed" in closed.text
    assert "handoff:" not in closed.text
    kept = shop.desk.get(handoff.id)
    assert kept
    assert kept.state is State.CLOSED
    assert not shop.relay.step()


def test_all_that_was_said_before_the_end_is_told_before_the_end_is_shown(shop: Shop, fake: FakeSlack) -> None:
    shop.relay.step()
    (handoff,) = shop.desk.handoffs()
    for number in range(45):  # more than are told at once
        shop.customer_says(f"line {number}")
    shop.desk.close(handoff.id, at=shop.clock())
    while shop.relay.step():
        pass
    assert [call.payload["text"] for call in fake.sent(POST)[1:]] == [
        f"Customer: line {number}" for number in range(45)
    ]
    assert fake.calls[-1].method == UPDATE
    assert len(fake.sent(UPDATE)) == 1
