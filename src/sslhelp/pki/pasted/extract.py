"""Find what can be analysed in whatever people paste: PEM in any state of repair, bare base64, dumps, DER, PKCS#7."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from sslhelp.pki.pasted import armour, block, digits, octets, paste, sniff
from sslhelp.pki.pasted.sniff import BlockKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sslhelp.pki.pasted.block import Block

MAX_BLOCKS = 64
MAX_CHARS = 1024 * 1024

_ORDERED = {BlockKind.CSR, BlockKind.CERTIFICATE, BlockKind.PKCS7, BlockKind.CRL}
_SSH_KEY = re.compile(
    r"(?:\b(?:sk-)?(?:ssh-(?:rsa|dss|ed25519)|ecdsa-sha2-nistp\d{3})(?:-cert-v01)?(?:@openssh\.com)?\s{1,4})"
    r"AAAA[A-Za-z0-9+/]{16,16384}={0,3}"
)
_MARK = re.compile(rb"-{2,10}(?:BEGIN|END) [A-Z]")
_LEAST_BYTES = 8  # fewer after a BEGIN line is talk about a block, not a block
_LEAST_BARE_CHARS = 60
_LEAST_UNKNOWN_CHARS = 160
_HEAD_CHARS = 512


@dataclass(frozen=True, slots=True)
class Extraction:
    """What was found, in order, and the `prose` around it; `dropped` blocks and `unread_chars` were over the limits."""

    blocks: tuple[Block, ...]
    prose: str
    dropped: int = 0
    unread_chars: int = 0


@dataclass(frozen=True, slots=True)
class _Found:
    """Where something lies in the mended text, its label ("" when it has none), and what it is, perhaps yet encoded."""

    start: int
    end: int
    label: str
    body: str | bytes

    def blocks(self) -> tuple[Block, ...]:
        """Decode: one block, several in a row, or those in a text that was encoded once more."""
        decoded = self.body if isinstance(self.body, bytes) else block.decode(self.body)
        within = extract(decoded).blocks if _MARK.search(decoded) else ()
        return within or tuple(block.blocks(decoded, self.label))


@lru_cache(maxsize=2)
def extract(data: str | bytes) -> Extraction:
    """Find every block in a paste or a file: at most `MAX_BLOCKS` of them in `MAX_CHARS` characters; never raises.

    The last two answers are kept, since one paste is asked about more than once. So cut private keys out before.
    """
    if isinstance(data, bytes):
        if sniff.kind(data) is not None:
            found = tuple(block.blocks(block.without_carriage_returns(data)))
            return Extraction(found[:MAX_BLOCKS], "", dropped=max(0, len(found) - MAX_BLOCKS))
        data = paste.decode(data[: 4 * MAX_CHARS])
    pasted = data[:MAX_CHARS]
    mended = paste.mend(pasted)
    places = _find(mended.text)
    blocks = [each for place in places[:MAX_BLOCKS] for each in place.blocks()]
    prose = [
        pasted[mended.origin(start) : mended.origin(end)]
        for start, end in _gaps(places, len(mended.text))
        if mended.text[start:end].strip()
    ]
    return Extraction(
        blocks=tuple(blocks[:MAX_BLOCKS]),
        prose=" ".join(piece.strip() for piece in prose),
        dropped=max(0, len(blocks) - MAX_BLOCKS) + max(0, len(places) - MAX_BLOCKS),
        unread_chars=len(data) - len(pasted),
    )


def _find(text: str) -> list[_Found]:
    """Find armoured blocks and SSH keys first, then what has no armour in the gaps between what was found before."""
    places = _without_overlap([*_armoured(text), *_ssh_keys(text)])
    for finder in (_bare, _dumped, _unknown):
        more = [each for start, end in _gaps(places, len(text)) for each in finder(text, start, end)]
        places = sorted([*places, *more], key=lambda each: each.start)
    return places


def _without_overlap(found: Sequence[_Found]) -> list[_Found]:
    kept: list[_Found] = []
    for each in sorted(found, key=lambda each: each.start):
        if not kept or each.start >= kept[-1].end:
            kept.append(each)
    return kept


def _gaps(places: Sequence[_Found], length: int) -> Iterator[tuple[int, int]]:
    """Yield the stretches before, between and after what was found in a text of this length."""
    return zip([0, *(each.end for each in places)], [*(each.start for each in places), length], strict=True)


def _armoured(text: str) -> Iterator[_Found]:
    """Find blocks by their BEGIN and END lines, either of which may be missing."""
    edges = list(armour.markers(text))
    floor = 0
    for place, edge in enumerate(edges):
        following = edges[place + 1] if place + 1 < len(edges) else None
        limit = following.start if following else len(text)
        if edge.begins:
            closed = following is not None and not following.begins
            start, end = edge.end, limit if closed else _open_end(text, edge.end, limit)
            whole = edge.start, following.end if following and closed else end
        elif place and edges[place - 1].begins:
            continue
        else:
            start, end = digits.body_start(text, floor, edge.start), edge.start
            whole = start, edge.end
        floor = whole[1]
        if digits.count(text, start, end) * 3 // 4 >= _LEAST_BYTES:
            yield _Found(*whole, edge.label, text[start:end])


def _open_end(text: str, start: int, limit: int) -> int:
    """Return where a body ends that no END line closes: its length tells whether a word behind it belongs to it."""
    end = digits.body_end(text, start, limit)
    size = block.announced(block.decode(text[start : min(end, start + _HEAD_CHARS)]))
    return digits.end_after(text, start, end, limit=limit, size=size) if size else end


def _ssh_keys(text: str) -> Iterator[_Found]:
    for found in _SSH_KEY.finditer(text) if "AAAA" in text else ():
        yield _Found(found.start(), found.end(), found[0].split(maxsplit=1)[0], b"\0\0\0\x07ssh-")


def _bare(text: str, start: int, limit: int) -> Iterator[_Found]:
    """Find base64 without armour that decodes to the beginning of something known."""
    openings = digits.openings(text, start, limit, chars=_HEAD_CHARS)
    kinds = {opening: sniff.kind(opening) for opening in {opening for _, _, opening in openings}}
    known = [
        (begins, kinds[opening], opening)
        for begins, _, opening in openings
        if kinds[opening] or opening.startswith(b"-----BEGIN")
    ]
    borders = [begins for begins, kind, _ in known if kind in _ORDERED]
    floor = start
    for begins, kind, opening in known:
        if begins < floor:
            continue
        border = bisect_right(borders, begins) if kind is not BlockKind.PKCS7 else len(borders)
        bound = borders[border] if border < len(borders) else limit
        end = digits.body_end(text, begins, bound)
        if digits.count(text, begins, end) >= _LEAST_BARE_CHARS:
            floor = digits.end_after(text, begins, end, limit=bound, size=block.announced(opening))
            yield _Found(begins, floor, "", text[begins:floor])


def _dumped(text: str, start: int, limit: int) -> Iterator[_Found]:
    """Find DER that was written out octet by octet."""
    for dump in octets.dumps(text, start, limit, sniff.may_be_known):
        if dump.octets.startswith(b"-----BEGIN") or sniff.kind(dump.octets):
            yield _Found(dump.start, dump.end, "", dump.octets)


def _unknown(text: str, start: int, limit: int) -> Iterator[_Found]:
    """Find base64 that is nothing known, enough of it to be something, or that is a text with a block in it."""
    for begins, ends in digits.runs(text, start, limit, least=_LEAST_UNKNOWN_CHARS):
        yield _Found(begins, ends, "", text[begins:ends])
