"""The units of articles: their titles, questions and headings, and the passages of their sections, each by itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sslhelp.model.knowledge import Article, Section

PASSAGE_WORDS = 90
NO_SECTION = -1
LEAD = 0
"""The section before the first heading."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A text that stands for an article, by the article's number; `section` is the one it comes from, if any."""

    article: int
    section: int
    text: str


def units(articles: Iterable[Article]) -> Iterator[Unit]:
    """Yield the units of every article, in the articles' order; each article has one at least."""
    for number, article in enumerate(articles):
        yield from list(_units(number, article)) or [Unit(number, NO_SECTION, article.id)]


def _units(number: int, article: Article) -> Iterator[Unit]:
    for text in filter(None, (article.title, *article.questions)):
        yield Unit(number, NO_SECTION, text)
    for place, section in enumerate(article.sections):
        if section.heading:
            yield Unit(number, place, section.heading)
        for passage in _passages(section):
            yield Unit(number, place, ". ".join(filter(None, (_about(article, section), passage))))


def _about(article: Article, section: Section) -> str:
    """Say what a passage is about: the article's title, and the section's heading where that says more."""
    return ". ".join(dict.fromkeys(filter(None, (article.title, section.heading))))


def _passages(section: Section) -> Iterator[str]:
    words = section.body.plain.split()
    for start in range(0, len(words), PASSAGE_WORDS):
        yield " ".join(words[start : start + PASSAGE_WORDS])
