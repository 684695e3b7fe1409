"""The index over the articles: two legs, their scores added, and how sure to be of what they found.

question -> whoosh_index   the share of its information that an article has, word for word
         -> semantic       how near an article is to it in meaning; the best, word by word again
         -> confidence     the probability that the best article answers it
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from string import punctuation
from typing import TYPE_CHECKING

import numpy as np

from sslhelp.model.knowledge import Found, Hit, Legs, Respelling
from sslhelp.search import confidence, grouping, semantic, whoosh_index
from sslhelp.search.semantic import SemanticLeg, Table
from sslhelp.search.units import units
from sslhelp.search.whoosh_index import WhooshIndex

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from sslhelp.model.knowledge import Article
    from sslhelp.search.embedding import Embedded, Embedder
    from sslhelp.search.whoosh_index import Lexical

MAX_QUESTION_CHARS = 4_000  # of a longer text the first and the last: what is in between is a log or a paste
KEPT_ANSWERS = 1_024
RERANKED = 20
WEIGHT_OF_WORDS = 0.5  # beside what a question means, if that is known
LEAD_BONUS = 0.15  # the lead holds the answer itself; another section has to match clearly better
_IDS, _WHOOSH, _SEMANTIC = "ids.json", "whoosh", "semantic"


def build(
    articles: Sequence[Article],
    *,
    synonyms: Mapping[str, str],
    folder: Path,
    embedder: Embedder | None = None,
    previous: Path | None = None,
    progress: semantic.Progress | None = None,
) -> None:
    """Write the index of the articles into an existing, empty folder.

    Without an embedder it knows words only. What `previous`, an earlier index, has embedded is not embedded again.
    """
    (folder / _IDS).write_text(json.dumps([article.id for article in articles]), "utf-8")
    (folder / _WHOOSH).mkdir()
    whoosh_index.build(articles, synonyms=synonyms, folder=folder / _WHOOSH)
    if embedder:
        (folder / _SEMANTIC).mkdir()
        known = _table(previous) if previous else None
        semantic.build(list(units(articles)), embedder, previous=known, progress=progress).save(folder / _SEMANTIC)


def _table(folder: Path) -> Table | None:
    try:
        return Table.load(folder / _SEMANTIC)
    except OSError:  # it was built without a model
        return None


@dataclass(frozen=True, slots=True)
class _Asked:
    """A question as both legs see it: `read` is what the semantic leg took it for."""

    read: str
    lexical: Lexical
    embedded: Embedded | None


class Index:
    """A built index, opened read-only: implements `SearchIndex`."""

    def __init__(self, folder: Path, embedder: Embedder | None = None) -> None:
        """Open the index in `folder`, with the embedder that it was built with; raises OSError when there is none."""
        self._ids: list[str] = json.loads((folder / _IDS).read_text("utf-8"))
        self._words = WhooshIndex(folder / _WHOOSH)
        table = _table(folder) if embedder else None
        self._embedder = embedder if table else None
        self._meanings = SemanticLeg(table) if table else None
        self._kept = lru_cache(KEPT_ANSWERS)(self._search)

    def search(self, question: str, *, limit: int = 5) -> list[Hit]:
        """Return at most `limit` hits, best first, for the two ends of a question over `MAX_QUESTION_CHARS`."""
        return list(self.explain(question, limit=limit).hits)

    def explain(self, question: str, *, limit: int = 5) -> Found:
        """Return the same hits, and the slips in the question, each with what it was taken for."""
        return self._kept(_shortened(question), limit)

    def groups(self, questions: Sequence[str]) -> list[list[int]]:
        """Group questions by their meanings, or else by their words; each group by place, the most typical first."""
        if self._meanings is None or self._embedder is None:
            stems = [self._words.weights(_shortened(question)) for question in questions]
            return grouping.groups(grouping.by_stems(stems), grouping.ALIKE_IN_WORDS)
        vectors = [self._meanings.vector(self._embedder.embed(_shortened(each))) for each in questions]
        return grouping.groups(np.stack(vectors), grouping.ALIKE_IN_MEANING) if vectors else []

    def _search(self, question: str, limit: int) -> Found:
        asked = self._read(question)
        found, legs = self._ranked(asked)
        scores = legs.sum(axis=1).tolist()
        levels = confidence.confidences(scores, semantic=asked.embedded is not None)
        best = list(zip(found.tolist(), legs.tolist(), levels, strict=True))[:limit]
        hits = tuple(self._hit(asked, article, Legs(*each), level) for article, each, level in best)
        return Found(hits, _respelt(question, asked))

    def _read(self, question: str) -> _Asked:
        lexical = self._words.search(question)
        if not self._embedder:
            return _Asked(question, lexical, None)
        read = self._words.respelt(question, self._embedder.vocabulary)
        embedded = self._embedder.embed(read)
        return _Asked(read, lexical, embedded if len(embedded.pieces) else None)

    def _ranked(self, asked: _Asked) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """Return the best articles and the legs of their scores, best first; of those that only share words, all."""
        words = np.zeros(len(self._ids), np.float32)
        words[list(asked.lexical.scores)] = list(asked.lexical.scores.values())
        if not self._meanings or asked.embedded is None:
            found = np.argsort(-words, kind="stable")[:RERANKED]
            found = found[words[found] > 0]
            return found, np.stack([words[found], *np.zeros((2, len(found)), np.float32)], axis=1)
        words *= WEIGHT_OF_WORDS
        whole = self._meanings.whole(asked.embedded)
        found = np.argsort(-(words + whole), kind="stable")[:RERANKED]
        legs = np.stack([words[found], whole[found], self._meanings.word_by_word(asked.embedded, found)], axis=1)
        order = np.argsort(-legs.sum(axis=1), kind="stable")
        return found[order], legs[order]

    def _hit(self, asked: _Asked, article: int, legs: Legs, level: float) -> Hit:
        shares = self._words.sections(asked.lexical, article)
        if self._meanings and asked.embedded is not None:
            for section, likeness in self._meanings.sections(asked.embedded, article).items():
                shares[section] += likeness
        shares[0] += LEAD_BONUS
        return Hit(
            article_id=self._ids[article],
            section=max(range(len(shares)), key=shares.__getitem__),
            score=legs.total,
            confidence=level,
            matched=self._words.matched(asked.lexical, article),
            legs=legs,
        )


def _shortened(question: str) -> str:
    half = MAX_QUESTION_CHARS // 2
    return question if len(question) <= MAX_QUESTION_CHARS else f"{question[:half]} {question[-half:]}"


def _respelt(question: str, asked: _Asked) -> tuple[Respelling, ...]:
    """Return what the semantic leg took a word for, and where it took it as it stands, the lexical one."""
    read = zip(question.split(), asked.read.split(), strict=True)
    taken = asked.lexical.respelt | {_bare(typed).lower(): _bare(word) for typed, word in read if typed != word}
    return tuple(Respelling(typed, word) for typed, word in taken.items())


def _bare(word: str) -> str:
    return word.strip(punctuation)
