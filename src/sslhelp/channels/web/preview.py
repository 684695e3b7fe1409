"""One article as it will look: on its page, as the answers quoted from it in the chat, and in Slack: for its writer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, jsonify, render_template

from sslhelp.assistant.tools.answer import quote
from sslhelp.channels.web.lookup import find_article
from sslhelp.errors import KnowledgeError
from sslhelp.model.chat import Reply
from sslhelp.render import blocks, html
from sslhelp.render.blocks import drawn

if TYPE_CHECKING:
    from werkzeug.wrappers import Response

    from sslhelp.app import Application
    from sslhelp.model.chat import Answer


def blueprint(application: Application) -> Blueprint:
    """Return the page of each article, and the state by which the page sees that a file was saved."""
    routes = Blueprint("preview", __name__)

    @routes.get("/preview/<article_id>")
    def show(article_id: str) -> str:
        library = application.library.current
        article = find_article(library, article_id)
        url = (application.settings.public_url + "/help/{}").format
        answers = [
            quote(library, article, number, confidence=1.0, article_url=url) for number in range(len(article.sections))
        ]
        return render_template(
            "preview.html",
            house=library.house,
            article=article,
            faults=_faults(),
            state=_state(),
            answers=[html.render(_reply(answer)) for answer in answers],
            messages=[drawn.html(blocks.render(_reply(answer)).blocks) for answer in answers],
        )

    @routes.get("/preview/state")
    def state() -> Response:
        return jsonify(state=_state())

    def _state() -> str:
        return f"{application.library.current.id} {application.library.fault or ''}"

    def _faults() -> tuple[object, ...]:
        fault = application.library.fault
        return fault.complaints if isinstance(fault, KnowledgeError) else (fault,) if fault else ()

    return routes


def _reply(answer: Answer) -> Reply:
    return Reply((answer,), conversation_id="")
