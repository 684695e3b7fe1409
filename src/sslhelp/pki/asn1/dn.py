"""Distinguished names (X.501): read from DER in any string type, searched by attribute type."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sslhelp.model.pki import NameAttribute
from sslhelp.pki.asn1 import der, oids, primitives

if TYPE_CHECKING:
    from collections.abc import Iterable

MAX_ATTRIBUTES = 16_384
_NO_TEXT = re.compile(r"#(?:[0-9a-f]{2}){2,}")


def read(data: bytes, at: int, end: int) -> tuple[NameAttribute, ...]:
    """Return the attributes of the RDNSequence between `at` and `end`, in the order in which they are encoded.

    A value that is no string is given as `#` and the hexadecimal of its encoding (RFC 4514 2.4). Raises ValueError
    where the encoding breaks, and for more than `MAX_ATTRIBUTES`.
    """
    found: list[NameAttribute] = []
    for _, _, set_body, set_end in der.inside(data, at, end, MAX_ATTRIBUTES):
        joined = False
        for _, _, body, pair_end in der.inside(data, set_body, set_end, MAX_ATTRIBUTES):
            (_, _, oid_body, oid_end), (tag, start, value_body, value_end) = der.inside(data, body, pair_end)
            oid = primitives.oid(data[oid_body:oid_end])
            value = primitives.text(tag, data[value_body:value_end])
            found.append(
                NameAttribute(
                    oids.ATTRIBUTE_TYPES.get(oid, oid),
                    oid,
                    f"#{data[start:value_end].hex()}" if value is None else value,
                    joined,
                )
            )
            joined = True
    return tuple(found)


def values(name: Iterable[NameAttribute] | None, kind: str) -> list[str]:
    """Return the values of the attributes of one type, such as `CN`; those that are no text are left out."""
    return [each.value for each in name or () if each.type == kind and not _is_no_text(each.value)]


def _is_no_text(value: str) -> bool:
    return value.startswith("#") and _NO_TEXT.fullmatch(value) is not None
