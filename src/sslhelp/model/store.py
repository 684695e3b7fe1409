"""What is kept of conversations, and the Protocol of whoever keeps it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from sslhelp.model.chat import Turn


@dataclass(frozen=True, slots=True)
class Gap:
    """A question that no article answered (redacted), how often it came and when it came last."""

    question: str
    count: int
    last_seen: datetime
    nearest: tuple[str, ...] = field(default=())


class Store(Protocol):
    """Keeps conversations, feedback and unanswered questions.

    A conversation id is a capability: whoever holds it may read on. Implementations keep its hash, never the id.
    Everything handed to a store has been redacted before.
    """

    def open_conversation(self, conversation_id: str, *, channel: str, at: datetime) -> None:
        """Make the conversation known; a no-op when it already is."""
        ...

    def has_conversation(self, conversation_id: str) -> bool:
        """Say whether the conversation is known."""
        ...

    def add_turn(self, conversation_id: str, turn: Turn) -> None:
        """Append an exchange; raises UnknownConversationError for a conversation never opened."""
        ...

    def turns(self, conversation_id: str, *, last: int) -> Sequence[Turn]:
        """Return the last exchanges, oldest first; empty for an unknown conversation."""
        ...

    def add_feedback(self, conversation_id: str, article_id: str, *, helpful: bool, comment: str, at: datetime) -> None:
        """Keep a judgement on an answer; raises UnknownConversationError for a conversation never opened."""
        ...

    def add_gap(self, question: str, *, nearest: Sequence[str], at: datetime) -> None:
        """Count an unanswered question; the same question again raises its count."""
        ...

    def gaps(self, *, limit: int) -> Sequence[Gap]:
        """Return the unanswered questions, most frequent first."""
        ...

    def claim(self, key: str, *, at: datetime) -> bool:
        """Take `key` (the id of a delivered event) once: True for the first caller, False for every later one."""
        ...

    def check(self) -> None:
        """Raise StoreError when the store cannot be read and written just now."""
        ...
