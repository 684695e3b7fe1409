"""A strict stand-in for Slack on loopback: its Web API, its response URLs, its files.

It refuses what Slack refuses, with Slack's own error codes, and keeps every such refusal in `failures`, so that a test
fails even when the bot under test copes with the error.
"""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import count
from typing import Any
from urllib.parse import parse_qsl

from tests.fakes.slack_blocks import Fault, message_faults, view_faults

Json = dict[str, Any]

TOKEN = "xoxb-" + "fake-token"
SIGNING_SECRET = "0123456789abcdef" * 2
TEAM, BOT_USER, BOT = "T0TEAM", "U0BOT", "B0BOT"
CHANNEL, DIRECT, SUPPORT = "C0CERTS", "D0DANA", "C0SUPPORT"
USER, COLLEAGUE = "U0DANA", "U0OMAR"
NAMES = {USER: "Dana", COLLEAGUE: "Omar"}
WAIT_SECONDS = 20
RESPONSE_URL_USES = 5
RESPONSE = "response_url"


@dataclass(frozen=True)
class Call:
    """One request that the bot made: a Web API method, or `response_url`."""

    method: str
    payload: Json
    team: str = ""

    @property
    def text(self) -> str:
        """Everything that the message shows, the text for notifications included."""
        return json.dumps(self.payload, ensure_ascii=False)


