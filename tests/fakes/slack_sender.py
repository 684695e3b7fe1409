"""What Slack sends to an app: commands, events, shortcuts and presses of buttons, signed as Slack signs them."""

from __future__ import annotations

import hashlib
import hmac
import http.client
import json
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import count
from typing import Any
from urllib.parse import urlencode, urlsplit

from tests.fakes.slack import BOT_USER, CHANNEL, DIRECT, SIGNING_SECRET, SUPPORT, TEAM, USER, WAIT_SECONDS, FakeSlack

Json = dict[str, Any]

APP = "A0APP"


@dataclass(frozen=True)
class Answered:
    """What the app answered to one of Slack's requests."""

    status: int
    body: str


@dataclass
class Sender:
    """Sends to an app what Slack sends, signed (HMAC-SHA256 over `v0:timestamp:body`)."""

    url: str
    slack: FakeSlack
    secret: str = SIGNING_SECRET
    clock: Callable[[], float] = time.time
    _stamps: Iterator[int] = field(default_factory=lambda: count(1))

    def post(self, body: str, *, content_type: str, headers: dict[str, str] | None = None) -> Answered:
        """Send any body."""
        signed = {"Content-Type": content_type, **self.signature(body), **(headers or {})}
        parts = urlsplit(self.url)
        connection = http.client.HTTPConnection(parts.netloc, timeout=WAIT_SECONDS)
        try:
            connection.request("POST", parts.path, body.encode(), signed)
            response = connection.getresponse()
            return Answered(response.status, response.read().decode())
        finally:
            connection.close()

    def signature(self, body: str) -> dict[str, str]:
        """Return the headers by which a body is known to be Slack's."""
        stamp = str(int(self.clock()))
        digest = hmac.new(self.secret.encode(), f"v0:{stamp}:{body}".encode(), hashlib.sha256).hexdigest()
        return {"X-Slack-Request-Timestamp": stamp, "X-Slack-Signature": f"v0={digest}"}

    def json(self, payload: Json, headers: dict[str, str] | None = None) -> Answered:
        return self.post(json.dumps(payload), content_type="application/json", headers=headers)

    def interaction(self, payload: Json) -> Answered:
        form = urlencode({"payload": json.dumps(payload)})
        return self.post(form, content_type="application/x-www-form-urlencoded")

    def command(self, text: str, command: str = "/ssl") -> Answered:
        """Use a slash command in the channel."""
        form = {
            "command": command,
            "text": text,
            "team_id": TEAM,
            "channel_id": CHANNEL,
            "user_id": USER,
            "api_app_id": APP,
            "trigger_id": "1.2.3",
            "response_url": self.slack.response_url(),
        }
        return self.post(urlencode(form), content_type="application/x-www-form-urlencoded")

    def event(self, event: Json, *, event_id: str = "", retry: int = 0, team: str = TEAM) -> Answered:
        """Deliver an event; `retry` is how often Slack has tried before."""
        number = next(self._stamps)
        body = {
            "type": "event_callback",
            "team_id": team,
            "api_app_id": APP,
            "event_id": event_id or f"Ev{number:08d}",
            "event_time": 1764000000,
            "event": {"user": USER, "ts": f"1763000000.{number:06d}", **event},
        }
        again = {"X-Slack-Retry-Num": str(retry), "X-Slack-Retry-Reason": "http_timeout"} if retry else {}
        return self.json(body, headers=again)

    def mention(self, text: str, **event: Any) -> Answered:
        return self.event({"type": "app_mention", "channel": CHANNEL, "text": f"<@{BOT_USER}> {text}", **event})

    def direct(self, text: str, **event: Any) -> Answered:
        return self.event({"type": "message", "channel": DIRECT, "channel_type": "im", "text": text, **event})

    def in_thread(self, text: str, thread: str, *, user: str = USER, stamp: str = "", **event: Any) -> Answered:
        """Write into a thread of the support channel."""
        said = {"type": "message", "channel": SUPPORT, "channel_type": "channel", "user": user, "text": text}
        stamp = stamp or f"{time.time():.6f}"
        self.slack.messages[SUPPORT, stamp] = {"user": user, "text": text, "thread_ts": thread, **event}
        return self.event(said | {"thread_ts": thread, "ts": stamp} | event)

    def shortcut(self, text: str, files: list[Json] | None = None) -> Answered:
        """Use "Analyse this CSR" on a message."""
        message: Json = {"type": "message", "user": "U0OTHER", "ts": "1763000000.000001", "text": text}
        return self.interaction(
            {
                "type": "message_action",
                "callback_id": "analyse_csr",
                "team": {"id": TEAM},
                "channel": {"id": CHANNEL},
                "user": {"id": USER},
                "trigger_id": "1.2.3",
                "response_url": self.slack.response_url(),
                "message": message | ({"files": files} if files else {}),
            }
        )

    def submit(self, view: Json, values: Json, *, user: str = USER, view_id: str = "V0VIEW") -> Answered:
        """Send a modal of ours with these values."""
        known = {key: view[key] for key in ("callback_id", "private_metadata") if key in view}
        return self.interaction(
            {
                "type": "view_submission",
                "team": {"id": TEAM},
                "user": {"id": user},
                "view": {"id": view_id, "type": "modal", **known, "state": {"values": values}},
            }
        )

    def press(
        self,
        action: Json,
        *,
        thread: str = "",
        ephemeral: bool = False,
        channel: str = CHANNEL,
        user: str = USER,
    ) -> Answered:
        """Press a button of a message of ours."""
        container: Json = {"type": "message", "message_ts": "1764000000.000009", "channel_id": channel}
        container |= {"is_ephemeral": ephemeral} | ({"thread_ts": thread} if thread else {})
        return self.interaction(
            {
                "type": "block_actions",
                "team": {"id": TEAM},
                "channel": {"id": channel},
                "user": {"id": user},
                "container": container,
                "trigger_id": "1.2.3",
                "response_url": self.slack.response_url(),
                "actions": [{"block_id": "b", "action_ts": "1764000000.1", **action}],
            }
        )
