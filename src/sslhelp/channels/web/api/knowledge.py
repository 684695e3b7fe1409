"""The articles: searched, listed and read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import jsonify, request

from sslhelp.assistant import asked
from sslhelp.channels.web.api import bodies
from sslhelp.channels.web.caching import revalidated
from sslhelp.channels.web.lookup import find_article

if TYPE_CHECKING:
    from typing import Any

    from flask import Blueprint
    from werkzeug.wrappers import Response

    from sslhelp.app import Application
    from sslhelp.model.knowledge import Article, Hit, Library


def add(routes: Blueprint, application: Application) -> None:
    """Add the routes of the articles."""
    public_url = application.settings.public_url

    def reference(article: Article) -> dict[str, Any]:
        return {
            "id": article.id,
            "group": article.group,
            "title": article.title,
            "updated": article.updated.isoformat(),
            "url": f"{public_url}/help/{article.id}",
        }

    def found(library: Library, hit: Hit) -> dict[str, Any]:
        article = library.articles[hit.article_id]
        section = article.sections[hit.section]
        return {
            "article": reference(article),
            "heading": section.heading,
            "anchor": section.anchor,
            "text": section.body.plain,
            "confidence": hit.confidence,
        }

    @routes.get("/search")
    def search() -> Response:
        query = bodies.read_query(request, bodies.SearchQuery)
        library = application.library.current
        hits = library.index.search(asked.read(query.q).question, limit=query.limit)
        return jsonify({"query": query.q, "hits": [found(library, hit) for hit in hits]})

    @routes.get("/articles")
    def list_articles() -> Response:
        listed = [reference(article) for article in application.library.articles.values()]
        return revalidated(jsonify({"articles": listed}))

    @routes.get("/articles/<article_id>")
    def get_article(article_id: str) -> Response:
        library = application.library.current
        article = find_article(library, article_id)
        sections = [
            {
                "heading": section.heading,
                "anchor": section.anchor,
                "html": section.body.html,
                "text": section.body.plain,
            }
            for section in article.sections
        ]
        related = [reference(library.articles[other]) for other in article.related if other in library.articles]
        return revalidated(jsonify(reference(article) | {"sections": sections, "related": related}))
