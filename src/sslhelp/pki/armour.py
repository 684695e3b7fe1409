"""PEM armour (RFC 7468) in mended text: the BEGIN and END lines, and the base64 between or without them.

Every function takes text that `paste.mend` has mended, and looks at each character a bounded number of times.
"""

from __future__ import annotations

import re
from binascii import Error, a2b_base64
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_MARKER = re.compile(
    r"-[ \t]{0,4}(?P<edge>BEGIN|END)[\s+>|]{1,8}(?P<label>[A-Z0-9#][A-Z0-9#.\s+>|]{1,60}?)[\s>|]{0,4}-{1,10}",
    re.IGNORECASE,
)
_TOKEN = re.compile(r"[A-Za-z0-9+/]+(?:[-_][A-Za-z0-9+/]+)*={0,3}")
_WORD = re.compile(r"[A-Za-z]?[a-z]*|[A-Z]*|\d{1,4}")
_OPENING_DIGITS = ("M", "/u3+7", "zs7Oz", "b3BlbnNz", "LS0tLS1CRUdJTi")
"""How base64 of a SEQUENCE, of the key stores JKS and JCEKS, of an OpenSSH key and of PEM begins."""
_OPENING_SPACED = [r"[^A-Za-z0-9]{0,8}".join(map(re.escape, digits[:3])) for digits in _OPENING_DIGITS]
_OPENING = re.compile(rf"(?<![A-Za-z0-9+/])(?:{'|'.join(_OPENING_SPACED)})")
_FILLER = re.compile(r"[\s+>|]+")
_QUOTES = re.compile(r"(?m)^[ \t]*(?:\w{0,4}[>|][ \t]*)+")
_HEADER_LINES = re.compile(r"(?m)^[ \t]*[A-Za-z][A-Za-z0-9-]{1,30}:[^\n]*$")
_BLANK_INSIDE = re.compile(r"(?<=\S) (?=\S)")
_NOT_BASE64 = re.compile(r"[^A-Za-z0-9+/]+")
_NOT_BASE64URL = re.compile(r"[^A-Za-z0-9+/_-]+")
_URL_ALPHABET = str.maketrans("-_", "+/")

_LINE_CHARS = 24  # no word of a sentence is as long as this, every full base64 line is longer
_FAR = 200
_PEEK_CHARS = 16
_NEAR = 16
_MAX_TAILS = 8


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
        begins = found["edge"].upper() == "BEGIN"
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


def tokens(text: str, start: int = 0, end: int | None = None) -> Iterator[re.Match[str]]:
    """Yield the stretches of base64 (or base64url) characters between `start` and `end`."""
    return _TOKEN.finditer(text, start, len(text) if end is None else end)


def body_end(text: str, start: int, limit: int, *, torn: int = 0) -> int:
    """Return where the base64 that begins after `start` ends: before the first thing that reads like prose.

    Returns `start` when no base64 follows. Doubt counts for the base64: a short stretch belongs to it when it stands
    close by and is not written like a word, or when the base64 is torn into stretches of its length (`torn`, where
    that is known before); a long one belongs to it even after a few lines of something else.
    """
    end = start
    width = 0
    for token in tokens(text, start, limit):
        distance, length = token.start() - end, len(token[0])
        if distance > _FAR:
            break
        if length >= _LINE_CHARS or (distance <= _NEAR and (length <= torn or not _WORD.fullmatch(token[0]))):
            end = token.end()
            torn = length if length == width < _LINE_CHARS else torn
            width = length
    return end


def body_start(text: str, floor: int, end: int) -> int:
    """Return where the base64 that leads up to `end` begins, not before `floor`; `end` when there is none."""
    start = end
    for token in reversed(list(tokens(text, floor, end))):
        distance = start - token.end()
        if distance > _FAR:
            break
        if len(token[0]) >= _LINE_CHARS or (distance <= _NEAR and not _WORD.fullmatch(token[0])):
            start = token.start()
    return start


def readings(body: str) -> Iterator[bytes]:
    """Yield what `body` may decode to, likeliest first.

    As base64, with `+` put back for spaces, as base64url, and as its long stretches with one of the short ones after
    them, since lines come numbered, in tables and in quotes.
    """
    plain = _HEADER_LINES.sub("", _QUOTES.sub("", body))
    yield unbase64(_NOT_BASE64.sub("", plain))
    yield unbase64(_NOT_BASE64.sub("", plain.replace(" ", "+")))
    yield unbase64(_NOT_BASE64.sub("", _BLANK_INSIDE.sub("+", plain)))
    yield unbase64(_NOT_BASE64URL.sub("", plain).translate(_URL_ALPHABET))
    found = [token[0].rstrip("=").translate(_URL_ALPHABET) for token in tokens(body)]
    full = [place for place, digits in enumerate(found) if len(digits) >= _NEAR]
    lines = "".join(found[place] for place in full)
    after = found[full[-1] + 1 :][:_MAX_TAILS] if full else []
    yield from (unbase64(lines + tail) for tail in ("", *after))


def openings(
    text: str, start: int, end: int, *, chars: int, begins: Callable[[bytes], bool]
) -> Iterator[tuple[re.Match[str], bytes]]:
    """Yield each stretch of base64 that may open something known, with what it and the stretches after it decode to.

    At most `chars` base64 characters are decoded, whatever stands between them, and only where `begins` holds for the
    first dozen bytes.
    """
    if not _OPENING.search(text, start, end):
        return
    found = list(tokens(text, start, end))
    digits = "".join(token[0].rstrip("=") for token in found).translate(_URL_ALPHABET)
    at = 0
    for token in found:
        if digits.startswith(_OPENING_DIGITS, at) and begins(unbase64(digits[at : at + _PEEK_CHARS])):
            yield token, unbase64(digits[at : at + chars])
        at += len(token[0].rstrip("="))


def unbase64(digits: str) -> bytes:
    """Decode base64 digits without padding; a last digit that carries no whole byte is dropped."""
    whole = digits[: len(digits) - (len(digits) % 4 == 1)]
    try:
        return a2b_base64(whole + "=" * (-len(whole) % 4))
    except (Error, ValueError):
        return b""
