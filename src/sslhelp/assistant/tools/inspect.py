"""Inspect: CSRs, certificates and chains in what was pasted or attached, decoded and judged."""

from __future__ import annotations

from dataclasses import dataclass, replace
from hashlib import sha256
from typing import TYPE_CHECKING

from sslhelp.assistant.tools import next_step
from sslhelp.model.chat import Notice
from sslhelp.model.pki import CertificateReport, ChainReport, Comparison, CsrReport, Severity
from sslhelp.pki import certificate, chain, csr, pair
from sslhelp.pki.pasted import extract, pkcs7
from sslhelp.pki.pasted.sniff import BlockKind
from sslhelp.pki.trust.intermediates import proven

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Sequence
    from datetime import datetime

    from sslhelp.model.chat import Context, Message, Part
    from sslhelp.model.knowledge import Library
    from sslhelp.model.store import Intermediates
    from sslhelp.pki.pasted.block import Block
    from sslhelp.pki.pasted.extract import Extraction
    from sslhelp.pki.trust.intermediates import Kept
    from sslhelp.pki.trust.roots import TrustStore

MAX_REPORTS = 8

_NOT_PKI = {
    BlockKind.PUBLIC_KEY: "That is a public key on its own. It is not secret, but there is nothing to order with it.",
    BlockKind.SSH_PUBLIC_KEY: "That is an SSH public key. SSL certificates do not use it.",
    BlockKind.PGP: "That is a PGP block. SSL certificates do not use PGP keys or messages.",
    BlockKind.CRL: "That is a certificate revocation list, not a certificate.",
    BlockKind.ATTRIBUTE_CERTIFICATE: "That is an attribute certificate. It holds no key, and no server can use it.",
    BlockKind.OCSP: "That is an OCSP request or response: about the status of a certificate, not the certificate.",
    BlockKind.TIMESTAMP: "That is a timestamp request or response. SSL certificates do not use it.",
    BlockKind.PARAMETERS: "Those are parameters that keys are made with (EC or Diffie-Hellman), neither key nor CSR.",
    BlockKind.ENCRYPTED: "That is an encrypted message (CMS, S/MIME). It can be opened only where its key is.",
    BlockKind.PKCS12: "That is a PKCS#12 store of certificates without a key. Send the certificates in it as PEM.",
    BlockKind.ARCHIVE: "That is an archive. Unpack it, and send the .crt, .p7b or .csr files in it.",
    BlockKind.FRAGMENT: "That block does not begin as it must: a line is missing, or letters were changed.",
    BlockKind.UNKNOWN: "That looks like encoded binary, but it is neither a CSR nor a certificate.",
}
_TOO_MUCH = "That is more than one answer can hold, and part of it was left out. Send it in parts."
_WANTED = "Paste the block that begins with BEGIN CERTIFICATE REQUEST (a CSR) or BEGIN CERTIFICATE."


@dataclass(frozen=True)
class Inspect:
    """Reads what is pasted at the time of `clock`, trusting what `roots` returns (called only for chains).

    A finding names the article that explains it; `library` tells whether the shop has that article. `intermediates`
    complete a chain, and learn from a complete one. `most_names` is how many names the shop's largest product takes.
    """

    clock: Callable[[], datetime]
    roots: Callable[[], TrustStore]
    library: Callable[[], Library]
    intermediates: Kept
    most_names: int = csr.MOST_NAMES

    def __call__(self, message: Message, context: Context) -> tuple[Part, ...] | None:
        """Report on every block found in the text and the files, or None when there is none."""
        found = [extract.extract(message.text)] if message.text else []
        found += [extract.extract(file.data) for file in message.files]
        parts = examine(
            found,
            at=self.clock(),
            roots=self.roots,
            intermediates=self.intermediates,
            earlier=_reports(context),
            learn=self.intermediates.learn,
            most_names=self.most_names,
            given_as_file=bool(message.files),
        )
        if parts is None:
            return None
        articles = self.library().articles
        return (*(_joined(part, articles) for part in parts), *next_step.after(parts, articles))


def _reports(context: Context) -> list[CsrReport | CertificateReport]:
    """Return what was read earlier in the conversation, newest first."""
    parts = (part for turn in reversed(context.turns) for part in turn.reply.parts)
    return [part for part in parts if isinstance(part, CsrReport | CertificateReport)]


