"""HandOff: nothing fits, or the customer asks for a person."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sslhelp.assistant import asked
from sslhelp.assistant.context import HANDOFF_CHOICE
from sslhelp.model.chat import Answer, Choices, Handoff

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from sslhelp.model.chat import Context, Message, Part
    from sslhelp.model.knowledge import Library
    from sslhelp.model.store import Store

_WANTS_PERSON = re.compile(
    r"\b(?:talk|speak|chat|write|connect me|put me through)\b.{0,30}"
    r"\b(?:person|human|agent|someone|somebody|support|representative|staff|real people)\b"
    r"|^\W*(?:a |an |real |live |human )*(?:person|human|agent|operator|representative)\b.{0,20}$",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class PersonWanted:
    """The customer asks for a person: no search in between."""

    library: Callable[[], Library]

    def __call__(self, message: Message, context: Context) -> tuple[Part, ...] | None:
        """Hand over when the choice or the words say so."""
        if message.choice == HANDOFF_CHOICE or _WANTS_PERSON.search(message.text[:300]):
            contact = self.library().house.contact
            return (Handoff(f"Here is how to reach {contact.name}.", contact, summary(context)),)
        return None


@dataclass(frozen=True)
class NothingFits:
    """The last tool: admit it, hand over, and keep the question for whoever writes the articles."""

    library: Callable[[], Library]
    store: Store
    clock: Callable[[], datetime]

    def __call__(self, message: Message, context: Context) -> tuple[Part, ...]:
        """Hand over with a summary; the unanswered question is counted as a gap."""
        library = self.library()
        if context.asked:
            nearest = [hit.article_id for hit in library.index.search(asked.read(message.text).question, limit=3)]
            self.store.add_gap(context.asked, nearest=nearest, at=self.clock())
        contact = library.house.contact
        reason = f"None of our articles answers that well enough to quote it. Please ask {contact.name}."
        return (Handoff(reason, contact, summary(context)),)


def summary(context: Context) -> str:
    """Return what staff need to take over: the last questions and what was answered, redacted."""
    lines = [line for turn in context.turns for line in (f"Asked: {turn.text}", *map(_told, turn.reply.parts)) if line]
    return "\n".join([*lines, f"Asked: {context.asked}"] if context.asked else lines)


def _told(part: Part) -> str:
    match part:
        case Answer():
            return f"Answered from: {part.article.title}"
        case Choices():
            return f"Offered: {', '.join(option.label for option in part.options)}"
        case _:
            return ""
