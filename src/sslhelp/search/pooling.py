"""From the scores of units to that of the article they stand for: half the best, half the mean of the best three."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

_BEST = 3
_APART = 1e3  # further than any two scores are


def pool(scores: NDArray[np.float32], starts: NDArray[np.int64]) -> NDArray[np.float32]:
    """Pool the scores of consecutive groups, none of them empty; `starts` has where each begins."""
    sizes = np.diff(np.append(starts, len(scores)))
    shifts = np.repeat(np.arange(len(starts)) * _APART, sizes)
    ranked = shifts - np.sort(shifts - scores)  # one sort of all puts the best of each group first
    total = best = ranked[starts]
    for place in range(1, _BEST):
        following = ranked[np.minimum(starts + place, len(scores) - 1)]
        total = total + np.where(sizes > place, following, 0)
    pooled: NDArray[np.float32] = (0.5 * best + 0.5 * total / np.minimum(sizes, _BEST)).astype(np.float32)
    return pooled
