"""The BEGIN and END lines of PEM armour (RFC 7468) in mended text, in whatever state they are.

Takes text that `paste.mend` has mended, and looks at each character a bounded number of times.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_MARKER = re.compile(
    r"-[ \t]{0,4}(?P<edge>(?i:BEGIN|END))[\s+>|]{1,8}(?P<label>[A-Za-z0-9#][A-Za-z0-9#.\s+>|]{1,60}?)[\s>|]{0,4}-{1,10}"
)
_FILLER = re.compile(r"[\s+>|]+")


@dataclass(frozen=True, slots=True)
class Marker:
    """A BEGIN or END line: `label` in upper case with single spaces, `start` and `end` in the mended text."""

    begins: bool
    label: str
    start: int
    end: int


def markers(text: str) -> Iterator[Marker]:
    """Yield the BEGIN and END lines in order: in any case, with one to ten dashes, torn by quotes or line ends."""
    for found in _MARKER.finditer(text):
        begins = found["edge"][0] in "Bb"
        yield Marker(begins, label_of(found["label"]), line_start(text, found.start("edge")), found.end())


def line_start(text: str, edge: int) -> int:
    """Return where the dashes before the word BEGIN or END at `edge` start, ten of them at the most."""
    before = text[max(0, edge - 14) : edge]
    dashes = before.rstrip(" \t")
    run = dashes[-10:]
    count = len(run) - len(run.rstrip("-"))
    return edge - (len(before) - len(dashes)) - count if count else edge


def label_of(torn: str) -> str:
    """Return a label as RFC 7468 writes it: upper case, single spaces."""
    return _FILLER.sub(" ", torn).strip().upper()
