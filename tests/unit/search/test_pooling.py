"""Pooling: half the best score of a group, half the mean of its best three."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sslhelp.search.pooling import pool

SCORES = st.lists(st.lists(st.floats(-1, 1, width=32), min_size=1, max_size=7), min_size=1, max_size=6)


def pooled(groups: list[list[float]]) -> list[float]:
    starts = np.cumsum([0, *(len(group) for group in groups[:-1])])
    scores = np.array([score for group in groups for score in group], np.float32)
    return [float(each) for each in pool(scores, starts)]


@pytest.mark.parametrize(
    ("group", "expected"),
    [([0.8], 0.8), ([0.2, 0.8], 0.65), ([0.9, 0.6, 0.3, 0.1], 0.75), ([0.5, 0.5, 0.5, 0.5], 0.5), ([-0.5, -1], -0.625)],
)
def test_a_group_of_any_size_is_pooled(group: list[float], expected: float) -> None:
    assert pooled([group]) == pytest.approx([expected])


@given(SCORES)
def test_each_group_is_pooled_by_itself_whatever_stands_beside_it(groups: list[list[float]]) -> None:
    assert pooled(groups) == pytest.approx([pooled([group])[0] for group in groups], abs=1e-5)


@given(SCORES)
def test_the_pool_is_never_over_the_best_nor_under_the_mean_of_the_best_three(groups: list[list[float]]) -> None:
    for group, result in zip(groups, pooled(groups), strict=True):
        best = sorted(group)[::-1][:3]
        assert sum(best) / len(best) - 1e-5 <= result <= best[0] + 1e-5
