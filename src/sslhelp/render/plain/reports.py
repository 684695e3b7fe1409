"""What was read from a CSR, a certificate, a chain or a site, line by line: verdict, facts, findings, what to copy."""

from __future__ import annotations

from textwrap import indent
from typing import TYPE_CHECKING, assert_never

from sslhelp.model.pki import CertificateReport, ChainReport, Comparison, CsrReport, SiteReport
from sslhelp.render import wording
from sslhelp.render.plain.text import facts, one_line
from sslhelp.render.verdict import headline

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sslhelp.model.pki import ChainLink, Command, Dcv, Finding, Renewal
    from sslhelp.render.verdict import Report


def lines(report: Report) -> Iterator[str]:
    """Return the lines of a report, its verdict first."""
    said = headline(report)
    yield f"{said.title}. {said.detail}"
    yield ""
    match report:
        case CsrReport():
            yield from _csr(report)
        case CertificateReport():
            yield from _certificate(report)
        case ChainReport():
            yield from _chain(report)
        case Comparison():
            yield from _comparison(report)
        case SiteReport():
            yield from _site(report)
        case _:
            assert_never(report)


def _csr(report: CsrReport) -> Iterator[str]:
    yield from facts(
        [
            ("Names", ", ".join(wording.names(report)) or "none"),
            ("Key", wording.key(report.key)),
            ("Subject", wording.distinguished_name(report.subject)),
            ("Signature", _signature(report.signature_algorithm, report.signature_valid)),
            ("SHA-256", report.fingerprints.sha256),
        ]
    )
    yield from _findings(report.findings)
    if report.command:
        yield from ("", "A command that makes a right CSR for these names:", "", indent(report.command, "  "))
    for command in wording.other_commands(report):
        yield from _command(command)
    if report.dcv and report.is_usable:
        yield from _dcv(report.dcv)


def _signature(algorithm: str | None, valid: bool | None) -> str:
    state = {True: ", valid", False: ", does not verify", None: ""}[valid]
    return f"{algorithm or 'cannot be read'}{state}"


def _command(command: Command) -> Iterator[str]:
    yield from ("", f"With {one_line(command.title)}:", "")
    if command.file:
        yield from (f"  {one_line(command.file)}:", "", indent(command.content.rstrip(), "    "), "")
    yield indent(command.text, "  ")


def _dcv(dcv: Dcv) -> Iterator[str]:
    yield from ("", f"{wording.dcv_title(dcv)}:")
    for record in dcv.records:
        yield f"  {record.method.upper()} for {record.domain}"
        yield f"    at    {record.where}"
        yield indent(record.content, "          ").replace("          ", "    with  ", 1)
    yield f"  {dcv.note}"
    if dcv.methods:
        yield from ("", f"{wording.METHODS}:")
    for method in dcv.methods:
        yield one_line(
            f"  - {wording.method_name(method)}, for {wording.method_names(method, dcv)}. {wording.method_note(method)}"
        )


def _findings(findings: Sequence[Finding]) -> Iterator[str]:
    for group in wording.by_weight(findings):
        for finding in group:
            yield ""
            yield f"  {wording.SEVERITY_NAMES[finding.severity]}: {one_line(finding.summary)}"
            yield from facts(
                [
                    ("  Found", finding.evidence),
                    ("  Fix", finding.fix),
                    ("  Rule", f"{finding.citation} [{finding.code}]"),
                ]
            )


def _certificate(report: CertificateReport) -> Iterator[str]:
    kind = wording.KIND_NAMES.get(report.kind, report.kind)
    yield from facts(
        [
            ("Kind", f"{kind}, {wording.validation(report)}" if report.validation else kind),
            ("Names", ", ".join(wording.names(report)) or "none"),
            ("Issuer", wording.distinguished_name(report.issuer)),
            ("Valid", wording.period(report)),
            ("Key", wording.key(report.key)),
            ("SCTs", wording.scts(report)),
            ("Must-staple", "yes" if report.must_staple else None),
            ("OCSP", ", ".join(report.ocsp_urls)),
            ("CRL", ", ".join(report.crl_urls)),
            ("Serial", report.serial),
            ("SHA-256", report.fingerprints.sha256),
        ]
    )
    yield from _findings(report.findings)
    if report.renewal:
        yield from _renewal(report.renewal)


def _renewal(renewal: Renewal) -> Iterator[str]:
    yield from ("", f"Renewal {wording.renewal(renewal)}.")
    if renewal.terms:
        yield from ("", f"{wording.TERMS}, by {one_line(renewal.cite)}:")
    for term in renewal.terms:
        yield f"  {wording.day(term.issued)} to {wording.day(term.ends)}, {term.days} days"


def _link(link: ChainLink, report: ChainReport) -> str:
    until = f"valid to {wording.day(link.not_after)}, {wording.source(link, report)}"
    return f"{link.role}: {one_line(link.subject)} ({until})"


def _chain(report: ChainReport) -> Iterator[str]:
    yield from (f"  {depth + 1}. {_link(link, report)}" for depth, link in enumerate(report.path))
    for lost in wording.unknown(report):
        yield f"  missing: {one_line(lost.subject)}"
        yield from (f"    its issuer offers it at {one_line(url)}" for url in lost.aia_urls)
    yield from (f"  not needed: {_link(link, report)}" for link in report.unused)
    yield from _findings(report.findings)
    if report.bundle_pem:
        yield from ("", f"{wording.BUNDLE}:", "", report.bundle_pem)


def _comparison(report: Comparison) -> Iterator[str]:
    one, other = wording.compared(report)
    yield from facts([(one, report.first), (other, report.second)])
    for change in report.changes:
        yield from ("", f"  {one_line(change.what)}")
        yield from facts([(f"  {one}", change.before or "none"), (f"  {other}", change.after or "none")])
    yield from _findings(report.findings)


def _site(report: SiteReport) -> Iterator[str]:
    yield from facts(
        [("Host", f"{report.host}:{report.port}"), ("Address", report.address), ("Protocol", report.protocol)]
    )
    yield from _findings(report.findings)
    for served in (report.certificate, report.chain):
        if served:
            yield from ("", *lines(served))
