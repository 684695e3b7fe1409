"""A Reply as an HTML fragment: one template a part, the same in the widget, on the chat page and without scripts.

Jinja2 escapes every value, and marks that turn the direction of writing become visible. The one exception is an
article's body, which has passed the allow-list of `knowledge.markdown`. The fragment names icons of
`templates/sprite.html`, which the surrounding tree must hold.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, assert_never

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from sslhelp.model.chat import Answer, Choices, Handoff, Notice
from sslhelp.model.pki import CertificateReport, ChainReport, Comparison, CsrReport, SiteReport
from sslhelp.model.products import Recommendation
from sslhelp.render import wording
from sslhelp.render.plain.text import visible
from sslhelp.render.verdict import headline

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sslhelp.model.chat import Part, Reply
    from sslhelp.model.pki import ChainLink, Dcv, DcvRecord, MissingCertificate
    from sslhelp.render.verdict import Report

_OPTION = re.compile(r"(?<!\S)-\w{1,30}")


def render(reply: Reply) -> Markup:
    """Return all parts of the reply, in their order, as one HTML fragment."""
    return Markup("\n").join(render_part(part) for part in reply.parts)


def render_part(part: Part) -> Markup:
    """Return one part as HTML."""
    return Markup(environment().get_template(_template(part)).render(part=part))  # noqa: S704  (autoescaped)


def _template(part: Part) -> str:
    match part:
        case Answer():
            return "answer.html"
        case CsrReport() | CertificateReport() | ChainReport() | Comparison() | SiteReport():
            return _report_template(part)
        case Recommendation():
            return "recommendation.html"
        case Choices():
            return "choices.html"
        case Notice():
            return "notice.html"
        case Handoff():
            return "handoff.html"
        case _:
            assert_never(part)


def _report_template(report: Report) -> str:
    match report:
        case CsrReport():
            return "csr_report.html"
        case CertificateReport():
            return "certificate_report.html"
        case ChainReport():
            return "chain_report.html"
        case Comparison():
            return "comparison.html"
        case SiteReport():
            return "site_report.html"
        case _:
            assert_never(report)


@dataclass(frozen=True, slots=True)
class Rung:
    """One step of the ladder: a certificate in its place, or one that is missing there."""

    link: ChainLink | None
    is_absent: bool
    missing: MissingCertificate | None
    before_gap: bool


def ladder(report: ChainReport) -> list[Rung]:
    """Return the path, leaf first, with every missing certificate right after the one that it issued."""
    unplaced = {missing.subject: missing for missing in wording.unknown(report)}
    absent = [wording.is_absent(link, report) for link in report.path]
    rungs: list[Rung] = []
    for link, is_absent, is_next_absent in zip(report.path, absent, [*absent[1:], False], strict=False):
        gap = unplaced.pop(link.issuer, None)
        rungs.append(Rung(link=link, is_absent=is_absent, missing=None, before_gap=is_next_absent or gap is not None))
        if gap:
            rungs.append(_gap(gap))
    rungs.extend(map(_gap, unplaced.values()))
    return rungs


def _gap(missing: MissingCertificate) -> Rung:
    return Rung(link=None, is_absent=True, missing=missing, before_gap=False)


def by_domain(dcv: Dcv) -> tuple[list[DcvRecord], list[DcvRecord]]:
    """Return the records for the first name, and those for the others."""
    first = [record for record in dcv.records if record.domain == dcv.records[0].domain]
    return first, [record for record in dcv.records if record.domain != dcv.records[0].domain]


@cache
def environment() -> Environment:
    """Return the templates of the parts, with what they call; made once."""
    made = Environment(
        loader=PackageLoader("sslhelp.render"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_shown,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals |= {
        "wording": wording,
        "headline": headline,
        "by_weight": wording.by_weight,
        "key_of": wording.key,
        "names_of": wording.names,
        "dn": wording.distinguished_name,
        "kinds": wording.KIND_NAMES,
        "ladder": ladder,
        "by_domain": by_domain,
        "split": _split,
        "nested": _nested,
    }
    made.filters |= {
        "day": wording.day,
        "short_day": wording.short_day,
        "tone": _tone,
        "hex_groups": _hex_groups,
        "exact": _exact,
        "allow_listed": Markup,
    }
    return made


def _shown(value: object) -> object:
    """Return what is written of a value: a stranger's text must not turn the words of ours that follow it."""
    return visible(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def _nested(*parts: Part | None) -> Iterator[Markup]:
    return (render_part(part) for part in parts if part is not None)


def _split(summary: str) -> tuple[str, str]:
    """Part a finding's summary into the sentence that heads it, without its point, and the rest."""
    title, _, rest = summary.partition(". ")
    return title.rstrip("."), rest


def _tone(severity: str) -> str:
    return {"info": "plain", "warning": "warn"}.get(severity, "bad")


def _exact(text: str) -> Markup:
    """Return text that a browser gives back to the byte: its parser would make a line end of every CR LF.

    The options of a command are marked, so that no line ends after the hyphen that begins one.
    """
    escaped = str(escape(text)).replace("\r", "&#13;")
    return Markup(_OPTION.sub(r'<span class="option">\g<0></span>', escaped))  # noqa: S704  (escaped above)


def _hex_groups(digest: str) -> str:
    """Return a digest in groups of eight digits, so that it can be read and can break across lines."""
    return " ".join(digest[start : start + 8] for start in range(0, len(digest), 8))