@dataclass
class FakeSlack:
    """The state of the stand-in. `calls` are the requests that were taken, in order."""

    url: str = ""
    socket_url: str = ""
    calls: list[Call] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)
    tokens: dict[str, str] = field(default_factory=lambda: {TOKEN: TEAM})
    codes: dict[str, str] = field(default_factory=dict)
    files: dict[str, bytes] = field(default_factory=dict)
    channels: set[str] = field(default_factory=lambda: {CHANNEL, DIRECT, SUPPORT})
    _changed: threading.Condition = field(default_factory=threading.Condition)
    messages: dict[tuple[str, str], Json] = field(default_factory=dict)
    _planned: dict[str, list[tuple[int, str]]] = field(default_factory=dict)
    _held: dict[str, threading.Event] = field(default_factory=dict)
    _uses: dict[str, int] = field(default_factory=dict)
    _stamps: Iterator[int] = field(default_factory=lambda: count(1))

    @property
    def api_url(self) -> str:
        return f"{self.url}/api/"

    def response_url(self) -> str:
        """Return a new address that answers one command or action, five times at most."""
        with self._changed:
            name = f"/respond/{next(self._stamps)}"
            self._uses[name] = 0
        return self.url + name

    def add_file(self, name: str, data: bytes) -> Json:
        """Keep a file, and return it as a message carries it."""
        self.files[f"/files/{name}"] = data
        return {"id": "F0FILE", "name": name, "size": len(data), "url_private": f"{self.url}/files/{name}"}

    def limit(self, method: str) -> None:
        """Answer the next call of a method with 429; Retry-After is 0, since the SDK adds its own jitter."""
        self._planned.setdefault(method, []).append((429, "ratelimited"))

    def refuse(self, method: str, error: str) -> None:
        """Answer the next call of a method with an error that is not the bot's fault."""
        self._planned.setdefault(method, []).append((200 if method != RESPONSE else 500, error))

    def hold(self, method: str) -> threading.Event:
        """Take the next call of a method, but answer it only once the event that is returned is set."""
        go_on = threading.Event()
        self._held[method] = go_on
        return go_on

    def wait_held(self, method: str) -> None:
        """Return once a call that is held back has been taken."""
        with self._changed:
            assert self._changed.wait_for(lambda: method not in self._held, timeout=3 * WAIT_SECONDS), method

    def sent(self, *methods: str) -> list[Call]:
        """Return the calls of these methods that were taken so far."""
        with self._changed:
            return [call for call in self.calls if call.method in methods]

    def wait(self, method: str, number: int = 1) -> Call:
        """Return the call of a method with this number, counted from 1, once it has been made."""
        with self._changed:
            arrived = self._changed.wait_for(
                lambda: sum(call.method == method for call in self.calls) >= number, timeout=WAIT_SECONDS
            )
            assert arrived, f"no {method} within {WAIT_SECONDS} s; calls: {self.calls}, failures: {self.failures}"
            return [call for call in self.calls if call.method == method][number - 1]

    def take_api(self, method: str, token: str, payload: Json) -> tuple[int, Json]:
        """Answer a Web API call with a status and a body."""
        if method == "apps.connections.open" and token.startswith("xapp-"):
            return 200, {"ok": True, "url": self.socket_url}
        if method == "oauth.v2.access":
            return 200, self._install(payload)
        with self._changed:
            if token not in self.tokens:
                return 200, self._refuse(method, Fault("invalid_auth" if token else "not_authed", "wrong token"))
            if self._planned.get(method):
                status, error = self._planned[method].pop(0)
                return status, {"ok": False, "error": error}
            answer = _METHODS.get(method)
            if answer is None:
                return 200, self._refuse(method, Fault("unknown_method", "this stand-in has no such method"))
            body = answer(self, payload)
            if isinstance(body, Fault):
                return 200, self._refuse(method, body)
            held = self._held.pop(method, None)
            self._record(Call(method, payload, self.tokens[token]))
        if held:
            held.wait(WAIT_SECONDS)
        return 200, {"ok": True, **body}

    def take_response(self, path: str, payload: Json) -> tuple[int, Json]:
        """Answer a post to a response URL."""
        with self._changed:
            if self._planned.get(RESPONSE):
                status, error = self._planned[RESPONSE].pop(0)
                return status, {"ok": False, "error": error}
            if self._uses.get(path, RESPONSE_URL_USES) >= RESPONSE_URL_USES:
                return 404, self._refuse(RESPONSE, Fault("used_url", path))
            self._uses[path] += 1
            if payload.get("response_type") not in {None, "ephemeral", "in_channel"}:
                return 400, self._refuse(RESPONSE, Fault("invalid_payload", "response_type"))
            faults = message_faults(payload.get("text"), payload.get("blocks"))
            if faults:
                return 400, self._refuse(RESPONSE, faults[0])
            self._record(Call(RESPONSE, payload))
            return 200, {"ok": True}

    def _record(self, call: Call) -> None:
        self.calls.append(call)
        self._changed.notify_all()

    def _refuse(self, method: str, fault: Fault) -> Json:
        self.failures.append(f"{method}: {fault.error}: {fault.reason}")
        return {"ok": False, "error": fault.error}

    def _install(self, payload: Json) -> Json:
        """Give a token for a code, once."""
        team = self.codes.pop(str(payload.get("code")), "")
        if not team:
            return {"ok": False, "error": "invalid_code"}
        token = f"xoxb-{team}"
        self.tokens[token] = team
        return {
            "ok": True,
            "access_token": token,
            "scope": "chat:write",
            "bot_user_id": BOT_USER,
            "app_id": "A0APP",
            "team": {"id": team, "name": "Another shop"},
            "authed_user": {"id": USER},
        }

    def auth_test(self, payload: Json) -> Json | Fault:
        return {"url": self.url, "team_id": TEAM, "user_id": BOT_USER, "bot_id": BOT, "team": "team", "user": "sslhelp"}

    def post_message(self, payload: Json) -> Json | Fault:
        fault = self._message_fault(payload)
        if fault:
            return fault
        thread = payload.get("thread_ts")
        if thread and (payload["channel"], thread) not in self.messages and payload["channel"] == SUPPORT:
            return Fault("thread_not_found", thread)
        stamp = f"{time.time():.6f}"
        while (payload["channel"], stamp) in self.messages:
            stamp = f"{float(stamp) + 0.000001:.6f}"
        self.messages[payload["channel"], stamp] = payload
        return {"channel": payload["channel"], "ts": stamp, "message": payload}

    def history(self, payload: Json) -> Json | Fault:
        """Return the newest first, metadata only where it is asked for, no reply among them."""
        if payload.get("channel") not in self.channels:
            return Fault("channel_not_found", str(payload.get("channel")))
        shown = self._shown(payload, lambda each: not each.get("thread_ts"))
        return {"messages": shown[::-1][: int(payload.get("limit", 100))], "has_more": False}

    def replies(self, payload: Json) -> Json | Fault:
        """Return the message that a thread hangs on, and its replies, oldest first."""
        if (payload.get("channel"), payload.get("ts")) not in self.messages:
            return Fault("thread_not_found", str(payload.get("ts")))
        shown = self._shown(payload, lambda each: each.get("thread_ts") == payload["ts"])
        root = {"ts": payload["ts"], **self.messages[payload["channel"], payload["ts"]]}
        return {"messages": [root, *shown], "has_more": False}

    def _shown(self, payload: Json, wanted: Callable[[Json], bool]) -> list[Json]:
        oldest = float(payload.get("oldest") or 0)
        with_metadata = str(payload.get("include_all_metadata")).lower() in {"true", "1"}
        return [
            {"ts": stamp, **{key: value for key, value in each.items() if key != "metadata" or with_metadata}}
            for (channel, stamp), each in self.messages.items()
            if channel == payload["channel"] and float(stamp) >= oldest and wanted(each)
        ]

    def user(self, payload: Json) -> Json | Fault:
        name = NAMES.get(str(payload.get("user")))
        if name is None:
            return Fault("user_not_found", str(payload.get("user")))
        return {"user": {"id": payload["user"], "profile": {"first_name": name, "real_name": f"{name} Kovac"}}}

    def post_ephemeral(self, payload: Json) -> Json | Fault:
        if not payload.get("user"):
            return Fault("user_not_in_channel", "an ephemeral message needs its reader")
        return self._message_fault(payload) or {"message_ts": f"1764000000.{next(self._stamps):06d}"}

    def update(self, payload: Json) -> Json | Fault:
        if (payload.get("channel"), payload.get("ts")) not in self.messages:
            return Fault("message_not_found", str(payload.get("ts")))
        return self._message_fault(payload) or {"channel": payload["channel"], "ts": payload["ts"]}

    def show_view(self, payload: Json) -> Json | Fault:
        faults = view_faults(payload.get("view"))
        return faults[0] if faults else {"view": {"id": "V0VIEW"}}

    def unfurl(self, payload: Json) -> Json | Fault:
        unfurls = payload.get("unfurls")
        if not isinstance(unfurls, dict) or not payload.get("ts"):
            return Fault("cannot_unfurl_url", "no unfurls")
        faults = [fault for each in unfurls.values() for fault in message_faults("-", each.get("blocks"))]
        return faults[0] if faults else {}

    def pane(self, payload: Json) -> Json | Fault:
        if not payload.get("channel_id") or not payload.get("thread_ts"):
            return Fault("invalid_arguments", "no thread")
        if any(not {"title", "message"} <= set(prompt) for prompt in payload.get("prompts") or ()):
            return Fault("invalid_arguments", "a prompt has a title and a message")
        return Fault("invalid_arguments", "four prompts at most") if len(payload.get("prompts") or ()) > 4 else {}

    def _message_fault(self, payload: Json) -> Fault | None:
        if payload.get("channel") not in self.channels:
            return Fault("channel_not_found", str(payload.get("channel")))
        return next(iter(message_faults(payload.get("text"), payload.get("blocks"))), None)


