"""What can be asked of a report, in which words, and what the report says to it."""

from __future__ import annotations

import re
from enum import Enum
from typing import TYPE_CHECKING, TypeAlias

from sslhelp.model.chat import Notice
from sslhelp.model.pki import CertificateReport, ChainReport, Comparison, CsrReport, Severity, one_line
from sslhelp.pki.hosts.coverage import is_covered, why_not_covered
from sslhelp.products.understanding import hear

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date, datetime

    from sslhelp.model.pki import Finding

Report: TypeAlias = CsrReport | CertificateReport | ChainReport | Comparison

PREFIX = "report."
"""What the code of an answer out of a report begins with."""

MOST_WORDS = 16
NAMES_LISTED = 20


class Wanted(Enum):
    """What is asked of a report."""

    CHANGE = "change"
    PRODUCT = "product"
    MATCH = "match"
    EXPIRY = "expiry"
    ISSUER = "issuer"
    KEY = "key"
    COVERS = "covers"
    NAMES = "names"
    FINGERPRINT = "fingerprint"
    ORDER = "order"


_IT = r"(?:it|this|that|these|them|one|mine|(?:the|my|this|that|our) (?:\w+ )?(?:csr|request|certificate|cert|file|chain|key|one))"
_GO_ON = r"(?:order|buy|use|go on|go ahead|proceed|continue|submit|send|install|upload|paste|work with|take)"
_WORDS: tuple[tuple[Wanted, str], ...] = (
    (
        Wanted.CHANGE,
        r"what (?:exactly )?(?:do|should|must|shall|can|would|have) (?:i|we) (?:now )?(?:have to |need to |got to |to )?"
        r"(?:now )?(?:change|fix|correct|mend|repair|do (?:about|now|with|to fix)|do differently|do next|do$)"
        rf"|how (?:do|can|should|would) (?:i|we) (?:fix|correct|mend|repair|change|solve) (?:{_IT}|the (?:errors?|faults?|problems?))"
        r"|what(?: is|'s|s| was)? (?:actually )?wrong|what(?: is|'s|s| are)? (?:the )?(?:problems?|errors?|faults?|issues?)\b"
        r"|what needs? (?:fixing|changing|to be (?:fixed|changed|corrected))|how (?:do|can) (?:i|we) make a (?:right|correct|new|better) one"
        r"|(?:which|what) command|(?:give|show) me (?:the|a) (?:command|right)|why (?:would|was|is) it (?:be )?(?:refused|rejected|broken)",
    ),
    (
        Wanted.PRODUCT,
        r"what (?:would|do|can) you (?:sell|recommend|suggest|advise)|(?:which|what) (?:\w+ )?(?:product|certificate|cert|ssl|one)"
        r"\b.{0,30}\b(?:fits?|suits?|buy|order|need|take|get|for (?:it|this|that|these))|(?:what|which) (?:do|should|would|can|must) (?:i|we)"
        r" (?:have to |need to )?(?:buy|order|purchase)|(?:recommend|suggest) (?:something|one|a \w+|me)|(?:cheapest|best) (?:\w+ )?for (?:it|this|that|these)",
    ),
    (
        Wanted.MATCH,
        r"(?:match|belong|fit|go) (?:together|each other|to (?:each other|it|the (?:csr|certificate|cert|key)))|(?:do|does|is|are) .{0,40}"
        r"(?:match(?:ing)?|belong together|the same key|same key)",
    ),
    (
        Wanted.EXPIRY,
        r"when (?:does|do|will|did|is|would|must|should) .{0,30}(?:expire|expir\w+|end|run(?:s)? out|renew\w*|due)|expir(?:y|ation|e) date"
        r"|has .{0,20}expired|is .{0,20}(?:expired|still valid)"
        rf"|how (?:long|many days) (?:is|will|does|are|has) {_IT}.{{0,20}}(?:valid|good|last|left|got|live|run)?|(?:until|till|to) when|valid (?:until|till|to)\b"
        r"|how (?:long|many days) (?:do i have )?left|days (?:are )?left",
    ),
    (
        Wanted.ISSUER,
        r"who (?:has |did )?(?:issued?|signed?|made|is the issuer|gave)|(?:which|what) (?:ca|authority|issuer|company issued)\b(?! (?:should|do|can))"
        r"|(?:who|what)(?: is|'s|s) the (?:issuer|ca|signer)|issued by|is .{0,12}self[- ]signed",
    ),
    (
        Wanted.KEY,
        r"(?:key|bits?|2048|4096|rsa|ecc|size) .{0,20}(?:strong|secure|safe|big|large|long|good|weak|short|ok|okay|fine|enough)\b"
        r"|(?:which|what) (?:\w+ )?key\b|key (?:size|type|length|strength)|how (?:strong|long|big|large) is (?:the|its|my) key"
        r"|how many bits|is (?:it|the key|that) (?:an? )?(?:rsa|ecc|ecdsa|ec|elliptic)",
    ),
    (
        Wanted.NAMES,
        r"(?:which|what|all the) (?:\w+ )?(?:names?|domains?|sans?|hosts?|hostnames?|sites?|addresses)\b.{0,40}"
        r"(?:in it|in there|on it|cover\w*|contain\w*|have|has|are|secure\w*|does|listed|$)|(?:what|which) (?:does|is) it (?:for|cover)|what does it cover"
        r"|(?:is|are|does) .{0,20}(?:www|bare domain|subdomains?|wildcard)\b.{0,20}(?:in it|in there|included|covered|on it|too)"
        r"|(?:cover|include|contain) (?:the )?(?:www|bare domain|subdomains?)",
    ),
    (Wanted.FINGERPRINT, r"fingerprints?|thumbprint|serial(?: number)?\b|sha-?256"),
    (
        Wanted.ORDER,
        rf"(?:can|could|may|shall|should) (?:i|we) (?:now |just |really |already |still |safely |then )?{_GO_ON}\b(?=.{{0,30}}\b{_IT}\b|\s*\W*$| like| as| now)"
        rf"|(?:is|are|was|does) {_IT}(?: look)? (?:now |really |all |actually |looking )?(?:ok|okay|good|fine|valid|right|correct|usable|alright|in order|any good|working|trusted|safe)\b"
        rf"|(?:good|ready|ok|okay|fine|safe) to (?:go|{_GO_ON})|(?:will|would|does|do) {_IT} (?:be )?(?:work|do|accepted|refused|rejected|ok)\b"
        rf"|(?:can|could) {_IT} be (?:used|ordered|installed|submitted)|looks? (?:ok|okay|good|fine)|(?:everything|all) (?:ok|okay|good|fine|in order|right|correct)"
        r"|is that (?:bad|serious|a problem|enough)|do i have to worry|anything wrong",
    ),
)
_WANTED = tuple((what, re.compile(rf"\b(?:{pattern})")) for what, pattern in _WORDS)


