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
from itertools import accumulate
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
_LOOKALIKE = re.compile(rf"[{_DASHES}{_SPACES}{_LINE_ENDS}\uff01-\uff5e]")
_GONE = str.maketrans("", "", _INVISIBLE)
_ESCAPES = {"n": "\n", "r": "\n", "t": " ", "par": "\n"}
_OCTET = re.compile(r"[%=](?:25)*([0-9a-fA-F]{2})")
_AMP = re.compile(r"^(?:amp;)+(?=.)", re.IGNORECASE)

_CONTROL = re.compile(rb"[\x01-\x08\x0e-\x1f\x7f]")
_INLINE = re.compile(r"</?(?:wbr|span|font|b|i|em|strong|u|tt|a)\b", re.IGNORECASE)
_SUSPECT = re.compile(rf"[&<\\%=^_{_INVISIBLE}](?:(?<![=<])|(?<==)(?=[0-9A-F])|(?<=<)(?=[/A-Za-z]))")
_DAMAGE = re.compile(
    rf"([&<\\%=^_{_INVISIBLE}](?:"
    r"(?<=&)(?:amp;){0,3}(?:\#\d{1,6}|\#[xX][0-9a-fA-F]{1,5}|[A-Za-z]{2,10});"
    r"|(?<=<)(?=[/A-Za-z])"
    r"(?i:/?(?:br|p|div|span|wbr|pre|code|t[drt]|table|tbody|li|ul|ol|font|blockquote|o:p|b|i|em|strong|u|a)"
    r"(?:[\s/][^<>]{0,200})?>)"
    r"|(?<!\\\\)(?<=\\)\\*+(?:[nrt/+=_-]|[uU][0-9a-fA-F]{4}|par\b)"
    r"|(?<=%)(?:25){0,3}[0-9a-fA-F]{2}(?:%(?:25){0,3}[89a-fA-F][0-9a-fA-F])*"
    r"|(?<==)(?:0[AD]|3D|2[BF]|[89A-F][0-9A-F](?:=[89A-F][0-9A-F])+)"
    r"|(?<=\^)M\$?"
    r"|(?<=_)x000D_"
    rf"|(?<=[{_INVISIBLE}])[{_INVISIBLE}]*))"
)
"""Entities, tags, escapes of JSON, RTF, Markdown, URLs and quoted-printable, `cat -v`, Excel, and what is not seen."""


@dataclass(frozen=True, slots=True)
class Mended:
    """`text` as it was meant; `origin` leads from an index in it back into the text as it was pasted."""

    text: str
    _starts: Sequence[int]
    _sources: Sequence[int]
    _before: Mended | None = None

    def origin(self, index: int) -> int:
        """Return the index in the pasted text that `index` of the mended text stands for."""
        piece = bisect_right(self._starts, index) - 1
        source = self._sources[piece] + index - self._starts[piece]
        source = min(source, self._sources[piece + 1]) if piece + 1 < len(self._sources) else source
        return self._before.origin(source) if self._before else source


def mend(pasted: str) -> Mended:
    """Undo the damage of transport, twice over, in time linear in the length of `pasted`; never raises."""
    once = _mend(pasted, None)
    return _mend(once.text, once) if once.text != pasted and _SUSPECT.search(once.text) else once


def _mend(pasted: str, before: Mended | None) -> Mended:
    if not pasted.isascii() and _LOOKALIKE.search(pasted):
        pasted = pasted.translate(_LOOKALIKES)
    pieces = _DAMAGE.split(pasted) if _SUSPECT.search(pasted) else [pasted]
    if len(pieces) == 1:
        return before or Mended(pasted, (0,), (0,))
    sources = list(accumulate(map(len, pieces), initial=0))
    pieces[1::2] = map(_Repairs().__getitem__, pieces[1::2])
    starts = list(accumulate(map(len, pieces), initial=0))
    return Mended("".join(pieces), starts, sources, before)


def is_text(data: bytes) -> bool:
    """Say whether `data` begins with text and nothing else: no control character in it."""
    return not _CONTROL.search(data, 0, 256)


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


class _Repairs(dict[str, str]):
    """What each damage stands for, worked out once."""

    def __missing__(self, found: str) -> str:
        meant = self[found] = _meant(found).translate(_LOOKALIKES).translate(_GONE)
        return meant


def _meant(found: str) -> str:
    match found[0]:
        case "&":
            return html.unescape(f"&{_AMP.sub('', found[1:])}")
        case "<":
            return "" if _INLINE.match(found) else "\n"
        case "\\":
            code = found.lstrip("\\")
            return chr(int(code[1:], 16)) if code[1:] and code[0] in "uU" else _ESCAPES.get(code.lower(), code)
        case "%" | "=":
            octets = bytes.fromhex("".join(_OCTET.findall(found)))
            return octets.decode("utf-8" if len(octets) > 1 else "latin-1", "replace")
        case "_":
            return "\n"
        case _:
            return ""
