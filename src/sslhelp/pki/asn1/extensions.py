"""X.509 extensions (RFC 5280 4.2) by themselves: the list as it is encoded, and a reader for each kind that we use.

The readers take an extension's content (the value of its OCTET STRING) and raise ValueError where it cannot be read;
one bad extension never takes the others along.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from sslhelp.pki.asn1 import der, general_names, oids, primitives

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from sslhelp.pki.asn1.reading import Fields, Value

MAX_EXTENSIONS = 256

SUBJECT_KEY = "2.5.29.14"
KEY_USAGE = "2.5.29.15"
ALTERNATIVE_NAMES = "2.5.29.17"
BASIC_CONSTRAINTS = "2.5.29.19"
NAME_CONSTRAINTS = "2.5.29.30"
CRL_POINTS = "2.5.29.31"
POLICIES = "2.5.29.32"
AUTHORITY_KEY = "2.5.29.35"
PURPOSES = "2.5.29.37"
ACCESS = "1.3.6.1.5.5.7.1.1"
FEATURES = "1.3.6.1.5.5.7.1.24"
SCTS = "1.3.6.1.4.1.11129.2.4.2"
POISON = "1.3.6.1.4.1.11129.2.4.3"

_ISSUERS, _OCSP = "1.3.6.1.5.5.7.48.2", "1.3.6.1.5.5.7.48.1"
_STATUS_REQUEST = 5  # RFC 7633 6
_BOOLEAN = 0x01
_KEY_USAGES = {
    0x8000: "digitalSignature",
    0x4000: "nonRepudiation",
    0x2000: "keyEncipherment",
    0x1000: "dataEncipherment",
    0x0800: "keyAgreement",
    0x0400: "keyCertSign",
    0x0200: "cRLSign",
    0x0100: "encipherOnly",
    0x0080: "decipherOnly",
}


class Raw(NamedTuple):
    """An extension before its content is read."""

    oid: str
    critical: bool
    content: bytes


class BasicConstraints(NamedTuple):
    """Whether the holder is a CA, and how many CAs may follow below it."""

    ca: bool = False
    path_length: int | None = None


class Access(NamedTuple):
    """Where the issuer's certificate and its status can be had (RFC 5280 4.2.2.1). These are never fetched."""

    issuers: tuple[str, ...] = ()
    ocsp: tuple[str, ...] = ()


class AuthorityKey(NamedTuple):
    """The identifier of the key that signed, None without one, and whether issuer or serial are named beside it."""

    key: bytes | None
    names_issuer: bool


def read(data: bytes, at: int, end: int, fields: Fields) -> tuple[Raw, ...]:
    """Return the extensions between `at` and `end`; one that cannot be read is named in `fields` and left out."""
    found: list[Raw] = []
    for place, span in enumerate(der.inside(data, at, end, MAX_EXTENSIONS), 1):
        try:
            found.append(_extension(data, span))
        except (ValueError, IndexError):
            fields.unreadable.append(f"extension {place}")
    return tuple(found)


def _extension(data: bytes, span: der.Span) -> Raw:
    (_, _, oid, oid_end), *flags, (tag, _, body, end) = der.inside(data, span[2], span[3], 3)
    critical = bool(flags) and flags[0][0] == _BOOLEAN and data[flags[0][2]] != 0
    if tag == der.OCTET_STRING | der.CONSTRUCTED:
        return Raw(primitives.oid(data[oid:oid_end]), critical, primitives.pieces(data[body:end]))
    if tag != der.OCTET_STRING:
        raise ValueError("an extension without a value")
    return Raw(primitives.oid(data[oid:oid_end]), critical, data[body:end])


def content(found: Iterable[Raw], oid: str) -> bytes | None:
    """Return the content of the extension of one kind, None when it is not there; the first of several."""
    return next((each.content for each in found if each.oid == oid), None)


def contents(found: Sequence[Raw]) -> dict[str, bytes]:
    """Return the content of the extension of each kind; the first of several."""
    return {each.oid: each.content for each in reversed(found)}


def field(fields: Fields, reader: Callable[[bytes], Value], contents: Mapping[str, bytes], oid: str) -> Value | None:
    """Read the extension of one kind as a field of its object, None when it is not there or cannot be read."""
    content = contents.get(oid)
    return None if content is None else fields.read(oids.EXTENSIONS[oid], reader, content)


def repeated(found: Sequence[Raw]) -> list[str]:
    """Return the names of the extensions that are there more than once, which RFC 5280 4.2 forbids."""
    listed = [each.oid for each in found]
    if len({*listed}) == len(listed):
        return []
    return [oids.EXTENSIONS.get(oid, oid) for oid, count in Counter(listed).items() if count > 1]


