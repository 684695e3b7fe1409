"""What a request names, found or refused."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sslhelp.errors import RequestError, UnknownConversationError

if TYPE_CHECKING:
    from sslhelp.app import Application
    from sslhelp.model.knowledge import Article, Library


def require_conversation(application: Application, conversation_id: str | None) -> None:
    """Raise UnknownConversationError for an id that was named but is not (or no longer) known."""
    if conversation_id and not application.store.has_conversation(conversation_id):
        raise UnknownConversationError


def find_article(library: Library, article_id: str) -> Article:
    """Return the article; raises RequestError (404) when there is none of that id."""
    article = library.articles.get(article_id)
    if article is None:
        raise RequestError("no such article", status=404, hint="ask the assistant for what it was about")
    return article
