"""ASN.1 written by hand: what no library agrees to make, in the layouts of X.690, RFC 2986 and RFC 5280."""

from __future__ import annotations

from datetime import datetime, timedelta

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from sslhelp.pki.asn1 import der, primitives
from tests import factories
from tests.factories import AT, Key

COMMON_NAME, ORGANIZATION, UNIT = "2.5.4.3", "2.5.4.10", "2.5.4.11"
EXTENSION_REQUEST, MICROSOFT_EXTENSION_REQUEST = "1.2.840.113549.1.9.14", "1.3.6.1.4.1.311.2.1.14"
UTF8, PRINTABLE, T61, IA5, UNIVERSAL, BMP = 0x0C, 0x13, 0x14, 0x16, 0x1C, 0x1E
NULL = b"\x05\x00"


def sequence(*parts: bytes) -> bytes:
    """A SEQUENCE of these elements."""
    return der.encode(der.SEQUENCE, b"".join(parts))


def set_of(*parts: bytes) -> bytes:
    """A SET of these elements."""
    return der.encode(der.SET, b"".join(parts))


def explicit(number: int, *parts: bytes) -> bytes:
    """Elements in an explicit tag of the context, or what an implicit constructed one looks like."""
    return der.encode(der.CONTEXT_0 + number, b"".join(parts))


def implicit(number: int, content: bytes) -> bytes:
    """Content under an implicit primitive tag of the context."""
    return der.encode(0x80 + number, content)


def integer(number: int) -> bytes:
    """An INTEGER, in as few bytes as its sign allows."""
    return der.encode(der.INTEGER, number.to_bytes((number + (number < 0)).bit_length() // 8 + 1, "big", signed=True))


def oid(dotted: str) -> bytes:
    """An OBJECT IDENTIFIER."""
    first, second, *rest = map(int, dotted.split("."))
    arcs = [40 * first + second, *rest]
    return der.encode(der.OBJECT_IDENTIFIER, b"".join(map(_arc, arcs)))


def _arc(number: int) -> bytes:
    digits = [number >> shift & 0x7F for shift in range(0, max(number.bit_length(), 1), 7)]
    return bytes([*(digit | 0x80 for digit in digits[:0:-1]), digits[0]])


def bits(content: bytes) -> bytes:
    """A BIT STRING of whole bytes."""
    return der.encode(der.BIT_STRING, b"\0" + content)


def octets(content: bytes) -> bytes:
    """An OCTET STRING."""
    return der.encode(der.OCTET_STRING, content)


def indefinite(tag: int, *parts: bytes) -> bytes:
    """An element of BER whose end is marked instead of its length (X.690 8.1.3.6)."""
    return bytes((tag, 0x80)) + b"".join(parts) + b"\0\0"


def attribute(kind: str, value: bytes) -> bytes:
    """An attribute of a name: its type, and its value as encoded."""
    return sequence(oid(kind), value)


def common_name(text: str) -> bytes:
    """A distinguished name with nothing but a common name."""
    return sequence(set_of(attribute(COMMON_NAME, der.encode(UTF8, text.encode()))))


def extension(kind: str, content: bytes, *, critical: bool = False) -> bytes:
    """An extension around its content (RFC 5280 4.1)."""
    return sequence(oid(kind), *([b"\x01\x01\xff"] if critical else []), octets(content))


def alternative_names(*hosts: str) -> bytes:
    """The extension of alternative names, with these hosts."""
    return extension("2.5.29.17", sequence(*(implicit(2, host.encode()) for host in hosts)))


def extension_request(*extensions: bytes, kind: str = EXTENSION_REQUEST) -> bytes:
    """The attribute of a request that asks for extensions."""
    return sequence(oid(kind), set_of(sequence(*extensions)))


def spki(kind: str, parameters: bytes = b"", key: bytes = b"\1" * 32) -> bytes:
    """A SubjectPublicKeyInfo of any algorithm."""
    return sequence(sequence(oid(kind), parameters), bits(key))


def spki_of(key: Key) -> bytes:
    """The SubjectPublicKeyInfo of a key."""
    return key.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)


SHA256_WITH_EC, GOST = sequence(oid("1.2.840.10045.4.3.2")), sequence(oid("1.2.643.7.1.1.3.2"))


def signed(content: bytes, key: ec.EllipticCurvePrivateKey, algorithm: bytes = SHA256_WITH_EC) -> bytes:
    """Signed content (RFC 5280 4.1.1), really signed with the key over SHA-256, whatever algorithm is named."""
    return sequence(content, algorithm, bits(key.sign(content, ec.ECDSA(hashes.SHA256()))))


NAME = common_name("www.example.com")


def request(
    *attributes: bytes,
    version: bytes = b"\x02\x01\x00",
    subject: bytes = NAME,
    public_key: bytes | None = None,
    algorithm: bytes = SHA256_WITH_EC,
    key: ec.EllipticCurvePrivateKey | None = None,
) -> bytes:
    """A request of parts as encoded, signed with `key`; `public_key` is another than that one's."""
    key = key or factories.ec_key()
    return signed(sequence(version, subject, public_key or spki_of(key), explicit(0, *attributes)), key, algorithm)


def time(moment: datetime) -> bytes:
    """A time as RFC 5280 4.1.2.5 wants it."""
    if moment.year < 2050:
        return der.encode(primitives.UTC_TIME, f"{moment:%y%m%d%H%M%S}Z".encode())
    return der.encode(primitives.GENERALIZED_TIME, f"{moment:%Y%m%d%H%M%S}Z".encode())


VALIDITY = sequence(time(AT - timedelta(days=10)), time(AT + timedelta(days=80)))


def certificate(
    *extensions: bytes,
    version: bytes = b"\xa0\x03\x02\x01\x02",
    serial: bytes = b"\x02\x01\x05",
    inner: bytes | None = None,
    issuer: bytes = NAME,
    validity: bytes = VALIDITY,
    subject: bytes = NAME,
    public_key: bytes | None = None,
    algorithm: bytes = SHA256_WITH_EC,
    key: ec.EllipticCurvePrivateKey | None = None,
) -> bytes:
    """A certificate of parts as encoded, signed with `key`; self-signed unless a name or `public_key` is another's.

    `inner` is the signature algorithm named inside what is signed, `algorithm` unless it is another.
    """
    key = key or factories.ec_key()
    listed = explicit(3, sequence(*extensions)) if extensions else b""
    parts = version, serial, inner or algorithm, issuer, validity, subject, public_key or spki_of(key), listed
    return signed(sequence(*parts), key, algorithm)
