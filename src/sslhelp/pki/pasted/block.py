"""A block: what was pasted, by what it is, decoded where it is something that is read."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

from sslhelp.pki.asn1 import der
from sslhelp.pki.pasted import decoding, pkcs7, sniff
from sslhelp.pki.pasted.sniff import BlockKind

if TYPE_CHECKING:
    from collections.abc import Iterator

_LABELS = {
    "CERTIFICATE REQUEST": BlockKind.CSR,
    "NEW CERTIFICATE REQUEST": BlockKind.CSR,
    "CERTIFICATE": BlockKind.CERTIFICATE,
    "X509 CERTIFICATE": BlockKind.CERTIFICATE,
    "TRUSTED CERTIFICATE": BlockKind.CERTIFICATE,
    "PKCS7": BlockKind.PKCS7,
    "PKCS #7 SIGNED DATA": BlockKind.PKCS7,
    "CMS": BlockKind.PKCS7,
    "X509 CRL": BlockKind.CRL,
    "PUBLIC KEY": BlockKind.PUBLIC_KEY,
    "RSA PUBLIC KEY": BlockKind.PUBLIC_KEY,
    "SSH2 PUBLIC KEY": BlockKind.SSH_PUBLIC_KEY,
    "ATTRIBUTE CERTIFICATE": BlockKind.ATTRIBUTE_CERTIFICATE,
    "OCSP REQUEST": BlockKind.OCSP,
    "OCSP RESPONSE": BlockKind.OCSP,
    "PKCS12": BlockKind.PRIVATE_KEY,
}
_NAMES = {BlockKind.CSR: "CERTIFICATE REQUEST", BlockKind.CRL: "X509 CRL"}
_READ = {BlockKind.CSR, BlockKind.CERTIFICATE, BlockKind.PKCS7, BlockKind.CRL, BlockKind.PUBLIC_KEY}
_OPAQUE = {BlockKind.PRIVATE_KEY, BlockKind.SSH_PUBLIC_KEY, BlockKind.PGP}  # told by their label alone
_HEAD_BYTES = 512


@dataclass(frozen=True, slots=True)
class Block:
    """One block: `label` as its BEGIN line has it or should have it, `der` the decoded object.

    `der` is None for a block cut short (`missing_bytes` then says by how much) and for all kinds but CSR, certificate,
    PKCS#7, CRL and public key.
    """

    kind: BlockKind
    label: str
    der: bytes | None
    missing_bytes: int = 0

    @property
    def certificates(self) -> tuple[bytes, ...]:
        """The DER certificates that it holds: itself, or what a PKCS#7 file carries."""
        if self.der and self.kind is BlockKind.PKCS7:
            return pkcs7.certificates(self.der)
        return (self.der,) if self.der and self.kind is BlockKind.CERTIFICATE else ()


def decode(base64: str) -> bytes:
    """Return the reading of a body in base64 that holds together, or else the first."""
    readings = decoding.readings(base64)
    first = next(readings)
    return next((data for data in chain((first,), readings) if _holds_together(data)), first)


def announced(data: bytes) -> int:
    """Return how long the DER that `data` begins says that it is, 0 when it does not say."""
    outer = der.element(data)
    return outer.end if outer and outer.tag == der.SEQUENCE and data[1] != der.INDEFINITE else 0


def without_carriage_returns(data: bytes) -> bytes:
    """Undo a transfer as text, which sets a CR before every LF, where the length shows that it was one."""
    undone = data.replace(b"\r\n", b"\n") if _end(data) < len(data) else data
    return undone if _end(undone) == len(undone) else data


def blocks(data: bytes, label: str = "") -> Iterator[Block]:
    """Make blocks of what was decoded: the first is there in any case, those behind it if they are something known.

    `label` is what the BEGIN line calls it, "" when there is none.
    """
    after = _end(data)
    yield _block(data[:after], label, after - len(data))
    while after < len(data) and sniff.kind(data[after : after + _HEAD_BYTES]):
        at, after = after, _end(data, after)
        yield _block(data[at:after], label, after - len(data))


def _block(data: bytes, label: str, missing: int) -> Block:
    """Make a block of one object; what it begins as counts for more than the label."""
    labelled = _kind_of_label(label)
    kind = labelled if labelled in _OPAQUE else sniff.kind(data) or labelled
    if kind in _READ and not data.startswith(b"0"):
        kind = BlockKind.FRAGMENT
    label = label or _NAMES.get(kind, kind.replace("_", " ").upper())
    if kind not in _READ:
        return Block(kind, label, None)
    return Block(kind, label, None, missing) if missing > 0 else Block(kind, label, data)


def _kind_of_label(label: str) -> BlockKind:
    if "PRIVATE KEY" in label:
        return BlockKind.PRIVATE_KEY
    if label.startswith("PGP"):
        return BlockKind.PGP
    if label.endswith("PARAMETERS"):
        return BlockKind.PARAMETERS
    return _LABELS.get(label, BlockKind.UNKNOWN)


def _holds_together(data: bytes) -> bool:
    """Say whether `data` is PEM, or a SEQUENCE of which the parts end where it ends."""
    outer = der.element(data) if data.startswith(b"0") else None
    parts = der.children(data, outer) if outer and outer.end <= len(data) else []
    return (bool(parts) and outer is not None and parts[-1].end == outer.end) or data.startswith(b"-----BEGIN")


def _end(data: bytes, at: int = 0) -> int:
    """Return where the SEQUENCE at `at` ends, beyond the last byte when it is cut short; the end when there is none."""
    outer = der.element(data, at)
    return outer.end if outer and outer.tag == der.SEQUENCE else len(data)
