"""Carries notifications: tried again with longer and longer pauses for two days, then kept as dead letters."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import timedelta
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from threading import Event, Thread
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import structlog

from sslhelp.channels.webhook.signing import HEADER, sign
from sslhelp.errors import SslhelpError

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from pydantic import SecretStr

    from sslhelp.model.handoff import Notification, Outbox

EVERY = 1.0  # seconds
SECONDS = 10  # for one attempt
HELD = timedelta(seconds=60)
FIRST_PAUSE, LONGEST_PAUSE = timedelta(seconds=10), timedelta(hours=6)
ATTEMPTS = 20  # some two days

log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class Courier:
    """Carries what an outbox has for one address, from a thread of its own; any number of processes may."""

    outbox: Outbox
    url: str
    secret: SecretStr
    clock: Callable[[], datetime]
    _stop: Event = field(default_factory=Event)

    def start(self) -> None:
        """Begin, until `stop`."""
        Thread(target=self._run, name="webhook", daemon=True).start()

    def stop(self) -> None:
        """End after what is under way."""
        self._stop.set()

    def step(self) -> bool:
        """Carry what is due first; False when nothing was, or it did not arrive."""
        now = self.clock()
        notification = self.outbox.next_due(now=now, held_until=now + HELD)
        if notification is None:
            return False
        fault = self._post(notification)
        if not fault:
            self.outbox.notified(notification.id)
            return True
        last = notification.attempts + 1 >= ATTEMPTS
        pause = min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** min(notification.attempts, 20))
        self.outbox.not_notified(notification.id, fault, again_at=None if last else self.clock() + pause)
        log.error("webhook.failed", notification=notification.id, error=fault, given_up=last)
        return False

    def _run(self) -> None:
        while not self._stop.wait(EVERY):
            try:
                while not self._stop.is_set() and self.step():
                    pass
            except SslhelpError as error:  # the store is away: it may be back the next time
                log.error("webhook.failed", error=str(error))  # noqa: TRY400  (its line says all)

    def _post(self, notification: Notification) -> str:
        """Post a notification, and return why it did not arrive, "" when it did. No redirect is followed."""
        body = json.dumps(
            {"id": notification.id, "event": notification.kind, "at": notification.at.isoformat(), **notification.body}
        ).encode()
        parts = urlsplit(self.url)
        connect = HTTPSConnection if parts.scheme == "https" else HTTPConnection
        connection = connect(parts.hostname or "", parts.port, timeout=SECONDS)
        headers = {
            "Content-Type": "application/json",
            "User-Agent": "sslhelp",
            HEADER: sign(body, self.secret.get_secret_value(), int(self.clock().timestamp())),
        }
        try:
            connection.request("POST", f"{parts.path or '/'}{f'?{parts.query}' if parts.query else ''}", body, headers)
            status = connection.getresponse().status
        except (OSError, HTTPException) as error:
            return f"it could not be reached: {type(error).__name__}"
        finally:
            connection.close()
        return "" if 200 <= status < 300 else f"it answered {status}"
