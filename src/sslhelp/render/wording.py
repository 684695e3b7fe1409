"""The sentences that every renderer says alike: verdicts, counts, keys, places in a chain. Nothing here is escaped."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sslhelp.model.pki import CertificateReport, ChainReport, CsrReport, Finding, Severity, SiteReport, Verdict
from sslhelp.model.products import Validation

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from sslhelp.model.pki import Dcv, NameAttribute, PublicKey

Report = CsrReport | CertificateReport | ChainReport | SiteReport

KIND_NAMES = {
    "tls": "TLS certificate",
    "smime": "S/MIME certificate",
    "code_signing": "code-signing certificate",
    "ca": "CA certificate",
    "precertificate": "precertificate",
    "other": "certificate",
}
SEVERITY_NAMES = {
    Severity.FATAL: "Error",
    Severity.ERROR: "Error",
    Severity.WARNING: "Warning",
    Severity.INFO: "Note",
}

VALIDATION_NAMES = {
    Validation.DV: "domain validation",
    Validation.IV: "individual validation",
    Validation.OV: "organisation validation",
    Validation.EV: "extended validation",
}
BECAUSE = "Because"
LIMITS = "What it does not do"
ASKS = "Have ready"
ALTERNATIVES = "Choose another if"
BUNDLE = "What the server should send"


@dataclass(frozen=True, slots=True)
class Headline:
    """The verdict on what was pasted: `tone` is bad, warn or ok; `title` can stand alone; `detail` counts."""

    tone: str
    title: str
    detail: str


def headline(report: Report) -> Headline:
    """Return the verdict of a report in a sentence, and what it rests on."""
    tone = _tone(report.findings)
    match report:
        case CsrReport():
            title = _CSR_TITLES[tone]
        case CertificateReport():
            title = _CERTIFICATE_TITLES[tone].format(KIND_NAMES.get(report.kind, "certificate"))
        case ChainReport():
            title = _CHAIN_TITLES[report.verdict]
            tone = tone if report.verdict is Verdict.COMPLETE else "bad"
        case SiteReport():
            title = _SITE_TITLES[tone].format(report.host)
    return Headline(tone, title, counted(report.findings))


_CSR_TITLES = {
    "bad": "This CSR would be refused",
    "warn": "This CSR can be used, but has something to mind",
    "ok": "This CSR is good to use",
}
_CERTIFICATE_TITLES = {
    "bad": "This {} has a fault",
    "warn": "This {} has something to mind",
    "ok": "This {} is in order",
}
_CHAIN_TITLES = {
    Verdict.COMPLETE: "The chain is complete",
    Verdict.INCOMPLETE: "A certificate is missing from the chain",
    Verdict.UNTRUSTED: "Browsers do not trust this chain",
    Verdict.BROKEN: "This chain cannot work as it is",
}
_SITE_TITLES = {"bad": "{} has a fault", "warn": "{} has something to mind", "ok": "{} is in order"}


def _tone(findings: Sequence[Finding]) -> str:
    worst = max((finding.severity.rank for finding in findings), default=0)
    return {0: "ok", 1: "warn"}.get(worst, "bad")


def is_usable(report: Report) -> bool:
    """Say whether an order can go on with this. A validation record made from a CSR that is refused helps nobody."""
    return not any(finding.severity.blocks for finding in report.findings)


def counted(findings: Sequence[Finding]) -> str:
    """Return how many findings there are of each weight: "2 errors to fix, 1 thing worth fixing."."""
    errors = sum(finding.severity.blocks for finding in findings)
    warnings = sum(finding.severity is Severity.WARNING for finding in findings)
    counts = [
        _count(errors, "error to fix", "errors to fix"),
        _count(warnings, "thing worth fixing", "things worth fixing"),
    ]
    said = ", ".join(count for count in counts if count)
    return f"{said}." if said else "Nothing to fix."


def _count(number: int, one: str, many: str) -> str:
    return "" if number == 0 else f"{number} {one if number == 1 else many}"


def key(public_key: PublicKey | None) -> str:
    """Return a key in words: "RSA 2048 bits", "EC P-256"."""
    if public_key is None:
        return "cannot be read"
    if public_key.curve:
        return f"{public_key.algorithm} {public_key.curve}"
    return f"{public_key.algorithm} {public_key.bits} bits" if public_key.bits else public_key.algorithm


def distinguished_name(attributes: Sequence[NameAttribute] | None) -> str:
    """Return a name as people read it: "CN=www.example.com, O=Example Ltd"."""
    if attributes is None:
        return "cannot be read"
    return ", ".join(f"{attribute.type}={attribute.value}" for attribute in attributes) or "empty"


def dcv_title(dcv: Dcv) -> str:
    """Return what heads the validation records."""
    return f"Domain validation at {dcv.authority}"


def names(report: CsrReport | CertificateReport) -> list[str]:
    """Return every name the report is about; the common name where there is no other."""
    listed = [*report.dns_names, *report.ip_addresses, *report.emails]
    return listed or [attribute.value for attribute in report.subject or () if attribute.type == "CN"]


def day(moment: date | datetime | None) -> str:
    """Return a date in words: "24 November 2026"."""
    return "cannot be read" if moment is None else f"{moment.day} {moment:%B %Y}"


def by_weight(findings: Sequence[Finding]) -> tuple[list[Finding], list[Finding], list[Finding]]:
    """Part findings into what must be fixed, what is worth fixing, and what is good to know."""
    must = [finding for finding in findings if finding.severity.blocks]
    worth = [finding for finding in findings if finding.severity is Severity.WARNING]
    know = [finding for finding in findings if finding.severity is Severity.INFO]
    return must, worth, know
