"""What the articles are held against and the knowledge layer does not know by itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence
    from datetime import date

    from sslhelp.model.knowledge import Article


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The day, the findings, the catalogue and the search.

    `findings` leads from each code to the id of the article that explains it; `products` and `brands` are names as the
    catalogue spells them. `terms` returns what the search sees of a question; `lost` the ids of the articles that none
    of their own questions finds while it is held out. `fitted_to` has how many articles and questions the confidence
    was fitted to, None where it never was.
    """

    today: date
    findings: Mapping[str, str]
    products: Collection[str]
    brands: Collection[str]
    terms: Callable[[str], frozenset[str]]
    lost: Callable[[Sequence[Article]], Collection[str]]
    fitted_to: tuple[int, int] | None
