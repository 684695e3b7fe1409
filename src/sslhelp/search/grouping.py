"""Questions grouped by what they ask: average linkage over the cosines of their vectors.

Leaders would do for a stream, but their groups depend on who came first; here all questions are at hand. Held against
questions of known subjects, of a shop's certificates and of two other trades, average linkage puts more of the
like together at the same purity, and neither the words in common nor the words' meanings one by one add to the cosine.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

ALIKE_IN_MEANING = 0.5
ALIKE_IN_WORDS = 0.35
"""The mean cosine between two groups from which on they are one: nine in ten of a group then belong there."""


def by_stems(weighed: Sequence[Mapping[str, float]]) -> Floats:
    """Return a vector of length 1 for each question from the weights of its stems; of length 0 for one without any."""
    places = {stem: place for place, stem in enumerate(dict.fromkeys(stem for each in weighed for stem in each))}
    vectors = np.zeros((len(weighed), len(places)), np.float32)
    for row, weights in zip(vectors, weighed, strict=True):
        row[[places[stem] for stem in weights]] = list(weights.values())
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    return _floats(vectors / np.maximum(lengths, 1e-9))


def groups(vectors: Floats, alike: float) -> list[list[int]]:
    """Group vectors of length 1, (n, width), whose mean cosine is at least `alike`; the most typical come first.

    The groups come in the order of their first members. Takes n * n floats, and about n * n steps.
    """
    cosines = _floats(vectors @ vectors.T)
    merged = _merged(cosines.copy(), alike)
    return [_typical_first(members, cosines) for members in sorted(merged, key=min)]


def _merged(near: Floats, alike: float) -> list[list[int]]:
    """Merge what is nearest to each other until nothing is near enough; `near` is used up.

    A chain of nearest neighbours ends in two that are each other's nearest. With average linkage these may be merged at
    once: no later merging brings anything nearer to one of them.
    """
    members = {place: [place] for place in range(len(near))}
    np.fill_diagonal(near, -np.inf)
    done: list[list[int]] = []
    chain: list[int] = []
    while members:
        here = chain[-1] if chain else next(iter(members))
        there = int(near[here].argmax())
        if near[here, there] < alike:
            done.append(members.pop(here))
            near[here] = near[:, here] = -np.inf
            chain = []
        elif len(chain) > 1 and near[here, chain[-2]] >= near[here, there]:
            _merge(near, members, here, chain[-2])
            chain = []
        else:
            chain = [*chain, there] if chain else [here, there]
    return done


def _merge(near: Floats, members: dict[int, list[int]], one: int, other: int) -> None:
    """Make `other` a part of `one`: as near to the rest as its members are on average."""
    sizes = len(members[one]), len(members[other])
    near[one] = (sizes[0] * near[one] + sizes[1] * near[other]) / sum(sizes)
    near[:, one] = near[one]
    near[one, one] = -np.inf
    near[other] = near[:, other] = -np.inf
    members[one] += members.pop(other)


def _typical_first(members: Sequence[int], cosines: Floats) -> list[int]:
    """Put first what is nearest to all others; among equals, what came first."""
    inside = sorted(members)
    typical = cosines[np.ix_(inside, inside)].mean(axis=1).round(6)
    return [inside[place] for place in np.argsort(-typical, kind="stable")]


def _floats(values: NDArray[Any]) -> Floats:
    return np.asarray(values, dtype=np.float32)
