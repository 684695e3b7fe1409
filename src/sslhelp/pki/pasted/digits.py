"""Base64 in mended text (RFC 4648 4 and 5): where its digits begin and end.

Lines come quoted, numbered, in tables, torn into words, with blanks for `+`; doubt counts for the base64. Every
function takes text that `paste.mend` has mended, and looks at each character a bounded number of times.
"""

from __future__ import annotations

import re
from itertools import accumulate, compress, pairwise
from typing import TYPE_CHECKING

from sslhelp.pki.pasted import decoding

if TYPE_CHECKING:
    from collections.abc import Iterator

_TOKEN = re.compile(r"((?:_(?=u3-))?[A-Za-z0-9+/]+(?:[-_][A-Za-z0-9+/]+)*)={0,3}")  # "_u3-" opens JKS in base64url
_WORD = re.compile(r"[A-Za-z]?[a-z]*|[A-Z]*|\d{1,4}")
_EVEN = "[AEIMQUYcgkosw048]"  # a digit whose two lowest bits are none
_OPENING = re.compile(
    rf"\+?(?:M(?:[A-H]{_EVEN}[CGKw]|IA[CGKw]|I[E-H].[ABCM]|I[I-L]..[AQgwDTjz]|I[M-P]...{_EVEN}[CGKw]|I[Q-T].....[ABCM])"
    rf"|[lm](?:[A-P]{_EVEN}[EG]|[QR]..B|gAA)|x(?:[Q-v]{_EVEN}[EG]|[cdst]..B)|AAAA[A-Z](?:[HXn3]N[rz]|[GWm2]Vj)"
    r"|/u3\+?7|zs7Oz|b3BlbnNz|U1NIIFBS|LS0tLS1CRUdJTi|RWRTY0Iy|RWRCSwA|RWQAAEIy)"
)
"""How base64 begins: of a SEQUENCE that an INTEGER, OBJECT IDENTIFIER, ENUMERATED or SEQUENCE follows, with lengths in
each form (X.690 8.1.3); of OpenPGP's packets for keys as far as the octet with the version (RFC 9580 4.2); of an SSH
public key; of JKS, JCEKS, OpenSSH, SSH 1, PEM, minisign and signify. A diff sets a + before."""
_LOST_PLUS = re.compile(r"M(?<![A-Za-z0-9+/].)[A-Za-z0-9+/]{2,9}(?= [A-Za-z0-9+/]{4})")
"""A blank where the lengths at the beginning of DER, the first two, may have had a `+`."""
_REST_OF_LINE = re.compile(r"[A-Za-z0-9+/ =_-]{1,16}(?=[\r\n]|\Z)")
_LONG = re.compile(r"[A-Za-z0-9+/](?<![\w./=?&%#:@+-].)[A-Za-z0-9+/]{39,}+={0,2}(?![\w.])")
_MIXED = re.compile(r"(?=[^A-Z]{0,80}[A-Z])(?=[^a-z]{0,80}[a-z])(?=[^0-9]{0,80}[0-9])")

_LINE_CHARS = 24  # no word of a sentence is as long as this, every full base64 line is longer
_FAR = 200
_NEAR = 16


def tokens(text: str, start: int = 0, end: int | None = None) -> Iterator[re.Match[str]]:
    """Yield the stretches of base64 (or base64url) characters between `start` and `end`."""
    return _TOKEN.finditer(text, start, len(text) if end is None else end)


def count(text: str, start: int, end: int) -> int:
    """Return how many characters of base64 there are between `start` and `end`."""
    return sum(len(token[0]) for token in tokens(text, start, end))


def end_after(text: str, start: int, end: int, *, limit: int, size: int) -> int:
    """Return where base64 that seems to end at `end` ends indeed, knowing that it is of `size` octets.

    That is where a stretch fills it to the digit, or else with the rest of the line that a lost `+` tore off.
    """
    missing = -(-size * 8 // 6)
    for token in tokens(text, start, min(limit, end + _FAR)):
        missing -= len(token[1])
        if missing == 0:
            return token.end()
        if missing < 0:
            break
    rest = _REST_OF_LINE.match(text, end, limit)
    return rest.end() if rest else end


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


def openings(text: str, start: int, end: int, *, chars: int) -> list[tuple[int, int, bytes]]:
    """Return in order where each stretch of base64 that may open something known starts and ends, and how it begins.

    At most `chars` digits are decoded, of this stretch and those after it, whatever stands between them. A blank among
    the first of them is tried as the `+` that it may have been.
    """
    stretches = _TOKEN.findall(text, start, end)
    digits = "".join(stretches).translate(decoding.URL_ALPHABET)
    opened = [_OPENING.match(digits, at) for at in accumulate(map(len, stretches), initial=0)]
    found: list[tuple[int, int, bytes]] = []
    opening_stretches = compress(tokens(text, start, end), opened) if any(opened) else ()
    for stretch, opening in zip(opening_stretches, filter(None, opened), strict=False):
        lead = opening.start() + opening[0].startswith("+")
        found.append((*stretch.span(), decoding.unbase64(digits[lead : lead + chars])))
    for lost in _LOST_PLUS.finditer(text, start, end):
        mended = text[lost.start() : min(end, lost.start() + chars)].replace(" ", "+")
        if _OPENING.match(mended):
            found.append((lost.start(), lost.end(), decoding.unbase64(decoding.NOT_BASE64.sub("", mended))))
    return sorted(found)


def runs(text: str, start: int, end: int, *, least: int) -> Iterator[tuple[int, int]]:
    """Yield where `least` characters or more of base64 stand in long lines, written neither by hand nor as an address.

    Hexadecimal and what is all of one case is none: upper case, lower case and figures must all come early.
    """
    found = [line.span() for line in _LONG.finditer(text, start, end) if _MIXED.match(line[0])]
    apart = [place for place, (one, next_) in enumerate(pairwise(found), 1) if next_[0] - one[1] > _NEAR]
    for first, last in pairwise([0, *apart, len(found)] if found else []):
        opens, closes = found[first][0], found[last - 1][1]
        if sum(ends - begins for begins, ends in found[first:last]) >= least:
            following = found[last][0] if last < len(found) else end
            yield opens, body_end(text, closes, following) if closes < following else closes
