"""What a CSR and a certificate have in common: something signed, the algorithm, the signature.

RFC 2986 4.2 and RFC 5280 4.1.1, read without asking whether the parts make sense.
"""

from __future__ import annotations

from typing import NamedTuple

from sslhelp.pki.asn1 import der, primitives

_INDEFINITE = bytes((der.INDEFINITE,))


class Algorithm(NamedTuple):
    """An AlgorithmIdentifier: its OID and its parameters as encoded, b"" without any."""

    oid: str
    parameters: bytes


class Signed(NamedTuple):
    """A signed object: `content` is what was signed, as encoded; `fields` the elements inside it, within `encoding`.

    Lengths in `encoding` are definite, those in `content` as they were when it was signed.
    """

    encoding: bytes
    content: bytes
    fields: list[der.Span]
    algorithm: Algorithm
    signature: bytes


def read(encoding: bytes) -> Signed:
    """Read the outline of a signed object; bytes after it are ignored. Raises ValueError where it has none."""
    given = encoding
    is_indefinite = given[1:2] == _INDEFINITE
    if is_indefinite:
        encoding = der.definite(given)
    tag, _, outer, outer_end = der.first(encoding, 0)
    (inner, start, body, end), algorithm, signature, *_ = der.inside(encoding, outer, outer_end, 8)
    if tag != der.SEQUENCE or outer_end > len(encoding) or inner != der.SEQUENCE:
        raise ValueError("not a signed object")
    return Signed(
        encoding,
        given[2 : der.after(given, 2)] if is_indefinite else encoding[start:end],
        der.inside(encoding, body, end, 64),
        read_algorithm(encoding, algorithm),
        _bits(encoding, signature),
    )


def _bits(data: bytes, span: der.Span) -> bytes:
    """Return the bytes of a BIT STRING; b"" for one in pieces, which BER allows and nothing takes for a signature."""
    tag, _, body, end = span
    if tag == der.BIT_STRING | der.CONSTRUCTED:
        return b""
    if tag != der.BIT_STRING:
        raise ValueError("not a signature")
    return primitives.bits(data[body:end])


def read_algorithm(data: bytes, span: der.Span) -> Algorithm:
    """Read the AlgorithmIdentifier at `span` (RFC 5280 4.1.1.2)."""
    (_, _, body, end), *parameters = der.inside(data, span[2], span[3], 8)
    return Algorithm(primitives.oid(data[body:end]), data[parameters[0][1] : parameters[0][3]] if parameters else b"")
