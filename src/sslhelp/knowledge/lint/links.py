"""Links: to articles and headings that exist, and to other sites by https."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from sslhelp.errors import Complaint
    from sslhelp.knowledge.lint.manuscript import Manuscript
    from sslhelp.knowledge.lint.surroundings import Surroundings
    from sslhelp.model.knowledge import Article

_LINK = re.compile(r"\]\(\s*<?([^)\s>]*)")
_TO_ARTICLE = re.compile(r"article:([^#]*)(?:#(.*))?")
_ELSEWHERE = ("https://", "mailto:", "{{")


def check(manuscripts: Sequence[Manuscript], _: Surroundings) -> Iterator[Complaint]:
    """Complain of links that lead nowhere."""
    articles = {each.article.id: each.article for each in manuscripts}
    for each in manuscripts:
        for paragraph in each.paragraphs:
            for link in _LINK.finditer(paragraph.text):
                fault = _fault(link[1], each.article, articles)
                if fault:
                    yield each.complaint(paragraph.line_at(link.start(1)), fault)


def _fault(target: str, source: Article, articles: Mapping[str, Article]) -> str | None:
    to_article = _TO_ARTICLE.fullmatch(target)
    if not to_article:
        elsewhere = target.startswith(_ELSEWHERE)
        return None if elsewhere else f"the link {target!r} leads neither to article:<id> nor to an https:// address"
    article_id, anchor = to_article.groups()
    article = articles.get(article_id)
    if not article:
        return f"there is no article {article_id}"
    if article.draft and not source.draft:
        return f"the article {article_id} is a draft"
    if anchor and anchor not in {section.anchor for section in article.sections}:
        return f"the article {article_id} has no heading {anchor}"
    return None
