"""Fit the confidence to a knowledge base, from nothing but its own questions.

In each of four folds every article loses a quarter of its questions, and a third of the articles is left out
altogether. The questions that were taken out are asked: right is whoever finds its own article first, and a question
whose article is gone has no right answer, as many of a customer's have none.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from sslhelp.search import index
from sslhelp.search.confidence import Calibration, features
from sslhelp.search.index import Index

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from sslhelp.model.knowledge import Article
    from sslhelp.search.embedding import Embedder

FOLDS = 4
LEFT_OUT = 0.3  # of the articles, in each fold
FEWEST_ANSWERS = 10
AROUND = 50  # samples that tell how it is around a confidence
_SEED = 20261126
_RIDGE = 1e-3
_STEPS = 50


@dataclass(frozen=True, slots=True)
class Sample:
    """A question that was asked: the scores of its hits, best first, and the place of the right one from 0, if any."""

    scores: tuple[float, ...]
    place: int | None


def samples(
    articles: Sequence[Article],
    synonyms: Mapping[str, str],
    embedder: Embedder | None = None,
    previous: Path | None = None,
) -> Iterator[Sample]:
    """Ask what was taken out of each fold; `previous` is an index from which vectors are taken over."""
    random = Random(_SEED)  # noqa: S311  (a choice of articles, no secret)
    for fold in range(FOLDS):
        gone = set(random.sample([each.id for each in articles], int(LEFT_OUT * len(articles))))
        kept = [
            replace(each, questions=tuple(text for place, text in enumerate(each.questions) if place % FOLDS != fold))
            for each in articles
            if each.id not in gone
        ]
        with TemporaryDirectory() as folder:
            index.build(kept, synonyms=synonyms, folder=Path(folder), embedder=embedder, previous=previous)
            opened = Index(Path(folder), embedder)
            for article in articles:
                for question in article.questions[fold::FOLDS]:
                    hits = opened.search(question)
                    ids = [hit.article_id for hit in hits]
                    place = ids.index(article.id) if article.id in ids else None
                    yield Sample(tuple(hit.score for hit in hits), place)


def fit(found: Sequence[Sample], *, precision: float, articles: int, questions: int) -> Calibration:
    """Fit the coefficients, and choose the thresholds for a precision.

    `sure` is the lowest confidence from which on, with ten answers at least, so large a share is right; 1 if there is
    none. `possible` is the lowest one around which one of the first three is right as often as not.
    """
    asked = [each for each in found if each.scores]
    inputs = np.array([(1.0, *features(each.scores)) for each in asked])
    right = np.array([each.place == 0 for each in asked])
    weights = _regression(inputs, right)
    levels = 1 / (1 + np.exp(-(inputs @ weights)))
    among = np.array([each.place is not None and each.place < 3 for each in asked])
    intercept, per_score, per_lead, per_drop = map(_rounded, weights)
    sure = _threshold(levels, right, precision)
    return Calibration(
        intercept=intercept,
        per_score=per_score,
        per_lead=per_lead,
        per_drop=per_drop,
        sure=sure,
        possible=min(sure, _crossing(levels, among)),
        precision=precision,
        articles=articles,
        questions=questions,
    )


Reliability: TypeAlias = list[tuple[float, float, int]]
"""For each bin of confidence that has any: the mean confidence, the share that was right, and how many."""


def reliability(found: Sequence[Sample], calibration: Calibration, bins: int = 10) -> Reliability:
    """Return how often what was said with a confidence was right."""
    asked = [each for each in found if each.scores]
    levels = np.array([calibration.confidences(each.scores)[0] for each in asked])
    right = np.array([each.place == 0 for each in asked])
    places = np.minimum((levels * bins).astype(int), bins - 1)
    return [
        (float(levels[places == place].mean()), float(right[places == place].mean()), int((places == place).sum()))
        for place in range(bins)
        if (places == place).any()
    ]


def _regression(inputs: NDArray[np.float64], right: NDArray[np.bool_]) -> NDArray[np.float64]:
    """Logistic regression by Newton's method, with a ridge that keeps it finite where the data part cleanly."""
    weights = np.zeros(inputs.shape[1])
    for _ in range(_STEPS):
        levels = 1 / (1 + np.exp(-(inputs @ weights)))
        slopes = inputs.T @ (inputs * (levels * (1 - levels))[:, None]) + _RIDGE * np.eye(len(weights))
        weights = weights + np.linalg.solve(slopes, inputs.T @ (right - levels) - _RIDGE * weights)
    return weights


def _threshold(levels: NDArray[np.float64], right: NDArray[np.bool_], precision: float) -> float:
    order = np.argsort(-levels)
    shares = np.cumsum(right[order]) / np.arange(1, len(order) + 1)
    enough = [place for place in range(FEWEST_ANSWERS - 1, len(order)) if shares[place] >= precision]
    return _rounded(levels[order][enough[-1]]) if enough else 1.0


def _crossing(levels: NDArray[np.float64], right: NDArray[np.bool_]) -> float:
    order = np.argsort(levels)
    window = min(AROUND, len(order))
    shares = np.convolve(right[order], np.ones(window) / window, mode="valid")
    places = np.flatnonzero(shares >= 0.5)
    return _rounded(levels[order][places[0] + window // 2]) if len(places) else 1.0


def _rounded(number: float) -> float:
    """Return a number as the file has it: four digits that count."""
    return float(f"{number:.4g}")
