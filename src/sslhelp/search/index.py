"""The index over the articles: two legs, their scores added, and how sure to be of what they found.

question -> whoosh_index   the share of its information that an article has, word for word
         -> semantic       how near an article is to it in meaning; the best, word by word again
         -> ngrams         without a model: how near it is to it in its characters
         -> confidence     the probability that the best article answers it
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from sslhelp.model.knowledge import Hit
from sslhelp.search import confidence, ngrams, semantic, whoosh_index
from sslhelp.search.ngrams import NgramLeg
from sslhelp.search.semantic import SemanticLeg, Table
from sslhelp.search.units import units
from sslhelp.search.whoosh_index import WhooshIndex

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from sslhelp.model.knowledge import Article
    from sslhelp.search.embedding import Embedder
    from sslhelp.search.semantic import Meaning
    from sslhelp.search.whoosh_index import Lexical

MAX_QUESTION_CHARS = 4_000  # of a longer text the first and the last: what is in between is a log or a paste
KEPT_ANSWERS = 1_024
RERANKED = 10
WEIGHT_OF_WORDS = 0.5  # beside what a question means, if that is known
LEAD_BONUS = 0.15  # the lead holds the answer itself; another section has to match clearly better
WEIGHT_OF_CHARACTERS = 1.0  # beside words, where no model says what they mean
_IDS, _WHOOSH, _SEMANTIC, _NGRAMS = "ids.json", "whoosh", "semantic", "ngrams"


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

    Without an embedder it knows words and characters only. What `previous`, an earlier index, has embedded is not
    embedded again.
    """
    (folder / _IDS).write_text(json.dumps([article.id for article in articles]), "utf-8")
    (folder / _WHOOSH).mkdir()
    whoosh_index.build(articles, synonyms=synonyms, folder=folder / _WHOOSH)
    if embedder:
        (folder / _SEMANTIC).mkdir()
        known = _table(previous) if previous else None
        semantic.build(list(units(articles)), embedder, previous=known, progress=progress).save(folder / _SEMANTIC)
    else:
        (folder / _NGRAMS).mkdir()
        ngrams.build(list(units(articles))).save(folder / _NGRAMS)


def _table(folder: Path) -> Table | None:
    try:
        return Table.load(folder / _SEMANTIC)
    except OSError:  # it was built without a model
        return None


@dataclass(frozen=True, slots=True)
class _Asked:
    """A question as both legs see it."""

    text: str
    lexical: Lexical
    meaning: Meaning | None


class Index:
    """A built index, opened read-only: implements `SearchIndex`."""

    def __init__(self, folder: Path, embedder: Embedder | None = None) -> None:
        """Open the index in `folder`, with the embedder that it was built with; raises OSError when there is none."""
        self._ids: list[str] = json.loads((folder / _IDS).read_text("utf-8"))
        self._words = WhooshIndex(folder / _WHOOSH)
        table = _table(folder) if embedder else None
        self._embedder = embedder if table else None
        self._meanings = SemanticLeg(table) if table else None
        self._characters = NgramLeg(ngrams.Table.load(folder / _NGRAMS)) if not table else None
        self._kept = lru_cache(KEPT_ANSWERS)(self._search)

    def search(self, question: str, *, limit: int = 5) -> list[Hit]:
        """Return at most `limit` hits, best first, for the two ends of a question over `MAX_QUESTION_CHARS`."""
        return list(self._kept(_shortened(question), limit))

    def _search(self, question: str, limit: int) -> tuple[Hit, ...]:
        asked = self._read(question)
        found, scores = self._ranked(asked)
        levels = confidence.confidences(scores.tolist(), semantic=asked.meaning is not None)
        best = zip(found.tolist(), scores.tolist(), levels, strict=True)
        return tuple(self._hit(asked, article, score, level) for article, score, level in list(best)[:limit])

    def _read(self, question: str) -> _Asked:
        lexical = self._words.search(question)
        if not self._embedder or not self._meanings:
            return _Asked(question, lexical, None)
        embedded = self._embedder.embed(self._words.respelt(question, self._embedder.vocabulary))
        return _Asked(question, lexical, self._meanings.read(embedded) if len(embedded.pieces) else None)

    def _ranked(self, asked: _Asked) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """Return the best articles and their scores, best first; of those that only share words, all."""
        words = np.zeros(len(self._ids), np.float32)
        words[list(asked.lexical.scores)] = list(asked.lexical.scores.values())
        if not self._meanings or asked.meaning is None:
            if self._characters:
                words += WEIGHT_OF_CHARACTERS * self._characters.score(asked.text)
            found = np.argsort(-words, kind="stable")[:RERANKED]
            return found[words[found] > 0], words[found[words[found] > 0]]
        scores = WEIGHT_OF_WORDS * words + self._meanings.whole(asked.meaning)
        found = np.argsort(-scores, kind="stable")[:RERANKED]
        reranked = scores[found] + self._meanings.word_by_word(asked.meaning, found)
        order = np.argsort(-reranked, kind="stable")
        return found[order], reranked[order]

    def _hit(self, asked: _Asked, article: int, score: float, level: float) -> Hit:
        shares = self._words.sections(asked.lexical, article)
        if self._meanings and asked.meaning is not None:
            for section, likeness in self._meanings.sections(asked.meaning, article).items():
                shares[section] += likeness
        shares[0] += LEAD_BONUS
        return Hit(
            article_id=self._ids[article],
            section=max(range(len(shares)), key=shares.__getitem__),
            score=score,
            confidence=level,
            matched=self._words.matched(asked.lexical, article),
        )


def _shortened(question: str) -> str:
    half = MAX_QUESTION_CHARS // 2
    return question if len(question) <= MAX_QUESTION_CHARS else f"{question[:half]} {question[-half:]}"
