"""What a report says to a question about it, in a sentence or a short list."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from sslhelp.assistant.tools.report_words import Wanted
from sslhelp.model.chat import Notice
from sslhelp.model.pki import CertificateReport, ChainReport, Comparison, CsrReport, Severity, one_line
from sslhelp.pki.hosts.coverage import is_covered, why_not_covered
from sslhelp.policy.words import in_words
from sslhelp.products.understanding import hear

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from datetime import datetime

    from sslhelp.model.pki import Finding

Report: TypeAlias = CsrReport | CertificateReport | ChainReport | Comparison

PREFIX = "report."
"""What the code of such an answer begins with."""

MOST_NAMES = 20
MOST_HOSTS = 5


@dataclass(frozen=True, slots=True)
class _Asked:
    """A question, the reports it is about, and the time at which it is asked; `one` is a CSR's or certificate's."""

    question: str
    reports: Sequence[Report]
    now: datetime

    @property
    def one(self) -> CsrReport | CertificateReport | None:
        return next((each for each in self.reports if isinstance(each, CsrReport | CertificateReport)), None)

    @property
    def findings(self) -> list[Finding]:
        """The findings of all reports that are more than a note, the heaviest first."""
        found = dict.fromkeys(each for report in self.reports for each in report.findings)
        return sorted((each for each in found if each.severity.rank), key=lambda each: -each.severity.rank)


def told(what: Wanted, reports: Sequence[Report], question: str, now: datetime) -> Notice | None:
    """Return what the reports say to it; None where they say nothing of that."""
    asked = _Asked(question, reports, now)
    if what in _OF_ALL:
        said = _OF_ALL[what](asked)
    else:
        said = _OF_ONE[what](asked.one, asked) if asked.one and what in _OF_ONE else None
    if said is None:
        return None
    severity, text = said if isinstance(said, tuple) else (Severity.INFO, said)
    return Notice(severity, PREFIX + what.value, text)


def _order(asked: _Asked) -> tuple[Severity, str]:
    faults = [each for each in asked.findings if each.severity.blocks]
    if faults:
        return Severity.ERROR, f"No: {_count(len(faults), 'fault')} would stop it.\n{_listed(faults)}"
    minded = f" Worth mending, though it can go on without:\n{_listed(asked.findings)}" if asked.findings else ""
    match asked.reports[0]:
        case CsrReport():
            return Severity.INFO, f"Yes, an order can go on with this CSR.{minded}"
        case CertificateReport():
            text = "As a certificate it is in order and can be installed. An order for a new one takes a CSR instead."
            return Severity.INFO, f"{text}{minded}"
        case _:
            return Severity.INFO, f"Yes, there is nothing wrong with it.{minded}"


def _change(asked: _Asked) -> str:
    if not asked.findings:
        return "Nothing: no fault was found in it."
    command = next((each.command for each in asked.reports if isinstance(each, CsrReport) and each.command), None)
    how = f"\n\nThis command makes a right CSR for the same names:\n{command}" if command else ""
    return f"{_listed(asked.findings)}{how}"


def _match(asked: _Asked) -> tuple[Severity, str] | None:
    compared = next((each for each in asked.reports if isinstance(each, Comparison)), None)
    if compared is None:
        return None
    if compared.same_key is None:
        return Severity.WARNING, "That cannot be told: one of the two keys cannot be read."
    both = f"{compared.first} and {compared.second}"
    if compared.same_key:
        return Severity.INFO, f"Yes: {both} have the same key."
    return Severity.INFO if compared.kind == "renewal" else Severity.ERROR, f"No: {both} have different keys."


def _names(report: CsrReport | CertificateReport, asked: _Asked) -> str:  # noqa: ARG001  (as all of them)
    names = [*report.dns_names, *report.ip_addresses, *report.emails]
    if not names:
        return "There is no name in it."
    more = f" and {len(names) - MOST_NAMES} more" if len(names) > MOST_NAMES else ""
    return f"{_count(len(names), 'name')}: {', '.join(names[:MOST_NAMES])}{more}."


def _covers(report: CsrReport | CertificateReport, asked: _Asked) -> str:
    names = [*report.dns_names, *report.ip_addresses]
    return "\n".join(
        f"Yes, {host} is covered."
        if is_covered(report.dns_names, report.ip_addresses, host)
        else f"No. {why_not_covered(names, host)}"
        for host in hear(asked.question).names[:MOST_HOSTS]
    )


def _key(report: CsrReport | CertificateReport, asked: _Asked) -> str:
    if report.key is None:
        return "Its key cannot be read."
    faults = [each for each in asked.findings if ".key." in each.code]
    return f"Its key is {report.key}. {_listed(faults) if faults else 'That is strong enough.'}"


def _expiry(report: CsrReport | CertificateReport, asked: _Asked) -> str:
    if isinstance(report, CsrReport):
        return "A CSR has no end of its own. How long the certificate lasts is decided when the CA issues it."
    if report.not_after is None:
        return "Its last day cannot be read."
    if report.not_after < asked.now:
        return f"It expired on {in_words(report.not_after)}."
    due = f" Replace it from {in_words(report.renewal.due)} on." if report.renewal else ""
    return f"It expires on {in_words(report.not_after)}, in {_count((report.not_after - asked.now).days, 'day')}.{due}"


def _issuer(report: CsrReport | CertificateReport, asked: _Asked) -> str:  # noqa: ARG001
    if isinstance(report, CsrReport):
        return "Nobody yet: a CSR is a request. The CA that you order from issues the certificate."
    if report.issuer is None:
        return "Its issuer cannot be read."
    own = " That is itself, and no browser trusts such a certificate." if report.issuer == report.subject else ""
    return f"It was issued by {one_line(report.issuer)}.{own}"


def _fingerprint(report: CsrReport | CertificateReport, asked: _Asked) -> str:  # noqa: ARG001
    serial = f"Serial number: {report.serial}\n" if isinstance(report, CertificateReport) and report.serial else ""
    return f"{serial}SHA-256: {report.fingerprints.sha256}\nSHA-1: {report.fingerprints.sha1}"


_Said: TypeAlias = str | tuple[Severity, str] | None
_OF_ALL: dict[Wanted, Callable[[_Asked], _Said]] = {Wanted.ORDER: _order, Wanted.CHANGE: _change, Wanted.MATCH: _match}
_OF_ONE: dict[Wanted, Callable[[CsrReport | CertificateReport, _Asked], _Said]] = {
    Wanted.NAMES: _names,
    Wanted.COVERS: _covers,
    Wanted.KEY: _key,
    Wanted.EXPIRY: _expiry,
    Wanted.ISSUER: _issuer,
    Wanted.FINGERPRINT: _fingerprint,
}


def _listed(findings: Iterable[Finding]) -> str:
    """Return findings as a numbered list: what is wrong, what was seen, what to do."""
    lines = (f"{each.summary}{f' Found: {each.evidence}.' if each.evidence else ''} {each.fix}" for each in findings)
    return "\n".join(f"{number}. {line.strip()}" for number, line in enumerate(lines, 1))


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
