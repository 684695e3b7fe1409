"""Whether the confidence was fitted to a knowledge base like this one: after larger changes it is not to be trusted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sslhelp.errors import Complaint

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sslhelp.knowledge.lint.manuscript import Manuscript
    from sslhelp.knowledge.lint.surroundings import Surroundings

TOLERATED = 0.05
"""The share of articles or questions that may have come or gone since."""


def check(manuscripts: Sequence[Manuscript], surroundings: Surroundings) -> Iterator[Complaint]:
    """Complain when the confidence was fitted to many more or fewer articles or questions."""
    if surroundings.fitted_to is None:
        return
    counts = len(manuscripts), sum(len(each.article.questions) for each in manuscripts)
    if any(abs(now - then) > TOLERATED * now for now, then in zip(counts, surroundings.fitted_to, strict=True)):
        then = "{} articles and {} questions".format(*surroundings.fitted_to)
        message = f"fitted to {then}, now there are {counts[0]} and {counts[1]}: run `sslhelp kb calibrate`"
        yield Complaint(manuscripts[0].path.parents[2] / "confidence.toml", 1, message)
