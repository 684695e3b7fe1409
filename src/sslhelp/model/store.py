"""What is kept of conversations, and the Protocol of whoever keeps it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from sslhelp.model.chat import Turn


class Cause(StrEnum):
    """How a question came to be a gap.

    Nothing was found, nothing offered was taken, the answer was no help, or a person answered it.
    """

    UNANSWERED = "unanswered"
    NONE_TAKEN = "none_taken"
    ILL_RATED = "ill_rated"
    HANDED_OVER = "handed_over"


@dataclass(frozen=True, slots=True)
class Gap:
    """A question (redacted) that the articles left open, how often it came and when it came last.

    `nearest` are the ids of the articles that came nearest then; of an ill-rated answer, its article. `answer` is what
    a person answered to it, the last time.
    """

    question: str
    count: int
    last_seen: datetime
    nearest: tuple[str, ...] = field(default=())
    cause: Cause = Cause.UNANSWERED
    answer: str = ""


MAX_GAPS = 2_000
"""How many gaps a store keeps; beyond them the rarest go, and of those the oldest."""

MAX_GAP_CHARS = 500
"""What is kept of a question that became a gap: more than that is no question, and nobody would read it."""


class Source(StrEnum):
    """How an intermediate came to be kept: from the operator's file, or pasted by a customer and then verified."""

    IMPORTED = "imported"
    LEARNED = "learned"


@dataclass(frozen=True, slots=True)
class Intermediate:
    """An intermediate certificate in DER, and its subject in DER: what those that it issued call their issuer."""

    der: bytes
    subject: bytes


@dataclass(frozen=True, slots=True)
class KeptIntermediate:
    """An intermediate certificate (DER) as it is kept: where it came from, and since when."""

    der: bytes
    source: Source
    since: datetime


class Intermediates(Protocol):
    """Where the issuer of a certificate is looked for when it was not pasted."""

    def of(self, subject: bytes) -> Sequence[bytes]:
        """Return the certificates (DER) whose subject is this name (DER); empty when there is none."""
        ...


MAX_OF_ONE_NAME = 50
"""How many intermediates of one name a store returns: cross-signs make some, nothing honest makes more."""

MAX_LEARNED = 10_000
"""How many learned intermediates a store keeps; the web's CAs use some two thousand."""


class Store(Protocol):
    """Keeps conversations, feedback, questions left open and intermediate certificates.

    A conversation id is a capability: whoever holds it may read on. Implementations keep its hash, never the id.
    Everything handed to a store has been redacted before.
    """

    def open_conversation(self, conversation_id: str, *, channel: str, at: datetime) -> None:
        """Make the conversation known; a no-op when it already is."""
        ...

    def has_conversation(self, conversation_id: str) -> bool:
        """Say whether the conversation is known."""
        ...

    def delete_conversation(self, conversation_id: str) -> None:
        """Forget the conversation, its exchanges and its judgements; questions left open stay, without whose they were.

        Raises UnknownConversationError for a conversation never opened.
        """
        ...

    def add_turn(self, conversation_id: str, turn: Turn) -> None:
        """Append an exchange; raises UnknownConversationError for a conversation never opened.

        Raises RepeatedMessageError, and keeps nothing, when an exchange with the same delivery key is kept.
        """
        ...

    def delivered(self, key: str) -> Turn | None:
        """Return the exchange of the message with this delivery key, its reply without a conversation's id."""
        ...

    def turns(self, conversation_id: str, *, last: int) -> Sequence[Turn]:
        """Return the last exchanges, oldest first; empty for an unknown conversation."""
        ...

    def add_feedback(
        self, conversation_id: str, article_id: str, *, helpful: bool, comment: str, at: datetime, question: str = ""
    ) -> bool | None:
        """Keep a judgement on the answer to a question, and return the one that it takes the place of, if any.

        Raises UnknownConversationError for a conversation never opened.
        """
        ...

    def add_choice(self, conversation_id: str, article_id: str | None, *, question: str, at: datetime) -> bool:
        """Keep which of the articles on offer was chosen for a question; None for none of them.

        Say whether it is the first article that this conversation chose for the question. Raises
        UnknownConversationError for a conversation never opened.
        """
        ...

    def add_gap(
        self,
        question: str,
        *,
        nearest: Sequence[str],
        at: datetime,
        cause: Cause = Cause.UNANSWERED,
        answer: str = "",
    ) -> None:
        """Count a question that was left open; the same question again, by the same cause, raises its count."""
        ...

    def settle_gap(self, question: str, *, cause: Cause) -> None:
        """Take back one count of a question; a no-op when there is none."""
        ...

    def gaps(self, *, limit: int, since: datetime | None = None) -> Sequence[Gap]:
        """Return the questions left open, most frequent first; `since` leaves out those last seen before."""
        ...

    def claim(self, key: str, *, at: datetime) -> bool:
        """Take `key` (the id of a delivered event) once: True for the first caller, False for every later one."""
        ...

    def import_intermediates(self, these: Sequence[Intermediate], *, at: datetime) -> None:
        """Keep these as imported, all at once, in place of all that were imported before; learned ones stay."""
        ...

    def learn_intermediates(self, these: Sequence[Intermediate], *, at: datetime) -> None:
        """Keep those that are not kept yet as learned; the oldest learned beyond `MAX_LEARNED` are dropped."""
        ...

    def intermediates_of(self, subject: bytes) -> Sequence[bytes]:
        """Return the certificates (DER) with this subject (DER), newest first, at most `MAX_OF_ONE_NAME`."""
        ...

    def intermediates(self) -> Sequence[KeptIntermediate]:
        """Return every intermediate that is kept, newest first."""
        ...

    def forget_intermediates(self, source: Source) -> int:
        """Drop all that came from this source, and return how many that were."""
        ...

    def check(self) -> None:
        """Raise StoreError when the store cannot be read and written just now."""
        ...
