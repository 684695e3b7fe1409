"""Asides: what no article surely answers, being no question or not in English. An honest line, and a way on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sslhelp.assistant import asked
from sslhelp.assistant.context import ARTICLE_CHOICE, ASIDE, HANDOFF_CHOICE
from sslhelp.assistant.summary import summary
from sslhelp.model.chat import Choices, Handoff, Notice, Option
from sslhelp.model.pki import Severity

if TYPE_CHECKING:
    from collections.abc import Callable

    from sslhelp.model.chat import Context, Message, Part
    from sslhelp.model.knowledge import Library

_ANGER = "This has not helped you so far. A person can take it from here."
_ENGLISH_ONLY = "Questions are read and answered in English only. Ask again in English, or turn to a person."
_NO_MODEL = (
    "There is no language model here that could be given orders: questions are answered from the shop's articles, and"
    " pasted CSRs and certificates are read. What would you like to know about certificates?"
)
_WAYS_ON = Choices(
    "What next?",
    (
        Option(f"{ARTICLE_CHOICE}what-can-you-do", "What can be asked here"),
        Option(HANDOFF_CHOICE, "Talk to a person"),
    ),
)


@dataclass(frozen=True)
class Asides:
    """Meets anger with a person, orders to a language model and other languages with an honest line."""

    library: Callable[[], Library]

    def __call__(self, message: Message, context: Context) -> tuple[Part, ...] | None:
        """Say what there is to say beside questions; None for a plain question."""
        heard = asked.read(message.text)
        if heard.gives_orders:
            return (_said("orders", _NO_MODEL), _WAYS_ON)
        contact = self.library().house.contact
        person = Handoff(f"Here is how to reach {contact.name}.", contact, summary(context))
        if heard.is_angry:
            return (_said("anger", _ANGER), person)
        if heard.language:
            return (_said("language", "\n".join(filter(None, (heard.language.line, _ENGLISH_ONLY)))), person)
        return None


def _said(kind: str, text: str) -> Notice:
    return Notice(Severity.INFO, f"{ASIDE}{kind}", text)
