"""What the units of a knowledge base teach about telling articles apart."""

import numpy as np

from sslhelp.search import classifier

EAST, NORTH, BETWEEN = np.array([[1, 0, 0], [0, 1, 0], [0.6, 0.8, 0]], np.float32)


def test_an_example_that_its_article_would_lose_to_another_is_drawn_back() -> None:
    examples = np.array([EAST, BETWEEN, NORTH])
    middles = np.array([EAST, NORTH])
    learned = classifier.train(examples, np.array([0, 0, 1]), middles)
    before, after = middles @ BETWEEN, (middles + learned) @ BETWEEN
    assert before[0] < before[1]
    assert after[0] - after[1] > before[0] - before[1]


def test_what_is_learned_is_the_same_each_time_and_bounded() -> None:
    random = np.random.Generator(np.random.PCG64(7))
    vectors = random.standard_normal((200, 16)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    owners = np.repeat(np.arange(20), 10)
    once, again = (classifier.train(vectors, owners, vectors[::10]) for _ in range(2))
    assert np.array_equal(once, again)
    assert np.isfinite(once).all()
    assert np.abs(once).max() < 50


def test_nothing_is_learned_from_no_example_or_from_too_many() -> None:
    middles = np.zeros((3, 8), np.float32)
    assert classifier.train(np.zeros((0, 8), np.float32), np.zeros(0, np.int64), middles).shape == (0, 8)
    many = np.zeros((classifier.MAX_WORK // 3 + 1, 1), np.float32)
    assert classifier.train(many, np.zeros(len(many), np.int64), np.zeros((3, 1), np.float32)).shape == (0, 1)
