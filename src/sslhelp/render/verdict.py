"""The verdict that heads every report, alike on every channel. Nothing here is escaped."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, assert_never

from sslhelp.model.pki import CertificateReport, ChainReport, Comparison, CsrReport, SiteReport, Verdict
from sslhelp.render import wording

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sslhelp.model.pki import Finding

Report = CsrReport | CertificateReport | ChainReport | Comparison | SiteReport


@dataclass(frozen=True, slots=True)
class Headline:
    """The verdict on what was pasted: `tone` is bad, warn or ok; `title` can stand alone; `detail` says why."""

    tone: str
    title: str
    detail: str


def headline(report: Report) -> Headline:
    """Return the verdict of a report in a sentence, and what it rests on."""
    tone = _tone(report.findings)
    detail = counted(report.findings)
    match report:
        case CsrReport():
            title = _CSR_TITLES[tone]
        case CertificateReport():
            title = _CERTIFICATE_TITLES[tone].format(wording.KIND_NAMES.get(report.kind, "certificate"))
        case ChainReport():
            title = _CHAIN_TITLES[report.verdict]
            tone = tone if report.verdict is Verdict.COMPLETE else "bad"
        case Comparison():
            title = (_RENEWAL_TITLES if wording.is_renewal(report) else _KEY_TITLES)[report.same_key]
            tone = tone if report.same_key or wording.is_renewal(report) else "bad"
            detail = " ".join([*_differences(report), *([detail] if report.findings else [])])
        case SiteReport():
            title = _SITE_TITLES[tone].format(report.host)
        case _:
            assert_never(report)
    return Headline(tone, title, detail)


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
_KEY_TITLES = {
    True: "The CSR and the certificate have the same key",
    False: "The CSR and the certificate have different keys",
    None: "The keys of the CSR and the certificate cannot be compared",
}
_RENEWAL_TITLES = {
    True: "The newer certificate has the same key",
    False: "The newer certificate has another key",
    None: "The keys of the two certificates cannot be compared",
}
_SITE_TITLES = {"bad": "{} has a fault", "warn": "{} has something to mind", "ok": "{} is in order"}


def _tone(findings: Sequence[Finding]) -> str:
    worst = max((finding.severity.rank for finding in findings), default=0)
    return {0: "ok", 1: "warn"}.get(worst, "bad")


def _differences(report: Comparison) -> Iterator[str]:
    subjects = ", ".join(change.what for change in report.changes)
    if wording.is_renewal(report):
        yield f"Changed: {subjects}." if subjects else "Nothing has changed."
    else:
        yield "Compared by their public keys."
        if subjects:
            yield f"Different: {subjects}."


def counted(findings: Sequence[Finding]) -> str:
    """Return how many findings there are of each weight: "2 errors to fix, 1 thing worth fixing."."""
    must, worth, _ = wording.by_weight(findings)
    counts = [
        wording.count(len(must), "error to fix", "errors to fix"),
        wording.count(len(worth), "thing worth fixing", "things worth fixing"),
    ]
    said = ", ".join(count for count in counts if count)
    return f"{said}." if said else "Nothing to fix."
