"""The JSON interface, `/api/v1` and `/healthz`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, jsonify, request

from sslhelp.assistant.redact import redact
from sslhelp.channels.web import messages
from sslhelp.errors import RequestError, SslhelpError, UnknownConversationError
from sslhelp.render import html, wire

if TYPE_CHECKING:
    from typing import Any

    from werkzeug.wrappers import Response

    from sslhelp.app import Application
    from sslhelp.model.knowledge import Article, Library

SHOWN_TURNS = 50


def blueprint(application: Application) -> Blueprint:
    """Return the routes of the JSON interface."""
    routes = Blueprint("api", __name__)

    @routes.post("/api/v1/messages")
    def post_message() -> Response:
        body = messages.read(request, messages.MessageBody)
        require_conversation(application, body.conversation_id)
        reply = application.assistant.reply(body.message())
        answer = wire.dump(reply)
        if body.render == "html":
            answer["html"] = html.render(reply)
        return jsonify(answer)

    @routes.get("/api/v1/conversation")
    def get_conversation() -> Response:
        """Give back the exchanges to whoever holds the id, sent as a bearer token so that no log keeps it."""
        held = request.authorization
        conversation_id = held.token if held and held.type == "bearer" else None
        if not conversation_id:
            raise RequestError("no conversation is named", status=401, hint="send it as a bearer token")
        require_conversation(application, conversation_id)
        turns = application.store.turns(conversation_id, last=SHOWN_TURNS)
        shown = [
            {"text": turn.text, "at": turn.at.isoformat(), "parts": wire.dump(turn.reply)["parts"]}
            | ({"html": html.render(turn.reply)} if request.args.get("render") == "html" else {})
            for turn in turns
        ]
        return jsonify({"conversation_id": conversation_id, "turns": shown})

    @routes.post("/api/v1/feedback")
    def post_feedback() -> tuple[str, int]:
        body = messages.read(request, messages.FeedbackBody)
        require_conversation(application, body.conversation_id)
        find_article(application.library, body.article_id)
        application.feedback.judge(
            body.conversation_id, body.article_id, helpful=body.helpful, comment=redact(body.comment)
        )
        return "", 204

    @routes.get("/api/v1/articles/<article_id>")
    def get_article(article_id: str) -> Response:
        article = find_article(application.library, article_id)
        response = jsonify(_article(article, application.library, application.settings.public_url))
        response.add_etag()
        response.cache_control.no_cache = True
        return response.make_conditional(request)

    @routes.get("/healthz")
    def healthz() -> tuple[Response, int]:
        try:
            application.store.check()
            count = len(application.library.articles)
        except SslhelpError as error:
            return jsonify({"status": "down", "error": str(error), "hint": error.hint}), 503
        knowledge = (
            "stale" if application.library.fault else "current"
        )  # stale: kb/ is broken, the last good one serves
        status = {"status": "ok" if count else "down", "articles": count, "knowledge": knowledge}
        return jsonify(status), 200 if count else 503

    return routes


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


def _article(article: Article, library: Library, public_url: str) -> dict[str, Any]:
    return {
        "id": article.id,
        "group": article.group,
        "title": article.title,
        "updated": article.updated.isoformat(),
        "url": f"{public_url}/help/{article.id}",
        "sections": [
            {
                "heading": section.heading,
                "anchor": section.anchor,
                "html": section.body.html,
                "text": section.body.plain,
            }
            for section in article.sections
        ],
        "related": [
            {"id": other.id, "title": other.title, "url": f"{public_url}/help/{other.id}"}
            for other in (library.articles.get(related) for related in article.related)
            if other
        ],
    }
