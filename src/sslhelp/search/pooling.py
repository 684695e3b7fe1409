"""From the scores of units to that of the article they stand for: half the best, half the mean of the best three."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

_BEST = 3


def pool(scores: NDArray[np.float32], starts: NDArray[np.int64]) -> NDArray[np.float32]:
    """Pool the scores of consecutive groups, none of them empty; `starts` has where each begins."""
    left = scores.copy()
    sizes = np.diff(np.append(starts, len(scores)))
    owners = np.repeat(np.arange(len(starts)), sizes)
    best = total = np.maximum.reduceat(left, starts)
    for _ in range(1, _BEST):
        _take_away(left, np.maximum.reduceat(left, starts)[owners], owners)
        following = np.maximum.reduceat(left, starts)
        total = total + np.where(np.isneginf(following), 0, following)
    pooled: NDArray[np.float32] = (0.5 * best + 0.5 * total / np.minimum(sizes, _BEST)).astype(np.float32)
    return pooled


def _take_away(scores: NDArray[np.float32], best: NDArray[np.float32], owners: NDArray[np.int64]) -> None:
    """Put the first of the best scores of each group out of the count; `best` has that of each score's group."""
    is_best = np.flatnonzero(scores == best)
    _, first = np.unique(owners[is_best], return_index=True)
    scores[is_best[first]] = -np.inf
