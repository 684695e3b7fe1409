"""The articles in groups, as the help centre shows them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sslhelp.errors import RequestError

if TYPE_CHECKING:
    from sslhelp.model.knowledge import Article, Library


@dataclass(frozen=True, slots=True)
class Group:
    """The articles on one subject, in the order of their titles."""

    id: str
    title: str
    articles: tuple[Article, ...]


def groups(library: Library) -> list[Group]:
    """Return the groups of articles: those that the house names in its order, then any other by its id."""
    found: dict[str, list[Article]] = {group: [] for group in library.house.groups}
    for article in sorted(library.articles.values(), key=lambda each: each.title):
        found.setdefault(article.group, []).append(article)
    titles = library.house.groups
    return [
        Group(each, titles.get(each) or each.replace("-", " ").capitalize(), tuple(articles))
        for each, articles in found.items()
        if articles
    ]


def find_group(library: Library, group_id: str) -> Group:
    """Return the group; raises RequestError (404) when no article is in it."""
    found = next((each for each in groups(library) if each.id == group_id), None)
    if found is None:
        raise RequestError("no such group of articles", status=404, hint="start at the help centre")
    return found
