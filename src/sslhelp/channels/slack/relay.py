"""Tells staff what the store has for them: the store is the outbox, this carries it to the support channel.

Each message says in its metadata what it tells. After a death in between, that is how one that was posted already is
found again in the thread instead of being posted twice.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from threading import Event, Thread
from typing import TYPE_CHECKING, Any

import structlog
from slack_sdk.errors import SlackApiError

from sslhelp.channels.slack import case
from sslhelp.errors import SslhelpError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime

    from slack_sdk import WebClient

    from sslhelp.channels.slack.case import Json
    from sslhelp.model.handoff import Desk, Due, Handoff
    from sslhelp.render.blocks import Blocks

EVERY = 0.4  # seconds; what one customer says is in the thread within this
HELD = timedelta(seconds=60)
LONGEST_PAUSE = 300  # seconds
OPENED, TOLD = "sslhelp_handoff", "sslhelp_told"
_LOOKED_AT = 200

log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class Relay:
    """Carries hand-offs to one channel of a workspace, from a thread of its own; any number of processes may."""

    desk: Desk
    client: WebClient
    channel: str
    clock: Callable[[], datetime]
    _stop: Event = field(default_factory=Event)

    def start(self) -> None:
        """Begin, until `stop`."""
        Thread(target=self._run, name="slack-relay", daemon=True).start()

    def stop(self) -> None:
        """End once what is under way has been told."""
        self._stop.set()

    def step(self) -> bool:
        """Tell what is due of one hand-off; False when there was nothing, or it could not be told."""
        now = self.clock()
        due = self.desk.next_due(now=now, held_until=now + HELD)
        if due is None:
            return False
        try:
            self._tell(due)
        except (SlackApiError, OSError) as error:
            pause = timedelta(seconds=min(LONGEST_PAUSE, 2 ** min(due.attempts, 9)))
            self.desk.release(due.handoff.id, until=self.clock() + pause)
            code = error.response.get("error") if isinstance(error, SlackApiError) else type(error).__name__
            again = pause.total_seconds()
            log.error("slack.relay_failed", code=code, channel=self.channel, again_in=again)  # noqa: TRY400  (as below)
            return False
        self.desk.release(due.handoff.id)
        return True

    def _run(self) -> None:
        while not self._stop.wait(EVERY):
            try:
                while not self._stop.is_set() and self.step():
                    pass
            except SslhelpError as error:  # the store is away: it may be back the next time
                log.error("slack.relay_failed", error=str(error))  # noqa: TRY400  (its line says all)

    def _tell(self, due: Due) -> None:
        handoff, again = due.handoff, due.attempts > 0
        if not handoff.thread:
            stamp = (self._posted_opening(handoff) if again else "") or self._post(
                case.opening(handoff), OPENED, handoff.id
            )
            self.desk.set_thread(handoff.id, f"{self.channel}/{stamp}", shown=handoff.state)
        else:
            stamp = handoff.thread.partition("/")[2]
        known = self._posted_in(stamp) if again and due.told else set()
        for each in due.told:
            if each.number not in known:
                self._post(case.told(each), TOLD, each.number, thread=stamp)
            self.desk.was_told(handoff.id, each.number)
        if handoff.thread and due.shown != handoff.state:
            shown = case.opening(handoff)
            self.client.chat_update(channel=self.channel, ts=stamp, text=shown.text, blocks=shown.blocks)
            self.desk.was_shown(handoff.id, handoff.state)

    def _post(self, message: Blocks, kind: str, number: int, *, thread: str = "") -> str:
        answer = self.client.chat_postMessage(
            channel=self.channel,
            thread_ts=thread or None,
            text=message.text,
            blocks=message.blocks,
            unfurl_links=False,
            unfurl_media=False,
            metadata={"event_type": kind, "event_payload": {"number": number}},
        )
        return str(answer["ts"])

    def _posted_opening(self, handoff: Handoff) -> str:
        """Return the stamp of the message that opened this hand-off, "" when there is none."""
        since = str(handoff.opened_at.timestamp() - 60)
        answer = self.client.conversations_history(
            channel=self.channel, oldest=since, limit=_LOOKED_AT, include_all_metadata=True
        )
        return next((ts for ts, number in _told_by(answer["messages"], OPENED) if number == handoff.id), "")

    def _posted_in(self, stamp: str) -> set[int]:
        answer = self.client.conversations_replies(
            channel=self.channel, ts=stamp, limit=_LOOKED_AT, include_all_metadata=True
        )
        return {number for _, number in _told_by(answer["messages"], TOLD)}


def _told_by(messages: list[Json], kind: str) -> Iterator[tuple[str, Any]]:
    for message in messages:
        metadata = message.get("metadata") or {}
        if metadata.get("event_type") == kind:
            yield message["ts"], metadata.get("event_payload", {}).get("number")