def sequence(content: bytes, most: int = MAX_EXTENSIONS) -> list[der.Span]:
    """Return what is inside the SEQUENCE that is the whole of `content`, in as many elements as an extension has."""
    return der.sequence(content, most)


def _whole(content: bytes, tag: int) -> bytes:
    """Return the value of the one element that is the whole of `content`."""
    found, _, body, end = der.only(content)
    if found != tag:
        raise ValueError("not the kind that was expected")
    return content[body:end]


def key_usage(content: bytes) -> tuple[str, ...]:
    """Return the names of the bits that are set, as RFC 5280 4.2.1.3 writes them."""
    flags = int.from_bytes(primitives.bits(_whole(content, der.BIT_STRING))[:2].ljust(2, b"\0"))
    return tuple([name for flag, name in _KEY_USAGES.items() if flags & flag])


def purposes(content: bytes) -> tuple[str, ...]:
    """Return the extended key usages by name (RFC 5280 4.2.1.12), by OID where they have none."""
    found = [primitives.oid(content[body:end]) for _, _, body, end in sequence(content)]
    return tuple([oids.KEY_PURPOSES.get(oid, oid) for oid in found])


def basic_constraints(content: bytes) -> BasicConstraints:
    """Return whether it is a CA's, and the path length (RFC 5280 4.2.1.9)."""
    ca, depth = False, None
    for tag, _, body, end in sequence(content, 2):
        if tag == _BOOLEAN:
            ca = any(content[body:end])
        elif tag == der.INTEGER:
            depth = primitives.integer(content[body:end])
    return BasicConstraints(ca, depth)


def policies(content: bytes) -> tuple[str, ...]:
    """Return the OIDs of the certificate policies (RFC 5280 4.2.1.4)."""
    found: list[str] = []
    for _, _, body, end in sequence(content):
        oid = der.inside(content, body, end, 2)[0]
        found.append(primitives.oid(content[oid[2] : oid[3]]))
    return tuple(found)


def access(content: bytes) -> Access:
    """Return where the issuer and OCSP answers can be had."""
    found: dict[str, list[str]] = {_ISSUERS: [], _OCSP: []}
    for _, _, body, end in sequence(content):
        (_, _, oid, oid_end), (tag, _, place, place_end) = der.inside(content, body, end, 2)
        if tag == 0x86:
            method, url = primitives.oid(content[oid:oid_end]), general_names.text(content[place:place_end])
            found.setdefault(method, []).append(url)
    return Access(tuple(found[_ISSUERS]), tuple(found[_OCSP]))


def crl_urls(content: bytes) -> tuple[str, ...]:
    """Return the URLs of the revocation lists (RFC 5280 4.2.1.13): the full names of the distribution points."""
    urls: list[str] = []
    for _, _, body, end in sequence(content):
        for tag, _, point, point_end in der.inside(content, body, end, 3):
            if tag != der.CONTEXT_0:
                continue
            for kind, _, names, names_end in der.inside(content, point, point_end, 1):
                spans = der.inside(content, names, names_end) if kind == der.CONTEXT_0 else ()
                urls += [general_names.text(content[at:to]) for tag, _, at, to in spans if tag == 0x86]
    return tuple(urls)


def features(content: bytes) -> tuple[int, ...]:
    """Return the TLS features that a server must offer (RFC 7633)."""
    return tuple([primitives.integer(content[body:end]) for _, _, body, end in sequence(content)])


def must_staple(content: bytes) -> bool:
    """Say whether the certificate asks for a stapled OCSP answer (RFC 7633 6)."""
    return _STATUS_REQUEST in features(content)


def sct_logs(content: bytes) -> tuple[str, ...]:
    """Return the log of each embedded signed certificate timestamp (RFC 6962 3.3), as the hex of its id."""
    listed = _whole(content, der.OCTET_STRING)
    at, end = 2, min(len(listed), 2 + int.from_bytes(listed[:2]))
    logs: list[str] = []
    while at + 2 < end:
        size = int.from_bytes(listed[at : at + 2])
        logs.append(listed[at + 3 : at + 35].hex())
        at += 2 + size
    return tuple(logs)


def subject_key(content: bytes) -> bytes:
    """Return the subject key identifier (RFC 5280 4.2.1.2)."""
    return _whole(content, der.OCTET_STRING)


def authority_key(content: bytes) -> AuthorityKey:
    """Return how the issuer's key is identified (RFC 5280 4.2.1.1)."""
    found = {tag: content[body:end] for tag, _, body, end in sequence(content, 3)}
    return AuthorityKey(found.get(0x80), names_issuer=0xA1 in found or 0x82 in found)