def wanted(question: str) -> Wanted | None:
    """Return what a question wants of a report; None for a long one, and for what no report says."""
    heard = hear(question)
    if not heard.words or len(heard.words.split()) > MOST_WORDS:
        return None
    if heard.names and re.search(r"\b(?:cover|in it|in there|include|contain|good for|valid for|work (?:for|on|with))", heard.words):
        return Wanted.COVERS
    return next((what for what, pattern in _WANTED if pattern.search(heard.words)), None)


def told(what: Wanted, reports: Sequence[Report], question: str, now: datetime) -> Notice | None:
    """Return what the reports say to it; None where they say nothing of that."""
    match what:
        case Wanted.ORDER:
            return _order(reports)
        case Wanted.CHANGE:
            return _change(reports)
        case Wanted.MATCH:
            return next((_match(each) for each in reports if isinstance(each, Comparison)), None)
    for report in reports:
        if isinstance(report, CsrReport | CertificateReport):
            text = _read(what, report, question, now)
            return _notice(what, text) if text else None
    return None


def _read(what: Wanted, report: CsrReport | CertificateReport, question: str, now: datetime) -> str:
    match what:
        case Wanted.NAMES:
            return _names(report)
        case Wanted.COVERS:
            return _covers(report, hear(question).names)
        case Wanted.KEY:
            return _key(report)
        case Wanted.EXPIRY:
            return _expiry(report, now)
        case Wanted.ISSUER:
            return _issuer(report)
        case Wanted.FINGERPRINT:
            return _fingerprint(report)
    return ""


def _order(reports: Sequence[Report]) -> Notice:
    findings = _findings(reports)
    faults = [each for each in findings if each.severity.blocks]
    if faults:
        verdict = f"No: {_count(len(faults), 'fault')} would stop it.\n{_fixes(faults)}"
        return _notice(Wanted.ORDER, verdict, Severity.ERROR)
    worth = [each for each in findings if each.severity is Severity.WARNING]
    minded = f" Worth mending first, though it can go on without:\n{_fixes(worth)}" if worth else ""
    if isinstance(reports[0], CsrReport):
        return _notice(Wanted.ORDER, f"Yes, an order can go on with this CSR.{minded}")
    if any(isinstance(each, CertificateReport) for each in reports):
        text = "It is in order as a certificate, so it can be installed. To order a new one takes a CSR, not a certificate."
        return _notice(Wanted.ORDER, f"{text}{minded}")
    return _notice(Wanted.ORDER, f"Yes, there is nothing wrong with it.{minded}")


