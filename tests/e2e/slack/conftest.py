"""A workspace in Slack: a running shop, what sends to it as Slack does, and a strict stand-in that it answers to."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

import pytest
from werkzeug.serving import make_server

from sslhelp import app, config
from sslhelp.app import Application
from sslhelp.channels import slack, web
from sslhelp.channels.slack.work import Workers
from sslhelp.store.memory import MemoryStore
from tests.fakes.slack import SIGNING_SECRET, TOKEN, Call, FakeSlack, serve
from tests.fakes.slack_sender import Sender

POST, EPHEMERAL = "chat.postMessage", "chat.postEphemeral"


class RememberingStore(MemoryStore):
    """A store in memory that keeps feedback where a test can read it."""

    def __init__(self) -> None:
        super().__init__()
        self.feedback: list[tuple[str, bool]] = []

    def add_feedback(
        self, conversation_id: str, article_id: str, *, helpful: bool, comment: str, at: datetime, question: str = ""
    ) -> bool | None:
        self.feedback.append((article_id, helpful))
        return super().add_feedback(
            conversation_id, article_id, helpful=helpful, comment=comment, at=at, question=question
        )


@dataclass(frozen=True)
class Workspace:
    """A running shop, what sends to it, and what it answers to."""

    application: Application
    store: RememberingStore
    slack: FakeSlack
    sender: Sender
    finish: Callable[[], None]


@pytest.fixture
def fake() -> Iterator[FakeSlack]:
    with serve() as slack_:
        yield slack_
    assert slack_.failures == []


@pytest.fixture
def application(fake: FakeSlack, settings: config.Settings) -> Application:
    given = {
        "slack_bot_token": TOKEN,
        "slack_signing_secret": SIGNING_SECRET,
        "slack_api_url": fake.api_url,
        "max_body_bytes": 40_000,
    }
    shared = settings.model_dump(include={"kb_dir", "data_dir", "public_url"})
    return app.build(config.load(**shared, **given), store=RememberingStore())


@contextmanager
def running(application: Application, fake: FakeSlack, workers: Workers | None = None) -> Iterator[Workspace]:
    """Serve the web chat and Slack's endpoint on a free port; `finish` waits until all work is done."""
    flask_app = web.create_app(application)
    workers = workers or Workers()
    bolt = slack.attach(flask_app, application, workers=workers)
    server = make_server("127.0.0.1", 0, flask_app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()

    def finish() -> None:
        bolt.listener_runner.listener_executor.shutdown(wait=True)
        workers.close()

    assert isinstance(application.store, RememberingStore)
    sender = Sender(f"http://127.0.0.1:{server.server_port}/slack/events", fake)
    try:
        yield Workspace(application, application.store, fake, sender, finish)
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
        finish()


@pytest.fixture
def workspace(application: Application, fake: FakeSlack) -> Iterator[Workspace]:
    with running(application, fake) as started:
        yield started


def buttons(call: Call) -> list[dict[str, str]]:
    return [element for block in call.payload["blocks"] if block["type"] == "actions" for element in block["elements"]]
