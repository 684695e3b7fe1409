"""Messages and what becomes of them: the replies, the conversation to read again or delete, the judgements."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import jsonify, request

from sslhelp.assistant.redact import redact
from sslhelp.channels.web import limits, staff
from sslhelp.channels.web.api import bodies
from sslhelp.channels.web.caching import revalidated
from sslhelp.channels.web.lookup import find_article, require_conversation
from sslhelp.errors import RequestError
from sslhelp.render import html, wire

if TYPE_CHECKING:
    from flask import Blueprint, Response
    from werkzeug.wrappers import Response as AnyResponse

    from sslhelp.app import Application

SHOWN_TURNS = 50


def add(routes: Blueprint, application: Application) -> None:
    """Add the routes of conversations."""

    @routes.post("/messages")
    def post_message() -> Response:
        body = bodies.read(request, bodies.MessageBody)
        key = bodies.idempotency_key(request)
        require_conversation(application, body.conversation_id)
        limits.count_handoff(body.choice, application.settings.handoff_limit)
        reply = application.assistant.reply(body.message(delivery_key=key))
        answer = wire.dump(reply)
        if body.render == "html":
            answer["html"] = html.render(reply)
        return jsonify(answer)

    @routes.get("/conversation")
    def get_conversation() -> Response:
        conversation_id = _held()
        require_conversation(application, conversation_id)
        turns = application.store.turns(conversation_id, last=SHOWN_TURNS)
        shown = [
            {"text": turn.text, "at": turn.at.isoformat(), "parts": wire.dump(turn.reply)["parts"]}
            | ({"html": html.render(turn.reply)} if request.args.get("render") == "html" else {})
            for turn in turns
        ]
        handoff = staff.shown(application.desk, conversation_id)
        return jsonify({"conversation_id": conversation_id, "turns": shown, "handoff": handoff})

    @routes.get("/handoff")
    def get_handoff() -> AnyResponse:
        conversation_id = _held()
        require_conversation(application, conversation_id)
        return revalidated(jsonify(staff.shown(application.desk, conversation_id)))

    @routes.delete("/conversation")
    def delete_conversation() -> tuple[str, int]:
        application.store.delete_conversation(_held())
        return "", 204

    @routes.post("/feedback")
    def post_feedback() -> tuple[str, int]:
        body = bodies.read(request, bodies.FeedbackBody)
        require_conversation(application, body.conversation_id)
        find_article(application.library, body.article_id)
        application.feedback.judge(
            body.conversation_id, body.article_id, helpful=body.helpful, comment=redact(body.comment)
        )
        return "", 204


def _held() -> str:
    """Return the id that the client holds: sent as a bearer token, so that no log keeps it."""
    held = request.authorization
    if not held or held.type != "bearer" or not held.token:
        raise RequestError("no conversation is named", status=401, hint="send it as a bearer token")
    return held.token
