"""Find what can be analysed in whatever people paste: PEM in any state of repair, bare base64, DER and PKCS#7 files."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sslhelp.pki import armour, der, paste, sniff
from sslhelp.pki.sniff import BlockKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = ["MAX_BLOCKS", "MAX_CHARS", "Block", "BlockKind", "Extraction", "extract"]

MAX_BLOCKS = 64
MAX_CHARS = 1024 * 1024

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
    "PKCS12": BlockKind.PRIVATE_KEY,
}
_NAMES = {
    BlockKind.CSR: "CERTIFICATE REQUEST",
    BlockKind.CERTIFICATE: "CERTIFICATE",
    BlockKind.PKCS7: "PKCS7",
    BlockKind.CRL: "X509 CRL",
    BlockKind.PUBLIC_KEY: "PUBLIC KEY",
    BlockKind.PRIVATE_KEY: "PRIVATE KEY",
}
_OPAQUE = {BlockKind.PRIVATE_KEY, BlockKind.SSH_PUBLIC_KEY, BlockKind.PGP}  # told apart by name, never decoded
_SSH_KEY = re.compile(
    r"\b(?:sk-)?(?:ssh-(?:rsa|dss|ed25519)|ecdsa-sha2-nistp\d{3})(?:@openssh\.com)?\s{1,4}AAAA[A-Za-z0-9+/]{16,16384}={0,3}"
)
_LEAST_BYTES = 8  # fewer after a BEGIN line is talk about a block, not a block
_LEAST_BARE_CHARS = 100
_HEAD_CHARS = 512


@dataclass(frozen=True, slots=True)
class Block:
    """One block: `label` as its BEGIN line has it or should have it, `der` the decoded object.

    `der` is None for a block cut short (`missing_bytes` then says by how much) and for kinds that are not read:
    private keys, SSH keys, PGP.
    """

    kind: BlockKind
    label: str
    der: bytes | None
    missing_bytes: int = 0


@dataclass(frozen=True, slots=True)
class Extraction:
    """What was found, in order, and the `prose` around it; `dropped` blocks and `unread_chars` were over the limits."""

    blocks: tuple[Block, ...]
    prose: str
    dropped: int = 0
    unread_chars: int = 0


@dataclass(frozen=True, slots=True)
class _Found:
    """A block and where it lies in the mended text."""

    start: int
    end: int
    block: Block


def extract(data: str | bytes) -> Extraction:
    """Find every block in a paste or a file: at most `MAX_BLOCKS` of them in `MAX_CHARS` characters; never raises."""
    if isinstance(data, bytes):
        kind = sniff.kind(data)
        if kind is not None:
            return Extraction((_block(kind, _NAMES[kind], data),), "")
        data = paste.decode(data[: 4 * MAX_CHARS])
    pasted = data[:MAX_CHARS]
    mended = paste.mend(pasted)
    found = _find(mended.text)
    prose = [
        pasted[mended.origin(start) : mended.origin(end)]
        for start, end in _gaps(found, len(mended.text))
        if mended.text[start:end].strip()
    ]
    return Extraction(
        blocks=tuple(each.block for each in found[:MAX_BLOCKS]),
        prose=" ".join(piece.strip() for piece in prose),
        dropped=max(0, len(found) - MAX_BLOCKS),
        unread_chars=len(data) - len(pasted),
    )


def _find(text: str) -> list[_Found]:
    """Find armoured blocks and SSH keys first, then bare base64 in the gaps between them."""
    found = _without_overlap([*_armoured(text), *_ssh_keys(text)])
    bare = [each for start, end in _gaps(found, len(text)) for each in _bare(text, start, end)]
    return sorted([*found, *bare], key=lambda each: each.start)


def _without_overlap(found: Sequence[_Found]) -> list[_Found]:
    kept: list[_Found] = []
    for each in sorted(found, key=lambda each: each.start):
        if not kept or each.start >= kept[-1].end:
            kept.append(each)
    return kept


def _gaps(found: Sequence[_Found], length: int) -> list[tuple[int, int]]:
    """Return the stretches of text before, between and after what was found."""
    return list(zip([0, *(each.end for each in found)], [*(each.start for each in found), length], strict=True))


def _armoured(text: str) -> Iterator[_Found]:
    """Find blocks by their BEGIN and END lines, either of which may be missing."""
    edges = list(armour.markers(text))
    floor = 0
    for place, edge in enumerate(edges):
        following = edges[place + 1] if place + 1 < len(edges) else None
        limit = following.start if following else len(text)
        if edge.begins:
            closed = following is not None and not following.begins
            start, end = edge.end, limit if closed else armour.body_end(text, edge.end, limit)
            whole = edge.start, following.end if following and closed else end
        elif place and edges[place - 1].begins:
            continue
        else:
            start, end = armour.body_start(text, floor, edge.start), edge.start
            whole = start, edge.end
        floor = whole[1]
        block = _labelled(edge.label, text[start:end])
        if block is not None:
            yield _Found(*whole, block)


def _labelled(label: str, body: str) -> Block | None:
    """Return the block with this label and base64 body, or None when there is no body to speak of."""
    data = _likeliest(armour.readings(body))
    return _block(_kind_of_label(label), label, data) if len(data) >= _LEAST_BYTES else None


def _kind_of_label(label: str) -> BlockKind:
    if "PRIVATE KEY" in label:
        return BlockKind.PRIVATE_KEY
    if label.startswith("PGP"):
        return BlockKind.PGP
    return _LABELS.get(label, BlockKind.UNKNOWN)


def _likeliest(readings: Iterator[bytes]) -> bytes:
    """Return the reading that is a SEQUENCE to the byte, or else the first."""
    first = next(readings)
    return next((data for data in (first, *readings) if data[:1] == b"0" and _surplus(data) == 0), first)


def _block(kind: BlockKind, label: str, data: bytes) -> Block:
    """Make a block of what was decoded; what the bytes begin as counts for more than the label."""
    kind = kind if kind in _OPAQUE else sniff.kind(data) or kind
    surplus = _surplus(data)
    if kind in _OPAQUE:
        return Block(kind, label, None)
    if surplus < 0:
        return Block(kind, label, None, -surplus)
    return Block(kind, label, data[: len(data) - surplus])


def _surplus(data: bytes) -> int:
    """Return how many bytes follow the outermost SEQUENCE, negative when it lacks some; 0 when there is none."""
    outer = der.element(data)
    return len(data) - outer.end if outer and outer.tag == der.SEQUENCE else 0


def _ssh_keys(text: str) -> Iterator[_Found]:
    for found in _SSH_KEY.finditer(text) if "AAAA" in text else ():
        label = found[0].split(maxsplit=1)[0]
        yield _Found(found.start(), found.end(), Block(BlockKind.SSH_PUBLIC_KEY, label, None))


def _bare(text: str, start: int, limit: int) -> Iterator[_Found]:
    """Find base64 without armour: long enough, and decoding to the beginning of something known."""
    floor = start
    for token, opening in armour.openings(text, start, limit, chars=_HEAD_CHARS, begins=sniff.may_be_known):
        candidate = token.start()
        kind = sniff.kind(opening) if candidate >= floor else None
        end = armour.body_end(text, candidate, limit) if kind else floor
        if kind and end - candidate >= _LEAST_BARE_CHARS:
            floor = end
            yield _Found(candidate, end, _block(kind, _NAMES[kind], _likeliest(armour.readings(text[candidate:end]))))
