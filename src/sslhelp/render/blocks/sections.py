"""The sections that reports are made of, as blocks: findings, commands, validation records, renewal, a bundle."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sslhelp.render import wording
from sslhelp.render.blocks import kit
from sslhelp.render.blocks.mrkdwn import clip, escape

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sslhelp.model.pki import Command, Dcv, DcvMethod, Finding, Renewal
    from sslhelp.render.blocks.kit import Json

FINDINGS_SHOWN = 12
TERMS_SHOWN = 12
METHODS_SHOWN = 6
BUNDLE_CHARS = 8_000
TOO_LONG = "The {} is longer than a Slack message holds. Paste the same into the web chat to have it whole."
CALENDAR = "Paste the same into the web chat to have these dates as a calendar file."
_PEM = re.compile(r"-----BEGIN [^-]+-----.+?-----END [^-]+-----", re.DOTALL)


def findings(found: Sequence[Finding]) -> list[Json]:
    """Return the heaviest findings, numbered, and how many more there are."""
    if not found:
        return []
    must, worth, know = wording.by_weight(found)
    in_order = [*must, *worth, *know]
    return [
        kit.divider(),
        *kit.listing(map(_finding, in_order[:FINDINGS_SHOWN]), "ordered"),
        *left_out(in_order, FINDINGS_SHOWN, "findings"),
    ]


def left_out(things: Sequence[object], shown: int, noun: str) -> list[Json]:
    """Return a remark on how many of the things are not among the first `shown`, when there are any."""
    return [kit.context(f"{len(things) - shown} more {noun} are not shown.")] if len(things) > shown else []


def copyable(title: str, text: str | None) -> list[Json]:
    """Return text that is copied whole, under a title; where it is too long, only a remark that says so."""
    if not text:
        return []
    if len(text) > kit.SECTION_CHARS - 100:
        return [kit.context(TOO_LONG.format(escape(title.lower())))]
    return [kit.preformatted(title, text)]


def command(command: Command) -> list[Json]:
    """Return a command, after the file that it reads where it reads one."""
    title = f"With {clip(command.title, 200)}"
    file = copyable(f"{title}: {clip(command.file, 200)}", command.content) if command.file else []
    return [*file, *copyable(title, command.text)]


def bundle(pem: str) -> list[Json]:
    """Return a bundle whole, a box for each certificate, or not at all: half of one is of no use."""
    certificates = _PEM.findall(pem)
    if not certificates:
        return []
    if len(pem) > BUNDLE_CHARS or max(map(len, certificates)) > kit.SECTION_CHARS:
        return [kit.context(TOO_LONG.format("chain to install"))]
    return [_title(wording.BUNDLE), *(kit.preformatted("", certificate) for certificate in certificates)]


def dcv(expected: Dcv) -> list[Json]:
    """Return the records that a CA is expected to ask for, and the ways to prove control that the rules allow."""
    rows = [(record.method.upper(), record.where, record.content) for record in expected.records]
    records = kit.table(("Method", "Where", "What"), rows)
    unshown = len(rows) + 1 - len(records["rows"])
    note = f"{expected.note} {unshown} more records are not shown." if unshown else expected.note
    methods = [_method(method, expected) for method in expected.methods[:METHODS_SHOWN]]
    return [
        *([_title(wording.dcv_title(expected)), records, *kit.prose(note)] if rows else []),
        *([_title(wording.METHODS)] if methods else []),
        *kit.listing(methods, "bullet"),
    ]


def renewal(plan: Renewal) -> list[Json]:
    """Return when to replace a certificate, and the certificates that come after it."""
    terms = [
        kit.line(kit.run(f"{wording.day(term.issued)} to {wording.day(term.ends)}, {term.days} days"))
        for term in plan.terms[:TERMS_SHOWN]
    ]
    rule = [kit.rich(kit.line(kit.run(f"{wording.TERMS}, by {clip(plan.cite, 200)}:")))] if terms else []
    return [_title(f"Renewal {wording.renewal(plan)}."), *rule, *kit.listing(terms, "bullet"), kit.context(CALENDAR)]


def _title(text: str) -> Json:
    return kit.rich(kit.line(kit.run(text, bold=True, limit=300)))


def _finding(finding: Finding) -> Json:
    summary = f"{wording.SEVERITY_NAMES[finding.severity]}: {clip(finding.summary, 200).rstrip('.')}."
    found = [kit.run(" Found "), kit.run(finding.evidence, limit=200, code=True), kit.run(".")]
    return kit.line(
        kit.run(summary, bold=True),
        *(found if finding.evidence else []),
        *([kit.run(f" {finding.fix}", limit=400)] if finding.fix else []),
        *([kit.run(f" {finding.citation}", limit=150, italic=True)] if finding.citation else []),
    )


def _method(method: DcvMethod, expected: Dcv) -> Json:
    scope = clip(wording.method_names(method, expected), 200)
    return kit.line(
        kit.run(wording.method_name(method), bold=True, limit=200),
        kit.run(f", for {scope}. {clip(wording.method_note(method), 400)}"),
    )
