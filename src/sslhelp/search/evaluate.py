"""How well questions find their articles: questions with known answers in, figures out."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from sslhelp.search import index
from sslhelp.search.index import Index

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from sslhelp.model.knowledge import Article, Hit, SearchIndex
    from sslhelp.search.embedding import Embedder

DEPTH = 3
"""Hits that are looked at: as many as a customer is offered to choose from."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """A question, the article that answers it (None where none does), and what the search found, best first."""

    question: str
    article_id: str | None
    hits: tuple[Hit, ...]

    @property
    def rank(self) -> int | None:
        """The place of the right article, from 1; None when it was not found."""
        ids = [hit.article_id for hit in self.hits]
        return ids.index(self.article_id) + 1 if self.article_id in ids else None

    @property
    def confidence(self) -> float:
        """How sure the search was of its best hit, 0 to 1."""
        return self.hits[0].confidence if self.hits else 0.0


@dataclass(frozen=True, slots=True)
class Figures:
    """Shares are of the questions that an article answers, but `strayed`: of those that none does.

    `right` and `wrong` were answered at once, `offered` got choices with the right article among them. `strayed` got an
    answer although there is none. None where there was no such question.
    """

    questions: int
    out_of_scope: int
    hit_at_1: float | None
    hit_at_3: float | None
    right: float | None
    wrong: float | None
    offered: float | None
    strayed: float | None


def ask(opened: SearchIndex, queries: Iterable[tuple[str, str | None]]) -> Iterator[Outcome]:
    """Ask every question; `queries` pairs each with the id of the article that answers it, None for none."""
    for question, article_id in queries:
        yield Outcome(question, article_id, tuple(opened.search(question, limit=DEPTH)))


def held_out(
    articles: Sequence[Article],
    synonyms: Mapping[str, str],
    embedder: Embedder | None = None,
    previous: Path | None = None,
) -> Iterator[Outcome]:
    """Ask every article's own questions, each of an index that was built without it.

    One index is built for each place in the lists of questions: it lacks the question at this place of every article.
    """
    for place in range(max(len(article.questions) for article in articles)):
        asked = [(article.questions[place], article.id) for article in articles if place < len(article.questions)]
        rest = [replace(each, questions=each.questions[:place] + each.questions[place + 1 :]) for each in articles]
        with TemporaryDirectory() as folder:
            index.build(rest, synonyms=synonyms, folder=Path(folder), embedder=embedder, previous=previous)
            yield from ask(Index(Path(folder), embedder), asked)


def lost(outcomes: Iterable[Outcome]) -> set[str]:
    """Return the articles that none of their questions finds first."""
    found: dict[str, bool] = {}
    for outcome in outcomes:
        if outcome.article_id:
            found[outcome.article_id] = found.get(outcome.article_id, False) or outcome.rank == 1
    return {article_id for article_id, ever in found.items() if not ever}


def figures(outcomes: Iterable[Outcome], *, sure: float, possible: float) -> Figures:
    """Sum up outcomes, for an assistant that answers from confidence `sure` on and offers choices from `possible`."""
    every = list(outcomes)
    inside = [each for each in every if each.article_id]
    outside = [each for each in every if not each.article_id]
    answered = [each for each in inside if each.confidence >= sure]
    unsure = [each for each in inside if possible <= each.confidence < sure]
    return Figures(
        questions=len(inside),
        out_of_scope=len(outside),
        hit_at_1=_share(sum(each.rank == 1 for each in inside), inside),
        hit_at_3=_share(sum(each.rank is not None for each in inside), inside),
        right=_share(sum(each.rank == 1 for each in answered), inside),
        wrong=_share(sum(each.rank != 1 for each in answered), inside),
        offered=_share(sum(each.rank is not None for each in unsure), inside),
        strayed=_share(sum(each.confidence >= sure for each in outside), outside),
    )


def _share(count: int, of: Sequence[Outcome]) -> float | None:
    return round(count / len(of), 3) if of else None
