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
from string import punctuation
from typing import TYPE_CHECKING

import numpy as np
from pydantic import TypeAdapter

from sslhelp.model.knowledge import Found, Hit, Legs, Respelling
from sslhelp.search import grouping, ngrams, semantic, sentences, whoosh_index
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
KEPT_READINGS = 8  # for the sections of the question that has just been asked; one takes up to 250 kB
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
    """A question by its words, and by its meaning where that is known: the whole first, then its sentences.

    `read` is the question with its slips mended, for its meaning.
    """

    read: str
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
        self._reading = lru_cache(KEPT_READINGS)(self._read)

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

    def sections(self, question: str, article_id: str) -> list[float]:
        """Return how well each section of an article fits a question, in the order of the article."""
        return self._shares(self._reading(_shortened(question)), self._ids.index(article_id))

    def _search(self, question: str, limit: int) -> Found:
        asked = self._reading(question)
        found, legs = self._ranked(asked)
        levels = self._calibration.confidences(legs.sum(axis=1).tolist())
        best = list(zip(found.tolist(), legs.tolist(), levels, strict=True))[:limit]
        hits = tuple(self._hit(asked, article, Legs(*each), level) for article, each, level in best)
        return Found(hits, _respelt(question, asked))

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
        return _Asked(mended, lexical, tuple(read))

    def _ranked(self, asked: _Asked) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """Return the best articles and the legs of their scores, (n, 3), best first; without a model, all with any."""
        meanings = self._meanings
        if not meanings or not asked.parts:
            every = self._without_meaning(asked)
            found = np.argsort(-every.sum(axis=0), kind="stable")[:FOUND]
            found = found[every[:, found].sum(axis=0) > 0]
            return found, every[:, found].T
        every = _together(
            [
                np.stack([WEIGHT_OF_WORDS * self._by_words(part.lexical), meanings.whole(part.meaning)])
                for part in asked.parts
            ]
        )
        found = np.argsort(-every.sum(axis=0), kind="stable")[:FOUND]
        near = _together([meanings.word_by_word(part.meaning, found[:RERANKED])[np.newaxis] for part in asked.parts])
        closer = np.append(near, np.full((1, len(found) - near.shape[1]), near.min(), np.float32), axis=1)
        legs = np.concatenate([every[:, found], closer]).T
        order = np.argsort(-legs.sum(axis=1), kind="stable")
        return found[order], legs[order]

    def _without_meaning(self, asked: _Asked) -> NDArray[np.float32]:
        """Return the legs (3, n) of all articles by words, and by characters where the index has them."""
        words = self._by_words(asked.lexical)
        nothing = np.zeros_like(words)
        if not self._characters:
            return np.stack([words, nothing, nothing])
        characters = WEIGHT_OF_CHARACTERS * self._characters.score(asked.read)
        return np.stack([(1 - WEIGHT_OF_CHARACTERS) * words, characters, nothing])

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

    def _hit(self, asked: _Asked, article: int, legs: Legs, level: float) -> Hit:
        shares = self._shares(asked, article)
        shares[0] += LEAD_BONUS
        return Hit(
            article_id=self._ids[article],
            section=max(range(len(shares)), key=shares.__getitem__),
            score=legs.total,
            confidence=level,
            matched=self._words.matched(asked.lexical, article),
            legs=legs,
        )


def _together(legs: Sequence[NDArray[np.float32]]) -> NDArray[np.float32]:
    """Weigh the legs (k, n) of n articles for a whole question, which come first, with those for its best sentence."""
    whole, *rest = legs
    if not rest:
        return whole
    sentence_by_sentence = np.stack(rest)
    best = sentence_by_sentence.sum(axis=1).argmax(axis=0)
    of_best: NDArray[np.float32] = np.take_along_axis(sentence_by_sentence, best[np.newaxis, np.newaxis], axis=0)[0]
    return (1 - WEIGHT_OF_A_SENTENCE) * whole + WEIGHT_OF_A_SENTENCE * of_best


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
