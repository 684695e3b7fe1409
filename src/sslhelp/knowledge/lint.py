"""`sslhelp kb lint`: the faults that stop an article from being read, and the ones that a reader would notice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sslhelp.errors import Complaint, KnowledgeError
from sslhelp.knowledge import articles, house, placeholders

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date
    from pathlib import Path

    from sslhelp.model.knowledge import Article

MAX_SECTION_WORDS = 180


def lint(kb_dir: Path, *, today: date) -> list[Complaint]:
    """Return every complaint about the knowledge base, in order of file and line; empty when it is clean.

    Raises ConfigError when house.toml cannot be read.
    """
    words = placeholders.words(house.read(kb_dir / "house.toml"), today)
    try:
        found = articles.read_all(
            kb_dir / "articles", words=words, article_url=lambda article_id: f"/help/{article_id}"
        )
    except KnowledgeError as error:
        return list(error.complaints)
    return sorted(complaint for article in found for complaint in _style(kb_dir, article, today))


def _style(kb_dir: Path, article: Article, today: date) -> Iterator[Complaint]:
    path = kb_dir / "articles" / article.group / f"{article.id}.md"
    if article.review_by < today:
        yield Complaint(path, _line(path, "review_by:"), f"review_by: was due on {article.review_by}")
    if article.updated > today:
        yield Complaint(path, _line(path, "updated:"), f"updated: {article.updated} lies ahead")
    for section in article.sections:
        count = len(section.body.plain.split())
        if count > MAX_SECTION_WORDS:
            yield Complaint(
                path,
                _line(path, f"## {section.heading}"),
                f"the section {section.heading!r} has {count} words, {MAX_SECTION_WORDS} are the most",
            )


def _line(path: Path, beginning: str) -> int:
    lines = path.read_text("utf-8-sig").split("\n")
    return next((number for number, line in enumerate(lines, 1) if line.startswith(beginning)), 1)
