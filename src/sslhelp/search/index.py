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
from pydantic import TypeAdapter

from sslhelp.model.knowledge import Hit
from sslhelp.search import ngrams, semantic, sentences, whoosh_index
from sslhelp.search.confidence import COLD_START, Calibration, Calibrations
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
FOUND = 20
RERANKED = 10  # of those found; more of them take longer and change nothing
WEIGHT_OF_WORDS = 0.5  # beside what a question means, if that is known
WEIGHT_OF_A_SENTENCE = 0.3
LEAD_BONUS = 0.15  # the lead holds the answer itself; another section has to match clearly better
WEIGHT_OF_CHARACTERS = 0.5  # and as much of words, where no model says what they mean
_IDS, _CONFIDENCE, _WHOOSH, _SEMANTIC, _NGRAMS = "ids.json", "confidence.json", "whoosh", "semantic", "ngrams"
_CALIBRATION = TypeAdapter(Calibration)


def build(
    articles: Sequence[Article],
    *,
    synonyms: Mapping[str, str],
    folder: Path,
    embedder: Embedder | None = None,
    calibrations: Calibrations = COLD_START,
    previous: Path | None = None,
    progress: semantic.Progress | None = None,
) -> None:
    """Write the index of the articles into an existing, empty folder.

    Without an embedder it knows words and characters only. What `previous`, an earlier index, has embedded is not
    embedded again.
    """
    (folder / _IDS).write_text(json.dumps([article.id for article in articles]), "utf-8")
    calibration = calibrations.meanings if embedder else calibrations.words
    (folder / _CONFIDENCE).write_bytes(_CALIBRATION.dump_json(calibration))
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


def _ngrams(folder: Path) -> ngrams.Table | None:
    try:
        return ngrams.Table.load(folder / _NGRAMS)
    except OSError:  # it was built with a model
        return None


@dataclass(frozen=True, slots=True)
class _Part:
    """A question, or a sentence of a long one, as both legs see it."""

    lexical: Lexical
    meaning: Meaning


@dataclass(frozen=True, slots=True)
class _Asked:
    """A question by its words, and by its meaning where that is known: the whole first, then its sentences."""

    text: str
    lexical: Lexical
    parts: tuple[_Part, ...] = ()

    @property
    def meaning(self) -> Meaning | None:
        return self.parts[0].meaning if self.parts else None


class Index:
    """A built index, opened read-only: implements `SearchIndex`."""

    def __init__(self, folder: Path, embedder: Embedder | None = None) -> None:
        """Open the index in `folder`, with the embedder that it was built with; raises OSError when there is none."""
        self._ids: list[str] = json.loads((folder / _IDS).read_text("utf-8"))
        self._calibration = _CALIBRATION.validate_json((folder / _CONFIDENCE).read_bytes())
        self._words = WhooshIndex(folder / _WHOOSH)
        table = _table(folder) if embedder else None
        self._embedder = embedder if table else None
        self._meanings = SemanticLeg(table) if table else None
        characters = None if table else _ngrams(folder)
        self._characters = NgramLeg(characters) if characters else None
        self._kept = lru_cache(KEPT_ANSWERS)(self._search)

    @property
    def sure(self) -> float:
        """The confidence from which on a hit is an answer."""
        return self._calibration.sure

    @property
    def possible(self) -> float:
        """The confidence from which on hits are worth offering."""
        return self._calibration.possible

    def search(self, question: str, *, limit: int = 5) -> list[Hit]:
        """Return at most `limit` hits, best first, for the two ends of a question over `MAX_QUESTION_CHARS`."""
        return list(self._kept(_shortened(question), limit))

    def sections(self, question: str, article_id: str) -> list[float]:
        """Return how well each section of an article fits a question, in the order of the article."""
        return self._shares(self._read(_shortened(question)), self._ids.index(article_id))

    def _search(self, question: str, limit: int) -> tuple[Hit, ...]:
        asked = self._read(question)
        found, scores = self._ranked(asked)
        levels = self._calibration.confidences(scores.tolist())
        best = zip(found.tolist(), scores.tolist(), levels, strict=True)
        return tuple(self._hit(asked, article, score, level) for article, score, level in list(best)[:limit])

    def _read(self, question: str) -> _Asked:
        lexical = self._words.search(question)
        meanings = self._meanings
        if not self._embedder or not meanings:
            return _Asked(question, lexical)
        mended = self._words.respelt(question, self._embedder.vocabulary)
        embedded = self._embedder.embed(mended)
        parts = [(lexical, embedded)]
        for start, end in sentences.of(mended):
            parts.append((self._words.search(mended[start:end]), embedded.part(start, end)))
        read = (_Part(words, meanings.read(each)) for words, each in parts if len(each.pieces))
        return _Asked(question, lexical, tuple(read))

    def _ranked(self, asked: _Asked) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """Return the best articles and their scores, best first; of those that only share words, all."""
        meanings = self._meanings
        if not meanings or not asked.parts:
            words = self._by_words(asked.lexical)
            if self._characters:
                words += WEIGHT_OF_CHARACTERS * (self._characters.score(asked.text) - words)
            found = np.argsort(-words, kind="stable")[:FOUND]
            return found[words[found] > 0], words[found[words[found] > 0]]
        scores = _together(
            [WEIGHT_OF_WORDS * self._by_words(part.lexical) + meanings.whole(part.meaning) for part in asked.parts]
        )
        found = np.argsort(-scores, kind="stable")[:FOUND]
        alike = _together([meanings.word_by_word(part.meaning, found[:RERANKED]) for part in asked.parts])
        reranked = scores[found] + np.append(alike, np.full(len(found) - len(alike), alike.min()))
        order = np.argsort(-reranked, kind="stable")
        return found[order], reranked[order]

    def _by_words(self, lexical: Lexical) -> NDArray[np.float32]:
        words = np.zeros(len(self._ids), np.float32)
        words[list(lexical.scores)] = list(lexical.scores.values())
        return words

    def _shares(self, asked: _Asked, article: int) -> list[float]:
        shares = self._words.sections(asked.lexical, article)
        if self._meanings and asked.meaning is not None:
            for section, likeness in self._meanings.sections(asked.meaning, article).items():
                shares[section] += likeness
        return shares

    def _hit(self, asked: _Asked, article: int, score: float, level: float) -> Hit:
        shares = self._shares(asked, article)
        shares[0] += LEAD_BONUS
        return Hit(
            article_id=self._ids[article],
            section=max(range(len(shares)), key=shares.__getitem__),
            score=score,
            confidence=level,
            matched=self._words.matched(asked.lexical, article),
        )


def _together(scores: Sequence[NDArray[np.float32]]) -> NDArray[np.float32]:
    """Weigh the scores for a whole question, which come first, with the best of those for its sentences, if any."""
    whole, *rest = scores
    if not rest:
        return whole
    best: NDArray[np.float32] = np.maximum.reduce(rest)
    return (1 - WEIGHT_OF_A_SENTENCE) * whole + WEIGHT_OF_A_SENTENCE * best


def _shortened(question: str) -> str:
    half = MAX_QUESTION_CHARS // 2
    return question if len(question) <= MAX_QUESTION_CHARS else f"{question[:half]} {question[-half:]}"
