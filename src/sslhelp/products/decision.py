"""What the advisor may come to beside a recommendation: a question back, or that nothing fits."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
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
    """No public product does this: `code` names why, `text` explains and says what to do instead."""

    code: str
    text: str
    offers: tuple[Offer, ...] = ()
