"""What a binary is, told from its first bytes: enough for the first few hundred of them, whole or cut short."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import TYPE_CHECKING

from sslhelp.pki import der

if TYPE_CHECKING:
    from sslhelp.pki.der import Element


class BlockKind(StrEnum):
    """What a pasted block is."""

    CSR = "csr"
    CERTIFICATE = "certificate"
    PKCS7 = "pkcs7"
    CRL = "crl"
    PUBLIC_KEY = "public_key"
    PRIVATE_KEY = "private_key"
    SSH_PUBLIC_KEY = "ssh_public_key"
    PGP = "pgp"
    UNKNOWN = "unknown"


_LENGTH = rb"(?:[\x00-\x80]|\x81.|\x82..|\x83.{3}|\x84.{4})"  # X.690 8.1.3
_NUMBERED = rb"\x02\x01[\x00\x01\x03]"
_NAMED = rb"0" + _LENGTH + rb"\x06"
_PRIVATE = re.compile(
    rb"(?:0" + _LENGTH + rb"(?:" + _NUMBERED + rb"|" + _NAMED + rb")|openssh-|\xfe\xed|\xce\xce|-----BEGIN)", re.DOTALL
)
_KNOWN = re.compile(rb"(?:0" + _LENGTH + rb"[\x02\x060]|openssh-|\xfe\xed|\xce\xce)", re.DOTALL)
_MAGIC = {b"openssh-key-v1": "OpenSSH", b"\xfe\xed\xfe\xed": "JKS", b"\xce\xce\xce\xce": "JCEKS"}
_PKCS7_TYPES = bytes.fromhex("2a864886f70d0107")  # 1.2.840.113549.1.7, RFC 2315
_ENCRYPTION = (bytes.fromhex("2a864886f70d0105"), bytes.fromhex("2a864886f70d010c01"))  # PKCS#5, PKCS#12 PBE
_TIMES = (0x17, 0x18)  # UTCTime, GeneralizedTime
_KEY_SHARE_BYTES = 96  # longest EC private value told apart by sight, over P-521's 66


def may_be_private(data: bytes) -> bool:
    """Say whether the first dozen bytes of `data` may begin a private key, or PEM."""
    return _PRIVATE.match(data) is not None


def may_be_known(data: bytes) -> bool:
    """Say whether the first dozen bytes of `data` may begin anything that `kind` knows."""
    return _KNOWN.match(data) is not None


def private(data: bytes) -> str | None:
    """Return the kind of private key or key store that `data` begins as ("PKCS#8", "PFX" ...), or None."""
    if not may_be_private(data):
        return None
    for magic, kind in _MAGIC.items():
        if data.startswith(magic):
            return kind
    outer = der.element(data)
    parts = der.children(data, outer, 3) if outer and outer.tag == der.SEQUENCE else []
    if not parts:
        return None
    if parts[0].tag == der.SEQUENCE:
        return "encrypted PKCS#8" if _oid_in(data, parts[0]).startswith(_ENCRYPTION) else None
    return _numbered(data, parts)


def _numbered(data: bytes, parts: list[Element]) -> str | None:
    """Tell apart the key formats that begin with a version: PKCS#8, PKCS#1, SEC 1, DSA, PKCS#12."""
    version = data[parts[0].body]
    following = parts[1] if len(parts) > 1 else None
    if following is None:
        return None
    match version, following.tag:
        case 3, der.SEQUENCE:
            return "PFX" if _oid_in(data, following).startswith(_PKCS7_TYPES) else None
        case ((0 | 1), der.SEQUENCE):
            return "PKCS#8" if _oid_in(data, following) else None
        case ((0 | 1), der.INTEGER) if following.end - following.body >= 32:
            return "DSA" if len(parts) > 2 and 19 <= parts[2].end - parts[2].body <= 33 else "RSA"
        case 1, der.OCTET_STRING if 8 <= following.end - following.body <= _KEY_SHARE_BYTES:
            return "EC"
    return None


def kind(data: bytes) -> BlockKind | None:
    """Return what `data` begins as, or None when it begins like nothing known."""
    if private(data):
        return BlockKind.PRIVATE_KEY
    outer = der.element(data) if may_be_known(data) else None
    parts = der.children(data, outer, 3) if outer else []
    if not parts:
        return None
    if parts[0].tag == der.OBJECT_IDENTIFIER:
        return BlockKind.PKCS7 if der.value(data, parts[0]).startswith(_PKCS7_TYPES) else None
    if parts[0].tag == der.INTEGER and len(parts) > 1 and parts[1].tag == der.INTEGER:
        return BlockKind.PUBLIC_KEY if parts[0].end - parts[0].body >= 32 else None
    return _signed(data, parts) if parts[0].tag == der.SEQUENCE else None


def _signed(data: bytes, parts: list[Element]) -> BlockKind | None:
    """Tell apart what begins with a SEQUENCE inside the SEQUENCE: CSR, certificate, CRL and public key."""
    tags = [child.tag for child in der.children(data, parts[0], 5)]
    match tags:
        case [der.CONTEXT_0, der.INTEGER, *_]:
            return BlockKind.CERTIFICATE
        case [der.INTEGER, der.SEQUENCE, der.SEQUENCE, der.SEQUENCE, *_]:
            return BlockKind.CERTIFICATE  # version 1 has no version field
        case [der.INTEGER, der.SEQUENCE, der.SEQUENCE, tag, *_] if tag in _TIMES:
            return BlockKind.CRL
        case [der.SEQUENCE, der.SEQUENCE, tag, *_] if tag in _TIMES:
            return BlockKind.CRL
        case [der.INTEGER, der.SEQUENCE, *_]:
            return _csr_or_crl(data, parts[0])
        case [der.OBJECT_IDENTIFIER, *_] if len(parts) > 1 and parts[1].tag == der.BIT_STRING:
            return BlockKind.PUBLIC_KEY
    return None


def _csr_or_crl(data: bytes, info: Element) -> BlockKind | None:
    """A CSR goes on with a name (a SEQUENCE of SETs, perhaps empty), a CRL with an algorithm (an OID first)."""
    second = der.children(data, info, 2)[1]
    first = der.element(data, second.body) if second.end > second.body else None
    if first is not None and first.tag == der.OBJECT_IDENTIFIER:
        return BlockKind.CRL
    return BlockKind.CSR


def _oid_in(data: bytes, sequence: Element) -> bytes:
    """Return the value of the OBJECT IDENTIFIER that `sequence` begins with, b"" when it begins with another thing."""
    first = der.element(data, sequence.body)
    return der.value(data, first) if first is not None and first.tag == der.OBJECT_IDENTIFIER else b""
