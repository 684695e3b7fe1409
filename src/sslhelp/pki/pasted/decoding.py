"""What base64 may decode to, in whatever state its lines are (RFC 4648 4 and 5)."""

from __future__ import annotations

import re
from binascii import Error, a2b_base64
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

NOT_BASE64 = re.compile(r"[^A-Za-z0-9+/]+")
URL_ALPHABET = str.maketrans("-_", "+/")
"""From the digits of base64url to those of base64."""

_TOKEN = re.compile(r"[A-Za-z0-9+/]+(?:[-_][A-Za-z0-9+/]+)*={0,3}")
_QUOTE = re.compile(r"[>|#]")
_QUOTES = re.compile(r"(?m)^[ \t]*(?:\w{0,4}[>|#][ \t]?)+")
_HEADER_LINES = re.compile(r"(?m)^[ \t]*[A-Za-z][A-Za-z0-9-]{1,30}:[^\n]*$")
_MARGIN = " \t+>|#"
_NOT_BASE64URL = re.compile(r"[^A-Za-z0-9+/_-]+")
_MAX_TAILS = 8
_WIDTHS = (64, 76)  # of lines, RFC 7468 2 and RFC 2045 6.8
_MAX_REJOINED = 8192
_STRETCH = 16  # digits of a line, not of its number or a word in its margin


def readings(body: str) -> Iterator[bytes]:
    """Yield what `body` may decode to, likeliest first.

    As base64; with `+` put back for blanks, or for those that are not the ends of lines; as base64url; without what a
    diff or a form set before each line; and as its long stretches with one of the short ones after them, since lines
    come numbered, in tables and in quotes.
    """
    plain = _QUOTES.sub("", body) if _QUOTE.search(body) else body
    plain = _HEADER_LINES.sub("", plain) if ":" in plain else plain
    yield unbase64(NOT_BASE64.sub("", plain))
    lines = _without_margin(body)
    yield unbase64(NOT_BASE64.sub("", lines.replace(" ", "+")))
    yield unbase64(NOT_BASE64.sub("", lines))
    yield unbase64(_NOT_BASE64URL.sub("", plain).translate(URL_ALPHABET))
    yield from (unbase64(line) for width in _WIDTHS for line in _rejoined(plain, width))
    found = [token[0].translate(URL_ALPHABET) for token in _TOKEN.finditer(body)]
    full = [place for place, digits in enumerate(found) if len(digits) >= _STRETCH]
    joined = "".join(found[place].rstrip("=") for place in full)
    yield from (unbase64(joined + tail.rstrip("=")) for tail in ("", *_tails(found, full, len(joined))))


def _tails(found: Sequence[str], full: Sequence[int], length: int) -> list[str]:
    """Return the short stretches after the last full one, likeliest first.

    That is one with padding, or that needs none after so many digits; one that stood before as well is in the margin.
    """
    if not full:
        return []
    margin = {digits for digits in found[: full[-1]] if len(digits) < _STRETCH}
    after = found[full[-1] + 1 :][:_MAX_TAILS]
    return sorted(after, key=lambda tail: (not tail.endswith("="), tail in margin, (length + len(tail)) % 4 > 0))


def _without_margin(body: str) -> str:
    """Return `body` without the blanks, quotes or `+` that all its lines begin with."""
    lines = body.splitlines()
    margin = min((len(line) - len(inside) for line in lines if (inside := line.lstrip(_MARGIN))), default=0)
    return "\n".join([line[margin:] for line in lines])


def _rejoined(body: str, width: int) -> Iterator[str]:
    """Yield the digits of lines of `width` that were set on one line, where a blank is a line end, a `+` or both.

    How long the stretches between blanks are tells which: a line ends where it is full. Nothing is yielded where they
    do not fit. `ways` has what was read so far by how full the last line is then.
    """
    first, *others = re.split(r"[ +]", body.strip("\r\n= +")[:_MAX_REJOINED])
    ways = {len(first): first}
    for stretch in others:
        ways = {
            start + len(stretch): f"{read}{mark}{stretch}"
            for full, read in ways.items()
            for mark, start in _blank_after(full, width)
            if start + len(stretch) <= width
        }
    yield from ways.values()


def _blank_after(full: int, width: int) -> tuple[tuple[str, int], ...]:
    """Return what a blank may stand for when `full` digits of `width` are there, and how many there are then."""
    if full == width:
        return ("", 0), ("+", 1)
    return (("+", full + 1), ("+", 0)) if full == width - 1 else (("+", full + 1),)


def unbase64(digits: str) -> bytes:
    """Decode base64 digits without padding; a last digit that carries no whole byte is dropped."""
    whole = digits[: len(digits) - (len(digits) % 4 == 1)]
    try:
        return a2b_base64(whole + "=" * (-len(whole) % 4))
    except (Error, ValueError):
        return b""
