"""What a binary is, told from its first bytes: enough for the first few hundred of them, whole or cut short."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import TYPE_CHECKING

from sslhelp.pki.asn1 import der, primitives
from sslhelp.pki.pasted import key_formats
from sslhelp.pki.pasted.key_formats import LENGTH

if TYPE_CHECKING:
    from sslhelp.pki.asn1.der import Element


class BlockKind(StrEnum):
    """What a pasted block is."""

    CSR = "csr"
    CERTIFICATE = "certificate"
    PKCS7 = "pkcs7"
    CRL = "crl"
    PUBLIC_KEY = "public_key"
    PRIVATE_KEY = "private_key"
    ATTRIBUTE_CERTIFICATE = "attribute_certificate"
    OCSP = "ocsp"
    TIMESTAMP = "timestamp"
    PARAMETERS = "parameters"
    ENCRYPTED = "encrypted"
    PKCS12 = "pkcs12"
    SSH_PUBLIC_KEY = "ssh_public_key"
    PGP = "pgp"
    ARCHIVE = "archive"
    FRAGMENT = "fragment"
    UNKNOWN = "unknown"


_SSH = re.compile(rb"\x00\x00\x00[\x07-\x40](?:ssh-|ecdsa-|sk-)")  # RFC 4253 6.6
_KNOWN = re.compile(
    rb"0" + LENGTH + rb"[\x02\x06\x0a0]|" + _SSH.pattern + rb"|-----BEGIN|[\x94-\x9a\xc5\xc6].{1,4}[\x04\x06]|openssh-"
    rb"|\xfe\xed|\xce\xce|Ed",
    re.DOTALL,
)
_OCSP_REQUEST = re.compile(
    rb"(?:0" + LENGTH + rb"){2}(?:\xa0\x03.{3})?(?:\xa1|(?:0" + LENGTH + rb"){4}\x06)", re.DOTALL
)  # RFC 6960 4.1.1: version, then who asks, or the first certificate asked for
_ARCHIVES = (b"PK\x03\x04", b"\x1f\x8b\x08", b"7z\xbc\xaf\x27\x1c", b"Rar!\x1a\x07", b"ustar")
_PKCS7 = "2a864886f70d0107"  # 1.2.840.113549.1.7, RFC 2315 14
_CONTENTS = {
    bytes.fromhex(f"{_PKCS7}02"): BlockKind.PKCS7,  # signedData, RFC 5652 5
    bytes.fromhex("6086480186f8420205"): BlockKind.PKCS7,  # Netscape's sequence of certificates
    bytes.fromhex(f"{_PKCS7}03"): BlockKind.ENCRYPTED,
    bytes.fromhex(f"{_PKCS7}04"): BlockKind.ENCRYPTED,
    bytes.fromhex(f"{_PKCS7}06"): BlockKind.ENCRYPTED,
    bytes.fromhex("2a864886f70d0109100117"): BlockKind.ENCRYPTED,  # authEnvelopedData, RFC 5083
}
_GENERATORS = (b"\x02", b"\x05")  # of Diffie-Hellman groups; no RSA key in use has such an exponent
_TIMES = (primitives.UTC_TIME, primitives.GENERALIZED_TIME)
_ENUMERATED = 0x0A
_NUMBER_BYTES = 64  # shorter than any RSA modulus or Diffie-Hellman prime in use


def may_be_known(data: bytes) -> bool:
    """Say whether the first dozen bytes of `data` may begin anything that `kind` knows."""
    return _KNOWN.match(data) is not None


def kind(data: bytes) -> BlockKind | None:
    """Return what `data` begins as, or None when it begins like nothing known."""
    if key_formats.private(data):
        return BlockKind.PKCS12 if key_formats.is_trust_store(data) else BlockKind.PRIVATE_KEY
    if data.startswith(_ARCHIVES):
        return BlockKind.ARCHIVE
    if data.startswith(b"0") and may_be_known(data):
        return _encoded(data)
    if _SSH.match(data):
        return BlockKind.SSH_PUBLIC_KEY
    return BlockKind.PGP if key_formats.pgp(data) else None


def _encoded(data: bytes) -> BlockKind | None:
    """Tell what is in DER or BER apart by the first fields of the outermost SEQUENCE."""
    outer = der.element(data)
    parts = der.children(data, outer, 3) if outer else []
    match [part.tag for part in parts]:
        case [der.OBJECT_IDENTIFIER, *_]:
            return _CONTENTS.get(der.value(data, parts[0]), BlockKind.UNKNOWN)
        case [der.INTEGER, der.INTEGER, *_]:
            return _numbers(data, parts)
        case [der.INTEGER, der.SEQUENCE, *_] if _opens_with(data, parts[1], der.SEQUENCE):
            return BlockKind.TIMESTAMP  # a query, RFC 3161 2.4.1
        case [tag, *_] if tag == _ENUMERATED:
            return BlockKind.OCSP  # a response, RFC 6960 4.2.1
        case [der.SEQUENCE, *_]:
            return _signed(data, parts)
        case _:
            return None


def _numbers(data: bytes, parts: list[Element]) -> BlockKind | None:
    """Tell an RSA public key (RFC 8017 A.1.1), a Diffie-Hellman group (PKCS#3) and an ECDSA signature apart."""
    first, second = (part.end - part.body for part in parts[:2])
    if first < _NUMBER_BYTES or second * 2 > first:
        return None
    return BlockKind.PARAMETERS if der.value(data, parts[1]) in _GENERATORS else BlockKind.PUBLIC_KEY


def _signed(data: bytes, parts: list[Element]) -> BlockKind | None:
    """Tell apart what begins with a SEQUENCE inside the SEQUENCE: CSR, certificate, CRL, public key and the like."""
    match [child.tag for child in der.children(data, parts[0], 5)]:
        case [der.CONTEXT_0, der.INTEGER, *_]:
            return BlockKind.CERTIFICATE
        case [der.INTEGER, der.SEQUENCE, der.SEQUENCE, der.SEQUENCE, *_]:
            return BlockKind.CERTIFICATE  # version 1 has no version field
        case [der.INTEGER, der.SEQUENCE, der.SEQUENCE, tag, *_] if tag in _TIMES:
            return BlockKind.CRL
        case [der.SEQUENCE, der.SEQUENCE, tag, *_] if tag in _TIMES:
            return BlockKind.CRL
        case [der.INTEGER, der.SEQUENCE, *_]:
            return _versioned(data, parts[0])
        case [der.OBJECT_IDENTIFIER, *_] if len(parts) > 1 and parts[1].tag == der.BIT_STRING:
            return BlockKind.PUBLIC_KEY
        case [der.INTEGER, *_] if len(parts) > 1 and _opens_with(data, parts[1], der.OBJECT_IDENTIFIER):
            return BlockKind.TIMESTAMP  # a response, RFC 3161 2.4.2
        case _:
            return BlockKind.OCSP if _OCSP_REQUEST.match(data) else None


def _versioned(data: bytes, info: Element) -> BlockKind:
    """Tell a CSR, an attribute certificate (RFC 5755 4.1) and a CRL apart by what follows the version.

    A CSR goes on with a name (a SEQUENCE of SETs, perhaps empty), an attribute certificate with a holder (a SEQUENCE
    of context tags), a CRL with an algorithm (an OID first).
    """
    _version, second, *rest = der.children(data, info, 3)
    if _opens_with(data, second, der.OBJECT_IDENTIFIER):
        return BlockKind.CRL
    if rest and rest[0].tag == der.CONTEXT_0 and not _opens_with(data, second, der.SET):
        return BlockKind.ATTRIBUTE_CERTIFICATE
    return BlockKind.CSR


def _opens_with(data: bytes, sequence: Element, tag: int) -> bool:
    first = der.element(data, sequence.body) if sequence.end > sequence.body else None
    return first is not None and first.tag == tag
