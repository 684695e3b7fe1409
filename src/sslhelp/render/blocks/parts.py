"""Which blocks each part of a reply becomes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, assert_never

from sslhelp.model.chat import Answer, Choices, Handoff, Notice
from sslhelp.model.pki import CertificateReport, ChainReport, Comparison, CsrReport, SiteReport
from sslhelp.model.products import Recommendation
from sslhelp.render import wording
from sslhelp.render.blocks import kit, reports, sections
from sslhelp.render.blocks.fit import Fragment
from sslhelp.render.blocks.mrkdwn import escape, link

if TYPE_CHECKING:
    from sslhelp.model.chat import Part
    from sslhelp.render.blocks.kit import Json

RELATED_SHOWN = 3
LINES_SHOWN = 20
STILL_THERE = "If it stands in a message here, delete that message now: this app cannot."
_FIRST_SENTENCE = re.compile(r"(.{1,140}?)[.!?:](?:\s+(.+))?", re.DOTALL)


def fragment(part: Part) -> Fragment:
    """Return the blocks of one part."""
    match part:
        case Answer():
            return _answer(part)
        case CsrReport() | CertificateReport() | ChainReport() | Comparison() | SiteReport():
            return Fragment(reports.blocks(part))
        case Recommendation():
            return Fragment(_recommendation(part))
        case Choices():
            return Fragment(_choices(part))
        case Notice():
            return Fragment(_notice(part))
        case Handoff():
            return Fragment(_handoff(part))
        case _:
            assert_never(part)


def _answer(part: Answer) -> Fragment:
    source = f"From {link(_anchored(part), part.article.title)}, checked on {wording.day(part.article.updated)}."
    others = [f"See also {link(other.url, other.title)}." for other in part.related[:RELATED_SHOWN]]
    blocks = [
        kit.header(part.heading or part.article.title),
        *kit.sections(part.body.mrkdwn),
        kit.context(source, *others),
        *kit.feedback(part.article.id),
    ]
    return Fragment(blocks, whole=f"The whole is in {link(_anchored(part), part.article.title)}.")


def _anchored(part: Answer) -> str:
    return f"{part.article.url}#{part.anchor}" if part.anchor else part.article.url


def _choices(part: Choices) -> list[Json]:
    explained = [
        kit.line(kit.run(option.label, bold=True, limit=200), kit.run(f" {option.detail}", limit=400))
        for option in part.options[:LINES_SHOWN]
        if option.detail
    ]
    return [*kit.prose(part.prompt), *kit.listing(explained, "bullet"), *kit.choice_buttons(part.options)]


def is_secret(part: Part) -> bool:
    """Whether a part speaks of a private key, and so is for whoever pasted it alone."""
    return isinstance(part, Notice) and part.code.startswith("private_key.")


def _notice(part: Notice) -> list[Json]:
    """A refusal leads with its first sentence as a heading, as a verdict does; a friendly line stays one."""
    still_there = kit.prose(STILL_THERE) if is_secret(part) else []
    sentence = _FIRST_SENTENCE.fullmatch(part.text)
    if part.severity.blocks and sentence:
        return [kit.header(sentence[1]), *still_there, *kit.prose(sentence[2] or "")]
    return [*kit.prose(part.text), *still_there]


def _handoff(part: Handoff) -> list[Json]:
    contact = part.contact
    ways = [
        link(contact.url, contact.url),
        link(f"mailto:{contact.email}" if contact.email else "", contact.email),
        escape(contact.hours),
    ]
    return [*kit.prose(part.reason), *kit.sections("\n".join(filter(None, ways)))]


def _recommendation(part: Recommendation) -> list[Json]:
    alternatives = [
        kit.line(kit.run(other.product.name, bold=True, limit=200), kit.run(f": {other.choose_if}"))
        for other in part.alternatives
    ]
    page = link(part.product.url, wording.PRODUCT_PAGE) if part.product.url else ""
    blocks = [
        kit.header(f"{part.product.name}: {wording.checked(part.product)}"),
        *kit.sections("\n".join(filter(None, (escape(part.product.price or ""), page)))),
    ]
    for title, reasons in wording.reasons(part):
        blocks += _bullets(title, [kit.line(kit.run(reason)) for reason in reasons])
    return [
        *blocks,
        *sections.copyable(wording.CSR_COMMAND, part.command),
        *_bullets(wording.ALTERNATIVES, alternatives),
    ]


def _bullets(title: str, lines: list[Json]) -> list[Json]:
    return [kit.rich(kit.line(kit.run(title, bold=True))), *kit.listing(lines[:LINES_SHOWN], "bullet")] if lines else []
