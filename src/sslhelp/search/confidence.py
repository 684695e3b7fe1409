"""How sure to be of the best hit: a probability, from how well it matches and how far it leads.

A raw BM25 score cannot be thresholded; the share of the question's information that was found can. The coefficients are
a logistic regression over 69 development questions, a start for a knowledge base of this size and no more.
"""

from __future__ import annotations

from math import exp
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

INTERCEPT = -2.06
PER_SCORE = 9.57
PER_LEAD = 7.19


def confidences(scores: Sequence[float]) -> list[float]:
    """Return a probability of being right for each score; `scores` are normalised and in descending order."""
    if not scores:
        return []
    runner_up = scores[1] if len(scores) > 1 else 0.0
    best = _logistic(scores[0], scores[0] - runner_up)
    return [best, *(min(best, _logistic(score, score - scores[0])) for score in scores[1:])]


def _logistic(score: float, lead: float) -> float:
    return 1 / (1 + exp(-(INTERCEPT + PER_SCORE * score + PER_LEAD * lead)))
