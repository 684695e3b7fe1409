"""Keys told by the words around them: BEGIN and END lines, headers of PuTTY and OpenSSL, age."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING

from sslhelp.pki.pasted import armour, digits
from sslhelp.pki.pasted.private_key.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sslhelp.pki.pasted.private_key.span import Pasted

_KINDS = {"": "PKCS#8", "ENCRYPTED": "encrypted PKCS#8", "OPENSSH": "OpenSSH", "PKCS12": "PFX"}
_EDGE = re.compile(
    r"\b(?P<edge>BEGIN|END)(?:(?P<label>[A-Z0-9.\s+>|_]{0,60}?)(?:PRIVATE|SECRET|STATIC)[\s+>|_]{0,8}KEY"
    r"(?:[\s+>|_]{0,8}(?:BLOCK|V1))?|[\s+>|_]{0,8}(?P<store>PKCS12))(?:(?=M)|(?![A-Z0-9])[ \t]{0,4}-{0,10})",
    re.IGNORECASE,
)
_PUTTY = re.compile(r"PuTTY-User-Key-File-\d{1,2}|Private-Lines[ \t+]{0,4}:[ \t+]{0,4}\d{1,3}", re.IGNORECASE)
_PUTTY_END = re.compile(r"Private-(?:MAC|Hash)[ \t+]{0,4}:[\s+]{0,4}[0-9a-f]{1,128}", re.IGNORECASE)
_DEK_INFO = re.compile(r"\b(?:Proc-Type[ \t]{0,4}:[ \t]{0,4}4,[ \t]{0,4}ENCRYPTED|DEK-Info[ \t]{0,4}:)", re.IGNORECASE)
_AGE = re.compile(r"AGE-SECRET-KEY-(?:PQ-)?1", re.IGNORECASE)
_LEAST_DIGITS = 40  # fewer between BEGIN and END is a question about keys, not a key


def _armoured(pasted: Pasted) -> Iterator[Span]:
    """Find keys by their BEGIN and END lines, either of which may be missing."""
    text = pasted.text
    edges = list(_EDGE.finditer(text))
    floor = 0
    for place, edge in enumerate(edges):
        if edge.start() < floor:
            continue
        kind = kind_of(edge)
        opens = armour.line_start(text, edge.start())
        if edge["edge"].upper() == "END":
            start = digits.body_start(text, floor, opens)
            if start < opens:
                yield Span(start, edge.end(), kind)
            floor = edge.end()
            continue
        closing = edges[place + 1] if place + 1 < len(edges) else None
        if closing is not None and closing["edge"].upper() == "END" and _holds(text, edge.end(), closing.start()):
            yield Span(opens, closing.end(), kind)
            floor = closing.end()
            continue
        limit = min(pasted.border(edge.end()), closing.start() if closing else len(text))
        end = digits.body_end(text, edge.end(), limit)
        if end > edge.end():
            yield Span(opens, end, kind)
            floor = end


def kind_of(edge: re.Match[str]) -> str:
    """Return what a BEGIN or END line calls its key."""
    label = armour.label_of(edge["store"] or edge["label"])
    return _KINDS.get(label, label)


def kind_of_pem(opening: str) -> str | None:
    """Return what the BEGIN line at the beginning of a text calls its key, None when it is of something else."""
    edge = _EDGE.search(opening)
    return kind_of(edge) if edge else None


def _holds(text: str, start: int, end: int) -> bool:
    return digits.count(text, start, end) >= _LEAST_DIGITS


def _putty(pasted: Pasted) -> Iterator[Span]:
    """Find PuTTY's own format (.ppk) from its first header, or the one before its secret half, to its MAC.

    Without a MAC it goes as far as there is base64.
    """
    text = pasted.text
    endings = [ending.end() for ending in _PUTTY_END.finditer(text)]
    starts = [start.start() for start in _PUTTY.finditer(text)]
    for place, start in enumerate(starts):
        following = starts[place + 1] if place + 1 < len(starts) else len(text)
        ending = bisect_right(endings, start)
        closed = ending < len(endings) and endings[ending] <= following
        end = endings[ending] if closed else digits.body_end(text, start, min(following, pasted.border(start)))
        if _holds(text, start, end):
            yield Span(start, end, "PuTTY")


def _encrypted(pasted: Pasted) -> Iterator[Span]:
    """Find the headers of OpenSSL's old encryption (RFC 1421 4.6.1.3), which tell a key even without a BEGIN line."""
    floor = 0
    for header in _DEK_INFO.finditer(pasted.text):
        if header.start() < floor:
            continue
        floor = digits.body_end(pasted.text, header.end(), pasted.border(header.end()))
        if floor > header.end():
            yield Span(header.start(), floor, "encrypted")


def _age(pasted: Pasted) -> Iterator[Span]:
    floor = 0
    for start in _AGE.finditer(pasted.text):
        if start.start() < floor:
            continue
        floor = digits.body_end(pasted.text, start.end(), pasted.border(start.end()))
        if _holds(pasted.text, start.start(), floor):
            yield Span(start.start(), floor, "age")


FINDERS = (
    (("private", "secret", "static", "pkcs12"), _armoured),
    (("putty-user-key", "private-lines"), _putty),
    (("proc-type", "dek-info"), _encrypted),
    (("age-secret-key",), _age),
)
"""The finders, each with words in lower case of which one is in any text that it finds something in."""
