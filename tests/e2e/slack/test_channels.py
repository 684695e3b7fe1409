"""What is answered in a channel: mentions, plain questions too, or nothing; each channel can be switched."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from sslhelp import app, config
from sslhelp.channels import slack, web
from sslhelp.channels.slack.work import Workers
from tests.e2e.conftest import serving
from tests.e2e.slack.conftest import POST
from tests.fakes.slack import CHANNEL, RESPONSE, SIGNING_SECRET, SUPPORT, TOKEN, FakeSlack
from tests.fakes.slack_sender import Sender

QUESTION = "how many subdomains can i put under one wildcard?"


class Listening:
    """A running shop that may answer plain questions, and what sends to it."""

    def __init__(self, sender: Sender, slack_: FakeSlack, finish: Callable[[], None]) -> None:
        self.sender, self.slack, self._finish = sender, slack_, finish

    def switch(self, hearing: str, number: int = 1) -> str:
        self.sender.command(f"listen {hearing}".strip())
        return str(self.slack.wait(RESPONSE, number).payload["text"])

    def say(self, text: str, **event: object) -> None:
        said = {"type": "message", "channel": CHANNEL, "channel_type": "channel", "text": text}
        self.sender.event(said | event)

    def posted(self) -> int:
        """Return how many messages were posted once all work is done."""
        self._finish()
        return len(self.slack.sent(POST))


@pytest.fixture
def shop(
    fake: FakeSlack, settings: config.Settings, tmp_path: Path, request: pytest.FixtureRequest
) -> Iterator[Listening]:
    given = {
        "slack_bot_token": TOKEN,
        "slack_signing_secret": SIGNING_SECRET,
        "slack_api_url": fake.api_url,
        "slack_channel_questions": getattr(request, "param", True),
        "database_url": f"sqlite:///{tmp_path / 'sslhelp.db'}",
    }
    shared = settings.model_dump(include={"kb_dir", "data_dir", "public_url"})
    made = config.load(**shared, **given)
    store, workers = app.open_store(made), Workers()
    flask = web.create_app(app.build(made, store=store))
    bolt = slack.attach(flask, app.build(made, store=store), workers=workers)

    def finish() -> None:
        bolt.listener_runner.listener_executor.shutdown(wait=True)
        workers.close()

    with serving(lambda _: flask) as base:
        yield Listening(Sender(f"{base}/slack/events", fake), fake, finish)
    finish()
    store.close()


def test_plain_questions_are_left_alone_until_a_channel_is_switched(shop: Listening) -> None:
    assert "when I am mentioned" in shop.switch("")
    shop.say(QUESTION)
    assert "plain questions too" in shop.switch("questions", 2)
    shop.say(QUESTION, ts="1763000000.9")
    answer = shop.slack.wait(POST)
    assert answer.payload["thread_ts"] == "1763000000.9"
    assert shop.posted() == 1


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("do you sell pizza ovens in Naples?", {}),
        ("I am off to lunch", {}),
        (QUESTION, {"thread_ts": "1763000000.1"}),
        (QUESTION, {"subtype": "channel_topic"}),
        (QUESTION, {"bot_id": "B0OTHER"}),
        (QUESTION, {"channel": SUPPORT}),
        (f"<@U0OTHER> {QUESTION}", {}),
        (f"{'well, ' * 100}{QUESTION}", {}),
    ],
)
def test_what_is_no_question_that_we_are_sure_of_is_left_alone(
    shop: Listening, text: str, event: dict[str, str]
) -> None:
    shop.switch("questions")
    shop.say(text, **event)
    assert shop.posted() == 0


def test_a_channel_can_be_switched_off(shop: Listening) -> None:
    assert "`/ssl` alone" in shop.switch("off")
    shop.sender.mention(QUESTION)
    shop.say(QUESTION)
    assert shop.posted() == 0


@pytest.mark.parametrize("shop", [False], indirect=True)
def test_where_it_is_not_allowed_no_channel_can_be_switched_to_questions(shop: Listening) -> None:
    assert "not switched on" in shop.switch("questions")
    shop.say(QUESTION)
    assert shop.posted() == 0
