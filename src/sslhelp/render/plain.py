"""A Reply as plain text, for pipes, logs of tests and notifications. Control characters become visible, not active."""

from __future__ import annotations

import re
from textwrap import indent
from typing import TYPE_CHECKING, assert_never

from sslhelp.model.chat import Answer, Choices, Handoff, Notice
from sslhelp.model.pki import CertificateReport, ChainReport, CsrReport, SiteReport
from sslhelp.model.products import Recommendation
from sslhelp.render import wording

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from sslhelp.model.chat import Part, Reply
    from sslhelp.model.pki import ChainLink, Dcv, Finding

# C0 and C1 controls but for tab and line feed, the marks that turn the direction of writing, and lone surrogates.
_ACTIVE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def visible(text: str) -> str:
    """Return the text with every character that could steer a terminal replaced by U+FFFD."""
    return _ACTIVE.sub("\ufffd", text)


def _one_line(text: str) -> str:
    """Keep a stranger's value from beginning a line of its own."""
    return text.replace("\n", "\ufffd")


def render(reply: Reply) -> str:
    """Return the whole reply; parts are separated by a blank line, the text ends without one."""
    return visible("\n\n".join(part_text(part) for part in reply.parts))


def part_text(part: Part) -> str:
    """Return one part as text, its strangers' strings not yet made visible."""
    return "\n".join(_lines(part)).strip("\n")


def _lines(part: Part) -> Iterable[str]:
    match part:
        case Answer():
            return _answer(part)
        case CsrReport():
            return _csr(part)
        case CertificateReport():
            return _certificate(part)
        case ChainReport():
            return _chain(part)
        case SiteReport():
            return _site(part)
        case Recommendation():
            return _recommendation(part)
        case Choices():
            return _choices(part)
        case Notice():
            return [part.text]
        case Handoff():
            return _handoff(part)
        case _:
            assert_never(part)


def _answer(part: Answer) -> Iterator[str]:
    yield part.heading
    yield ""
    yield part.body.plain
    yield ""
    yield f"From: {part.article.title}, {part.article.url}, checked on {wording.day(part.article.updated)}"
    for other in part.related:
        yield f"See also: {other.title}, {other.url}"


def _headline(report: wording.Report) -> str:
    said = wording.headline(report)
    return f"{said.title}. {said.detail}"


def _facts(facts: Sequence[tuple[str, str | None]]) -> Iterator[str]:
    width = max(len(label) for label, _ in facts) + 2
    return (f"  {label:<{width}}{_one_line(value)}" for label, value in facts if value)


def _csr(part: CsrReport) -> Iterator[str]:
    yield _headline(part)
    yield ""
    yield from _facts(
        [
            ("Names", ", ".join(wording.names(part)) or "none"),
            ("Key", wording.key(part.key)),
            ("Subject", wording.distinguished_name(part.subject)),
            ("Signature", _signature(part.signature_algorithm, part.signature_valid)),
            ("SHA-256", part.fingerprints.sha256),
        ]
    )
    yield from _findings(part.findings)
    if part.command:
        yield from ("", "A command that makes a right CSR for these names:", "", indent(part.command, "  "))
    if part.dcv and wording.is_usable(part):
        yield from _dcv(part.dcv)


def _signature(algorithm: str | None, valid: bool | None) -> str:
    state = {True: ", valid", False: ", does not verify", None: ""}[valid]
    return f"{algorithm or 'cannot be read'}{state}"


def _dcv(dcv: Dcv) -> Iterator[str]:
    yield from ("", f"{wording.dcv_title(dcv)}:")
    for record in dcv.records:
        yield f"  {record.method.upper()} for {record.domain}"
        yield f"    at    {record.where}"
        yield indent(record.content, "          ").replace("          ", "    with  ", 1)
    yield f"  {dcv.note}"


def _findings(findings: Sequence[Finding]) -> Iterator[str]:
    for group in wording.by_weight(findings):
        for finding in group:
            yield ""
            yield f"  {wording.SEVERITY_NAMES[finding.severity]}: {finding.summary}"
            yield from _facts(
                [
                    ("  Found", finding.evidence),
                    ("  Fix", finding.fix),
                    ("  Rule", f"{finding.citation} [{finding.code}]"),
                ]
            )


def _certificate(part: CertificateReport) -> Iterator[str]:
    yield _headline(part)
    yield ""
    kind = wording.KIND_NAMES.get(part.kind, part.kind)
    yield from _facts(
        [
            ("Kind", f"{kind}, {part.validation}" if part.validation else kind),
            ("Names", ", ".join(wording.names(part)) or "none"),
            ("Issuer", wording.distinguished_name(part.issuer)),
            ("Valid", f"{wording.day(part.not_before)} to {wording.day(part.not_after)}"),
            ("Key", wording.key(part.key)),
            ("Serial", part.serial),
            ("SHA-256", part.fingerprints.sha256),
        ]
    )
    yield from _findings(part.findings)


def _link(link: ChainLink) -> str:
    return f"{link.role}: {_one_line(link.subject)} (valid to {wording.day(link.not_after)}, {link.source})"


def _chain(part: ChainReport) -> Iterator[str]:
    yield _headline(part)
    yield ""
    yield from (f"  {depth + 1}. {_link(link)}" for depth, link in enumerate(part.path))
    for lost in part.missing:
        yield f"  missing: {_one_line(lost.subject)}"
        yield from (f"    its issuer offers it at {_one_line(url)}" for url in lost.aia_urls)
    yield from (f"  not needed: {_link(link)}" for link in part.unused)
    yield from _findings(part.findings)
    if part.bundle_pem:
        yield from ("", f"{wording.BUNDLE}:", "", part.bundle_pem)


def _site(part: SiteReport) -> Iterator[str]:
    yield _headline(part)
    yield ""
    yield from _facts([("Host", f"{part.host}:{part.port}"), ("Address", part.address), ("Protocol", part.protocol)])
    yield from _findings(part.findings)
    for report in (part.certificate, part.chain):
        if report:
            yield from ("", part_text(report))


def _recommendation(part: Recommendation) -> Iterator[str]:
    yield f"{part.product.name} ({part.product.validation})"
    for title, lines in (
        (wording.BECAUSE, part.because),
        (wording.LIMITS, part.limits),
        (wording.ASKS, part.asks),
        (wording.ALTERNATIVES, tuple(f"{other.product.name}: {other.choose_if}" for other in part.alternatives)),
    ):
        if lines:
            yield from ("", f"{title}:")
            yield from (f"  - {line}" for line in lines)


def _choices(part: Choices) -> Iterator[str]:
    yield part.prompt
    for number, option in enumerate(part.options, 1):
        yield f"  {number}. {option.label}" + (f": {option.detail}" if option.detail else "")


def _handoff(part: Handoff) -> Iterator[str]:
    yield part.reason
    yield from (line for line in (part.contact.url, part.contact.email, part.contact.hours) if line)