def _change(reports: Sequence[Report]) -> Notice:
    findings = [each for each in _findings(reports) if each.severity is not Severity.INFO]
    if not findings:
        return _notice(Wanted.CHANGE, "Nothing: no fault was found in it.")
    command = next((each.command for each in reports if isinstance(each, CsrReport) and each.command), None)
    how = f"\n\nThis command makes a right CSR for the same names:\n{command}" if command else ""
    return _notice(Wanted.CHANGE, f"{_fixes(findings)}{how}")


def _match(report: Comparison) -> Notice:
    if report.same_key is None:
        return _notice(Wanted.MATCH, "That cannot be told: one of the two keys cannot be read.", Severity.WARNING)
    both = f"{report.first} and {report.second}"
    if report.same_key:
        return _notice(Wanted.MATCH, f"Yes: {both} have the same key.")
    severity = Severity.INFO if report.kind == "renewal" else Severity.ERROR
    return _notice(Wanted.MATCH, f"No: {both} have different keys.", severity)


def _names(report: CsrReport | CertificateReport) -> str:
    names = _listed_names(report)
    if not names:
        return "There is no name in it."
    more = len(names) - NAMES_LISTED
    listed = ", ".join(names[:NAMES_LISTED]) + (f" and {more} more" if more > 0 else "")
    return f"{_count(len(names), 'name')}: {listed}."


def _listed_names(report: CsrReport | CertificateReport) -> list[str]:
    return [*report.dns_names, *report.ip_addresses, *report.emails]


def _covers(report: CsrReport | CertificateReport, hosts: Sequence[str]) -> str:
    return "\n".join(
        f"Yes, {host} is covered."
        if is_covered(report.dns_names, report.ip_addresses, host)
        else f"No. {why_not_covered([*report.dns_names, *report.ip_addresses], host)}"
        for host in hosts[:5]
    )


def _key(report: CsrReport | CertificateReport) -> str:
    faults = [each for each in report.findings if ".key." in each.code and each.severity is not Severity.INFO]
    if report.key is None:
        return "Its key cannot be read."
    return f"Its key is {report.key}. {_fixes(faults) if faults else 'That is strong enough.'}"


def _expiry(report: CsrReport | CertificateReport, now: datetime) -> str:
    if isinstance(report, CsrReport):
        return "A CSR has no end of its own. How long the certificate lasts is decided when the CA issues it."
    if report.not_after is None:
        return "Its last day cannot be read."
    days = (report.not_after - now).days
    if report.not_after < now:
        return f"It expired on {_day(report.not_after)}."
    due = f" Replace it from {_day(report.renewal.due)} on." if report.renewal else ""
    return f"It expires on {_day(report.not_after)}, in {_count(days, 'day')}.{due}"


def _issuer(report: CsrReport | CertificateReport) -> str:
    if isinstance(report, CsrReport):
        return "Nobody yet: a CSR is a request. The CA that you order from issues the certificate."
    if report.issuer is None:
        return "Its issuer cannot be read."
    own = " It is signed by itself, and no browser trusts that." if report.issuer == report.subject else ""
    return f"It was issued by {one_line(report.issuer)}.{own}"


def _fingerprint(report: CsrReport | CertificateReport) -> str:
    serial = f"Serial number: {report.serial}\n" if isinstance(report, CertificateReport) and report.serial else ""
    return f"{serial}SHA-256: {report.fingerprints.sha256}\nSHA-1: {report.fingerprints.sha1}"


def _findings(reports: Iterable[Report]) -> list[Finding]:
    unique = dict.fromkeys(finding for report in reports for finding in report.findings)
    return sorted(unique, key=lambda each: -each.severity.rank)


def _fixes(findings: Iterable[Finding]) -> str:
    lines = (f"{each.summary}{f' Found: {each.evidence}.' if each.evidence else ''} {each.fix}" for each in findings)
    return "\n".join(f"{number}. {line.strip()}" for number, line in enumerate(lines, 1))


def _notice(what: Wanted, text: str, severity: Severity = Severity.INFO) -> Notice:
    return Notice(severity, PREFIX + what.value, text)


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _day(moment: date) -> str:
    return f"{moment.day} {moment:%B %Y}"
