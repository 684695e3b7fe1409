"""Inspect: CSRs, certificates and chains in what was pasted or attached, decoded and judged."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sslhelp.model.chat import Notice
from sslhelp.model.pki import Severity
from sslhelp.pki import certificate, chain, csr, extract
from sslhelp.pki.extract import BlockKind

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from cryptography.x509.verification import Store as TrustStore

    from sslhelp.model.chat import Context, Message, Part
    from sslhelp.pki.extract import Block, Extraction

MAX_REPORTS = 8

_NOT_PKI = {
    BlockKind.PUBLIC_KEY: "That is a public key on its own. It is not secret, but there is nothing to order with it.",
    BlockKind.SSH_PUBLIC_KEY: "That is an SSH public key. SSL certificates do not use it.",
    BlockKind.PGP: "That is a PGP block. SSL certificates do not use PGP keys or messages.",
    BlockKind.CRL: "That is a certificate revocation list, not a certificate.",
    BlockKind.UNKNOWN: "That looks like encoded binary, but it is neither a CSR nor a certificate.",
}
_WANTED = " Paste the block that begins with BEGIN CERTIFICATE REQUEST (a CSR) or BEGIN CERTIFICATE."


@dataclass(frozen=True)
class Inspect:
    """Reads what is pasted at the time of `clock`, trusting what `roots` returns (called only for chains)."""

    clock: Callable[[], datetime]
    roots: Callable[[], TrustStore]

    def __call__(self, message: Message, context: Context) -> tuple[Part, ...] | None:  # noqa: ARG002  (Tool protocol)
        """Report on every block found in the text and the files, or None when there is none."""
        found = [extract.extract(message.text)] if message.text else []
        found += [extract.extract(file.data) for file in message.files]
        return examine(found, at=self.clock(), roots=self.roots, given_as_file=bool(message.files))


def examine(
    found: Sequence[Extraction],
    *,
    at: datetime,
    roots: Callable[[], TrustStore],
    host: str | None = None,
    intermediates: Sequence[bytes] = (),
    given_as_file: bool = True,
) -> tuple[Part, ...] | None:
    """Report on what was extracted, at most `MAX_REPORTS` reports; the certificates together also as a chain.

    `intermediates` are DER certificates that may complete a chain. A file that holds nothing known is a notice; prose
    without any block is None.
    """
    blocks = [block for extraction in found for block in extraction.blocks]
    parts: list[Part] = [csr.read(block.der) for block in blocks if block.kind is BlockKind.CSR and block.der]
    certificates = [der for block in blocks for der in _certificates(block)]
    if certificates:
        whole = chain.build(certificates, at=at, roots=roots(), intermediates=intermediates, host=host)
        leaf_first = sorted(set(certificates), key=lambda der: _place(der, whole.path))
        parts += [certificate.read(leaf_first[0], at=at, host=host), whole]
    notices = [_notice(block) for block in blocks if _notice(block)]
    if not parts and not notices and given_as_file:
        notices = [Notice(Severity.WARNING, "paste.not_pki", "There is no CSR and no certificate in that." + _WANTED)]
    dropped = sum(extraction.dropped for extraction in found) + max(0, len(parts) - MAX_REPORTS)
    if dropped:
        text = f"That is more than one answer can hold: {dropped} more blocks were left out. Send them in parts."
        notices.append(Notice(Severity.WARNING, "paste.too_much", text))
    return (*parts[:MAX_REPORTS], *dict.fromkeys(filter(None, notices))) or None
