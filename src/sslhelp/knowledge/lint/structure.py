"""How an article is parted: headings in order, each of them once and able to stand alone, no section too long."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sslhelp.knowledge import markdown

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sslhelp.errors import Complaint
    from sslhelp.knowledge.lint.manuscript import Manuscript
    from sslhelp.knowledge.lint.surroundings import Surroundings

MAX_SECTION_WORDS = 180
_SECTION, _PART = 2, 3
_FEWEST_HEADING_WORDS = 2


def check(manuscripts: Sequence[Manuscript], _: Surroundings) -> Iterator[Complaint]:
    """Complain of headings out of order, twice or too short to say what is below them, and of long sections."""
    for each in manuscripts:
        yield from _order(each)
        yield from _wording(each)
        yield from _length(each)


def _order(manuscript: Manuscript) -> Iterator[Complaint]:
    above = 1  # the title
    for heading in manuscript.headings:
        if not _SECTION <= heading.level <= _PART:
            message = f"the heading {heading.text!r} is of level {heading.level}: sections are ##, their parts ###"
            yield manuscript.complaint(heading.line, message)
        elif heading.level > above + 1:
            yield manuscript.complaint(heading.line, f"the heading {heading.text!r} stands in no section")
        above = heading.level


def _wording(manuscript: Manuscript) -> Iterator[Complaint]:
    seen: set[str] = set()
    for heading in manuscript.headings:
        if heading.level != _SECTION:
            continue
        if len(heading.text.split()) < _FEWEST_HEADING_WORDS:
            yield manuscript.complaint(heading.line, f"the heading {heading.text!r} does not stand alone: say of what")
        anchor = markdown.slug(heading.text)
        if anchor in seen:
            yield manuscript.complaint(heading.line, f"the heading {heading.text!r} stands here twice")
        seen.add(anchor)


def _length(manuscript: Manuscript) -> Iterator[Complaint]:
    for section in manuscript.article.sections:
        count = len(section.body.plain.split())
        if count > MAX_SECTION_WORDS:
            line = manuscript.line_of(f"## {section.heading}") if section.anchor else 1
            message = f"the section {section.heading!r} has {count} words, {MAX_SECTION_WORDS} are the most"
            yield manuscript.complaint(line, message)
