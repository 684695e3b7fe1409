"""Data sets of questions with known answers, as tab-separated text without quoting, one row a line.

    corpus   id  title  text
    queries  qid text   gold      gold is an id of the corpus, or NONE
    aliases  id  text             another way to ask for an entry

A first line of these names is a heading; with one, the columns may stand in another order, and more beside them. The
files come from outside: their size is bounded, and what is wrong with them is said with file and line.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from sslhelp.errors import RequestError
from sslhelp.model.knowledge import Article, Body, Section

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

NO_ARTICLE = "NONE"
MAX_BYTES = 256 << 20
MAX_ROWS = 200_000
_CORPUS = ("id", "title", "text")
_QUERIES = ("qid", "text", "gold")
_ALIASES = ("id", "text")


def read_articles(corpus: Path, aliases: Path | None = None) -> list[Article]:
    """Read the entries of a corpus as articles of one section, with their aliases as questions.

    Raises RequestError for a file that cannot be read or has not this form.
    """
    entries: dict[str, tuple[str, str]] = {}
    for line, (entry, title, text) in _rows(corpus, _CORPUS):
        if not entry or entry == NO_ARTICLE:
            raise _wrong(corpus, line, "no id", f"{NO_ARTICLE} is none")
        if entry in entries:
            raise _wrong(corpus, line, f"the id {entry!r} stands twice", "give each entry its own")
        entries[entry] = title.strip(), text.strip()
    if not entries:
        raise RequestError(f"{corpus}: no entries", hint=_form(_CORPUS))
    questions: dict[str, list[str]] = {entry: [] for entry in entries}
    for line, (entry, text) in _rows(aliases, _ALIASES) if aliases else ():
        if entry not in questions:
            raise _wrong(aliases, line, f"no entry {entry[:40]!r} in {corpus}", "an alias names an id of the corpus")
        if text.strip():
            questions[entry].append(text.strip())
    return [_article(entry, title, questions[entry], text) for entry, (title, text) in entries.items()]


def read_queries(path: Path) -> list[tuple[str, str | None]]:
    """Read questions, each with the id of what answers it, None for nothing; raises RequestError as above."""
    found = []
    for line, (text, gold) in _rows(path, _QUERIES, wanted=("text", "gold")):
        if not gold:
            raise _wrong(path, line, "no gold", f"write {NO_ARTICLE} where nothing answers the question")
        found.append((text, None if gold == NO_ARTICLE else gold))
    if not found:
        raise RequestError(f"{path}: no questions", hint=_form(_QUERIES))
    return found


def _article(entry: str, title: str, questions: Sequence[str], text: str) -> Article:
    return Article(
        id=entry,
        group="",
        title=title,
        questions=tuple(questions),
        tags=(),
        updated=date.min,
        review_by=date.max,
        sources=(),
        related=(),
        findings=(),
        offers=(),
        draft=False,
        sections=(Section("", "", Body("", "", text)),),
    )


def _rows(
    path: Path, columns: tuple[str, ...], wanted: tuple[str, ...] | None = None
) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Yield each row's line, from 1, and its wanted columns; lines of white space alone are passed over."""
    wanted = wanted or columns
    places, width = [columns.index(name) for name in wanted], len(columns)
    rows = 0
    for line, text in _lines(path):
        cells = text.split("\t")
        if line == 1 and set(wanted) <= {cell.strip().lower() for cell in cells}:
            names = [cell.strip().lower() for cell in cells]
            places, width = [names.index(name) for name in wanted], len(names)
            continue
        if len(cells) != width:
            raise _wrong(path, line, f"{len(cells)} columns, not {width}", _form(columns))
        rows += 1
        if rows > MAX_ROWS:
            raise _wrong(path, line, f"more than {MAX_ROWS:,} rows", "take fewer")
        yield line, tuple(cells[place].strip() for place in places)


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    try:
        if path.stat().st_size > MAX_BYTES:
            raise RequestError(f"{path}: over {MAX_BYTES >> 20} MB", hint="take fewer rows")
        content = path.read_bytes()
    except OSError as error:
        raise RequestError(f"{path}: {error.strerror}".lower(), hint="name a file that can be read") from None
    for line, row in enumerate(content.removeprefix(b"\xef\xbb\xbf").split(b"\n"), 1):
        try:
            text = row.decode().rstrip("\r")
        except UnicodeDecodeError:
            raise _wrong(path, line, "not utf-8", "save the file as UTF-8") from None
        if text.strip():
            yield line, text


def _wrong(path: Path | None, line: int, what: str, hint: str) -> RequestError:
    return RequestError(f"{path}:{line}: {what}", hint=hint)


def _form(columns: tuple[str, ...]) -> str:
    return f"columns {', '.join(columns)}, parted by a tab"
