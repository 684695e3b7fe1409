"""Where key material lies in mended text."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sslhelp.pki.pasted.armour import Marker


@dataclass(frozen=True, slots=True)
class Span:
    """Key material of one kind, from `start` to `end`."""

    start: int
    end: int
    kind: str


@dataclass(frozen=True, slots=True)
class Pasted:
    """A paste, mended, with its BEGIN and END lines in order and where they start: no key runs over one of those."""

    text: str
    markers: Sequence[Marker]
    borders: Sequence[int]

    def border(self, after: int) -> int:
        """Return where the next BEGIN or END line starts, or the end of the text."""
        place = bisect_left(self.borders, after)
        return self.borders[place] if place < len(self.borders) else len(self.text)


def merged(found: Iterable[Span]) -> list[Span]:
    """Return the spans in order, those that overlap or touch made one of the kind of the first."""
    kept: list[Span] = []
    for span in sorted(found, key=lambda span: span.start):
        if kept and span.start <= kept[-1].end:
            kept[-1] = Span(kept[-1].start, max(span.end, kept[-1].end), kept[-1].kind)
        else:
            kept.append(span)
    return kept
