"""Socket Mode, on a web socket on loopback: the same answers, without any address that Slack could reach."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import replace

import pytest
from pydantic import SecretStr
from slack_bolt.adapter.socket_mode import SocketModeHandler

from sslhelp.app import Application
from sslhelp.channels import slack
from tests.e2e.slack.conftest import POST
from tests.fakes.slack import BOT_USER, CHANNEL, TEAM, USER, FakeSlack
from tests.fakes.slack_socket import Socket

QUESTION = "how many subdomains can i put under one wildcard"


@pytest.fixture
def connected(application: Application, fake: FakeSlack) -> Iterator[Socket]:
    """The far end of a connection that the app has opened."""
    far = Socket()
    far.start()
    fake.socket_url = far.url
    settings = application.settings.model_copy(update={"slack_app_token": SecretStr("xapp-" + "fake")})
    handler = SocketModeHandler(slack.create_bolt(replace(application, settings=settings)), "xapp-" + "fake")
    handler.connect()  # type: ignore[no-untyped-call]
    yield far
    handler.close()  # type: ignore[no-untyped-call]
    far.close()


def event(event_id: str) -> dict[str, object]:
    said = {"type": "app_mention", "channel": CHANNEL, "user": USER, "ts": "1.1", "text": f"<@{BOT_USER}> {QUESTION}"}
    return {"type": "event_callback", "team_id": TEAM, "api_app_id": "A0APP", "event_id": event_id, "event": said}


def test_an_event_is_acknowledged_and_answered_in_its_thread(connected: Socket, fake: FakeSlack) -> None:
    assert connected.send("events_api", event("Ev1"), "e1")["envelope_id"] == "e1"
    answer = fake.wait(POST)
    assert answer.payload["thread_ts"] == "1.1"
    assert "wildcard" in answer.text.lower()


def test_an_event_that_comes_again_after_a_lost_connection_is_answered_once(connected: Socket, fake: FakeSlack) -> None:
    for number in range(4):
        connected.send("events_api", event("Ev2"), f"again{number}")
    connected.send("events_api", event("Ev3"), "last")
    fake.wait(POST, 2)
    assert threading.active_count() < 100
    assert len(fake.sent(POST)) == 2
