"""The certificates in a PKCS#7 file (.p7b, RFC 2315 and RFC 5652), whatever else in it is out of order.

Certificates in such a file are DER, but what is around them is often BER (X.690 8.1.3.6), with bad versions, unsorted
sets, or cut short. So the file is walked element by element, without regard to what ought to stand where.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sslhelp.pki.asn1 import der
from sslhelp.pki.pasted import sniff
from sslhelp.pki.pasted.sniff import BlockKind

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_CERTIFICATES = 256
MAX_STEPS = 20_000

_HEAD_BYTES = 2048


def certificates(data: bytes) -> tuple[bytes, ...]:
    """Return the DER certificates in the order in which they are encoded, the first `MAX_CERTIFICATES`."""
    return tuple(found for kind, found in _walk(data) if kind is BlockKind.CERTIFICATE)[:MAX_CERTIFICATES]


def holds_revocation_lists(data: bytes) -> bool:
    """Say whether there is a CRL among what the file holds."""
    return any(kind is BlockKind.CRL for kind, _ in _walk(data))


def _walk(data: bytes) -> Iterator[tuple[BlockKind, bytes]]:
    """Yield what is found whole in `MAX_STEPS` steps: into what is constructed, over what is not.

    An end of contents (X.690 8.1.5) is an element like any other here, and so no length needs to be known.
    """
    at = 0
    for _ in range(MAX_STEPS):
        found = der.element(data, at)
        if found is None:
            return
        is_whole = found.tag == der.SEQUENCE and found.end <= len(data)
        kind = sniff.kind(data[at : min(found.end, at + _HEAD_BYTES)]) if is_whole else None
        if kind in {BlockKind.CERTIFICATE, BlockKind.CRL}:
            yield kind, data[at : found.end]
            at = found.end
        else:
            at = found.body if found.tag & der.CONSTRUCTED else found.end
