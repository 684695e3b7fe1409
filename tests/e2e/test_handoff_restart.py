"""A hand-off outlives the death of the server at the worst moments: nothing is lost, and nothing is said twice."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.request import Request, urlopen

import pytest

from tests.fakes.slack import SIGNING_SECRET, SUPPORT, TOKEN, FakeSlack, serve
from tests.fakes.slack_sender import Sender

POST = "chat.postMessage"
SECONDS = 60


@dataclass
class Server:
    """`sslhelp serve` as a process that can be killed and started again on the same address and data."""

    data_dir: Path
    slack: FakeSlack
    port: int
    running: subprocess.Popen[bytes] | None = None

    @property
    def base(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        environment = {
            "PATH": os.environ["PATH"],
            "HOME": str(self.data_dir),
            "SSLHELP_DATA_DIR": str(self.data_dir),
            "SSLHELP_PORT": str(self.port),
            "SSLHELP_SLACK_BOT_TOKEN": TOKEN,
            "SSLHELP_SLACK_SIGNING_SECRET": SIGNING_SECRET,
            "SSLHELP_SLACK_API_URL": self.slack.api_url,
            "SSLHELP_SLACK_SUPPORT_CHANNEL": SUPPORT,
        }
        self.running = subprocess.Popen(
            [sys.executable, "-m", "sslhelp", "serve"], env=environment, start_new_session=True, cwd=self.data_dir
        )
        until(self._answers)

    def kill(self) -> None:
        """SIGKILL the server and its workers."""
        assert self.running
        os.killpg(self.running.pid, signal.SIGKILL)
        self.running.wait()
        self.running = None

    def call(self, path: str, conversation: str = "", **body: Any) -> dict[str, Any]:
        headers = {"Content-Type": "application/json"} | (
            {"Authorization": f"Bearer {conversation}"} if conversation else {}
        )
        request = Request(f"{self.base}/api/v1/{path}", json.dumps(body).encode() if body else None, headers)
        with urlopen(request, timeout=SECONDS) as answer:
            return dict(json.load(answer))

    def _answers(self) -> bool:
        assert self.running
        assert self.running.poll() is None, "the server ended"
        try:
            with urlopen(f"{self.base}/healthz", timeout=SECONDS):
                return True
        except (URLError, OSError):
            return False


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        return int(listening.getsockname()[1])


def until(holds: Callable[[], object], seconds: float = SECONDS) -> None:
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, "it did not come about"
        time.sleep(0.05)


@pytest.fixture
def server(tmp_path: Path, with_meanings: Callable[[Path], Path]) -> Iterator[Server]:
    with serve() as slack:
        server = Server(with_meanings(tmp_path / "data"), slack, _free_port())
        server.start()
        yield server
        if server.running:
            server.kill()
        assert slack.failures == []


def pass_on(server: Server) -> str:
    said = server.call("messages", text="Can you change the company name on my order?")
    conversation = str(said["conversation_id"])
    server.call("messages", text="Yes, pass it on", choice="handoff:pass_on", conversation_id=conversation)
    return conversation


def told(slack: FakeSlack, words: str) -> list[str]:
    return [call.text for call in slack.sent(POST) if words in call.text]


def test_the_server_dies_while_staff_are_told_and_tells_them_once(server: Server) -> None:
    opening = server.slack.hold(POST)
    conversation = pass_on(server)
    server.slack.wait_held(POST)  # the opening stands in the channel, and the server does not know it yet
    server.kill()
    opening.set()
    server.start()

    held = server.slack.hold(POST)
    server.call("messages", text="It is order 48213.", conversation_id=conversation)
    server.slack.wait_held(POST)
    server.kill()
    held.set()
    server.start()

    server.call("messages", text="Are you there?", conversation_id=conversation)
    until(lambda: told(server.slack, "Are you there?"), seconds=120)
    assert len(told(server.slack, "A customer waits")) == 1
    assert len(told(server.slack, "It is order 48213.")) == 1


def test_the_server_dies_before_it_acknowledges_what_staff_wrote(server: Server) -> None:
    conversation = pass_on(server)
    server.slack.wait(POST)
    sender = Sender(f"{server.base}/slack/events", server.slack)
    thread = thread_of(server)
    stamp = f"{time.time():.6f}"
    assert sender.in_thread("Hello from Dana.", thread, stamp=stamp).status == 200
    server.kill()
    later = f"{float(stamp) + 1:.6f}"
    with pytest.raises(ConnectionError):
        sender.in_thread("Still here.", thread, stamp=later)

    server.start()
    sender.in_thread("Hello from Dana.", thread, stamp=stamp)  # Slack delivers again what was not acknowledged
    sender.in_thread("Still here.", thread, stamp=later)
    assert said_by_staff(server, conversation) == ["Hello from Dana.", "Still here."]


def test_what_staff_wrote_while_the_server_was_away_for_long_is_read_in_the_thread(server: Server) -> None:
    conversation = pass_on(server)
    server.slack.wait(POST)
    thread = thread_of(server)
    server.kill()
    with pytest.raises(ConnectionError):
        Sender(f"{server.base}/slack/events", server.slack).in_thread("Good morning.", thread)
    server.start()
    until(lambda: said_by_staff(server, conversation) == ["Good morning."])


def said_by_staff(server: Server, conversation: str) -> list[str]:
    return [line["text"] for line in server.call("handoff", conversation)["lines"]]


def thread_of(server: Server) -> str:
    """Return the thread of the only hand-off, as Slack knows it."""
    ((_, stamp),) = [place for place, said in server.slack.messages.items() if "thread_ts" not in said]
    return stamp
