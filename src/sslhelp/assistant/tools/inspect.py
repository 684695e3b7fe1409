"""Inspect: CSRs, certificates and chains in what was pasted or attached, decoded and judged."""

from __future__ import annotations

from dataclasses import dataclass, replace
from hashlib import sha256
from typing import TYPE_CHECKING

from sslhelp.assistant.tools import next_step, notices
from sslhelp.model.pki import CertificateReport, ChainReport, Comparison, CsrReport
from sslhelp.pki import certificate, chain, csr, pair
from sslhelp.pki.pasted import extract
from sslhelp.pki.pasted.sniff import BlockKind
from sslhelp.pki.trust.intermediates import proven

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Sequence
    from datetime import datetime

    from sslhelp.model.chat import Context, Message, Part
    from sslhelp.model.knowledge import Library
    from sslhelp.model.store import Intermediates
    from sslhelp.pki.pasted.extract import Extraction
    from sslhelp.pki.trust.intermediates import Kept
    from sslhelp.pki.trust.roots import TrustStore

MAX_REPORTS = 8


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
        parts = self._report(message, earlier=_reports(context), given_as_file=bool(message.files))
        return (*parts, *next_step.after(parts, self.library().articles)) if parts else None

    def report(self, message: Message, *, host: str | None = None) -> tuple[Part, ...]:
        """Report outside of any conversation, on what is to cover `host`; that there is nothing to report, if so."""
        return self._report(message, host=host)

    def _report(
        self,
        message: Message,
        *,
        host: str | None = None,
        earlier: Sequence[CsrReport | CertificateReport] = (),
        given_as_file: bool = True,
    ) -> tuple[Part, ...]:
        found = [extract.extract(message.text)] if message.text else []
        found += [extract.extract(file.data) for file in message.files]
        parts = examine(
            found,
            at=self.clock(),
            roots=self.roots,
            host=host,
            intermediates=self.intermediates,
            earlier=earlier,
            learn=self.intermediates.learn,
            most_names=self.most_names,
            given_as_file=given_as_file,
        )
        articles = self.library().articles
        return tuple(_joined(part, articles) for part in parts or ())


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

    Comparisons stand first: they answer what the customer came with, and are short. CSRs are left out before the chain
    is. `supplied` certificates (DER) and `intermediates` may complete a chain, as `chain.build` says; `learn` is handed
    the pasted ones of a complete chain. What belongs together, in the paste or with the `earlier` reports of the
    conversation (newest first), is compared. A file that holds nothing known is a notice; prose without any block is
    None.
    """
    blocks = [block for extraction in found for block in extraction.blocks]
    requests = list(dict.fromkeys(block.der for block in blocks if block.kind is BlockKind.CSR and block.der))
    certificates = [der for block in blocks for der in block.certificates]
    leaves: list[CertificateReport] = []
    judged: list[CertificateReport | ChainReport] = []
    if certificates:
        whole = chain.build(
            certificates, at=at, roots=roots(), supplied=supplied, intermediates=intermediates, host=host
        )
        if learn:
            learn(proven(whole, certificates))
        first = _leaf(certificates, whole)
        leaf = certificate.read(first, at=at, host=host)
        leaves = [leaf, *(certificate.read(der, at=at) for der in _other_leaves(certificates, first))]
        judged = [leaf, whole] if whole.path else [leaf]
    asked = [csr.read(der, at=at, most_names=most_names) for der in requests[: MAX_REPORTS - len(judged)]]
    reports: list[Part] = [*pair.comparisons([*asked, *leaves], earlier), *asked, *judged]
    said = [notice for block in blocks if (notice := notices.of_block(block))]
    if not reports and not said and given_as_file:
        said.append(notices.of_nothing())
    if len(asked) < len(requests) or any(extraction.dropped or extraction.unread_chars for extraction in found):
        said.append(notices.of_too_much())
    return (*reports, *dict.fromkeys(said)) or None


def _leaf(certificates: Sequence[bytes], whole: ChainReport) -> bytes:
    """Return the certificate that the customer means: the one that the chain begins with."""
    first = whole.path[0].sha256 if whole.path else ""
    return next((der for der in certificates if sha256(der).hexdigest() == first), certificates[0])


def _other_leaves(certificates: Sequence[bytes], leaf: bytes) -> list[bytes]:
    """Return the other certificates for sites in a paste: an older or newer one, most likely."""
    others = dict.fromkeys(certificates[:MAX_REPORTS])
    return [der for der in others if der != leaf and not certificate.is_authority(der)]
