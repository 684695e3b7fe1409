"""The certificates in a PKCS#7 file (.p7b, RFC 2315 and RFC 5652)."""

from __future__ import annotations

from cryptography.hazmat.primitives.serialization import Encoding, pkcs7

from sslhelp.pki import reading


def certificates(der: bytes) -> tuple[bytes, ...]:
    """Return the DER certificates in a SignedData in the order in which they are encoded; () when there are none."""
    with reading.quiet():
        try:
            return tuple(each.public_bytes(Encoding.DER) for each in pkcs7.load_der_pkcs7_certificates(der))
        except reading.UNREADABLE:
            return ()
