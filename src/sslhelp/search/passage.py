"""Which section of an article answers: the one that shares most with the question, the lead where none stands out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sslhelp.model.knowledge import Article
    from sslhelp.search.analysis import Analysis

HEADING_WEIGHT = 1.0
BODY_WEIGHT = 1.0
LEAD_BONUS = 0.25  # the lead holds the answer itself; another section has to match clearly better


@dataclass(frozen=True, slots=True)
class Passages:
    """The terms of each section of an article: those of its heading, and those of its text."""

    headings: tuple[frozenset[str], ...]
    bodies: tuple[frozenset[str], ...]

    @classmethod
    def of(cls, article: Article, words: Analysis) -> Passages:
        """Analyse the sections of an article."""
        return cls(
            tuple(frozenset(term.stem for term in words.terms(section.heading)) for section in article.sections),
            tuple(frozenset(term.stem for term in words.terms(section.body.plain)) for section in article.sections),
        )

    def dump(self) -> list[list[str]]:
        """Return the terms as plain lists for storing: headings and bodies in turn."""
        return [sorted(terms) for pair in zip(self.headings, self.bodies, strict=True) for terms in pair]

    @classmethod
    def load(cls, stored: list[list[str]]) -> Passages:
        """Read back what `dump` returned."""
        return cls(tuple(map(frozenset, stored[::2])), tuple(map(frozenset, stored[1::2])))

    def best(self, weights: Mapping[str, float]) -> int:
        """Return the number of the section to quote, given the question's terms and their weights."""
        total = sum(weights.values()) or 1.0

        def shared(section: int) -> float:
            in_heading = sum(weight for stem, weight in weights.items() if stem in self.headings[section])
            in_body = sum(weight for stem, weight in weights.items() if stem in self.bodies[section])
            bonus = LEAD_BONUS if section == 0 else 0.0
            return (HEADING_WEIGHT * in_heading + BODY_WEIGHT * in_body) / total + bonus

        return max(range(len(self.bodies)), key=shared)
