"""The leg that stands in for the model where there is none: units compared with a question by their characters.

A text is taken as its words, each with a blank around it, and the runs of three to five characters in them; a word as
a whole counts as several runs. Runs are weighed by TF-IDF, units compared by cosine. The score of an article is half
that of its best unit and half that of all its units taken together. What is known of a run is found by its CRC-32,
so that the vocabulary is one sorted array; among some hundred thousand runs, a handful share theirs.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any
from zlib import crc32

import numpy as np

from sslhelp.search import arrays

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from sslhelp.search.units import Unit

    Floats = NDArray[np.float32]

SHORTEST, LONGEST = 3, 5
WORD_COUNTS = 4  # as many times as a run
MAX_POSTINGS = 1 << 18  # that a question reads, those of its rarest runs: a bound for large knowledge bases
_WORD = re.compile(r"\w+")
_KEPT_WORDS = 1 << 16
_LONGEST_WORD = 40  # of a longer one, which is a key or an address, the beginning


@dataclass(frozen=True, slots=True)
class Table:
    """Postings of runs, as arrays; see `build`.

    `runs` uint32 (runs,) sorted; `idf` (runs,); `starts` (runs + 1,) where the postings of each begin in `units` and
    `weights` (postings,), the units by number and the run's weight in each, whose vector has length 1; `firsts`
    (articles + 1,) the first unit of each article, and the number of all; `lengths` (articles,) of the sum of the
    vectors of its units.
    """

    runs: NDArray[np.uint32]
    idf: Floats
    starts: NDArray[np.int64]
    units: NDArray[np.int32]
    weights: Floats
    firsts: NDArray[np.int64]
    lengths: Floats

    @classmethod
    def load(cls, folder: Path) -> Table:
        """Open what `save` wrote; raises OSError where nothing is."""
        return cls(**arrays.load(folder, list(cls.__dataclass_fields__)))

    def save(self, folder: Path) -> None:
        """Write the arrays into an existing folder."""
        arrays.save(folder, self, list(self.__dataclass_fields__))


def build(units: Sequence[Unit]) -> Table:
    """Count the runs of units, which come in the order of their articles."""
    counted = [_counts(unit.text) for unit in units]
    sizes = np.array([len(runs) for runs, _ in counted])
    number = np.repeat(np.arange(len(units)), sizes)
    runs, place = np.unique(np.concatenate([runs for runs, _ in counted]), return_inverse=True)
    owners = np.array([unit.article for unit in units])
    articles = owners[-1] + 1
    in_articles = np.unique(place * articles + owners[number]) // articles
    idf = _idf(articles, np.bincount(in_articles, minlength=len(runs)))
    weights = np.concatenate([counts for _, counts in counted]) * idf[place]
    weights /= np.sqrt(np.bincount(number, weights**2, minlength=len(units)))[number]
    together, where = np.unique(owners[number] * len(runs) + place, return_inverse=True)
    squares = np.bincount(where, weights) ** 2
    order = np.argsort(place, kind="stable")
    return Table(
        runs=runs,
        idf=idf.astype(np.float32),
        starts=np.searchsorted(place[order], np.arange(len(runs) + 1)),
        units=number[order].astype(np.int32),
        weights=weights[order].astype(np.float32),
        firsts=np.flatnonzero(np.diff(owners, prepend=-1, append=articles)),
        lengths=np.sqrt(np.bincount(together // max(len(runs), 1), squares, minlength=articles)).astype(np.float32),
    )


def _idf(articles: int, having: NDArray[Any] | int) -> NDArray[np.float64]:
    """Return ln((1 + N) / (1 + n)) + 1 for runs that n of the N articles have: the smooth one, 1 for what all have."""
    return np.asarray(np.log((1 + articles) / (1 + np.asarray(having))) + 1)


def _counts(text: str) -> tuple[NDArray[np.uint32], NDArray[np.int64]]:
    """Return the different runs of a text, sorted, and how often each is in it."""
    runs = [_runs(word[:_LONGEST_WORD]) for word in _WORD.findall(text.lower())]
    return np.unique(np.concatenate(runs or [np.zeros(0, np.uint32)]), return_counts=True)


@lru_cache(_KEPT_WORDS)
def _runs(word: str) -> NDArray[np.uint32]:
    padded = f" {word} "
    runs = [
        padded[start : start + size]
        for size in range(SHORTEST, LONGEST + 1)
        for start in range(max(1, len(padded) - size + 1))
        if size == SHORTEST or size <= len(padded)
    ]
    whole = [f"word {word}"] * WORD_COUNTS  # no run has as many characters before a blank
    return np.array([crc32(each.encode("utf-8", "replace")) for each in (*runs, *whole)], dtype=np.uint32)


class NgramLeg:
    """Scores the articles of a table for a question; safe to use from several threads."""

    def __init__(self, table: Table) -> None:
        self._table = table
        self._runs = np.array(table.runs)  # the arrays that each question searches are kept at hand
        self._starts, self._count = table.firsts[:-1], int(table.firsts[-1])

    def score(self, question: str) -> Floats:
        """Return how near each article is to the question: 0 to 1."""
        units = self._likeness(question)
        together = np.add.reduceat(units, self._starts) / np.maximum(self._table.lengths, 1e-9)
        return np.asarray(0.5 * np.maximum.reduceat(units, self._starts) + 0.5 * together, np.float32)

    def _likeness(self, question: str) -> NDArray[np.float64]:
        """Return the cosine of each unit and the question; what no article has of it counts in its length."""
        table = self._table
        runs, counts = _counts(question)
        if not len(self._runs):
            return np.zeros(self._count)
        place = np.minimum(np.searchsorted(self._runs, runs), len(self._runs) - 1)
        known = self._runs[place] == runs
        place = place[known]
        weights = counts[known] * table.idf[place]
        unknown = counts[~known] * _idf(len(self._starts), 0)
        length = np.sqrt((weights**2).sum() + (unknown**2).sum())
        rarest = np.argsort(-table.idf[place], kind="stable")
        begins, ends = table.starts[place[rarest]], table.starts[place[rarest] + 1]
        read = np.cumsum(ends - begins) <= MAX_POSTINGS
        spans = [slice(begin, end) for begin, end in zip(begins[read].tolist(), ends[read].tolist(), strict=True)]
        if not spans:
            return np.zeros(self._count)
        units = np.concatenate([table.units[span] for span in spans])
        shares = np.concatenate([table.weights[span] for span in spans])
        shares *= np.repeat(weights[rarest][read] / length, (ends - begins)[read])
        return np.asarray(np.bincount(units, shares, minlength=self._count), np.float64)
