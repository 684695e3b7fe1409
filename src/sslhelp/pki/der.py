"""The outline of a DER encoding (X.690): tags and lengths, read without trusting either.

A truncated encoding still has an outline: `end` may lie beyond the last byte there is.
"""

from __future__ import annotations

from dataclasses import dataclass

INTEGER = 0x02
BIT_STRING = 0x03
OCTET_STRING = 0x04
OBJECT_IDENTIFIER = 0x06
SEQUENCE = 0x30
CONTEXT_0 = 0xA0

_MAX_LENGTH_BYTES = 4


@dataclass(frozen=True, slots=True)
class Element:
    """One tag-length-value: `start` is the index of the tag, `body` of the value, `end` just after the value."""

    tag: int
    start: int
    body: int
    end: int


def element(data: bytes, at: int = 0) -> Element | None:
    """Return the element that starts at `at`, or None when there is none with a tag and a length that can be read.

    An indefinite length (BER, X.690 8.1.3.6) runs to the end of what there is.
    """
    if at + 2 > len(data):
        return None
    tag, length, body = data[at], data[at + 1], at + 2
    if tag & 0x1F == 0x1F:
        return None
    if length == 0x80:
        return Element(tag, at, body, len(data))
    if length > 0x80:
        size = length - 0x80
        if size > _MAX_LENGTH_BYTES or body + size > len(data):
            return None
        length = int.from_bytes(data[body : body + size], "big")
        body += size
    return Element(tag, at, body, body + length)


def children(data: bytes, parent: Element, most: int = 64) -> list[Element]:
    """Return the elements inside `parent`, at most `most` and as far as they can be read."""
    found: list[Element] = []
    at = parent.body
    while at < parent.end and len(found) < most:
        child = element(data, at)
        if child is None:
            break
        found.append(child)
        at = child.end
    return found


def value(data: bytes, of: Element) -> bytes:
    """Return the value bytes of an element."""
    return data[of.body : of.end]


def encoded(data: bytes, of: Element) -> bytes:
    """Return the whole encoding of an element, tag and length included."""
    return data[of.start : of.end]
