"""Pasted text made readable again, with the way back to where each character came from.

Mail clients, forms, shells and word processors turn `+` into `&#43;`, a line end into a literal `\\n` or `<br>`, a dash
into an em dash, and slip in zero-width characters. `mend` undoes that character by character, so that the finders look
at one form only and still cut the right piece out of the original.
"""

from __future__ import annotations

import html
import re
from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_DASHES = "\u0096\u0097\u2010\u2011\u2012\u2013\u2014\u2015\u2043\u2212\ufe58\ufe63"
_SPACES = "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
_LINE_ENDS = "\u0085\u2028\u2029\x0b\x0c"
_INVISIBLE = (
    "\u0000\u00ad\u180e\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff"
)
_FULL_WIDTH = {chr(code + 0xFEE0): chr(code) for code in range(0x21, 0x7F)}
_LOOKALIKES = str.maketrans(
    _FULL_WIDTH | dict.fromkeys(_DASHES, "-") | dict.fromkeys(_SPACES, " ") | dict.fromkeys(_LINE_ENDS, "\n")
)
_GONE = str.maketrans("", "", _INVISIBLE)
_ESCAPES = {"n": "\n", "r": "\n", "t": " ", "/": "/"}

_INLINE = re.compile(r"</?(?:wbr|span|font)", re.IGNORECASE)
_SUSPECT = re.compile(rf"[&<\\%{_INVISIBLE}]")
_DAMAGE = re.compile(
    rf"{_SUSPECT.pattern}(?:"
    r"(?<=&)(?P<entity>(?:amp;){0,3}(?P<named>\#\d{1,6}|\#[xX][0-9a-fA-F]{1,5}|[A-Za-z]{2,10});)"
    r"|(?<=<)(?P<tag>/?(?:br|p|div|span|wbr|pre|code|td|tr|li|font|o:p)(?:[\s/][^<>]{0,200})?>)"
    r"|(?<=\\)(?P<escape>\\{0,3}(?:[nrt/]|u[0-9a-fA-F]{4}))"
    r"|(?<=%)(?P<percent>(?:25){0,3}[0-9a-fA-F]{2})"
    rf"|(?<=[{_INVISIBLE}])(?P<invisible>[{_INVISIBLE}]*))",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Mended:
    """`text` as it was meant; `origin` leads from an index in it back into the text as it was pasted."""

    text: str
    _starts: Sequence[int]
    _sources: Sequence[int]

    def origin(self, index: int) -> int:
        """Return the index in the pasted text that `index` of the mended text stands for."""
        piece = bisect_right(self._starts, index) - 1
        source = self._sources[piece] + index - self._starts[piece]
        return min(source, self._sources[piece + 1]) if piece + 1 < len(self._sources) else source


def mend(pasted: str) -> Mended:
    """Undo the damage of transport in time linear in the length of `pasted`; never raises."""
    pasted = pasted.translate(_LOOKALIKES)
    if not _SUSPECT.search(pasted):
        return Mended(pasted, (0,), (0,))
    repairs: dict[str, str] = {}
    pieces: list[str] = []
    starts, sources = [0], [0]
    length = end = 0
    for damage in _DAMAGE.finditer(pasted):
        start, found = damage.start(), damage[0]
        repaired = repairs.get(found)
        if repaired is None:
            repaired = repairs[found] = _repair(damage)
        pieces += pasted[end:start], repaired
        starts += length + start - end, length + start - end + len(repaired)
        sources += start, damage.end()
        length, end = starts[-1], sources[-1]
    pieces.append(pasted[end:])
    return Mended("".join(pieces), starts, sources)


def decode(data: bytes) -> str:
    """Return the text of a file: UTF-8, UTF-16 with or without a byte order mark, else Windows-1252; never raises."""
    if data[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        return data.decode("utf-16", "replace")
    head = data[:512]
    if head.count(0) * 4 > len(head):
        return data.decode("utf-16-be" if head[::2].count(0) > head[1::2].count(0) else "utf-16-le", "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def _repair(damage: re.Match[str]) -> str:
    found = damage[0]
    match damage.lastgroup:
        case "entity":
            meant = html.unescape(f"&{damage['named']};")
        case "tag":
            meant = "" if _INLINE.match(found) else "\n"
        case "escape":
            code = found.lstrip("\\")
            meant = chr(int(code[1:], 16)) if code[0] in "uU" else _ESCAPES[code.lower()]
        case "percent":
            meant = chr(int(found[-2:], 16))
        case _:
            meant = ""
    return meant.translate(_LOOKALIKES).translate(_GONE)
