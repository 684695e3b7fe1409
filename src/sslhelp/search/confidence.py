"""How sure to be of the best hit: a probability, from how well it matches and how far it leads.

A raw BM25 score cannot be thresholded; the share of a question's information that was found, and likeness in meaning,
can, once they are calibrated: a logistic regression over the best score, its lead over the next, and the drop from it
to the fourth. `kb/confidence.toml` has the coefficients for this knowledge base (`calibration.py` fits them), and the
thresholds that follow from the precision that is wanted.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import exp
from typing import TYPE_CHECKING, Annotated

from pydantic import Field, TypeAdapter, ValidationError

from sslhelp.config import read_toml
from sslhelp.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

FILE = "confidence.toml"
FOURTH = 3
"""The place, from 0, of the hit to which the drop is measured: a question that four articles answer alike is vague."""

_Share = Annotated[float, Field(ge=0, le=1)]


@dataclass(frozen=True, slots=True)
class Calibration:
    """Coefficients, the two thresholds, and what they were fitted for.

    From the probability `sure` on, at least the share `precision` of answers is right; from `possible` on, choices are
    worth offering.
    """

    intercept: float
    per_score: float
    per_lead: float
    per_drop: float
    sure: _Share
    possible: _Share
    precision: _Share
    articles: int
    questions: int

    def confidences(self, scores: Sequence[float]) -> list[float]:
        """Return a probability of being right for each score; `scores` are in descending order."""
        if not scores:
            return []
        best = self._probability(*features(scores))
        return [best, *(min(best, self._probability(score, score - scores[0], 0.0)) for score in scores[1:])]

    def _probability(self, score: float, lead: float, drop: float) -> float:
        return 1 / (1 + exp(-(self.intercept + self.per_score * score + self.per_lead * lead + self.per_drop * drop)))


def features(scores: Sequence[float]) -> tuple[float, float, float]:
    """Return the best of one or more scores, its lead over the second, and its drop to the fourth."""
    below = [*scores[1:], *(FOURTH * [0.0])]
    return scores[0], scores[0] - below[0], scores[0] - below[FOURTH - 1]


@dataclass(frozen=True, slots=True)
class Calibrations:
    """One for an index that knows meanings, one for an index of words alone."""

    meanings: Calibration
    words: Calibration


COLD_START = Calibrations(
    meanings=Calibration(-3.7, 1.4, 4.1, 4.2, sure=0.8, possible=0.3, precision=0.9, articles=0, questions=0),
    words=Calibration(-2.1, 4.8, 3.6, 3.6, sure=0.8, possible=0.3, precision=0.9, articles=0, questions=0),
)
"""For a knowledge base that was never calibrated."""

_FORM = TypeAdapter(Calibrations)


def read(kb_dir: Path) -> Calibrations:
    """Read the file of a knowledge base, or the cold start where it has none; raises ConfigError if it is malformed."""
    path = kb_dir / FILE
    if not path.exists():
        return COLD_START
    try:
        return _FORM.validate_python(read_toml(path))
    except ValidationError as error:
        fault = error.errors()[0]
        where = ".".join(map(str, fault["loc"]))
        raise ConfigError(f"{path}: {where}: {fault['msg'].lower()}", hint="run `sslhelp kb calibrate`") from None


def write(kb_dir: Path, calibrations: Calibrations) -> Path:
    """Write the file of a knowledge base, and return its path."""
    tables = [
        f"[{kind}]\n" + "".join(f"{key} = {value}\n" for key, value in table.items())
        for kind, table in _FORM.dump_python(calibrations).items()
    ]
    path = kb_dir / FILE
    path.write_text(_HEAD + "\n".join(tables), "utf-8")
    return path


_HEAD = """\
# How sure the search is of what it finds, fitted to these articles by `sslhelp kb calibrate`; not to be edited by hand.
# From `sure` on an answer is given, and from `possible` on choices are offered. `meanings` is for an index with the
# embedding model, `words` for one without it.

"""
