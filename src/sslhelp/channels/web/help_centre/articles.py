"""The articles: the first page, by group, searched, read, as Markdown, and which of them changed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import make_response, render_template, request

from sslhelp.assistant import asked
from sslhelp.channels.web.caching import revalidated
from sslhelp.channels.web.help_centre.groups import find_group, groups
from sslhelp.channels.web.help_centre.page import page
from sslhelp.channels.web.lookup import find_article

if TYPE_CHECKING:
    from flask import Blueprint
    from werkzeug.wrappers import Response

    from sslhelp.app import Application
    from sslhelp.model.knowledge import Article, Hit, Library, Section

MAX_QUESTION_CHARS = 500
FOUND = 8


@dataclass(frozen=True, slots=True)
class Passage:
    """A section that a search found."""

    article: Article
    section: Section


def add(routes: Blueprint, application: Application) -> None:
    """Add the pages of the articles."""
    public_url = application.settings.public_url

    @routes.get("")
    def home() -> Response:
        return revalidated(make_response(page(application, "home.html", groups=groups(application.library.current))))

    @routes.get("/groups/<group_id>")
    def group(group_id: str) -> Response:
        found = find_group(application.library.current, group_id)
        return revalidated(make_response(page(application, "group.html", group=found)))

    @routes.get("/search")
    def search() -> str:
        query = request.args.get("q", "").strip()[:MAX_QUESTION_CHARS]
        library = application.library.current
        hits = library.index.search(asked.read(query).question, limit=FOUND) if query else []
        return page(application, "search.html", query=query, hits=[_passage(library, hit) for hit in hits])

    @routes.get("/<article_id>")
    def article(article_id: str) -> Response:
        library = application.library.current
        found = find_article(library, article_id)
        related = [library.articles[other] for other in found.related if other in library.articles]
        shown = page(
            application,
            "article.html",
            article=found,
            group=find_group(library, found.group),
            related=related,
            noted="noted" in request.args,
        )
        return revalidated(make_response(shown))

    @routes.get("/<article_id>.md")
    def markdown(article_id: str) -> Response:
        found = find_article(application.library.current, article_id)
        response = make_response(as_markdown(found, f"{public_url}/help/{found.id}"))
        response.mimetype = "text/markdown"
        return revalidated(response)

    @routes.get("/feed.atom")
    def feed() -> Response:
        newest = sorted(application.library.articles.values(), key=lambda each: (-each.updated.toordinal(), each.id))
        shown = render_template(
            "help/feed.xml", house=application.library.house, public_url=public_url, articles=newest
        )
        response = make_response(shown)
        response.mimetype = "application/atom+xml"
        return revalidated(response)


def as_markdown(article: Article, url: str) -> str:
    """Return an article as Markdown, with where and when it was checked."""
    sections = (
        section.markdown if not section.anchor else f"## {section.heading}\n\n{section.markdown}"
        for section in article.sections
    )
    head = f"# {article.title}\n\nFrom <{url}>, checked on {article.updated.isoformat()}.\n"
    return "\n\n".join([head.rstrip("\n"), *sections]) + "\n"


def _passage(library: Library, hit: Hit) -> Passage:
    article = library.articles[hit.article_id]
    return Passage(article, article.sections[hit.section])
