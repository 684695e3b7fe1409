"""Keys told by what they decode to: bare base64, hexadecimal and decimals, PEM that was encoded once more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sslhelp.pki.pasted import digits, key_formats, octets, sniff
from sslhelp.pki.pasted.private_key.span import Span
from sslhelp.pki.pasted.private_key.worded import kind_of_pem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sslhelp.pki.pasted.private_key.span import Pasted

_HEAD_CHARS = 96
_LINE_CHARS = 24  # a key whose first stretch is shorter was torn


def _bare(pasted: Pasted) -> Iterator[Span]:
    """Find base64 that decodes to the beginning of a key, whatever is written above it."""
    text = pasted.text
    floor = 0
    openings = digits.openings(text, 0, len(text), chars=_HEAD_CHARS)
    kinds = {opening: _kind(opening) for opening in {opening for _, _, opening in openings}}
    for start, end, opening in openings:
        kind = kinds[opening] if start >= floor else None
        if kind:
            torn = end - start if end - start < _LINE_CHARS else 0
            floor = digits.body_end(text, end, pasted.border(end), torn=torn)
            yield Span(start, floor, kind)


def _dumped(pasted: Pasted) -> Iterator[Span]:
    """Find a key written out octet by octet: bare, with colons, as C or JSON, by `xxd` and `certutil` with margins."""
    for dump in octets.dumps(pasted.text, 0, len(pasted.text), sniff.may_be_known):
        kind = _kind(dump.octets)
        if kind:
            yield Span(dump.start, dump.end, kind)


def _kind(opening: bytes) -> str | None:
    """Return the kind of key that `opening` begins, be it PEM encoded once more (as in a Kubernetes secret)."""
    if opening.startswith(b"-----BEGIN"):
        return kind_of_pem(opening[:_HEAD_CHARS].decode("latin-1"))
    return key_formats.private(opening)


FINDERS = ((("",), _bare), (("30", "48", "fe", "2d", "6f", "45", "111", "ce"), _dumped))
"""The finders, each with words in lower case of which one is in any text that it finds something in."""
