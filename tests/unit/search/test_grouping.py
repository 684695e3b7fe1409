"""Grouping by average linkage: near together, far apart, whatever the order, and in reasonable time."""

import numpy as np
import pytest
from numpy.typing import NDArray

from sslhelp.search import grouping


def around(*centres: int, noise: float = 0.02) -> NDArray[np.float32]:
    """Return vectors of length 1, each near the axis of that number."""
    vectors = np.eye(8)[list(centres)] + noise * np.random.default_rng(7).normal(size=(len(centres), 8))
    return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True), dtype=np.float32)


def test_what_is_near_is_together_and_what_is_far_is_apart() -> None:
    assert [sorted(group) for group in grouping.groups(around(0, 1, 0, 2, 1, 0), 0.5)] == [[0, 2, 5], [1, 4], [3]]


def test_the_order_of_the_vectors_makes_no_other_groups() -> None:
    vectors = around(*[0, 1, 2, 3] * 10, noise=0.3)
    order = np.random.default_rng(3).permutation(len(vectors))
    straight = {frozenset(group) for group in grouping.groups(vectors, 0.4)}
    shuffled = {frozenset(int(order[place]) for place in group) for group in grouping.groups(vectors[order], 0.4)}
    assert straight == shuffled


def test_a_row_of_neighbours_is_not_one_group_because_each_is_near_the_next() -> None:
    angles = np.linspace(0, np.pi, 13)
    row = np.stack([np.cos(angles), np.sin(angles)], axis=1).astype(np.float32)
    assert len(grouping.groups(row, 0.7)) > 2


@pytest.mark.parametrize("count", [0, 1, 50])
def test_vectors_that_are_all_the_same_are_one_group_in_their_order(count: int) -> None:
    groups = grouping.groups(np.ones((count, 1), np.float32), 0.5)
    assert groups == ([list(range(count))] if count else [])


def test_vectors_of_length_0_are_like_nothing() -> None:
    assert grouping.groups(np.zeros((3, 8), np.float32), 0.5) == [[0], [1], [2]]


def test_questions_without_a_stem_in_common_are_at_right_angles() -> None:
    one, other, third, none = grouping.by_stems([{"spf": 3.0, "record": 1.0}, {"wildcard": 2.0}, {"spf": 1.0}, {}])
    assert one @ other == 0
    assert one @ third == pytest.approx(3 / np.sqrt(10))
    assert np.linalg.norm(none) == 0
