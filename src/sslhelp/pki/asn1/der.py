"""The outline of DER and BER (X.690): tags and lengths, neither of them trusted.

`element` and `children` give the outline, of a truncated encoding too: there `end` may lie beyond the last byte.
`inside`, `only` and `first` are for whole encodings, and raise `ValueError` where the outline breaks.
"""

from __future__ import annotations

from typing import NamedTuple

INTEGER = 0x02
BIT_STRING = 0x03
OCTET_STRING = 0x04
OBJECT_IDENTIFIER = 0x06
SEQUENCE = 0x30
SET = 0x31
CONTEXT_0 = 0xA0
CONSTRUCTED = 0x20
"""The bit of a tag that says that there are elements inside."""

INDEFINITE = 0x80
"""The length of an element that runs to its end-of-contents octets (X.690 8.1.3.6)."""

_MAX_LENGTH_BYTES = 4
_MAX_TAG_BYTES = 4
_MAX_DEPTH = 32

Span = tuple[int, int, int, int]
"""A tag, and where in the encoding it, its value and the next element begin."""


class Element(NamedTuple):
    """One tag-length-value: `start` is the index of the tag, `body` of the value, `end` just after the value."""

    tag: int
    start: int
    body: int
    end: int


def element(data: bytes, at: int = 0) -> Element | None:
    """Return the element that starts at `at`, or None when there is none with a tag and a length that can be read.

    An indefinite length (X.690 8.1.3.6) runs to the end of what there is.
    """
    try:
        tag, start, body, end = _span(data, at)
    except (ValueError, IndexError):
        return None
    return Element(tag, start, body, end if end >= 0 else len(data))


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


def _span(data: bytes, at: int) -> Span:
    """Read a tag and a length; the end of an indefinite length is -1. Raises ValueError or IndexError."""
    start, tag, length = at, data[at], data[at + 1]
    at += 2
    if tag & 0x1F == 0x1F:  # a tag of several bytes (X.690 8.1.2.4): no standard here has one that we read
        at -= 1
        while data[at] & 0x80:
            at += 1
        if at - start > _MAX_TAG_BYTES:
            raise ValueError("tag too long")
        length = data[at + 1]
        at += 2
    if length < 0x80:
        return tag, start, at, at + length
    if length == INDEFINITE:
        return tag, start, at, -1
    body = at + length - 0x80
    if length > 0x80 | _MAX_LENGTH_BYTES or body > len(data):
        raise ValueError("length too long")
    return tag, start, body, body + int.from_bytes(data[at:body])


def inside(data: bytes, at: int, end: int, most: int = 4096) -> list[Span]:
    """Return the elements between `at` and `end`; raises ValueError unless they fill that to the byte.

    At most `most` of them: what has more is refused, since nothing honest does. Lengths are definite (see `definite`).
    """
    found: list[Span] = []
    try:
        while at < end:
            tag, length, body = data[at], data[at + 1], at + 2
            if length < 0x80 and tag & 0x1F != 0x1F:  # nearly all there are
                after = body + length
            else:
                _, _, body, after = _span(data, at)
                if after < 0:
                    raise ValueError("indefinite length")
            found.append((tag, at, body, after))
            at = after
    except IndexError:
        raise ValueError("cut off") from None
    if at != end or len(found) > most:
        raise ValueError("overlong" if at > end else "too many elements")
    return found


def only(data: bytes, at: int = 0, end: int | None = None) -> Span:
    """Return the one element between `at` and `end`; raises ValueError unless it fills that to the byte."""
    try:
        span = _span(data, at)
    except IndexError:
        raise ValueError("cut off") from None
    if span[3] != (len(data) if end is None else end):
        raise ValueError("not one element")
    return span


def sequence(data: bytes, most: int) -> list[Span]:
    """Return the elements, at most `most`, of the SEQUENCE that is the whole of `data`; raises ValueError otherwise."""
    tag, _, body, end = only(data)
    if tag != SEQUENCE:
        raise ValueError("not a sequence")
    return inside(data, body, end, most)


def first(data: bytes, at: int) -> Span:
    """Return the element that starts at `at`, whatever follows it; raises ValueError where there is none."""
    try:
        return _span(data, at)
    except IndexError:
        raise ValueError("cut off") from None


def definite(data: bytes) -> bytes:
    """Return BER with every indefinite length made definite, DER as it is; raises ValueError where that cannot be."""
    if bytes((INDEFINITE,)) not in data:
        return data
    whole, after = _definite(data, 0, _MAX_DEPTH)
    return whole + data[after:]


def after(data: bytes, at: int) -> int:
    """Return where the element that starts at `at` ends, its length definite or not; raises ValueError."""
    return _definite(data, at, _MAX_DEPTH)[1]


def _definite(data: bytes, at: int, depth: int) -> tuple[bytes, int]:
    try:
        tag, start, body, end = _span(data, at)
        if end >= 0:
            return data[start:end], end
        if depth == 0 or not tag & CONSTRUCTED:
            raise ValueError("nested too deep")
        parts: list[bytes] = []
        at = body
        while data[at] or data[at + 1]:
            part, at = _definite(data, at, depth - 1)
            parts.append(part)
    except IndexError:
        raise ValueError("cut off") from None
    content = b"".join(parts)
    return data[start : body - 1] + _length(len(content)) + content, at + 2


def _length(size: int) -> bytes:
    if size < 0x80:
        return bytes((size,))
    digits = size.to_bytes((size.bit_length() + 7) // 8)
    return bytes((0x80 | len(digits),)) + digits


def encode(tag: int, content: bytes) -> bytes:
    """Return the DER encoding of a value: tag, length, content."""
    return bytes((tag,)) + _length(len(content)) + content
