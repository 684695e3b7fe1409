"""DER put together by hand, for what no library makes: the attributes of IIS, and keys that nobody should have."""

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from sslhelp.pki.asn1 import der
from tests.asn1 import common_name, integer, oid, set_of

SEQUENCE, BIT_STRING, OCTET_STRING, NULL = 0x30, 0x03, 0x04, 0x05
UTF8, IA5, BMP = 0x0C, 0x16, 0x1E


def tlv(tag: int, *contents: bytes) -> bytes:
    """One element."""
    return der.encode(tag, b"".join(contents))


def attribute(kind: str, value: bytes) -> bytes:
    """An attribute of a request with one value (RFC 2986 4.1)."""
    return tlv(SEQUENCE, oid(kind), set_of(value))


def rsa_spki(modulus: int, exponent: int) -> bytes:
    """An RSA key of any numbers (RFC 8017 A.1.1)."""
    algorithm = tlv(SEQUENCE, oid("1.2.840.113549.1.1.1"), tlv(NULL))
    return tlv(SEQUENCE, algorithm, tlv(BIT_STRING, b"\0", tlv(SEQUENCE, integer(modulus), integer(exponent))))


_SHA256_WITH_RSA = tlv(SEQUENCE, oid("1.2.840.113549.1.1.11"), tlv(NULL))


def unsigned_request(name: bytes, spki: bytes, *attributes: bytes, signature: bytes) -> bytes:
    """A request (RFC 2986 4.2) with a signature that somebody made up."""
    information = tlv(SEQUENCE, integer(0), name, spki, tlv(0xA0, *attributes))
    return tlv(SEQUENCE, information, _SHA256_WITH_RSA, tlv(BIT_STRING, b"\0", signature))


def iis_request(key: rsa.RSAPrivateKey) -> bytes:
    """A request with what certreq and IIS add: operating system, client, cryptographic provider, extensions."""
    usage = tlv(SEQUENCE, oid("2.5.29.15"), b"\x01\x01\xff", tlv(OCTET_STRING, bytes.fromhex("030204f0")))
    purposes = tlv(SEQUENCE, oid("2.5.29.37"), tlv(OCTET_STRING, tlv(SEQUENCE, oid("1.3.6.1.5.5.7.3.1"))))
    alternative = tlv(
        SEQUENCE,
        oid("2.5.29.17"),
        tlv(OCTET_STRING, tlv(SEQUENCE, tlv(0x82, b"iis.example.com"), tlv(0x82, b"example.com"))),
    )
    client = tlv(
        SEQUENCE, integer(5), tlv(UTF8, b"web01.example.com"), tlv(UTF8, rb"EXAMPLE\Admin"), tlv(UTF8, b"InetMgr.exe")
    )
    provider = "Microsoft RSA SChannel Cryptographic Provider".encode("utf-16-be")
    attributes = (
        attribute("1.3.6.1.4.1.311.13.2.3", tlv(IA5, b"10.0.20348.2")),
        attribute("1.3.6.1.4.1.311.21.20", client),
        attribute("1.3.6.1.4.1.311.13.2.2", tlv(SEQUENCE, integer(1), tlv(BMP, provider), tlv(BIT_STRING, b"\0"))),
        attribute("1.2.840.113549.1.9.14", tlv(SEQUENCE, usage, purposes, alternative)),
    )
    spki = key.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    information = tlv(SEQUENCE, integer(0), common_name("iis.example.com"), spki, tlv(0xA0, *sorted(attributes)))
    signature = key.sign(information, padding.PKCS1v15(), hashes.SHA256())
    return tlv(SEQUENCE, information, _SHA256_WITH_RSA, tlv(BIT_STRING, b"\0", signature))