def _joined(part: Part, articles: Container[str]) -> Part:
    """Take the reference to an article that the shop has not written out of a report's findings."""
    if not isinstance(part, CsrReport | CertificateReport | ChainReport | Comparison):
        return part
    findings = (found if found.article in articles else replace(found, article="") for found in part.findings)
    return replace(part, findings=tuple(findings))


def examine(
    found: Sequence[Extraction],
    *,
    at: datetime,
    roots: Callable[[], TrustStore],
    host: str | None = None,
    supplied: Sequence[bytes] = (),
    intermediates: Intermediates | None = None,
    earlier: Sequence[CsrReport | CertificateReport] = (),
    learn: Callable[[Sequence[bytes]], None] | None = None,
    most_names: int = csr.MOST_NAMES,
    given_as_file: bool = True,
) -> tuple[Part, ...] | None:
    """Report on what was extracted, at most `MAX_REPORTS` reports; the certificates together also as a chain.

    `supplied` certificates (DER) and `intermediates` may complete a chain, as `chain.build` says; `learn` is handed
    the pasted ones of a complete chain. What belongs together, in the paste or with the `earlier` reports of the
    conversation (newest first), is compared. A file that holds nothing known is a notice; prose without any block is
    None.
    """
    blocks = [block for extraction in found for block in extraction.blocks]
    requests = [block.der for block in blocks if block.kind is BlockKind.CSR and block.der]
    read: list[CsrReport | CertificateReport] = [
        csr.read(der, at=at, most_names=most_names) for der in requests[:MAX_REPORTS]
    ]
    reports: list[Part] = [*read]
    certificates = [der for block in blocks for der in certificates_in(block)]
    if certificates:
        whole = chain.build(
            certificates, at=at, roots=roots(), supplied=supplied, intermediates=intermediates, host=host
        )
        if learn:
            learn(proven(whole, certificates))
        leaf = certificate.read(_leaf(certificates, whole), at=at, host=host)
        read += [leaf, *_other_leaves(certificates, leaf, at)]
        reports += [leaf, whole]
    reports += pair.comparisons(read, earlier)
    notices = [notice for block in blocks if (notice := _notice(block))]
    if not reports and not notices and given_as_file:
        notices.append(
            Notice(Severity.WARNING, "paste.not_pki", f"There is no CSR and no certificate in that. {_WANTED}")
        )
    left_out = sum(extraction.dropped for extraction in found) + max(0, max(len(reports), len(requests)) - MAX_REPORTS)
    if left_out or any(extraction.unread_chars for extraction in found):
        notices.append(Notice(Severity.WARNING, "paste.too_much", _TOO_MUCH))
    return (*reports[:MAX_REPORTS], *dict.fromkeys(notices)) or None


def certificates_in(block: Block) -> tuple[bytes, ...]:
    """Return the DER certificates that a block holds: itself, or what a PKCS#7 bundle carries."""
    if not block.der:
        return ()
    if block.kind is BlockKind.PKCS7:
        return pkcs7.certificates(block.der)
    return (block.der,) if block.kind is BlockKind.CERTIFICATE else ()


def _leaf(certificates: Sequence[bytes], whole: ChainReport) -> bytes:
    """Return the certificate that the customer means: the one that the chain begins with."""
    first = whole.path[0].sha256 if whole.path else ""
    return next((der for der in certificates if sha256(der).hexdigest() == first), certificates[0])


def _other_leaves(certificates: Sequence[bytes], leaf: CertificateReport, at: datetime) -> list[CertificateReport]:
    """Read the other certificates for sites in a paste: an older or newer one, most likely."""
    read = (certificate.read(der, at=at) for der in dict.fromkeys(certificates[:MAX_REPORTS]))
    return [each for each in read if not each.is_ca and each.fingerprints != leaf.fingerprints]


def _notice(block: Block) -> Notice | None:
    if block.missing_bytes:
        cut_off = f"The {block.label.lower()} is cut off: {block.missing_bytes:,} bytes are missing at its end."
        return Notice(Severity.ERROR, "paste.truncated", f"{cut_off} Copy it whole, from the BEGIN to the END line.")
    if block.kind in _NOT_PKI:
        return _not_pki(_NOT_PKI[block.kind])
    if block.kind is BlockKind.PKCS7 and not certificates_in(block):
        lists = block.der is not None and pkcs7.holds_revocation_lists(block.der)
        return _not_pki(f"That PKCS#7 file holds {'revocation lists, but no' if lists else 'no'} certificate.")
    return None


def _not_pki(what_it_is: str) -> Notice:
    return Notice(Severity.WARNING, "paste.not_pki", f"{what_it_is} {_WANTED}")
