"""Private keys, recognised before anything else looks at a paste, and cut out of it.

Whatever is in doubt is cut: a word too many lost from a question is nothing beside a key that stays in a log.
Formats: PKCS#8 (RFC 5958), PKCS#1 (RFC 8017), SEC 1 (RFC 5915), DSA, OpenSSH, PuTTY, PKCS#12 (RFC 7292), JKS, JCEKS;
in base64, in hexadecimal, or as the numbers of a JWK (RFC 7518), of an RSAKeyValue or of `openssl pkey -text`.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sslhelp.pki import armour, paste, sniff

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

REMOVED = "[private key removed]"

_KINDS = {"": "PKCS#8", "ENCRYPTED": "encrypted PKCS#8", "OPENSSH": "OpenSSH", "PKCS12": "PFX"}
_EDGE = re.compile(
    r"\b(?P<edge>BEGIN|END)(?:(?P<label>[A-Z0-9.\s+>|_]{0,60}?)PRIVATE[\s+>|_]{0,8}KEY(?:[\s+>|_]{0,8}BLOCK)?"
    r"|[\s+>|_]{0,8}(?P<store>PKCS12))(?![A-Z0-9])[ \t]{0,4}-{0,10}",
    re.IGNORECASE,
)
_PUTTY = re.compile(r"PuTTY-User-Key-File-\d{1,2}", re.IGNORECASE)
_PUTTY_END = re.compile(r"Private-(?:MAC|Hash)[ \t]{0,4}:\s{0,4}[0-9a-f]{1,128}", re.IGNORECASE)
_DEK_INFO = re.compile(r"\b(?:Proc-Type[ \t]{0,4}:[ \t]{0,4}4,[ \t]{0,4}ENCRYPTED|DEK-Info[ \t]{0,4}:)", re.IGNORECASE)
_PRIVATE_NUMBER = re.compile(
    r"""(?P<jwk>["'](?:d|p|q|dp|dq|qi)["'])|(?P<xml><(?:D|P|Q|DP|DQ|InverseQ)>)"""
    r"|(?P<text>\b(?:private[ _]?(?:exponent|key)|prime[ _]?[12]|exponent[ _]?[12]|coefficient|priv))"
    r"[ \t]{0,4}(?=[:=])",
    re.IGNORECASE,
)
_FORMS = {"jwk": "JWK", "xml": "XML", "text": "written out"}
_LONG_NUMBER = re.compile(r"[\s:='\"]{0,12}(?!/)(?=\S{0,39}[A-Z])(?=\S{0,39}[a-z])(?=\S{0,39}[0-9])[A-Za-z0-9+/_-]{40}")
_HEX_NUMBER = re.compile(
    r"[\s:='\"]{0,40}(?:0x)?[0-9a-f]{2}(?:[:\s]{0,40}[0-9a-f]{2}){15,}(?![A-Za-z0-9+/])", re.IGNORECASE
)
_BYTE = r"[\s:,\\]{0,4}(?:0?x)?[0-9a-f]{2}"
_MARGIN = r"(?:[ \t]{2,4}[^\n]{1,20})?\n[ \t>|]{0,8}(?:[0-9a-f]{4,10}[: \t-]{1,4})?"
_HEX_ROW = re.compile(rf"(?<![A-Za-z0-9+/])(?:0?x)?(?:30|fe|6f)(?:{_BYTE}){{15}}", re.IGNORECASE)
_HEX_DUMP = re.compile(rf"(?:{_BYTE})+(?:[\s\S]{{1,60}}?(?:{_BYTE}){{8,}})*", re.IGNORECASE)
_NOT_HEX = re.compile(rf"{_MARGIN}|0?x|[^0-9a-f]", re.IGNORECASE)
_PEEK_CHARS = 256
_HEAD_CHARS = 96
_LINE_CHARS = 24  # a key whose first stretch is shorter was torn
_LEAST_DIGITS = 40  # fewer between BEGIN and END is a question about keys, not a key


@dataclass(frozen=True, slots=True)
class Cut:
    """A text without its private keys; `kinds` names each kind that was in it, in order, once."""

    text: str
    kinds: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Span:
    """Key material in mended text."""

    start: int
    end: int
    kind: str


def cut(text: str) -> Cut:
    """Replace all private key material in `text` by `REMOVED`. Linear in the length of `text`; never raises."""
    mended = paste.mend(text)
    spans = _spans(mended.text)
    kept: list[str] = []
    end = 0
    for span in spans:
        kept += text[end : mended.origin(span.start)], REMOVED
        end = mended.origin(span.end)
    kept.append(text[end:])
    return Cut("".join(kept), tuple(dict.fromkeys(span.kind for span in spans)))


def kind_of_file(data: bytes) -> str | None:
    """Return the kind of private key or key store that a file is or holds, or None; never raises."""
    binary = sniff.private(data)
    if binary:
        return binary
    return next(iter(cut(paste.decode(data)).kinds), None)


def _spans(text: str) -> list[_Span]:
    """Find all key material, merged where it overlaps, in order."""
    limits = [marker.start for marker in armour.markers(text)]
    lower = text.lower()
    finders = [finder for words, finder in _FINDERS if any(word in lower for word in words)]
    found = sorted((span for finder in finders for span in finder(text, limits)), key=lambda span: span.start)
    merged: list[_Span] = []
    for span in found:
        if merged and span.start <= merged[-1].end:
            merged[-1] = _Span(merged[-1].start, max(span.end, merged[-1].end), merged[-1].kind)
        else:
            merged.append(span)
    return merged


def _next(limits: Sequence[int], after: int, otherwise: int) -> int:
    place = bisect_left(limits, after)
    return limits[place] if place < len(limits) else otherwise


def _armoured(text: str, limits: Sequence[int]) -> Iterator[_Span]:
    """Find keys by their BEGIN and END lines, either of which may be missing."""
    edges = list(_EDGE.finditer(text))
    floor = 0
    for place, edge in enumerate(edges):
        if edge.start() < floor:
            continue
        kind = _kind(edge)
        opens = armour.line_start(text, edge.start())
        if edge["edge"].upper() == "END":
            start = armour.body_start(text, floor, opens)
            if start < opens:
                yield _Span(start, edge.end(), kind)
            floor = edge.end()
            continue
        closing = edges[place + 1] if place + 1 < len(edges) else None
        if closing is not None and closing["edge"].upper() == "END" and _digits(text, edge.end(), closing.start()):
            yield _Span(opens, closing.end(), kind)
            floor = closing.end()
            continue
        limit = min(_next(limits, edge.end(), len(text)), closing.start() if closing else len(text))
        end = armour.body_end(text, edge.end(), limit)
        if end > edge.end():
            yield _Span(opens, end, kind)
            floor = end


def _kind(edge: re.Match[str]) -> str:
    label = armour.label_of(edge["store"] or edge["label"])
    return _KINDS.get(label, label)


def _digits(text: str, start: int, end: int) -> bool:
    return sum(len(token[0]) for token in armour.tokens(text, start, end)) >= _LEAST_DIGITS


def _putty(text: str, _limits: Sequence[int]) -> Iterator[_Span]:
    """Find PuTTY's own format (.ppk), from its first header to its MAC, or as far as there is base64."""
    endings = [ending.end() for ending in _PUTTY_END.finditer(text)]
    starts = [start.start() for start in _PUTTY.finditer(text)]
    for place, start in enumerate(starts):
        following = starts[place + 1] if place + 1 < len(starts) else len(text)
        while endings and endings[0] < start:
            endings.pop(0)
        end = endings[0] if endings and endings[0] <= following else following
        if _digits(text, start, end):
            yield _Span(start, end, "PuTTY")


def _encrypted(text: str, limits: Sequence[int]) -> Iterator[_Span]:
    """Find the headers of OpenSSL's old encryption (RFC 1421 4.6.1.3), which tell a key even without a BEGIN line."""
    floor = 0
    for header in _DEK_INFO.finditer(text):
        if header.start() < floor:
            continue
        floor = armour.body_end(text, header.end(), _next(limits, header.end(), len(text)))
        if floor > header.end():
            yield _Span(header.start(), floor, "encrypted")


def _bare(text: str, limits: Sequence[int]) -> Iterator[_Span]:
    """Find base64 that decodes to the beginning of a key, whatever is written above it."""
    floor = 0
    for token, opening in armour.openings(text, 0, len(text), chars=_HEAD_CHARS, begins=sniff.may_be_private):
        kind = _kind_of_opening(opening) if token.start() >= floor else None
        if kind:
            limit = _next(limits, token.end(), len(text))
            torn = len(token[0]) if len(token[0]) < _LINE_CHARS else 0
            floor = armour.body_end(text, token.end(), limit, torn=torn)
            yield _Span(token.start(), floor, kind)


def _kind_of_opening(opening: bytes) -> str | None:
    """Return the kind of key that decoded base64 begins as, be it PEM encoded once more (as in a Kubernetes secret)."""
    edge = _EDGE.search(opening.decode("latin-1")) if opening.startswith(b"-----BEGIN") else None
    return _kind(edge) if edge else sniff.private(opening)


def _written_out(text: str, _limits: Sequence[int]) -> Iterator[_Span]:
    """Find keys written out number by number: JWK (RFC 7518 6.3.2), XML (RSAKeyValue), `openssl pkey -text`."""
    floor = 0
    for name in _PRIVATE_NUMBER.finditer(text):
        if name.start() < floor:
            continue
        number = _HEX_NUMBER.match(text, name.end()) or _LONG_NUMBER.match(text, name.end())
        if number:
            start = armour.body_start(text, floor, name.start())
            floor = armour.body_end(text, number.end(), len(text)) if number.re is _LONG_NUMBER else number.end()
            yield _Span(start, floor, _FORMS[name.lastgroup or ""])


def _dumped(text: str, _limits: Sequence[int]) -> Iterator[_Span]:
    """Find a key dumped in hexadecimal: bare, with colons, as C, or by `xxd` and `certutil` with their margins."""
    floor = 0
    for row in _HEX_ROW.finditer(text):
        if row.start() < floor:
            continue
        digits = _NOT_HEX.sub("", text[row.start() : row.start() + _PEEK_CHARS])
        kind = sniff.private(bytes.fromhex(digits[: len(digits) & ~1]))
        dump = _HEX_DUMP.match(text, row.start()) if kind else None
        if kind and dump:
            floor = dump.end()
            yield _Span(dump.start(), floor, kind)


_FINDERS = (
    (("private", "pkcs12"), _armoured),
    (("putty-user-key",), _putty),
    (("proc-type", "dek-info"), _encrypted),
    (("",), _bare),
    (
        (*(f"{edge}{name}" for edge in "\"'<" for name in "dpq"), "inverseq", "priv", "prime", "exponent", "coeff"),
        _written_out,
    ),
    (("30", "fe", "6f"), _dumped),
)
"""The finders, each with words in lower case of which one is in any text that it finds something in."""
