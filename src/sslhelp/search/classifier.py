"""What the units of a knowledge base teach: which article a vector belongs to, where articles are easily confused.

A softmax regression over the vectors of titles, questions and passages. It begins at the middle of each article's
vectors and learns what to add to it, held back by a penalty, so that an article of few units is hardly changed. The
descent is Nesterov's with the step that the loss's curvature allows, which cannot diverge and needs no tuning.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

SHARPNESS = 5.0  # by which cosines are multiplied before the softmax
PENALTY = 0.5
STEPS = 60
MAX_WORK = 5_000_000  # examples times articles: some ten seconds


def train(examples: Floats, owners: NDArray[np.int64], middles: Floats) -> Floats:
    """Return what to add to the middle of each article, (articles, width), so that it draws its own examples.

    `examples` (n, width) are vectors of length 1 and `owners` (n,) the articles that they belong to; `middles`
    (articles, width) are of length 1 too. Each article counts alike, however many examples it has. With no examples,
    or with too many, there is nothing to add: (0, width).
    """
    if not 0 < len(examples) * len(middles) <= MAX_WORK:
        return np.zeros((0, middles.shape[1]), np.float32)
    weights = 1 / np.bincount(owners)[owners]
    weights = (weights / weights.mean()).astype(np.float32)[:, None]
    steepest = np.linalg.eigvalsh((examples * weights).T @ examples)[-1]
    step = np.float32(1 / (SHARPNESS / 2 * steepest + PENALTY))
    learned = ahead = np.zeros_like(middles)
    momentum = 1.0
    for _ in range(STEPS):
        surplus = _softmax(SHARPNESS * (examples @ (middles + ahead).T))
        surplus[np.arange(len(examples)), owners] -= 1
        before, learned = learned, ahead - step * ((surplus * weights).T @ examples + PENALTY * ahead)
        former, momentum = momentum, (1 + np.sqrt(1 + 4 * momentum**2)) / 2
        ahead = learned + np.float32((former - 1) / momentum) * (learned - before)
    return learned


def _softmax(logits: NDArray[Any]) -> Floats:
    powers = np.exp(logits - logits.max(axis=1, keepdims=True))
    return np.asarray(powers / powers.sum(axis=1, keepdims=True), np.float32)
