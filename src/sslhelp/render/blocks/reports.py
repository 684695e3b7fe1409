"""What was read from a CSR, a certificate, a chain or a site, as blocks: verdict, facts, findings, what to copy."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sslhelp.render import wording
from sslhelp.render.blocks import kit
from sslhelp.render.blocks.mrkdwn import clip, code, escape, listed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sslhelp.model.pki import CertificateReport, ChainLink, ChainReport, CsrReport, Dcv, Finding, SiteReport
    from sslhelp.render.blocks.kit import Json

FINDINGS_SHOWN = 12
LINKS_SHOWN = 12
URLS_SHOWN = 4
BODY_CHARS = kit.FIELD_CHARS - 100
"""What a field holds beside its title."""
BUNDLE_CHARS = 8_000
TOO_LONG = "The {} is longer than a Slack message holds. Paste the same into the web chat to have it whole."
_PEM = re.compile(r"-----BEGIN [^-]+-----.+?-----END [^-]+-----", re.DOTALL)


def csr(report: CsrReport) -> list[Json]:
    """Return the blocks of a CSR's report."""
    return [
        *_verdict(report),
        kit.fields(("Names", _names(wording.names(report))), ("Key", escape(clip(wording.key(report.key), 200)))),
        *_findings(report.findings),
        *_copyable("Command that makes a right one", report.command),
        *(_dcv(report.dcv) if report.dcv and wording.is_usable(report) else []),
    ]


def certificate(report: CertificateReport) -> list[Json]:
    """Return the blocks of a certificate's report."""
    validity = f"{wording.day(report.not_before)} to {wording.day(report.not_after)}"
    return [
        *_verdict(report),
        kit.fields(
            ("Names", _names(wording.names(report))),
            ("Key", escape(clip(wording.key(report.key), 200))),
            ("Valid", validity),
            ("Issuer", code(wording.distinguished_name(report.issuer), limit=300)),
        ),
        *_findings(report.findings),
        kit.context(f"SHA-256 {code(report.fingerprints.sha256)}"),
    ]


def chain(report: ChainReport) -> list[Json]:
    """Return the blocks of a chain's report: the path from the leaf up, what is missing, what a server should send."""
    missing = [
        kit.line(
            kit.run("Missing: ", bold=True),
            kit.run(lost.subject, limit=300, code=True),
            *(kit.run(f"\n{url}", limit=300) for url in lost.aia_urls[:URLS_SHOWN]),
        )
        for lost in report.missing[:LINKS_SHOWN]
    ]
    unused = [
        kit.line(kit.run("Not needed: "), kit.run(extra.subject, limit=300, code=True))
        for extra in report.unused[:LINKS_SHOWN]
    ]
    return [
        *_verdict(report),
        *kit.listing([_link(link) for link in report.path[:LINKS_SHOWN]], "ordered"),
        *kit.listing([*missing, *unused], "bullet"),
        *_findings(report.findings),
        *_bundle(report.bundle_pem or ""),
    ]


def site(report: SiteReport) -> list[Json]:
    """Return the blocks of a live site's report: what it served, then the reports on that."""
    seen = [f"Seen at {code(report.address)} port {report.port}", *([code(report.protocol)] if report.protocol else [])]
    return [
        *_verdict(report),
        kit.context(*seen),
        *_findings(report.findings),
        *(certificate(report.certificate) if report.certificate else []),
        *(chain(report.chain) if report.chain else []),
    ]


def _verdict(report: wording.Report) -> list[Json]:
    said = wording.headline(report)
    return [kit.header(said.title), *kit.prose(said.detail)]


def _names(names: Sequence[str]) -> str:
    return listed([code(name) for name in names], BODY_CHARS) or "none"


def _link(link: ChainLink) -> Json:
    until = f", valid to {wording.day(link.not_after)}, {link.source}"
    return kit.line(kit.run(f"{link.role.capitalize()}: "), kit.run(link.subject, limit=300, code=True), kit.run(until))


def _findings(findings: Sequence[Finding]) -> list[Json]:
    if not findings:
        return []
    must, worth, know = wording.by_weight(findings)
    in_order = [*must, *worth, *know]
    left_out = len(in_order) - FINDINGS_SHOWN
    more = [kit.context(f"{left_out} more findings are not shown.")] if left_out > 0 else []
    return [kit.divider(), *kit.listing(map(_finding, in_order[:FINDINGS_SHOWN]), "ordered"), *more]


def _finding(finding: Finding) -> Json:
    summary = f"{wording.SEVERITY_NAMES[finding.severity]}: {clip(finding.summary, 200).rstrip('.')}."
    found = [kit.run(" Found "), kit.run(finding.evidence, limit=200, code=True), kit.run(".")]
    return kit.line(
        kit.run(summary, bold=True),
        *(found if finding.evidence else []),
        *([kit.run(f" {finding.fix}", limit=400)] if finding.fix else []),
    )


def _copyable(title: str, text: str | None) -> list[Json]:
    if not text:
        return []
    if len(text) > kit.SECTION_CHARS - 100:
        return [kit.context(TOO_LONG.format(title.lower()))]
    return [kit.preformatted(title, text)]


def _bundle(pem: str) -> list[Json]:
    """A bundle is shown whole, a box for each certificate, or not at all: half of one is of no use."""
    certificates = _PEM.findall(pem)
    if not certificates:
        return []
    if len(pem) > BUNDLE_CHARS or max(map(len, certificates)) > kit.SECTION_CHARS:
        return [kit.context(TOO_LONG.format("bundle that the server should send"))]
    title = kit.rich(kit.line(kit.run(wording.BUNDLE, bold=True)))
    return [title, *(kit.preformatted("", certificate) for certificate in certificates)]


def _dcv(dcv: Dcv) -> list[Json]:
    rows = [(record.method.upper(), record.where, record.content) for record in dcv.records]
    records = kit.table(("Method", "Where", "What"), rows)
    left_out = len(rows) + 1 - len(records["rows"])
    note = f"{dcv.note} {left_out} more records are not shown." if left_out else dcv.note
    title = kit.rich(kit.line(kit.run(wording.dcv_title(dcv), bold=True, limit=300)))
    return [title, records, *kit.prose(note)] if rows else []
