"""The figures that sum up how questions fared, each with the interval that it lies in with 95 % confidence.

Shares have Wilson's interval, which holds for few questions and for shares near 0 and 1; what is no share is drawn
again and again from the same questions (bootstrap, seeded, percentiles).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from math import sqrt
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from numpy.typing import NDArray

    from sslhelp.search.evaluate import Outcome

    Interval = tuple[float, float]
    Statistic = Callable[[NDArray[np.int64]], float]

OFFERED = 3  # as many as a customer is offered to choose from
PRECISION = 0.95
FEWEST_ANSWERS = 10  # of fewer, a precision says nothing
_Z = 1.959964  # the normal distribution's for 95 %
_DRAWS = 1_000
_SEED = 20261126


@dataclass(frozen=True, slots=True)
class Figures:
    """Shares are of the questions that an article answers, but `strayed`: of those that none does.

    `right` and `wrong` were answered at once, `offered` got choices with the right article among them. `strayed` got an
    answer although there is none. `mrr` is the mean of 1/rank, 0 for what is not among the first ten; `roc_area` how
    often a question that an article answers is surer than one that none does; `right_at_95` the share that is answered
    right by the threshold, chosen in hindsight, at which 95 % of at least ten answers are right. None where there was
    no such question. `intervals` has the 95 % interval of each figure that is there, by its name.
    """

    questions: int
    out_of_scope: int
    hit_at_1: float | None
    hit_at_3: float | None
    mrr: float | None
    roc_area: float | None
    right_at_95: float | None
    right: float | None
    wrong: float | None
    offered: float | None
    strayed: float | None
    intervals: dict[str, Interval] = field(default_factory=dict)


def figures(outcomes: Iterable[Outcome], *, sure: float, possible: float) -> Figures:
    """Sum up outcomes, for an assistant that answers from confidence `sure` on and offers choices from `possible`."""
    every = list(outcomes)
    inside = [each for each in every if each.article_id]
    outside = [each for each in every if not each.article_id]
    answered = [each for each in inside if each.confidence >= sure]
    unsure = [each for each in inside if possible <= each.confidence < sure]
    shares = {
        "hit_at_1": _share(sum(each.rank == 1 for each in inside), inside),
        "hit_at_3": _share(sum(_is_offered(each) for each in inside), inside),
        "right": _share(sum(each.rank == 1 for each in answered), inside),
        "wrong": _share(sum(each.rank != 1 for each in answered), inside),
        "offered": _share(sum(map(_is_offered, unsure)), inside),
        "strayed": _share(sum(each.confidence >= sure for each in outside), outside),
        "mrr": _drawn(_mean_reciprocal_rank(inside), len(inside)) if inside else None,
        "roc_area": _drawn(_roc_area(every), len(every)) if inside and outside else None,
        "right_at_95": _drawn(_right_at_precision(every), len(every)) if inside else None,
    }
    return Figures(
        questions=len(inside),
        out_of_scope=len(outside),
        intervals={name: found[1] for name, found in shares.items() if found},
        **{name: found[0] if found else None for name, found in shares.items()},
    )


def _is_offered(outcome: Outcome) -> bool:
    return outcome.rank is not None and outcome.rank <= OFFERED


def _share(count: int, of: Sequence[Outcome]) -> tuple[float, Interval] | None:
    """Return a share and Wilson's score interval (Wilson 1927)."""
    if not of:
        return None
    total, share = len(of), count / len(of)
    middle = (share + _Z**2 / (2 * total)) / (1 + _Z**2 / total)
    reach = _Z * sqrt(share * (1 - share) / total + _Z**2 / (4 * total**2)) / (1 + _Z**2 / total)
    return round(share, 4), (round(max(0.0, middle - reach), 4), round(min(1.0, middle + reach), 4))


def _drawn(statistic: Statistic, count: int) -> tuple[float, Interval]:
    """Return a statistic of all questions and its interval; it is given how often each question was drawn."""
    random = np.random.Generator(np.random.PCG64(_SEED))
    drawn = [statistic(np.bincount(random.integers(0, count, count), minlength=count)) for _ in range(_DRAWS)]
    low, high = np.nanpercentile(drawn, (2.5, 97.5))
    return round(statistic(np.ones(count, np.int64)), 4), (round(float(low), 4), round(float(high), 4))


def _mean_reciprocal_rank(inside: Sequence[Outcome]) -> Statistic:
    reciprocals = np.array([1 / each.rank if each.rank else 0.0 for each in inside])
    return lambda times: float(reciprocals @ times / times.sum())


def _roc_area(every: Sequence[Outcome]) -> Statistic:
    """The area is the share of the pairs, one question inside and one outside, in which the one inside is surer."""
    order, groups = _by_confidence(every)
    inside = np.array([each.article_id is not None for each in every])[order]

    def area(times: NDArray[np.int64]) -> float:
        drawn = times[order]
        surer = np.add.reduceat(drawn * inside, groups).astype(float)
        less = np.add.reduceat(drawn * ~inside, groups).astype(float)
        pairs = surer.sum() * less.sum()
        below = less.sum() - np.cumsum(less)
        return float((surer * (below + less / 2)).sum() / pairs) if pairs else float("nan")

    return area


def _right_at_precision(every: Sequence[Outcome]) -> Statistic:
    order, groups = _by_confidence(every)
    inside = np.array([each.article_id is not None for each in every])[order]
    is_right = np.array([each.rank == 1 for each in every])[order]

    def share(times: NDArray[np.int64]) -> float:
        drawn = times[order]
        given = np.cumsum(np.add.reduceat(drawn, groups))
        right = np.cumsum(np.add.reduceat(drawn * is_right, groups))
        enough = (given >= FEWEST_ANSWERS) & (right >= PRECISION * given)
        asked = (drawn * inside).sum()
        return float(right[enough].max(initial=0) / asked) if asked else float("nan")

    return share


def _by_confidence(every: Sequence[Outcome]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the order of the questions, surest first, and where each group of equally sure ones begins."""
    sure = np.array([each.confidence for each in every])
    order = np.argsort(-sure, kind="stable")
    return order, np.flatnonzero(np.diff(sure[order], prepend=np.inf))
