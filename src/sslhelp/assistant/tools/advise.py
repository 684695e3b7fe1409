"""Advise: choose a product for a customer who asks for one, or who answers what the advisor has asked."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING

from sslhelp.assistant import mail
from sslhelp.assistant.context import offered, subject
from sslhelp.model.chat import Choices, Notice, Option
from sslhelp.model.pki import Severity
from sslhelp.model.products import Purpose, Recommendation, Validation
from sslhelp.pki import command, csr
from sslhelp.pki.pasted import extract
from sslhelp.pki.pasted.sniff import BlockKind
from sslhelp.products.advisor import at_once, decide
from sslhelp.products.decision import Question, Unfit
from sslhelp.products.enquiry import is_aside, is_change, is_enquiry
from sslhelp.products.names import unique
from sslhelp.products.requirements import Renewal, Requirements, Shown, Wish, decode, with_csr
from sslhelp.products.understanding import understand

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from datetime import datetime

    from sslhelp.model.chat import Context, Message, Part, Reply
    from sslhelp.products.advisor import Decision
    from sslhelp.products.catalogue import Catalogue
    from sslhelp.products.decision import Offer

PREFIX = "advise:"

_MAX_ANSWER = 4000
_INSTEAD = {
    Severity.WARNING: "What would you like instead?",
    Severity.INFO: "Would you like to buy one all the same?",
}
_SHOWN = {
    Validation.DV: Shown.NOBODY,
    Validation.IV: Shown.PERSON,
    Validation.OV: Shown.COMPANY,
    Validation.EV: Shown.COMPANY,
}


@dataclass(frozen=True)
class Advise:
    """The advisor in conversation, at the time of `clock`. What is known so far travels in the ids of its options."""

    catalogue: Catalogue
    clock: Callable[[], datetime]

    def __call__(self, message: Message, context: Context) -> tuple[Part, ...] | None:
        """Advise on a choice or answer of the advisor's own, or on a plain request for a product; else None."""
        known = _chosen(message.choice) if message.choice else _said(mail.body(message.text), context)
        return None if known is None else self._parts(known)

    def recommend(self, text: str, names: Sequence[str], csr_names: Sequence[str]) -> tuple[Part, ...]:
        """Advise on a text that is known to be a request, with names given beside it and a CSR's."""
        known = at_once(understand(text, names=[*names, *csr_names]))
        return self._parts(with_csr(known) if csr_names else known)

    def _parts(self, known: Requirements) -> tuple[Part, ...]:
        decision: Decision = decide(known, self.catalogue, self.clock().date())
        match decision:
            case Recommendation():
                return (_with_command(decision),)
            case Question():
                return (Choices(decision.prompt, _options(decision.offers)),)
            case Unfit():
                notice = Notice(decision.severity, f"advise.{decision.code}", decision.text)
                instead = Choices(_INSTEAD[decision.severity], _options(decision.offers))
                return (notice, instead) if decision.offers else (notice,)


def names_of_csr(pasted: bytes | str) -> Sequence[str] | None:
    """Return the names that a pasted CSR asks for; None when there is no CSR."""
    for block in extract.extract(pasted).blocks:
        if block.kind is BlockKind.CSR and block.der:
            return csr.asked_for(block.der)
    return None


def _with_command(recommended: Recommendation) -> Recommendation:
    """Add the command for the CSR, where the customer makes one: an ACME client does it by itself."""
    if recommended.product.purpose is not Purpose.WEBSITE or recommended.product.acme:
        return recommended
    return replace(recommended, command=command.for_names(recommended.names))


def _options(offers: Iterable[Offer]) -> tuple[Option, ...]:
    return tuple(Option(PREFIX + offer.then.encode(), offer.label, offer.detail) for offer in offers)


def _chosen(choice: str) -> Requirements | None:
    return decode(choice.removeprefix(PREFIX)) if choice.startswith(PREFIX) else None


def _said(text: str, context: Context) -> Requirements | None:
    answered = _answered(text, context) or _changed(text, context)
    return at_once(understand(text)) if answered is None and is_enquiry(text) else answered


def _answered(text: str, context: Context) -> Requirements | None:
    """Read a text as an answer to what was asked last; None when nothing was, or when it is about something else."""
    states = _states(context.last_reply)
    if not states or not text.strip() or len(text) > _MAX_ANSWER or is_aside(text):
        return None
    common, open_fields = _common(states)
    said = understand(text)
    return common.merge(said) if said.names or any(getattr(said, field) for field in open_fields) else None


def _states(reply: Reply | None) -> list[Requirements]:
    """Return what each of the advisor's options in a reply stands for."""
    return [known for option in offered(reply) if (known := _chosen(option.id)) is not None]


def _changed(text: str, context: Context) -> Requirements | None:
    """Read a text as a change to what was recommended or asked last; None when it says nothing of that."""
    said = understand(text)
    last = subject(context)
    if last is None or said == Requirements() or not is_change(text):
        return None
    states = _states(last.reply)
    if states:
        return _common(states)[0].merge(said)
    recommended = next((part for part in last.reply.parts if isinstance(part, Recommendation)), None)
    if recommended is None:
        return None
    names = () if "instead" in text.lower() else recommended.names
    return replace(_answered_by(recommended).merge(said), names=unique([*names, *said.names]))


def _answered_by(recommended: Recommendation) -> Requirements:
    """Return the requirements that a recommendation is an answer to."""
    product = recommended.product
    return Requirements(
        purpose=product.purpose,
        coverage=None if recommended.names else product.coverage,
        names=recommended.names,
        shown=_SHOWN[product.validation],
        renewal=Renewal.AUTOMATIC if product.acme else Renewal.BY_HAND,
        wishes=frozenset({Wish.EV} if product.validation is Validation.EV else ()),
    )


def _common(states: Sequence[Requirements]) -> tuple[Requirements, tuple[str, ...]]:
    """What the offers agree on, which is what was known when they were made, and the fields that they differ in."""
    first = states[0]
    names = [field.name for field in fields(Requirements)]
    differing = tuple(name for name in names if any(getattr(each, name) != getattr(first, name) for each in states))
    return Requirements(**{name: getattr(first, name) for name in names if name not in differing}), differing
