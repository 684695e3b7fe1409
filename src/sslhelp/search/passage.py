"""What the sections of an article share with a question, word for word."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sslhelp.model.knowledge import Article
    from sslhelp.search.analysis import Analysis

HEADING_WEIGHT = 1.0
BODY_WEIGHT = 1.0


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

    def shares(self, weights: Mapping[str, float]) -> list[float]:
        """Return, for each section, the share of the terms' weights that is in its heading and that in its text."""
        total = sum(weights.values()) or 1.0

        def share(section: int) -> float:
            in_heading = sum(weight for stem, weight in weights.items() if stem in self.headings[section])
            in_body = sum(weight for stem, weight in weights.items() if stem in self.bodies[section])
            return (HEADING_WEIGHT * in_heading + BODY_WEIGHT * in_body) / total

        return [share(section) for section in range(len(self.bodies))]
