"""Private keys, recognised before anything else looks at a paste, and cut out of it.

Whatever is in doubt is cut: a word too many lost from a question is nothing beside a key that stays in a log.
Formats: PKCS#8 (RFC 5958), PKCS#1 (RFC 8017), SEC 1 (RFC 5915), DSA, OpenSSH, PuTTY, PKCS#12 (RFC 7292), JKS, JCEKS.
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
    r"-{0,10}[ \t]{0,4}\b(?P<edge>BEGIN|END)[\s+>|]{1,8}"
    r"(?:(?P<label>(?:[A-Z0-9.]{1,16}[\s+>|]{1,8}){0,3})PRIVATE[\s+>|]{0,8}KEY(?:[\s+>|]{1,8}BLOCK)?|(?P<store>PKCS12))\b"
    r"[ \t]{0,4}-{0,10}",
    re.IGNORECASE,
)
_PUTTY = re.compile(r"PuTTY-User-Key-File-\d{1,2}", re.IGNORECASE)
_PUTTY_END = re.compile(r"Private-(?:MAC|Hash)[ \t]{0,4}:\s{0,4}[0-9a-f]{1,128}", re.IGNORECASE)
_DEK_INFO = re.compile(r"\b(?:Proc-Type[ \t]{0,4}:[ \t]{0,4}4,[ \t]{0,4}ENCRYPTED|DEK-Info[ \t]{0,4}:)", re.IGNORECASE)
_BARE_STARTS = ("M", "/u3+7", "zs7Oz", "b3BlbnNz")  # SEQUENCE, JKS, JCEKS, OpenSSH in base64
_HEAD_CHARS = 96
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
    found = sorted(
        [*_armoured(text, limits), *_putty(text), *_encrypted(text, limits), *_bare(text, limits)],
        key=lambda span: span.start,
    )
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
        if edge["edge"].upper() == "END":
            start = armour.body_start(text, floor, edge.start())
            if start < edge.start():
                yield _Span(start, edge.end(), kind)
            floor = edge.end()
            continue
        closing = edges[place + 1] if place + 1 < len(edges) else None
        if closing is not None and closing["edge"].upper() == "END" and _digits(text, edge.end(), closing.start()):
            yield _Span(edge.start(), closing.end(), kind)
            floor = closing.end()
            continue
        limit = min(_next(limits, edge.end(), len(text)), closing.start() if closing else len(text))
        end = armour.body_end(text, edge.end(), limit)
        if end > edge.end():
            yield _Span(edge.start(), end, kind)
            floor = end


def _kind(edge: re.Match[str]) -> str:
    label = armour.label_of(edge["store"] or edge["label"])
    return _KINDS.get(label, label)


def _digits(text: str, start: int, end: int) -> bool:
    return sum(len(token[0]) for token in armour.tokens(text, start, end)) >= _LEAST_DIGITS


def _putty(text: str) -> Iterator[_Span]:
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
    for token in armour.tokens(text):
        if token.start() < floor or not token[0].startswith(_BARE_STARTS):
            continue
        kind = sniff.private(armour.head(text, token.start(), _HEAD_CHARS))
        if kind:
            floor = max(token.end(), armour.body_end(text, token.start(), _next(limits, token.end(), len(text))))
            yield _Span(token.start(), floor, kind)
