"""Markdown to the three forms that channels show: allow-listed HTML, Slack mrkdwn, plain text."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import TYPE_CHECKING

import markdown
import nh3

from sslhelp.model.knowledge import Body

if TYPE_CHECKING:
    from collections.abc import Callable

_TAGS = {
    "p", "h3", "ul", "ol", "li", "strong", "em", "code", "pre", "a", "table", "thead", "tbody", "tr", "th", "td",
    "blockquote", "br",
}  # fmt: skip
_TEXT_TAGS = {"p", "h3", "li", "th", "td"}
_ATTRIBUTES = {"a": {"href"}, "ol": {"start"}}
_SCHEMES = {"https", "http", "mailto"}
_ARTICLE_HREF = re.compile(r'(?<=href=")article:([a-z0-9-]+)(?:#([a-z0-9-]+))?(?=")')
_ARTICLE_TARGET = re.compile(r"(?<=\]\()article:([a-z0-9-]+)(?:#([a-z0-9-]+))?(?=\))")
_HEADING = re.compile(r"^##\s+(.+?)\s*#*$")
_FENCE = re.compile(r"^(```|~~~)")


@dataclass(frozen=True, slots=True)
class Chunk:
    """The source of one section: its heading ("" before the first), its text, and the line on which the text begins."""

    heading: str
    text: str
    line: int


def split_sections(source: str, first_line: int) -> list[Chunk]:
    """Part an article's Markdown at its second-level headings; headings inside fenced code do not count."""
    chunks: list[Chunk] = []
    heading, start, fenced = "", first_line, False
    held: list[str] = []
    for number, line in enumerate(source.split("\n"), first_line):
        fenced ^= bool(_FENCE.match(line))
        match = None if fenced else _HEADING.match(line)
        if match:
            chunks.append(Chunk(heading, "\n".join(held).strip("\n"), start))
            heading, start, held = match[1], number + 1, []
        else:
            held.append(line)
    chunks.append(Chunk(heading, "\n".join(held).strip("\n"), start))
    return [chunk for chunk in chunks if chunk.heading or chunk.text.strip()]


def slug(heading: str) -> str:
    """Return the anchor of a heading: lower-case ASCII words joined by hyphens."""
    return "-".join(re.findall(r"[a-z0-9]+", heading.lower())) or "section"


def render(source: str, *, article_url: Callable[[str], str]) -> Body:
    """Convert Markdown; links of the form `article:<id>` become `article_url(id)`."""
    raw = markdown.markdown(source, extensions=["tables", "fenced_code", "sane_lists"], output_format="html")
    clean = nh3.clean(
        _led(_ARTICLE_HREF, raw, article_url),
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        url_schemes=_SCHEMES,
        link_rel="noopener",
    ).strip()
    return Body(html=clean, mrkdwn=_write(clean, _MRKDWN), plain=_write(clean, _PLAIN))


def linked(source: str, *, article_url: Callable[[str], str]) -> str:
    """Return Markdown as it is, but for the links of the form `article:<id>`, which become `article_url(id)`."""
    return _led(_ARTICLE_TARGET, source, article_url)


def _led(link: re.Pattern[str], text: str, article_url: Callable[[str], str]) -> str:
    return link.sub(lambda match: article_url(match[1]) + (f"#{match[2]}" if match[2] else ""), text)


@dataclass(frozen=True, slots=True)
class _Dialect:
    """How a text format marks what HTML marks with tags."""

    strong: str
    code: str
    fence: str
    bullet: str
    link: Callable[[str, str], str]
    escape: Callable[[str], str]


_MRKDWN = _Dialect(
    strong="*",
    code="`",
    fence="```",
    bullet="•",
    link=lambda text, url: f"<{url}|{text}>" if url else text,
    escape=lambda text: html.escape(text, quote=False),
)
_PLAIN = _Dialect(
    strong="",
    code="",
    fence="",
    bullet="-",
    link=lambda text, url: f"{text} ({url})" if url not in {"", text} else text,
    escape=lambda text: text,
)


def _write(clean_html: str, dialect: _Dialect) -> str:
    writer = _Writer(dialect)
    writer.feed(clean_html)
    writer.close()
    return "".join(writer.out).strip()


class _Writer(HTMLParser):
    """Walks allow-listed HTML and writes it in a dialect; blocks are parted by blank lines, items by line ends."""

    def __init__(self, dialect: _Dialect) -> None:
        super().__init__(convert_charrefs=True)
        self.out: list[str] = []
        self._dialect = dialect
        self._lists: list[int | None] = []  # one entry a nested list: the next number, or None for bullets
        self._links: list[tuple[str, int]] = []  # target, and where its text begins in `out`
        self._in_pre = False
        self._open_text = 0  # open elements that may hold text; white space outside them is layout of the source
        self._cells = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._open_text += tag in _TEXT_TAGS
        match tag:
            case "p" | "h3" | "pre" | "table" | "blockquote":
                self._part(1 if self._lists and tag != "pre" else 2)
                self.out.append({"pre": f"{self._dialect.fence}\n", "h3": self._dialect.strong}.get(tag, ""))
                self._in_pre = tag == "pre"
            case "ul" | "ol":
                self._part(1 if self._lists else 2)
                self._lists.append(int(dict(attrs).get("start") or 1) if tag == "ol" else None)
            case "li":
                self._part(1)
                self.out.append(f"{'  ' * (len(self._lists) - 1)}{self._next_label()} ")
            case "tr":
                self._part(1)
                self._cells = 0
            case "td" | "th":
                self.out.append(" | " if self._cells else "")
                self._cells += 1
            case "a":
                self._links.append((dict(attrs).get("href") or "", len(self.out)))
            case "br":
                self.out.append("\n")
            case _:
                self._mark(tag)

    def handle_endtag(self, tag: str) -> None:
        self._open_text -= tag in _TEXT_TAGS
        match tag:
            case "pre":
                self._part(1)
                self.out.append(self._dialect.fence)
                self._in_pre = False
            case "h3":
                self.out.append(self._dialect.strong)
            case "ul" | "ol":
                self._lists.pop()
            case "a":
                target, begin = self._links.pop()
                text = "".join(self.out[begin:])
                self.out[begin:] = [self._dialect.link(text, self._dialect.escape(target))]
            case _:
                self._mark(tag)

    def handle_data(self, data: str) -> None:
        if self._in_pre:
            self.out.append(self._dialect.escape(data))
        elif self._open_text:
            text = re.sub(r"\s+", " ", data)
            after_space = not self.out or self.out[-1].endswith(("\n", " "))
            self.out.append(self._dialect.escape(text.lstrip() if after_space else text))

    def _mark(self, tag: str) -> None:
        if tag == "strong" and self._dialect.strong:
            self.out.append(self._dialect.strong)
        elif tag == "code" and not self._in_pre and self._dialect.code:
            self.out.append(self._dialect.code)

    def _next_label(self) -> str:
        number = self._lists[-1] if self._lists else None
        if number is None:
            return self._dialect.bullet
        self._lists[-1] = number + 1
        return f"{number}."

    def _part(self, newlines: int) -> None:
        """End the text so far with at least so many line ends; a list item's own label is not parted from its text."""
        written = "".join(self.out).rstrip(" ")
        if not written or (newlines == 1 and self.out and re.fullmatch(r"\s*(?:•|-|\d+\.) ", self.out[-1])):
            return
        present = len(written) - len(written.rstrip("\n"))
        self.out[:] = [written, "\n" * max(0, newlines - present)]
