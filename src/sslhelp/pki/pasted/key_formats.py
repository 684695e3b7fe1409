"""Which private key or key store a binary begins as, told from its first few dozen bytes, whole or cut short.

PKCS#8 (RFC 5958), PKCS#1 (RFC 8017), SEC 1 (RFC 5915), DSA, PKCS#12 (RFC 7292), OpenPGP (RFC 9580), and by their magic
OpenSSH, SSH 1, JKS, JCEKS, minisign and signify. The encrypted body of a PKCS#1 key without its DEK-Info header is
ciphertext and nothing else: no look at the bytes tells it from any other noise.
"""

from __future__ import annotations

import re

from sslhelp.pki.asn1 import der

LENGTH = rb"(?:[\x00-\x80]|\x81.|\x82..|\x83.{3}|\x84.{4})"
"""A length in DER or BER (X.690 8.1.3)."""
_MAGIC = {
    b"openssh-key-v1": "OpenSSH",
    b"SSH PRIVATE KEY": "SSH 1",
    b"\xfe\xed\xfe\xed": "JKS",
    b"\xfe\xed\xfb\x40\x00": "JKS",  # "/u37QAAA", the base64 of JKS that lost its +
    b"\xce\xce\xce\xce": "JCEKS",
    b"EdScB2": "minisign",
    b"Ed\x00\x00B2": "minisign",
    b"EdBK\x00": "signify",
}
_PGP_LENGTH = (
    rb"(?:(?<=[\x94\x98])[\x20-\xff]|(?<=[\x95\x99])[\x00-\x14].|(?<=[\x96\x9a])\x00\x00[\x00-\x14]."
    rb"|(?<=[\xc5\xc6])(?:[\x20-\xbf]|[\xc0-\xd4].))"
)
_PGP_KEY = re.compile(
    rb"[\x94-\x96\x98-\x9a\xc5\xc6]" + _PGP_LENGTH + rb"(?:\x04[\x26-\x9f].{3}(?:[\x01-\x03\x10\x11][\x02-\x40]"
    rb"|[\x12\x13\x16][\x05-\x0a])|\x06[\x26-\x9f].{3}[\x19-\x1c]\x00\x00)",
    re.DOTALL,
)  # RFC 9580 4.2, 5.5.2, 9.1: tag, length up to 5 KB, version, time since 1990, algorithm, size of its first number
_SECURITY = rb"\x06.\x2a\x86\x48\x86\xf7\x0d\x01"  # the OIDs of RSA Security, 1.2.840.113549.1
_BIG = rb"(?:[\x20-\x7f]|\x81.|\x82..|\x83...)"
_SMALL = rb"[\x08-\x60]"  # an EC private value has up to 66 octets, on P-521
_PRIVATE = re.compile(
    rb"0"
    + LENGTH
    + rb"(?:\x02\x01(?:(?P<pkcs8>[\x00\x01]0"
    + LENGTH
    + rb"\x06)|(?P<pkcs1>[\x00\x01]\x02"
    + _BIG
    + rb")"
    rb"|(?P<sec1>\x01\x04" + _SMALL + rb")|(?P<pfx>\x030" + LENGTH + _SECURITY + rb"\x07))"
    rb"|(?P<encrypted>0" + LENGTH + _SECURITY + rb"(?:\x05|\x0c\x01)))"
    rb"|(?P<magic>" + b"|".join(map(re.escape, _MAGIC)) + rb")|(?P<pgp>(?=[\x94-\x96\xc5])" + _PGP_KEY.pattern + rb")",
    re.DOTALL,
)
_KINDS = {"pkcs8": "PKCS#8", "sec1": "EC", "pfx": "PFX", "encrypted": "encrypted PKCS#8", "pgp": "PGP"}
_CERTIFICATE_BAG = bytes.fromhex("2a864886f70d010c0a0103")
_OPAQUE_BAG = re.compile(rb"\x2a\x86\x48\x86\xf7\x0d\x01(?:\x0c\x0a\x01[^\x03\x04]|\x07[^\x01])", re.DOTALL)


def private(data: bytes) -> str | None:
    """Return the kind of private key or key store that `data` begins as ("PKCS#8", "PFX" ...), or None."""
    found = _PRIVATE.match(data)
    if found is None:
        return None
    match found.lastgroup:
        case "magic":
            return _MAGIC[found["magic"]]
        case "pkcs1":
            return "DSA" if _is_dsa(data) else "RSA"
        case form:
            return _KINDS[form or ""]


def _is_dsa(data: bytes) -> bool:
    """Tell a DSA key from an RSA one: its second number is of 160, 224 or 256 bits (FIPS 186-4 4.2)."""
    outer = der.element(data)
    numbers = der.children(data, outer, 3) if outer else []
    return len(numbers) == 3 and 19 <= numbers[2].end - numbers[2].body <= 33


def pgp(data: bytes) -> bool:
    """Say whether `data` begins as OpenPGP's packet of a key, public or secret."""
    return _PGP_KEY.match(data) is not None


def is_trust_store(data: bytes) -> bool:
    """Say whether `data` is a PKCS#12 file that can be seen to hold certificates and nothing else.

    What is encrypted or cut short may hold a key.
    """
    outer = der.element(data)
    whole = outer is not None and data[1:2] != bytes((der.INDEFINITE,)) and outer.end <= len(data)
    return whole and private(data) == "PFX" and _CERTIFICATE_BAG in data and not _OPAQUE_BAG.search(data)
