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
    from sslhelp.channels.slack.support import Support
    from sslhelp.channels.slack.workspaces import Workspaces
    from sslhelp.model.handoff import Desk, Due, Handoff
    from sslhelp.render.blocks import Blocks

EVERY = 0.4  # seconds; what one customer says is in the thread within this
CALL_SECONDS = 5
HELD = timedelta(seconds=8)  # longer than one call to Slack may take; it is held anew before each
LONGEST_PAUSE = 300  # seconds
OPENED, TOLD = "sslhelp_handoff", "sslhelp_told"
_LOOKED_AT = 200

log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class Relay:
    """Carries hand-offs to one channel of a workspace, from a thread of its own; any number of processes may.

    The clients of `workspaces` repeat nothing by themselves: what failed is due again in the store.
    """

    support: Support
    workspaces: Workspaces
    clock: Callable[[], datetime]
    _stop: Event = field(default_factory=Event)

    @property
    def desk(self) -> Desk:
        """Where the hand-offs are kept."""
        return self.support.desk

    @property
    def client(self) -> WebClient:
        """What calls Slack in the staff's workspace."""
        return self.workspaces.client(self.support.team)

    @property
    def channel(self) -> str:
        """The support channel."""
        return self.support.channel

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
        except (SlackApiError, OSError, SslhelpError) as error:
            pause = timedelta(seconds=_wanted_pause(error) or min(LONGEST_PAUSE, 2 ** min(due.attempts, 9)))
            self.desk.release(due.handoff.id, until=self.clock() + pause)
            code = error.response.get("error") if isinstance(error, SlackApiError) else type(error).__name__
            again = pause.total_seconds()
            log.error("slack.relay_failed", code=code, channel=self.channel, again_in=again)  # noqa: TRY400  (as below)
            return False
        self.desk.release(due.handoff.id)
        return True

    def catch_up(self) -> None:
        """Keep what staff wrote while nobody of us was there to be told: Slack stops trying after some minutes."""
        for handoff in self.desk.handoffs():
            if handoff.thread:
                self._read(handoff.thread.partition("/")[2])

    def _run(self) -> None:
        try:
            self.catch_up()
        except (SlackApiError, OSError, SslhelpError) as error:
            log.error("slack.catch_up_failed", kind=type(error).__name__)  # noqa: TRY400  (as below)
        while not self._stop.wait(EVERY):
            try:
                while not self._stop.is_set() and self.step():
                    pass
            except SslhelpError as error:  # the store is away: it may be back the next time
                log.error("slack.relay_failed", error=str(error))  # noqa: TRY400  (its line says all)

    def _tell(self, due: Due) -> None:
        handoff, again = due.handoff, due.attempts > 0
        stamp = handoff.thread.partition("/")[2] or self._open(handoff, again=again)
        known = set(self._read(stamp)) if again and due.told else set()
        for each in due.told:
            self.desk.release(handoff.id, until=self.clock() + HELD)
            if each.number not in known:
                self._post(case.told(each), TOLD, each.number, thread=stamp)
            self.desk.was_told(handoff.id, each.number)
        if handoff.thread and due.shown != handoff.state and not due.told:  # once all is told that was said before
            shown = case.opening(handoff)
            self.client.chat_update(channel=self.channel, ts=stamp, text=shown.text, blocks=shown.blocks)
            self.desk.was_shown(handoff.id, handoff.state)

    def _open(self, handoff: Handoff, *, again: bool) -> str:
        """Post the message that a thread hangs on, unless it stands there since before a death; return its stamp."""
        posted = self._posted_opening(handoff) if again else ""
        stamp = posted or self._post(case.opening(handoff), OPENED, handoff.id)
        self.desk.set_thread(handoff.id, f"{self.channel}/{stamp}", shown=handoff.state)
        if posted:
            self._read(stamp)
        return stamp

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

    def _read(self, stamp: str) -> list[int]:
        """Keep what staff wrote in a thread, and return the numbers of what they were told there."""
        answer = self.client.conversations_replies(
            channel=self.channel, ts=stamp, limit=_LOOKED_AT, include_all_metadata=True
        )
        for message in answer["messages"]:
            self.support.keep({"type": "message", **message, "channel": self.channel})
        return [number for _, number in _told_by(answer["messages"], TOLD)]


def _wanted_pause(error: Exception) -> int:
    """Return for how many seconds Slack wants to be left alone, 0 when it does not say."""
    headers = error.response.headers if isinstance(error, SlackApiError) else {}
    wanted = str(headers.get("Retry-After") or headers.get("retry-after") or "")
    return int(wanted) if wanted.isdigit() else 0


def _told_by(messages: list[Json], kind: str) -> Iterator[tuple[str, Any]]:
    for message in messages:
        metadata = message.get("metadata") or {}
        if metadata.get("event_type") == kind:
            yield message["ts"], metadata.get("event_payload", {}).get("number")
