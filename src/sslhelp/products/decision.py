"""What the advisor may come to beside a recommendation: a question back, or that nothing fits."""

from __future__ import annotations

from dataclasses import dataclass

from sslhelp.model.pki import Severity
from sslhelp.products.requirements import Requirements


@dataclass(frozen=True, slots=True)
class Offer:
    """One way on, and the requirements that taking it leads to."""

    label: str
    detail: str
    then: Requirements


@dataclass(frozen=True, slots=True)
class Question:
    """The next thing that changes the answer, with two or more offers."""

    prompt: str
    offers: tuple[Offer, ...]


@dataclass(frozen=True, slots=True)
class Unfit:
    """No product is to be sold: `code` names why, `text` explains and says what to do instead.

    `severity` tells whether what was asked for cannot be had (a warning), or need not be bought.
    """

    code: str
    text: str
    offers: tuple[Offer, ...] = ()
    severity: Severity = Severity.WARNING


_RESTART = Offer("Start again", "Forget these answers", Requirements())


def two(offers: list[Offer]) -> tuple[Offer, ...]:
    """Return the offers; a lone one gets a fresh start beside it, since a choice has two sides."""
    return (*offers, _RESTART) if len(offers) == 1 else tuple(offers)
