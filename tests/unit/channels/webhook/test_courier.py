"""The webhook, against a real server on loopback: signed, repeated until it arrives, given up in the end and kept."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from pydantic import SecretStr

from sslhelp import config
from sslhelp.channels.webhook.courier import ATTEMPTS, Courier
from sslhelp.channels.webhook.signing import HEADER, sign, verify
from sslhelp.errors import ConfigError
from sslhelp.model.chat import Channel
from sslhelp.model.handoff import Wanted
from sslhelp.render import wire
from sslhelp.store.store import ReplyCodec, SqlStore
from tests.conftest import NOW

SECRET = "a-secret-of-the-shop"
WANTED = Wanted("Asked: refund?", "refund?", email="jane@example.com")


@dataclass
class Receiver:
    """What the shop has at the other end: it answers with `statuses` in turn, then with 204."""

    url: str = ""
    statuses: list[int] = field(default_factory=list)
    taken: list[tuple[str, bytes]] = field(default_factory=list)


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    there = Receiver()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            there.taken.append((self.headers[HEADER], body))
            self.send_response(there.statuses.pop(0) if there.statuses else 204)
            self.send_header("Location", "http://127.0.0.1:1/elsewhere")
            self.end_headers()

        def log_request(self, code: object = "-", size: object = "-") -> None:
            """Say nothing on the test's standard error."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    there.url = f"http://127.0.0.1:{server.server_port}/hook?shop=1"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    yield there
    server.shutdown()
    server.server_close()
    thread.join()


@dataclass
class Clock:
    now: datetime = NOW

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqlStore]:
    codec = ReplyCodec(dump=wire.dump, load=wire.load)
    store = SqlStore.open(f"sqlite:///{tmp_path / 'sslhelp.db'}", codec=codec, notifying=True)
    store.open_conversation("c", channel=Channel.WEB, at=NOW)
    store.desk.open("c", WANTED, at=NOW)
    yield store
    store.close()


@pytest.fixture
def courier(store: SqlStore, clock: Clock) -> Callable[[str], Courier]:
    return lambda url: Courier(store.outbox, url, SecretStr(SECRET), clock)


def test_a_handoff_arrives_signed_and_once(receiver: Receiver, courier: Callable[[str], Courier]) -> None:
    carrying = courier(receiver.url)
    assert [carrying.step(), carrying.step()] == [True, False]
    ((signature, body),) = receiver.taken
    assert verify(signature, body, SECRET, int(NOW.timestamp()))
    told = json.loads(body)
    assert (told["event"], told["handoff"]["email"]) == ("handoff.opened", "jane@example.com")
    assert (told["handoff"]["question"], told["handoff"]["state"]) == ("refund?", "waiting")


def test_what_did_not_arrive_comes_again_after_longer_and_longer_pauses(
    receiver: Receiver, courier: Callable[[str], Courier], clock: Clock
) -> None:
    receiver.statuses += [500, 302, 429]
    carrying = courier(receiver.url)
    for pause in (10, 20, 40):
        assert not carrying.step()
        clock.now += timedelta(seconds=pause - 1)
        assert not carrying.step(), "it is not due yet"
        clock.now += timedelta(seconds=1)
    assert carrying.step()
    assert len({body for _, body in receiver.taken}) == 1
    assert len(receiver.taken) == 4


def test_what_never_arrives_is_given_up_and_kept_until_it_is_tried_again(
    receiver: Receiver, courier: Callable[[str], Courier], clock: Clock, store: SqlStore
) -> None:
    nowhere = courier("http://127.0.0.1:1/hook")
    for _ in range(ATTEMPTS):
        assert not nowhere.step()
        clock.now += timedelta(hours=6)
    (dead,) = store.outbox.dead_letters()
    assert dead.error == "it could not be reached: ConnectionRefusedError"
    store.outbox.revive(at=clock.now)
    assert courier(receiver.url).step()
    assert json.loads(receiver.taken[0][1])["handoff"]["email"] == "jane@example.com"


@pytest.mark.parametrize(
    ("header", "later"),
    [
        ("", 0),
        ("t=x,v1=y", 0),
        ("v1=", 0),
        (sign(b"other", SECRET, 1000), 0),
        (sign(b"body", "other", 1000), 0),
        (sign(b"body", SECRET, 1000), 301),
        (sign(b"body", SECRET, 1000).replace("t=1000", "t=1001"), 0),
    ],
)
def test_a_signature_that_is_not_ours_or_old_is_refused(header: str, later: int) -> None:
    assert verify(sign(b"body", SECRET, 1000), b"body", SECRET, 1000)
    assert not verify(header, b"body", SECRET, 1000 + later)


@pytest.mark.parametrize(
    ("given", "complaint"),
    [
        ({"webhook_url": "http://shop.example/hook", "webhook_secret": SECRET}, "not an https address"),
        ({"webhook_url": "https://shop.example/hook"}, "webhook_secret is empty"),
    ],
)
def test_an_address_in_clear_and_an_empty_secret_are_refused(given: dict[str, str], complaint: str) -> None:
    with pytest.raises(ConfigError, match=complaint):
        config.load(**given)