_METHODS: dict[str, Callable[[FakeSlack, Json], Json | Fault]] = {
    "auth.test": FakeSlack.auth_test,
    "chat.postMessage": FakeSlack.post_message,
    "chat.postEphemeral": FakeSlack.post_ephemeral,
    "chat.update": FakeSlack.update,
    "chat.unfurl": FakeSlack.unfurl,
    "assistant.threads.setStatus": FakeSlack.pane,
    "assistant.threads.setSuggestedPrompts": FakeSlack.pane,
    "conversations.history": FakeSlack.history,
    "conversations.replies": FakeSlack.replies,
    "users.info": FakeSlack.user,
    "views.open": FakeSlack.show_view,
    "views.publish": FakeSlack.show_view,
}


@contextmanager
def serve() -> Iterator[FakeSlack]:
    """Run the stand-in on a free port."""
    slack = FakeSlack()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            payload = _payload(self)
            token = (self.headers.get("Authorization") or "").removeprefix("Bearer ") or payload.pop("token", "")
            if self.path.startswith("/api/"):
                self._answer(*slack.take_api(self.path.removeprefix("/api/"), token, payload))
            else:
                self._answer(*slack.take_response(self.path, payload))

        def do_GET(self) -> None:
            allowed = self.headers.get("Authorization") == f"Bearer {TOKEN}"
            if self.path in slack.files and allowed:
                self._send(200, slack.files[self.path], {"Content-Type": "application/octet-stream"})
            else:  # whoever may not read a file is sent to the page to sign in
                self._send(302, b"", {"Location": f"{slack.url}/signin"})

        def _answer(self, status: int, body: Json) -> None:
            retry = {"Retry-After": "0"} if status == 429 else {}
            self._send(status, json.dumps(body).encode(), {"Content-Type": "application/json", **retry})

        def _send(self, status: int, body: bytes, headers: dict[str, str]) -> None:
            self.send_response(status)
            for name, value in {**headers, "Content-Length": str(len(body))}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_request(self, code: object = "-", size: object = "-") -> None:
            """Say nothing on the test's standard error."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    slack.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield slack
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def _payload(request: BaseHTTPRequestHandler) -> Json:
    body = request.rfile.read(int(request.headers.get("Content-Length") or 0)).decode()
    if (request.headers.get("Content-Type") or "").startswith("application/json"):
        return dict(json.loads(body or "{}"))
    form: Json = dict(parse_qsl(body, keep_blank_values=True))
    return form | {
        name: json.loads(form[name]) for name in ("blocks", "view", "metadata", "unfurls", "prompts") if name in form
    }
