"""How sure to be of the best hit: a probability, from how well it matches and how far it leads.

A raw BM25 score cannot be thresholded; the share of the question's information that was found can. The coefficients are
a logistic regression over 69 development questions, a start for a knowledge base of this size and no more.
"""

from __future__ import annotations

from math import exp
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_WORDS = (-2.06, 9.57, 7.19)
_MEANINGS = (-4.99, 3.02, 5.98)
"""Intercept, and the weights of the best score and of its lead, of an index by words and of one by meanings too."""


def confidences(scores: Sequence[float], *, semantic: bool) -> list[float]:
    """Return a probability of being right for each score; `scores` are normalised and in descending order."""
    if not scores:
        return []
    terms = _MEANINGS if semantic else _WORDS
    runner_up = scores[1] if len(scores) > 1 else 0.0
    best = _logistic(terms, scores[0], scores[0] - runner_up)
    return [best, *(min(best, _logistic(terms, score, score - scores[0])) for score in scores[1:])]


def _logistic(terms: tuple[float, float, float], score: float, lead: float) -> float:
    intercept, per_score, per_lead = terms
    return 1 / (1 + exp(-(intercept + per_score * score + per_lead * lead)))
