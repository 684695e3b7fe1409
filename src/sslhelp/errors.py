"""Every error that sslhelp raises on purpose.

    SslhelpError                one lower-case line, and a hint: what to do about it
     +- ConfigError             a setting or a data file of the shop is wrong
     +- KnowledgeError          articles are wrong; one complaint per fault, each with file and line
     +- RequestError            what came in cannot be taken: empty, too large, not what it claims to be
     |   +- UnknownConversationError
     |   +- RepeatedMessageError
     +- StoreError              the database cannot be reached or does not fit this version

Customers never see these: they get findings and notices. Channels turn a RequestError into their own refusal.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


class SslhelpError(Exception):
    """Base of all errors of this package: `str(error)` is one line, `error.hint` says what to do."""

    def __init__(self, message: str, *, hint: str = "") -> None:
        super().__init__(message)
        self.hint = hint


class ConfigError(SslhelpError):
    """A setting or one of the shop's data files (house, products, synonyms, policy, findings) is wrong."""


@dataclass(frozen=True, slots=True, order=True)
class Complaint:
    """One fault in a file that somebody edits by hand; `line` counts from 1."""

    path: Path
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.message}"


class KnowledgeError(SslhelpError):
    """Articles are broken; `complaints` names every fault found, not only the first."""

    def __init__(self, complaints: Sequence[Complaint]) -> None:
        self.complaints = tuple(sorted(complaints))
        count = len(self.complaints)
        super().__init__(
            f"{count} fault{'' if count == 1 else 's'} in the knowledge base: {self.complaints[0]}",
            hint="run `sslhelp kb lint` to see them all",
        )


class RequestError(SslhelpError):
    """A request that cannot be taken; `status` is the HTTP status that says so."""

    def __init__(self, message: str, *, status: int = 400, hint: str = "") -> None:
        super().__init__(message, hint=hint)
        self.status = status


class UnknownConversationError(RequestError):
    """A conversation was named that the store does not hold (any more)."""

    def __init__(self) -> None:
        super().__init__("unknown conversation", status=404, hint="send the message without a conversation_id")


class RepeatedMessageError(RequestError):
    """The message with this delivery key has been answered."""

    def __init__(self) -> None:
        super().__init__("the message was answered before", status=409, hint="send it again to get the same reply")


class StoreError(SslhelpError):
    """The database is away, or its schema is not the one this version needs."""
