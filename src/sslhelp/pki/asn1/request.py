"""A PKCS#10 certification request (RFC 2986) as it was read, before anybody judges it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sslhelp.pki.asn1 import der, dn, extensions, general_names, keys, primitives, signatures, signed
from sslhelp.pki.asn1.general_names import GeneralNames
from sslhelp.pki.asn1.reading import Fields

if TYPE_CHECKING:
    from sslhelp.model.pki import NameAttribute
    from sslhelp.pki.asn1.extensions import BasicConstraints, Raw
    from sslhelp.pki.asn1.keys import Key

CHALLENGE_PASSWORD = "1.2.840.113549.1.9.7"  # noqa: S105  (an OID)
EXTENSION_REQUESTS = frozenset({"1.2.840.113549.1.9.14", "1.3.6.1.4.1.311.2.1.14"})
MAX_ATTRIBUTES = 64
_MAX_TEXT = 1024

Values = tuple[str, list[der.Span]]
"""The OID of an attribute, and where its values are."""


class Attribute(NamedTuple):
    """An attribute of a request: its OID and its first value as text."""

    oid: str
    text: str


class Request(NamedTuple):
    """The fields of a request; None stands for what could not be read, and `unreadable` names it.

    `extensions` are the requested ones of all attributes together, `attributes` are the other attributes; `version`
    counts from 1, as people do.
    """

    version: int | None
    subject: tuple[NameAttribute, ...] | None
    spki: bytes | None
    key: Key | None
    names: GeneralNames
    extensions: tuple[Raw, ...] | None
    purposes: tuple[str, ...]
    constraints: BasicConstraints | None
    attributes: tuple[Attribute, ...]
    signature_oid: str | None
    signature_valid: bool | None
    unreadable: tuple[str, ...]


NOTHING = Request(None, None, None, None, GeneralNames(), None, (), None, (), None, None, ())
"""What there is of a request that cannot be read at all."""


def read(encoding: bytes) -> Request | None:
    """Read a request field by field; None when it has not even the outline of one."""
    try:
        outline = signed.read(encoding)
        is_versioned = outline.fields[0][0] == der.INTEGER
        subject, key_info, *rest = outline.fields[is_versioned:]
    except (ValueError, IndexError):
        return None
    data, fields = outline.encoding, Fields()
    spki = data[key_info[1] : key_info[3]]
    key = fields.read("key", keys.read, spki)
    attributes = fields.read("attributes", _attributes, data, rest[0], fields) if rest else []
    wanted = None if attributes is None else _requested(data, attributes, fields)
    contents = extensions.contents(wanted or ())
    return Request(
        version=primitives.integer(data[outline.fields[0][2] : outline.fields[0][3]]) + 1 if is_versioned else None,
        subject=fields.read("subject", dn.read, data, subject[2], subject[3]),
        spki=spki,
        key=key,
        names=extensions.field(fields, general_names.alternative, contents, extensions.ALTERNATIVE_NAMES)
        or GeneralNames(),
        extensions=wanted,
        purposes=extensions.field(fields, extensions.purposes, contents, extensions.PURPOSES) or (),
        constraints=extensions.field(fields, extensions.basic_constraints, contents, extensions.BASIC_CONSTRAINTS),
        attributes=tuple(
            [Attribute(oid, _text(data, values)) for oid, values in attributes or () if oid not in EXTENSION_REQUESTS]
        ),
        signature_oid=outline.algorithm.oid,
        signature_valid=signatures.holds(outline, spki, key),
        unreadable=tuple(fields.unreadable),
    )


def _attributes(data: bytes, offered: der.Span, fields: Fields) -> list[Values]:
    """Return the attributes (RFC 2986 4.1); one that cannot be read is named in `fields` and left out."""
    found: list[Values] = []
    for place, span in enumerate(der.inside(data, offered[2], offered[3], MAX_ATTRIBUTES), 1):
        try:
            found.append(_attribute(data, span))
        except (ValueError, IndexError):
            fields.unreadable.append(f"attribute {place}")
    return found


def _attribute(data: bytes, span: der.Span) -> Values:
    (_, _, oid, oid_end), *values = der.inside(data, span[2], span[3], 2)
    listed = der.inside(data, values[0][2], values[0][3], MAX_ATTRIBUTES) if values else []
    return primitives.oid(data[oid:oid_end]), listed


def _requested(data: bytes, attributes: list[Values], fields: Fields) -> tuple[Raw, ...] | None:
    """Return the requested extensions of every attribute that asks for some (RFC 2985 5.4.2, Microsoft's alike)."""
    found: list[Raw] = []
    for oid, values in attributes:
        for _, _, body, end in values if oid in EXTENSION_REQUESTS else ():
            read = fields.read("extensions", extensions.read, data, body, end, fields)
            if read is None:
                return None
            found += read
    return tuple(found)


def _text(data: bytes, values: list[der.Span]) -> str:
    """Return the first value of an attribute as text: a string, the strings in a SEQUENCE, or hexadecimal."""
    if not values:
        return ""
    tag, _, body, end = values[0]
    try:
        spans = der.inside(data, body, end, MAX_ATTRIBUTES) if tag == der.SEQUENCE else values[:1]
    except ValueError:
        spans = []
    said = ", ".join(filter(None, [primitives.text(inner, data[at:to]) for inner, _, at, to in spans]))
    return said[:_MAX_TEXT] if said else data[body:end][: _MAX_TEXT // 2].hex()
