"""An article as it was written: its lines, headings and prose, each with its line in the file."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING

from sslhelp.errors import Complaint
from sslhelp.knowledge import front_matter

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sslhelp.model.knowledge import Article

_FENCE = re.compile(r"^\s*(?:```|~~~)")
_HEADING = re.compile(r"^(#{1,6})\s+(.+?)\s*#*$")
_TABLE = re.compile(r"^\s*\|")
_ITEM = re.compile(r"^\s*(?:[-*+]|\d+\.)\s+")


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading with its level, 2 for `##`."""

    line: int
    level: int
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Lines that are read in one go: a paragraph, an item of a list, or a row of a table."""

    line: int
    lines: tuple[str, ...]
    in_table: bool

    @property
    def text(self) -> str:
        """The paragraph on one line."""
        return " ".join(self.lines)

    def line_at(self, offset: int) -> int:
        """Return the line in the file of a position in `text`."""
        ends = accumulate(len(line) + 1 for line in self.lines)
        return self.line + next((number for number, end in enumerate(ends) if offset < end), len(self.lines) - 1)


@dataclass(frozen=True, slots=True)
class Manuscript:
    """An article and the lines of its file; code in fences is neither heading nor prose."""

    article: Article
    path: Path
    lines: tuple[str, ...]
    headings: tuple[Heading, ...]
    paragraphs: tuple[Paragraph, ...]

    @classmethod
    def of(cls, article: Article, folder: Path) -> Manuscript:
        """Read the file of an article below the folder of all articles."""
        path = folder / article.group / f"{article.id}.md"
        text = path.read_text("utf-8-sig").replace("\r\n", "\n")
        _, body, body_line = front_matter.split(text)
        outside = list(_outside_fences(body, body_line))
        headings = tuple(
            Heading(number, len(match[1]), match[2]) for number, line in outside if (match := _HEADING.match(line))
        )
        return cls(article, path, tuple(text.split("\n")), headings, tuple(_paragraphs(outside)))

    def complaint(self, line: int, message: str) -> Complaint:
        """Return a complaint about this file."""
        return Complaint(self.path, line, message)

    def line_of(self, text: str) -> int:
        """Return the first line that holds a text, the first of all when none does."""
        return next((number for number, line in enumerate(self.lines, 1) if text in line), 1)


def _outside_fences(body: str, first_line: int) -> Iterator[tuple[int, str]]:
    fenced = False
    for number, line in enumerate(body.split("\n"), first_line):
        if _FENCE.match(line):
            fenced = not fenced
            yield number, ""
        elif not fenced:
            yield number, line


def _paragraphs(numbered: list[tuple[int, str]]) -> Iterator[Paragraph]:
    begun, held = 0, list[str]()
    for number, line in [*numbered, (0, "")]:
        alone = bool(_HEADING.match(line) or _TABLE.match(line))
        if held and (alone or not line.strip() or _ITEM.match(line)):
            yield Paragraph(begun, tuple(held), in_table=False)
            held = []
        if _TABLE.match(line):
            yield Paragraph(number, (line,), in_table=True)
        elif line.strip() and not alone:
            begun = begun if held else number
            held.append(line)
