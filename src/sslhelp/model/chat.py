"""Messages in, replies out, and the parts that a reply is made of."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol, TypeAlias, runtime_checkable

from sslhelp.model import handoff
from sslhelp.model.explanation import Explanation
from sslhelp.model.knowledge import ArticleRef, Body, Contact
from sslhelp.model.pki import CertificateReport, ChainReport, Comparison, CsrReport, Severity, SiteReport
from sslhelp.model.products import Recommendation


class Channel(StrEnum):
    """Where a message came from."""

    WEB = "web"
    SLACK = "slack"
    CLI = "cli"
    MCP = "mcp"


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that came with a message. Its name is the sender's and is never used as a path."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Message:
    """What a person said: text, files, or the id of a choice that was offered before (`choice`).

    `delivery_key` is the same however often the message comes: it is answered once. `page` is the address of the
    shop's page that the chat stands on.
    """

    text: str
    files: tuple[Attachment, ...] = ()
    conversation_id: str | None = None
    channel: Channel = Channel.WEB
    choice: str | None = None
    locale: str = "en"
    delivery_key: str | None = None
    page: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """The passage of an article that answers; `confidence` is the probability of that, 0 to 1."""

    article: ArticleRef
    heading: str
    anchor: str
    body: Body
    related: tuple[ArticleRef, ...]
    confidence: float


@dataclass(frozen=True, slots=True)
class Option:
    """A choice on offer. Sending `id` back as `Message.choice` picks it; `article:<id>` stands for an article."""

    id: str
    label: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Choices:
    """A question back to the customer, with two or more options."""

    prompt: str
    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class Notice:
    """A short statement of the assistant's own: a refusal, a warning, a friendly line. `code` names which."""

    severity: Severity
    code: str
    text: str


@dataclass(frozen=True, slots=True)
class Handoff:
    """The conversation wants a person: `reason` for the customer, `summary` (redacted) for the staff."""

    reason: str
    contact: Contact
    summary: str


Part: TypeAlias = (
    Answer
    | CsrReport
    | CertificateReport
    | ChainReport
    | Comparison
    | SiteReport
    | Recommendation
    | Choices
    | Notice
    | Handoff
)
"""What a reply is made of. A renderer matches on it and ends in `assert_never`, so that mypy finds a forgotten part."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What the assistant says to one message, in order of importance."""

    parts: tuple[Part, ...]
    conversation_id: str


@dataclass(frozen=True, slots=True)
class Delivery:
    """By what a message that comes again is known.

    `key` is the sender's: a secret, as the conversation's id is. `digest` tells what came with it. The id of a
    conversation that the message began was made of the key and `nonce`; empty for one that went on.
    """

    key: str
    digest: str
    nonce: str = ""


@dataclass(frozen=True, slots=True)
class Turn:
    """One exchange as it is kept: the customer's text after redaction, and the reply that it got.

    `explanation` is the operator's alone; None where nothing was searched for. `delivery` is None for a message without
    a key, and where turns are read to be shown. `told` is what staff are told of it, redacted, where the conversation
    was passed on to a person; None where it was not, and where turns are read to be shown.
    """

    text: str
    reply: Reply
    at: datetime
    explanation: Explanation | None = None
    delivery: Delivery | None = None
    told: str | None = None


@dataclass(frozen=True, slots=True)
class Context:
    """What a tool may know beside the message itself: the last exchanges, oldest first, and what will be kept of it.

    `asked` is the text of the message after redaction; `passed_on` the hand-off that is open.
    """

    turns: tuple[Turn, ...] = ()
    asked: str = ""
    passed_on: handoff.Handoff | None = None

    @property
    def last_reply(self) -> Reply | None:
        """The reply that the customer has just read, if there is one."""
        return self.turns[-1].reply if self.turns else None


class Tool(Protocol):
    """One thing that the assistant can do. Tools are asked in order; the first that has parts wins."""

    def __call__(self, message: Message, context: Context) -> tuple[Part, ...] | None:
        """Return the parts of a reply, or None when this message is for another tool."""
        ...


@runtime_checkable
class Explaining(Protocol):
    """A tool whose replies come of a search, and that can say why they are what they are."""

    def explain(self, message: Message, context: Context, parts: tuple[Part, ...]) -> Explanation | None:
        """Return why it replied with these parts; None when they came of no search."""
        ...
