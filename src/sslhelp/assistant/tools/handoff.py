"""HandOff: nothing fits, or the customer asks for a person; and passing the conversation on, when they agree."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sslhelp.assistant.context import HANDOFF_CHOICE
from sslhelp.assistant.handoffs import EMAIL_WANTED, PASS_ON, STAY
from sslhelp.assistant.redact import EMAIL
from sslhelp.assistant.summary import summary
from sslhelp.model.chat import Handoff, Notice
from sslhelp.model.pki import Severity

if TYPE_CHECKING:
    from collections.abc import Callable

    from sslhelp.assistant.handoffs import Handoffs
    from sslhelp.model.chat import Context, Explaining, Message, Part
    from sslhelp.model.explanation import Explanation
    from sslhelp.model.knowledge import Library

_WANTS_PERSON = re.compile(
    r"\b(?:talk|speak|chat|write|connect me|put me through)\b.{0,30}"
    r"\b(?:person|human|agent|someone|somebody|support|representative|staff|real people)\b"
    r"|^\W*(?:a |an |real |live |human )*(?:person|human|agent|operator|representative)\b.{0,20}$",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class PassOn:
    """The customer was asked whether to pass the conversation on, or where the answer is to go, and says so."""

    handoffs: Handoffs

    def __call__(self, message: Message, context: Context) -> tuple[Part, ...] | None:
        """Pass on, ask for an address, or stay."""
        if message.choice == STAY:
            return (Notice(Severity.INFO, "smalltalk.stay", "All right. Ask on, or ask for a person at any time."),)
        email = EMAIL.search(message.text[:300]) if _was_asked_for_email(context) else None
        if message.choice != PASS_ON and email is None:
            return None
        before = replace(context, asked="")  # the press of a button, or an address, is no question
        question = next((turn.text for turn in reversed(context.turns) if turn.explanation), "")
        return self.handoffs.pass_on(message, summary(before), question, email[0] if email else "") or None


def _was_asked_for_email(context: Context) -> bool:
    parts = context.last_reply.parts if context.last_reply else ()
    return any(isinstance(part, Notice) and part.code == EMAIL_WANTED for part in parts)


@dataclass(frozen=True)
class PersonWanted:
    """The customer asks for a person: no search in between."""

    library: Callable[[], Library]
    handoffs: Handoffs

    def __call__(self, message: Message, context: Context) -> tuple[Part, ...] | None:
        """Hand over when the choice or the words say so."""
        if message.choice != HANDOFF_CHOICE and not _WANTS_PERSON.search(message.text[:300]):
            return None
        if context.passed_on:
            return (self.handoffs.waiting(),)
        contact = self.library().house.contact
        person = Handoff(f"Here is how to reach {contact.name}.", contact, summary(context))
        return (person, *self.handoffs.offer(message))


@dataclass(frozen=True)
class NothingFits:
    """The last tool: admit it and hand over. `searched` is the tool that found nothing good enough."""

    library: Callable[[], Library]
    searched: Explaining
    handoffs: Handoffs

    def __call__(self, message: Message, context: Context) -> tuple[Part, ...]:
        """Hand over with a summary; the second time in a row, offer to pass the conversation on."""
        contact = self.library().house.contact
        reason = f"None of our articles answers that well enough to quote it. Please ask {contact.name}."
        before = context.last_reply.parts if context.last_reply else ()
        again = any(isinstance(part, Handoff) for part in before) and not context.passed_on
        return (Handoff(reason, contact, summary(context)), *(self.handoffs.offer(message) if again else ()))

    def explain(self, message: Message, context: Context, parts: tuple[Part, ...]) -> Explanation | None:
        """Say what the search had weighed."""
        return self.searched.explain(message, context, parts)
