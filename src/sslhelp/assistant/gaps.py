"""What customers asked and the articles left open, by subject: for whoever writes the articles."""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from sslhelp.model.store import Cause

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from sslhelp.model.knowledge import Hit, Library
    from sslhelp.model.store import Gap

RELATED_IN_MEANING = 1.36
RELATED_IN_WORDS = 0.4
"""The score from which on a question is taken for one of the nearest article's.

Of 25 development questions that are not answered at once, 13 of the 14 above the first belong to some article, and one
of the 11 below. Confidence tells less here: it asks which article, not whether one. Words alone tell little.
"""

_ID_DIGITS = 7


class Remedy(StrEnum):
    """What would close a gap: an article that is not there, a wording for one that is, or a better answer in it."""

    NEW_ARTICLE = "new_article"
    ADD_QUESTION = "add_question"
    MEND_ARTICLE = "mend_article"


@dataclass(frozen=True, slots=True)
class Subject:
    """Gaps that ask the same, the most typical first, the article that comes nearest ("" for none), and what to do."""

    gaps: tuple[Gap, ...]
    nearest: str
    confidence: float
    remedy: Remedy

    @property
    def id(self) -> str:
        """Names the subject by its most typical question: 7 hex digits."""
        return _id(self.gaps[0])

    @property
    def wordings(self) -> tuple[str, ...]:
        """The different questions, the most typical first."""
        different: dict[str, str] = {}
        for gap in self.gaps:
            different.setdefault(_words(gap.question), gap.question)
        return tuple(different.values())

    @property
    def answer(self) -> str:
        """What a person answered last, "" where none did."""
        answered = sorted((gap for gap in self.gaps if gap.answer), key=lambda gap: gap.last_seen)
        return answered[-1].answer if answered else ""

    @property
    def count(self) -> int:
        """How often one of them was left open."""
        return sum(gap.count for gap in self.gaps)

    @property
    def last_seen(self) -> datetime:
        """When one of them was last left open."""
        return max(gap.last_seen for gap in self.gaps)

    @property
    def causes(self) -> dict[Cause, int]:
        """How often they were left open by which cause, the most frequent first."""
        counted: Counter[Cause] = Counter()
        for gap in self.gaps:
            counted[gap.cause] += gap.count
        return dict(counted.most_common())

    def is_named(self, subject_id: str) -> bool:
        """Say whether this is the subject of that id, or has the question that the subject had it from."""
        return any(_id(gap) == subject_id for gap in self.gaps)


def still_open(gaps: Iterable[Gap], library: Library) -> list[Gap]:
    """Leave out what the articles answer by now: with a question or an article more, or the ill-rated one mended."""
    return [gap for gap in gaps if not _is_closed(gap, library)]


def subjects(gaps: Sequence[Gap], library: Library) -> list[Subject]:
    """Group gaps by what they ask, the most frequent subject first, and among equals the latest."""
    grouped = library.index.groups([gap.question for gap in gaps])
    found = [_subject([gaps[place] for place in group], library) for group in grouped]
    return sorted(found, key=lambda each: (each.count, each.last_seen), reverse=True)


def _subject(gaps: Sequence[Gap], library: Library) -> Subject:
    ill_rated: Counter[str] = Counter()
    for gap in gaps:
        ill_rated[_ill_rated(gap, library)] += gap.count
    article_id, times = ill_rated.most_common(1)[0]
    if article_id and times * 2 > ill_rated.total():
        confidence = _confidence(gaps[0].question, article_id, library)
        return Subject(tuple(gaps), article_id, confidence, Remedy.MEND_ARTICLE)
    hit = _best(gaps[0].question, library)
    if hit is None:
        return Subject(tuple(gaps), "", 0.0, Remedy.NEW_ARTICLE)
    related = hit.score >= (RELATED_IN_MEANING if hit.legs.word_by_word else RELATED_IN_WORDS)
    remedy = Remedy.ADD_QUESTION if related else Remedy.NEW_ARTICLE
    return Subject(tuple(gaps), hit.article_id, round(hit.confidence, 3), remedy)


def _is_closed(gap: Gap, library: Library) -> bool:
    if article_id := _ill_rated(gap, library):
        return library.articles[article_id].updated > gap.last_seen.date()
    hit = _best(gap.question, library)
    if hit is None or hit.confidence < library.index.sure:
        return False
    # What a person answered is not answered by the article that was there then.
    return gap.cause is not Cause.HANDED_OVER or library.articles[hit.article_id].updated > gap.last_seen.date()


def _ill_rated(gap: Gap, library: Library) -> str:
    """Return the article whose answer was rated ill, "" when that is not what happened, or it is gone."""
    nearest = gap.nearest[0] if gap.nearest else ""
    return nearest if gap.cause is Cause.ILL_RATED and nearest in library.articles else ""


def _best(question: str, library: Library) -> Hit | None:
    return next(iter(library.index.search(question, limit=1)), None)


def _confidence(question: str, article_id: str, library: Library) -> float:
    hits = library.index.search(question)
    return next((round(hit.confidence, 3) for hit in hits if hit.article_id == article_id), 0.0)


def _id(gap: Gap) -> str:
    return hashlib.sha256(_words(gap.question).encode("utf-8", "replace")).hexdigest()[:_ID_DIGITS]


def _words(question: str) -> str:
    return " ".join(question.casefold().split())
