"""A Reply as plain text, for pipes, logs of tests and notifications. Control characters become visible, not active.

reports   the lines of what was read from a paste
text      lines that a stranger's value cannot break out of
"""

from __future__ import annotations

from textwrap import indent
from typing import TYPE_CHECKING, assert_never

from sslhelp.model.chat import Answer, Choices, Handoff, Notice
from sslhelp.model.pki import CertificateReport, ChainReport, Comparison, CsrReport, SiteReport
from sslhelp.model.products import Recommendation
from sslhelp.render import wording
from sslhelp.render.plain import reports
from sslhelp.render.plain.text import visible

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from sslhelp.model.chat import Part, Reply


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
        case CsrReport() | CertificateReport() | ChainReport() | Comparison() | SiteReport():
            return reports.lines(part)
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


def _recommendation(part: Recommendation) -> Iterator[str]:
    yield f"{part.product.name}: {wording.checked(part.product)}"
    yield from filter(None, (part.product.price, part.product.url))
    for title, lines in wording.reasons(part):
        yield from _bullets(title, lines)
    if part.command:
        yield from ("", f"{wording.CSR_COMMAND}:", "", indent(part.command, "  "))
    yield from _bullets(
        wording.ALTERNATIVES, tuple(f"{other.product.name}: {other.choose_if}" for other in part.alternatives)
    )


def _bullets(title: str, lines: Sequence[str]) -> Iterator[str]:
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
