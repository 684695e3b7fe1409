"""The semantic leg: units compared with a question by what they mean, as a whole and word by word.

As a whole: the mean of the vectors of a text's word pieces, each weighted by the root of its idf, compared by cosine;
and what the units of all articles teach about telling them apart (`classifier`).
Word by word: how well each piece of the one finds its like in the other, both ways, weighted by idf. A piece's idf is
that of this knowledge base: a table of the language at large does worse.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from hashlib import blake2b
from os import cpu_count
from typing import TYPE_CHECKING, Any

import numpy as np

from sslhelp.search import arrays, classifier
from sslhelp.search.embedding import WIDTH, Embedded
from sslhelp.search.pooling import pool
from sslhelp.search.units import LEAD

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from sslhelp.search.embedding import Embedder
    from sslhelp.search.units import Unit

    Floats = NDArray[np.float32]
    Progress = Callable[[int, int], None]

VOCABULARY = 1 << 16  # pieces that are told apart; MiniLM has 30,522
TOKEN_WIDTH = 64
TOKENS_A_UNIT = 64  # of a longer one the first
WORD_BY_WORD = 0.4
TAUGHT = 0.3  # of what the classifier adds
REUSED = 0.8  # of the units that an earlier build has, for its vectors and its idf to be kept
_SCALE = 127
_SEED = 20261126
_DIGEST_BYTES = 16


def projection() -> Floats:
    """Return the fixed matrix (384, 64) with orthonormal columns by which the vectors of words are shortened."""
    random = np.random.Generator(np.random.PCG64(_SEED)).standard_normal((WIDTH, TOKEN_WIDTH))
    return np.linalg.qr(random)[0].astype(np.float32)


@dataclass(frozen=True, slots=True)
class Table:
    """Everything about the units of an index, as arrays; see `build`.

    `idf` (65536,) by piece; `starts` (articles,) the first unit of each article; `sections` (units,) -1 for none;
    `vectors` (units, 384) of length 1; `lessons` (articles, 384) or (0, 384), see `classifier`; `token_starts`
    (units + 1,); `tokens` (tokens, 64) int8; `pieces` (tokens,); `projection` (384, 64); `digests` (units,) of texts
    and model.
    """

    idf: Floats
    starts: NDArray[np.int64]
    sections: NDArray[np.int16]
    vectors: Floats
    lessons: Floats
    token_starts: NDArray[np.int64]
    tokens: NDArray[np.int8]
    pieces: NDArray[np.uint16]
    projection: Floats
    digests: NDArray[np.bytes_]

    @classmethod
    def load(cls, folder: Path) -> Table:
        """Open what `save` wrote; raises OSError where nothing is."""
        return cls(**arrays.load(folder, list(cls.__dataclass_fields__)))

    def save(self, folder: Path) -> None:
        """Write the arrays into an existing folder."""
        arrays.save(folder, self, list(self.__dataclass_fields__))


def build(
    units: Sequence[Unit], embedder: Embedder, *, previous: Table | None = None, progress: Progress | None = None
) -> Table:
    """Embed the units of an index, which come in the order of their articles.

    Where `previous` has most of the units, they keep their vectors and it keeps its idf, and only the rest is
    embedded. `progress` is told how many of how many texts are done.
    """
    digests = np.array([_digest(embedder, unit.text) for unit in units], dtype=f"V{_DIGEST_BYTES}")
    known = {digest.tobytes(): row for row, digest in enumerate(previous.digests)} if previous else {}
    rows = [known.get(digest.tobytes()) for digest in digests]
    if previous and sum(row is not None for row in rows) >= REUSED * len(units):
        idf = np.array(previous.idf)
    else:
        previous, idf, rows = None, _idf(units, embedder), [None] * len(units)
    shortened = previous.projection if previous else projection()
    fresh = _reduced(
        [unit.text for unit, row in zip(units, rows, strict=True) if row is None], embedder, idf, shortened, progress
    )
    reduced = [_kept(previous, row) if previous and row is not None else next(fresh) for row in rows]
    owners = np.array([unit.article for unit in units])
    starts = np.flatnonzero(np.diff(owners, prepend=-1))
    sections = np.array([unit.section for unit in units], dtype=np.int16)
    vectors = np.array([each.vector for each in reduced], dtype=np.float32)
    return Table(
        idf=idf,
        starts=starts,
        sections=sections,
        vectors=vectors,
        lessons=classifier.train(vectors, owners, _unit_length(np.add.reduceat(vectors, starts))),
        token_starts=np.cumsum([0, *(len(each.pieces) for each in reduced)]),
        tokens=np.concatenate([each.tokens for each in reduced]),
        pieces=np.concatenate([each.pieces for each in reduced]),
        projection=shortened,
        digests=digests,
    )


@dataclass(frozen=True, slots=True)
class _Reduced:
    """What is kept of a text: its vector (384,), and its pieces (n,) with their shortened vectors (n, 64)."""

    vector: Floats
    tokens: NDArray[np.int8]
    pieces: NDArray[np.uint16]


def _digest(embedder: Embedder, text: str) -> bytes:
    return blake2b(f"{embedder.name}\0{text}".encode(), digest_size=_DIGEST_BYTES).digest()


def _idf(units: Sequence[Unit], embedder: Embedder) -> Floats:
    """Return ln(1 + (N - n + .5) / (n + .5)) for each piece that n of the N articles have."""
    having: dict[int, set[int]] = {}
    for unit in units:
        having.setdefault(unit.article, set()).update(embedder.pieces(unit.text).tolist())
    total = len(having)
    counts = np.bincount([piece for pieces in having.values() for piece in pieces], minlength=VOCABULARY)
    return _floats(np.log(1 + (total - counts + 0.5) / (counts + 0.5)))


def _reduced(
    texts: Sequence[str], embedder: Embedder, idf: Floats, shortened: Floats, progress: Progress | None
) -> Iterator[_Reduced]:
    """Embed texts on all cores, and yield what is kept of each, in order."""
    with ThreadPoolExecutor(cpu_count()) as pool_of_threads:
        for done, embedded in enumerate(pool_of_threads.map(embedder.embed, texts), 1):
            if progress:
                progress(done, len(texts))
            pieces = embedded.pieces[:TOKENS_A_UNIT]
            tokens = np.round(_SCALE * _shorten(embedded.states[:TOKENS_A_UNIT], shortened)).astype(np.int8)
            yield _Reduced(_vector(embedded, idf), tokens, pieces.astype(np.uint16))


def _kept(previous: Table, row: int) -> _Reduced:
    tokens = slice(previous.token_starts[row], previous.token_starts[row + 1])
    return _Reduced(previous.vectors[row], previous.tokens[tokens], previous.pieces[tokens])


def _vector(embedded: Embedded, idf: Floats) -> Floats:
    return (
        _unit_length(np.sqrt(idf[embedded.pieces]) @ embedded.states)
        if len(embedded.pieces)
        else np.zeros(WIDTH, np.float32)
    )


def _shorten(states: Floats, shortened: Floats) -> Floats:
    return _unit_length(_unit_length(states) @ shortened)


def _unit_length(vectors: Floats) -> Floats:
    return _floats(vectors / np.maximum(np.linalg.norm(vectors, axis=-1, keepdims=True), 1e-9))


def _floats(values: NDArray[Any]) -> Floats:
    return np.asarray(values, dtype=np.float32)


@dataclass(frozen=True, slots=True)
class Meaning:
    """A question as the table sees it: its vector (384,), and how near each unit is to it (units,), -1 to 1."""

    question: Embedded
    vector: Floats
    likeness: Floats


class SemanticLeg:
    """Scores the articles of a table for a question; safe to use from several threads."""

    def __init__(self, table: Table) -> None:
        self._table = table
        self._ends = np.append(table.starts[1:], len(table.vectors))

    def vector(self, question: Embedded) -> Floats:
        """Return what a question means as a whole: (384,), of length 1, or 0 when it has no piece."""
        return _vector(question, self._table.idf)

    def read(self, question: Embedded) -> Meaning:
        """Compare a question with every unit."""
        vector = self.vector(question)
        return Meaning(question, vector, _floats(self._table.vectors @ vector))

    def whole(self, asked: Meaning) -> Floats:
        """Return how near each article is to the question as a whole: about 0 to 1."""
        near = pool(asked.likeness, self._table.starts)
        return near + TAUGHT * (self._table.lessons @ asked.vector) if len(self._table.lessons) else near

    def word_by_word(self, asked: Meaning, articles: NDArray[np.int64]) -> Floats:
        """Return how well each of these articles and the question share their words' meanings: about 0 to 0.8."""
        table, question = self._table, asked.question
        spans = [slice(table.starts[each], self._ends[each]) for each in articles]
        bounds = [table.token_starts[span.start : span.stop + 1] for span in spans]
        lengths = np.concatenate([np.diff(each) for each in bounds])
        if not len(question.pieces) or not lengths.all():
            return np.zeros(len(articles), np.float32)
        there = np.concatenate([table.tokens[each[0] : each[-1]] for each in bounds]).astype(np.float32) / _SCALE
        weights = table.idf[np.concatenate([table.pieces[each[0] : each[-1]] for each in bounds])]
        starts = np.cumsum([0, *(len(each) - 1 for each in bounds[:-1])])
        wanted, here = table.idf[question.pieces], _shorten(question.states, table.projection)
        begins = np.cumsum(lengths) - lengths
        alike = here @ there.T
        forth = wanted @ np.maximum.reduceat(alike, begins, axis=1) / wanted.sum()
        back = np.add.reduceat(weights * alike.max(axis=0), begins) / np.add.reduceat(weights, begins)
        return _floats(WORD_BY_WORD * (pool(_floats(forth), starts) + pool(_floats(back), starts)))

    def sections(self, asked: Meaning, article: int) -> dict[int, float]:
        """Return how near each section of an article is to the question: as its heading and its nearest passage are."""
        span = slice(self._table.starts[article], self._ends[article])
        found: dict[int, list[float]] = {}
        for section, likeness in zip(self._table.sections[span].tolist(), asked.likeness[span].tolist(), strict=True):
            if section >= 0:
                found.setdefault(section, []).append(likeness)
        return {section: _of_section(section, each) for section, each in found.items()}


def _of_section(section: int, likenesses: Sequence[float]) -> float:
    if section == LEAD or len(likenesses) == 1:
        return max(likenesses)
    of_heading, *of_passages = likenesses  # as `units` lists them
    return (of_heading + max(of_passages)) / 2
