"""Conversations that were passed on to a person: what is kept of each, and the Protocol of whoever keeps it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol, runtime_checkable


class State(StrEnum):
    """Where a hand-off stands: nobody has it yet, somebody has, nobody has any more."""

    WAITING = "waiting"
    TAKEN = "taken"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a customer passes on: a redacted `summary` for the staff, and what they need to answer.

    `page` is the shop's page that the chat stood on, `locale` the customer's language, `email` where an answer goes to
    that does not find the customer in the chat; each may be empty. `question` is what was asked last, redacted.
    """

    summary: str
    question: str = ""
    page: str = ""
    locale: str = "en"
    email: str = ""


@dataclass(frozen=True, slots=True)
class Handoff:
    """A hand-off as it is kept. `thread` names where staff talk of it, "" as long as nobody was told.

    `taken_by` is how a channel calls whoever has it, `person` what the customer is told: a first name.
    """

    id: int
    state: State
    wanted: Wanted
    opened_at: datetime
    closed_at: datetime | None = None
    thread: str = ""
    taken_by: str = ""
    person: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """What a person of the shop wrote for the customer. `ref` names it where it was written, for ever."""

    ref: str
    author: str
    person: str
    text: str
    at: datetime
    edited: bool = False
    deleted: bool = False


@dataclass(frozen=True, slots=True)
class Told:
    """What staff are still to be told of a hand-off: `number` counts up; `text` is redacted."""

    number: int
    text: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Due:
    """A hand-off of which the staff's channel does not show all: what comes next, and whether it was tried before.

    `shown` is the state that the thread shows. `attempts` counts the times that this was begun and not ended.
    """

    handoff: Handoff
    shown: str
    told: Sequence[Told]
    attempts: int


@dataclass(frozen=True, slots=True)
class Notification:
    """What another program of the shop's is to be told: `kind` as in "handoff.opened", `body` as JSON."""

    id: int
    kind: str
    body: Mapping[str, object]
    at: datetime
    attempts: int = 0
    error: str = ""


class Desk(Protocol):
    """Keeps hand-offs, what staff say in them, and what staff are still to be told.

    The store is the outbox: what was not delivered yet is due until somebody says that it was. Whatever takes something
    up holds it for a while, so that two processes do not tell the same thing; after that it is due again.
    """

    def open(self, conversation_id: str, wanted: Wanted, *, at: datetime) -> Handoff:
        """Keep a hand-off; the one that is open already, if there is one. Raises UnknownConversationError."""
        ...

    def get(self, handoff_id: int) -> Handoff | None:
        """Return a hand-off by its number."""
        ...

    def of(self, conversation_id: str) -> Handoff | None:
        """Return the latest hand-off of a conversation."""
        ...

    def lines(self, conversation_id: str) -> Sequence[Line]:
        """Return what staff said in all hand-offs of a conversation, oldest first."""
        ...

    def handoffs(self, *, closed: bool = False, limit: int = 100) -> Sequence[Handoff]:
        """Return the open hand-offs, the longest waiting first; with `closed` all, the newest first."""
        ...

    def in_thread(self, thread: str) -> Handoff | None:
        """Return the hand-off that staff talk of in this thread."""
        ...

    def last_question(self, handoff_id: int) -> str:
        """Return what the customer said last, redacted; "" for nothing."""
        ...

    def answers(self, handoff_id: int) -> Sequence[Line]:
        """Return what staff said in one hand-off, oldest first."""
        ...

    def add_line(self, thread: str, line: Line) -> bool:
        """Keep what was said in a thread, once; False when it is kept already, and for a thread of no open hand-off."""
        ...

    def change_line(self, ref: str, text: str | None) -> bool:
        """Put another text in the place of a line's, or none at all; False when there is no such line."""
        ...

    def name(self, author: str, person: str) -> None:
        """Keep how a member of staff is called, for what they wrote and will write."""
        ...

    def take(self, handoff_id: int, author: str) -> bool:
        """Give a waiting hand-off to somebody; False when it is taken or closed."""
        ...

    def close(self, handoff_id: int, *, at: datetime) -> bool:
        """End a hand-off; False when it is closed already."""
        ...

    def next_due(self, *, now: datetime, held_until: datetime) -> Due | None:
        """Take up what is due in the staff's channel, longest due first, and hold it."""
        ...

    def set_thread(self, handoff_id: int, thread: str, *, shown: State) -> None:
        """Keep where staff talk of a hand-off, and the state that they see there."""
        ...

    def was_told(self, handoff_id: int, number: int) -> None:
        """Keep that staff were told up to this number."""
        ...

    def was_shown(self, handoff_id: int, state: State) -> None:
        """Keep that the thread shows this state: all was told before, when it is the last."""
        ...

    def release(self, handoff_id: int, *, until: datetime | None = None) -> None:
        """Let go of what was taken up: done, or due again at a time."""
        ...


class Outbox(Protocol):
    """Keeps what another program of the shop's is still to be told; what is taken up is held as a desk holds it."""

    def next_due(self, *, now: datetime, held_until: datetime) -> Notification | None:
        """Take up the notification that is due first, and hold it."""
        ...

    def notified(self, notification_id: int) -> None:
        """Keep that a notification has arrived; what was in it is forgotten."""
        ...

    def not_notified(self, notification_id: int, error: str, *, again_at: datetime | None) -> None:
        """Keep why a notification did not arrive, and when it is due again; never, without a time."""
        ...

    def dead_letters(self) -> Sequence[Notification]:
        """Return the notifications that were given up, oldest first."""
        ...

    def revive(self, *, at: datetime) -> int:
        """Make the notifications that were given up due again, and return how many that are."""
        ...


@runtime_checkable
class HasDesk(Protocol):
    """A store that keeps hand-offs too."""

    @property
    def desk(self) -> Desk:
        """Where they are kept."""
        ...

    @property
    def outbox(self) -> Outbox:
        """Where the notifications of them are kept."""
        ...
