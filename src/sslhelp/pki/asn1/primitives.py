"""The values inside an encoding (X.690 8): object identifiers, numbers, strings and times, read leniently.

Each reader takes the content of an element and raises ValueError for what is none of its kind.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime
from functools import lru_cache

from sslhelp.pki.asn1 import der

UTC_TIME = 0x17
GENERALIZED_TIME = 0x18

_MAX_OID_BYTES = 128
_CODECS = {
    0x0C: "utf-8",
    0x12: "latin-1",  # NumericString
    0x13: "latin-1",  # PrintableString
    0x14: "latin-1",  # T61String: nobody ever wrote T.61 into one
    0x16: "latin-1",  # IA5String
    0x1A: "latin-1",  # VisibleString
    0x1C: "utf-32-be",
    0x1E: "utf-16-be",
}
_TIME = re.compile(r"(?P<day>\d{6}|\d{8})(?P<clock>\d{4}|\d{6})(?:[.,]\d{1,9})?(?P<zone>Z|[+-]\d{4})?")


@lru_cache(maxsize=512)
def oid(content: bytes) -> str:
    """Return an object identifier in dotted form (X.690 8.19); raises ValueError for an empty, cut or huge one."""
    if not content or content[-1] & 0x80 or len(content) > _MAX_OID_BYTES:
        raise ValueError("not an object identifier")
    arcs: list[int] = []
    arc = 0
    for byte in content:
        arc = arc << 7 | byte & 0x7F
        if not byte & 0x80:
            arcs.append(arc)
            arc = 0
    first = min(arcs[0] // 40, 2)
    return ".".join(map(str, (first, arcs[0] - 40 * first, *arcs[1:])))


def integer(content: bytes) -> int:
    """Return an INTEGER in two's complement (X.690 8.3); an empty one, which is wrong, counts as 0."""
    return int.from_bytes(content, "big", signed=True)


def bits(content: bytes) -> bytes:
    """Return the bytes of a BIT STRING without the count of unused bits; raises ValueError when that is missing."""
    if not content or content[0] > 7:
        raise ValueError("not a bit string")
    return content[1:]


def pieces(content: bytes) -> bytes:
    """Return a string as one that comes in pieces, as BER allows (X.690 8.7.3); raises ValueError for what is none."""
    return b"".join([content[body:end] for _, _, body, end in der.inside(content, 0, len(content))])


def text(tag: int, content: bytes) -> str | None:
    """Return a string of any of ASN.1's kinds as it was meant, None when it is none or cannot be decoded.

    One-byte kinds are read as Latin-1, as OpenSSL does, whatever their standards say.
    """
    codec = _CODECS.get(tag)
    try:
        if codec is None and tag ^ der.CONSTRUCTED in _CODECS:
            return text(tag ^ der.CONSTRUCTED, pieces(content))
        return content.decode(codec) if codec else None
    except UnicodeDecodeError:
        return content.decode("latin-1") if codec == "utf-8" else None
    except ValueError:
        return None


def time(tag: int, content: bytes) -> datetime:
    """Return a UTCTime or GeneralizedTime in UTC, lenient about seconds and zone.

    RFC 5280 4.1.2.5: a UTCTime of 50 to 99 lies in the last century. Raises ValueError for what is no time, and
    OverflowError for one that its zone takes out of the years 1 to 9999.
    """
    found = _TIME.fullmatch(content.decode("ascii", "replace"))
    if found is None or tag not in {UTC_TIME, GENERALIZED_TIME} or (len(found["day"]) == 6) != (tag == UTC_TIME):
        raise ValueError("not a time")
    day, clock, zone = found.groups("Z")
    century = "" if tag == GENERALIZED_TIME else "19" if day >= "5" else "20"
    return datetime.fromisoformat(f"{century}{day}T{clock}{zone}").astimezone(UTC)
