"""What was read from a CSR, a certificate, a chain or a site, as blocks: verdict, facts, findings, what to copy."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from sslhelp.model.pki import CertificateReport, ChainReport, Comparison, CsrReport, SiteReport
from sslhelp.render import wording
from sslhelp.render.blocks import kit, sections
from sslhelp.render.blocks.mrkdwn import clip, code, escape, listed
from sslhelp.render.verdict import headline

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sslhelp.model.pki import ChainLink, Change
    from sslhelp.render.blocks.kit import Json
    from sslhelp.render.verdict import Report

LINKS_SHOWN = 12
URLS_SHOWN = 4
CHANGES_SHOWN = 12
BODY_CHARS = kit.FIELD_CHARS - 100
"""What a field holds beside its title."""


def blocks(report: Report) -> list[Json]:
    """Return the blocks of a report, its verdict first."""
    said = headline(report)
    verdict = [kit.header(said.title), *kit.prose(said.detail)]
    match report:
        case CsrReport():
            return [*verdict, *_csr(report)]
        case CertificateReport():
            return [*verdict, *_certificate(report)]
        case ChainReport():
            return [*verdict, *_chain(report)]
        case Comparison():
            return [*verdict, *_comparison(report)]
        case SiteReport():
            return [*verdict, *_site(report)]
        case _:
            assert_never(report)


def rest(report: CsrReport) -> list[Json]:
    """Return what is shown of a report only when it is asked for: the commands for other tools than OpenSSL."""
    return [block for command in wording.other_commands(report) for block in sections.command(command)]


def _csr(report: CsrReport) -> Iterator[Json]:
    yield kit.fields(("Names", _names(wording.names(report))), ("Key", escape(clip(wording.key(report.key), 200))))
    yield from sections.findings(report.findings)
    yield from sections.copyable("Command that makes a right one", report.command)
    if others := wording.other_commands(report):
        titles = clip(", ".join(command.title for command in others), kit.BUTTON_CHARS - 10)
        yield kit.buttons(kit.button(f"With {titles}", kit.REST_ACTION, "csr"))
    if report.dcv and report.is_usable:
        yield from sections.dcv(report.dcv)


def _certificate(report: CertificateReport) -> Iterator[Json]:
    kind = " ".join(filter(None, [wording.KIND_NAMES.get(report.kind, report.kind), wording.validation(report)]))
    yield kit.fields(
        ("Names", _names(wording.names(report))),
        ("Kind", escape(kind)),
        ("Key", escape(clip(wording.key(report.key), 200))),
        ("Valid", wording.period(report)),
        ("Issuer", code(wording.distinguished_name(report.issuer), limit=300)),
    )
    yield from sections.findings(report.findings)
    if report.renewal:
        yield from sections.renewal(report.renewal)
    scts = wording.scts(report)
    urls = [*(("OCSP", url) for url in report.ocsp_urls), *(("CRL", url) for url in report.crl_urls)]
    yield kit.context(
        *([f"SCTs: {scts}"] if scts else []),
        *(["Must-staple"] if report.must_staple else []),
        *(f"{label} {code(url)}" for label, url in urls[:URLS_SHOWN]),
        f"SHA-256 {code(report.fingerprints.sha256)}",
    )


def _chain(report: ChainReport) -> Iterator[Json]:
    """Yield the path from the leaf up, what is missing, and what a server should send."""
    missing = [
        kit.line(
            kit.run("Missing: ", bold=True),
            kit.run(lost.subject, limit=300, code=True),
            *(kit.run(f"\n{url}", limit=300) for url in lost.aia_urls[:URLS_SHOWN]),
        )
        for lost in wording.unknown(report)[:LINKS_SHOWN]
    ]
    unused = [
        kit.line(kit.run("Not needed: "), kit.run(extra.subject, limit=300, code=True))
        for extra in report.unused[:LINKS_SHOWN]
    ]
    yield from kit.listing([_link(link, report) for link in report.path[:LINKS_SHOWN]], "ordered")
    yield from kit.listing([*missing, *unused], "bullet")
    yield from sections.findings(report.findings)
    yield from sections.bundle(report.bundle_pem or "")


def _comparison(report: Comparison) -> Iterator[Json]:
    """Yield what was compared, and where the two differ."""
    one, other = wording.compared(report)
    yield kit.fields((one, code(report.first)), (other, code(report.second)))
    yield from kit.listing([_change(change, one, other) for change in report.changes[:CHANGES_SHOWN]], "bullet")
    yield from sections.left_out(report.changes, CHANGES_SHOWN, "differences")
    yield from sections.findings(report.findings)


def _site(report: SiteReport) -> Iterator[Json]:
    """Yield what a live site served, then the reports on that."""
    protocol = [code(report.protocol)] if report.protocol else []
    yield kit.context(f"Seen at {code(report.address)} port {report.port}", *protocol)
    yield from sections.findings(report.findings)
    for served in (report.certificate, report.chain):
        if served:
            yield from blocks(served)


def _names(names: Sequence[str]) -> str:
    return listed([code(name) for name in names], BODY_CHARS) or "none"


def _link(link: ChainLink, report: ChainReport) -> Json:
    until = f", valid to {wording.day(link.not_after)}, {wording.source(link, report)}"
    return kit.line(kit.run(f"{link.role.capitalize()}: "), kit.run(link.subject, limit=300, code=True), kit.run(until))


def _change(change: Change, one: str, other: str) -> Json:
    return kit.line(
        kit.run(change.what, limit=200, bold=True),
        kit.run(f"\n{one}: "),
        kit.run(change.before or "none", limit=300, code=True),
        kit.run(f"\n{other}: "),
        kit.run(change.after or "none", limit=300, code=True),
    )
