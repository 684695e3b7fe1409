"""How well questions find their articles: questions with known answers in, outcomes out; `figures` sums them up."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from sslhelp.search import index
from sslhelp.search.confidence import COLD_START
from sslhelp.search.index import Index

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from sslhelp.model.knowledge import Article, Hit, SearchIndex
    from sslhelp.search.confidence import Calibrations
    from sslhelp.search.embedding import Embedder

    Progress = Callable[[str, int, int], None]
    Query = tuple[str, str | None]

FOLDS = 10
DEPTH = 10
"""Hits that are looked at: an article further down counts as not found."""


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
    def best(self) -> str | None:
        """The id of the article that was found first, if any was."""
        return self.hits[0].article_id if self.hits else None

    @property
    def confidence(self) -> float:
        """How sure the search was of its best hit, 0 to 1."""
        return self.hits[0].confidence if self.hits else 0.0


def ask(
    opened: SearchIndex,
    queries: Sequence[Query],
    progress: Progress | None = None,
    *,
    read: Callable[[str], str] = str,
) -> Iterator[Outcome]:
    """Ask every question; `queries` pairs each with the id of the article that answers it, None for none.

    `progress` is told what is being done, and how much of how much of it is. `read` takes the question out of what was
    written.
    """
    for done, (question, article_id) in enumerate(queries, 1):
        yield Outcome(question, article_id, tuple(opened.search(read(question), limit=DEPTH)))
        if progress:
            progress("asking", done, len(queries))


def afresh(
    articles: Sequence[Article],
    queries: Sequence[Query],
    embedder: Embedder | None = None,
    progress: Progress | None = None,
) -> Iterator[Outcome]:
    """Ask every question of an index that is built over these articles for the purpose."""

    def embedding(done: int, total: int) -> None:
        if progress:
            progress("embedding", done, total)

    with TemporaryDirectory() as folder:
        index.build(articles, synonyms={}, folder=Path(folder), embedder=embedder, progress=embedding)
        yield from ask(Index(Path(folder), embedder), queries, progress)


def held_out(
    articles: Sequence[Article],
    synonyms: Mapping[str, str],
    embedder: Embedder | None = None,
    previous: Path | None = None,
    *,
    calibrations: Calibrations = COLD_START,
    progress: Progress | None = None,
) -> Iterator[Outcome]:
    """Ask every article's own questions, each of an index that was built without it.

    At most `FOLDS` indexes are built: each lacks every tenth question of every article, from another one on.
    """
    total = sum(len(article.questions) for article in articles)
    done = 0
    for fold in range(min(FOLDS, max(len(article.questions) for article in articles))):
        asked = [(question, article.id) for article in articles for question in article.questions[fold::FOLDS]]
        rest = [
            replace(each, questions=tuple(text for at, text in enumerate(each.questions) if at % FOLDS != fold))
            for each in articles
        ]
        with TemporaryDirectory() as folder:
            index.build(
                rest,
                synonyms=synonyms,
                folder=Path(folder),
                embedder=embedder,
                calibrations=calibrations,
                previous=previous,
            )
            yield from ask(Index(Path(folder), embedder), asked)
        done += len(asked)
        if progress:
            progress("asking", done, total)


def lost(article_ids: Iterable[str], outcomes: Iterable[Outcome]) -> set[str]:
    """Return the articles that none of their questions finds first; outcomes are drawn while any is left."""
    missed = set(article_ids)
    for outcome in outcomes:
        if outcome.rank == 1 and outcome.article_id:
            missed.discard(outcome.article_id)
        if not missed:
            break
    return missed


@dataclass(frozen=True, slots=True)
class Comparison:
    """The questions that were asked both times, by how they fared: each with its outcome then and now.

    `won` are found first now and were not then, `lost` the other way round; `asked` counts them all.
    """

    asked: int
    won: tuple[tuple[Outcome, Outcome], ...]
    lost: tuple[tuple[Outcome, Outcome], ...]


def compare(then: Iterable[Outcome], now: Iterable[Outcome]) -> Comparison:
    """Hold the outcomes of the same questions against each other; those without an answer are left out."""
    before = {(each.question, each.article_id): each for each in then if each.article_id}
    after = {(each.question, each.article_id): each for each in now}
    pairs = [(each, after[key]) for key, each in before.items() if key in after]
    return Comparison(
        asked=len(pairs),
        won=tuple(pair for pair in pairs if pair[0].rank != 1 and pair[1].rank == 1),
        lost=tuple(pair for pair in pairs if pair[0].rank == 1 and pair[1].rank != 1),
    )
