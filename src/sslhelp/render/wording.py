"""The words that every renderer says alike: kinds, keys, names, periods, ways to prove control. Nothing is escaped."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sslhelp.model.pki import Severity, one_line
from sslhelp.model.products import Coverage, Validation
from sslhelp.policy.words import in_words

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from sslhelp.model.chat import Answer
    from sslhelp.model.pki import (
        CertificateReport,
        ChainLink,
        ChainReport,
        Command,
        Comparison,
        CsrReport,
        Dcv,
        DcvMethod,
        Finding,
        MissingCertificate,
        NameAttribute,
        PublicKey,
        Renewal,
    )
    from sslhelp.model.products import Product, Recommendation

_CHOSEN = 1.0  # what an article is shown with that the customer picked

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
VALIDATED = {
    "mailbox": "mailbox-validated",
    "organization": "organisation-validated",
    "sponsor": "sponsor-validated",
    "individual": "individual-validated",
}
METHOD_NAMES = {"dns": "DNS record", "file": "File on the web server", "mail": "E-mail to the domain"}
BECAUSE = "Because"
LIMITS = "What it does not do"
EXPECT = "Validation and time"
ASKS = "Have ready"
CSR_COMMAND = "Command for the CSR"
PRODUCT_PAGE = "The product's page"
ALTERNATIVES = "Choose another if"
BUNDLE = "The chain to install"
METHODS = "Ways to prove control"
NAMES_LISTED = 5
TERMS = "The certificates after it, each at its longest"


def count(number: int, one: str, many: str) -> str:
    """Return a number with its noun, "" for none."""
    return "" if number == 0 else f"{number} {one if number == 1 else many}"


def key(public_key: PublicKey | None) -> str:
    """Return a key in words."""
    return str(public_key or "cannot be read")


def distinguished_name(attributes: Sequence[NameAttribute] | None) -> str:
    """Return a name as people read it, or in words that there is none."""
    return "cannot be read" if attributes is None else one_line(attributes) or "empty"


def checked(product: Product) -> str:
    """Return how a product is validated: "organisation validation (OV)"; a mailbox has no domain to validate."""
    if product.coverage is Coverage.MAILBOX and product.validation is Validation.DV:
        return "mailbox validation"
    return f"{VALIDATION_NAMES[product.validation]} ({product.validation})"


def reasons(part: Recommendation) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return what a recommendation says of its product, under the titles that it has everywhere."""
    return ((BECAUSE, part.because), (LIMITS, part.limits), (EXPECT, part.expect), (ASKS, part.asks))


def names(report: CsrReport | CertificateReport) -> list[str]:
    """Return every host the report is about; where there is none, the mail addresses, or else the common name."""
    listed = [*report.dns_names, *report.ip_addresses] or [*report.emails]
    return listed or [attribute.value for attribute in report.subject or () if attribute.type == "CN"]


def validation(report: CertificateReport) -> str:
    """Return what was validated for a certificate: "DV", "mailbox-validated"; "" where its policies do not say."""
    return VALIDATED.get(report.validation or "", report.validation or "")


def day(moment: date | datetime | None) -> str:
    """Return a date in words: "24 November 2026"."""
    return "cannot be read" if moment is None else in_words(moment)


def short_day(moment: date) -> str:
    """Return a date in words for a narrow column: "24 Nov 2026"."""
    return f"{moment.day} {moment:%b %Y}"


def period(report: CertificateReport) -> str:
    """Return how long a certificate is valid: "200 days, 25 October 2026 to 12 May 2027"."""
    if report.not_before is None and report.not_after is None:
        return day(None)
    dates = f"{day(report.not_before)} to {day(report.not_after)}"
    return dates if report.days is None else f"{report.days} {'day' if report.days == 1 else 'days'}, {dates}"


def is_absent(link: ChainLink, report: ChainReport) -> bool:
    """Say whether a certificate of the path is missing from what was pasted, and is there because it is known here."""
    return link.source != "pasted" and any(each.subject == link.subject for each in report.missing)


def unknown(report: ChainReport) -> list[MissingCertificate]:
    """Return the missing certificates that the path does not have either."""
    known = {link.subject for link in report.path if is_absent(link, report)}
    return [each for each in report.missing if each.subject not in known]


def source(link: ChainLink, report: ChainReport) -> str:
    """Return where a certificate of a chain comes from."""
    return "missing, but known here" if is_absent(link, report) else link.source


def scts(report: CertificateReport) -> str | None:
    """Return how many SCTs there are, and how many browsers want: "2 of 3 wanted"; None where none are expected."""
    if report.scts_wanted is not None:
        return f"{report.scts}{' of' if report.scts <= report.scts_wanted else ','} {report.scts_wanted} wanted"
    return str(report.scts) if report.scts else None


def renewal(plan: Renewal) -> str:
    """Return when to replace a certificate: "due from 12 April 2027 on", "due since" where that day is past."""
    is_past = bool(plan.terms) and plan.terms[0].issued > plan.due
    return f"due since {day(plan.due)}" if is_past else f"due from {day(plan.due)} on"


def other_commands(report: CsrReport) -> list[Command]:
    """Return the commands beside the one that the report shows first."""
    return [command for command in report.commands if command.text != report.command]


def dcv_title(dcv: Dcv) -> str:
    """Return what heads the validation records."""
    return f"Domain validation at {dcv.authority}"


def method_name(method: DcvMethod) -> str:
    """Return a way to prove control in words."""
    return METHOD_NAMES.get(method.method, method.method)


def method_names(method: DcvMethod, dcv: Dcv) -> str:
    """Return which of the names a method can prove: "every name", or those that it can."""
    every = {name for other in dcv.methods for name in other.names}
    if len(every) > 1 and every == set(method.names):
        return "every name"
    unlisted = len(method.names) - NAMES_LISTED
    listed = ", ".join(method.names[:NAMES_LISTED]) or "no name"
    return f"{listed} and {unlisted} more" if unlisted > 0 else listed


def method_note(method: DcvMethod) -> str:
    """Return what limits a method, the day from which it is closed included where one is known."""
    end = f"CAs may not use it from {day(method.until)} on." if method.until else ""
    return f"{method.note} {end}".strip()


def is_renewal(comparison: Comparison) -> bool:
    """Say whether an older and a newer certificate were compared, and not two things that should share a key."""
    return comparison.kind == "renewal"


def compared(comparison: Comparison) -> tuple[str, str]:
    """Return what to call the two that were compared."""
    return ("Older", "Newer") if is_renewal(comparison) else ("First", "Second")


def by_weight(findings: Sequence[Finding]) -> tuple[list[Finding], list[Finding], list[Finding]]:
    """Part findings into what must be fixed, what is worth fixing, and what is good to know."""
    must = [finding for finding in findings if finding.severity.blocks]
    worth = [finding for finding in findings if finding.severity is Severity.WARNING]
    know = [finding for finding in findings if finding.severity is Severity.INFO]
    return must, worth, know


def why(answer: Answer) -> str:
    """Say why this answer was given, to the customer who got it."""
    if answer.confidence >= _CHOSEN:
        how = "You chose this article."
    else:
        how = f"Of all our articles this passage fits your question best, by {answer.confidence:.0%} of certainty."
    return f"{how} It is quoted word for word as our staff wrote and checked it; nothing was added."
