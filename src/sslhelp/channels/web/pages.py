"""Pages for people: the chat, which also works without scripts, and the articles."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, make_response, render_template, request

from sslhelp.channels.web.api.conversations import SHOWN_TURNS
from sslhelp.channels.web.caching import revalidated
from sslhelp.channels.web.lookup import find_article
from sslhelp.model.chat import Attachment, Channel, Message
from sslhelp.render import html

if TYPE_CHECKING:
    from werkzeug.wrappers import Response

    from sslhelp.app import Application


def blueprint(application: Application) -> Blueprint:
    """Return the routes of the pages."""
    routes = Blueprint("pages", __name__)

    @routes.get("/")
    def chat() -> str:
        return render_template("chat.html", house=application.library.house, page=True, turns=(), conversation_id="")

    @routes.post("/chat")
    def ask() -> str:
        """Answer the form of a page without scripts: what was sent is shown as it was kept, after redaction.

        A conversation that is not known any more is begun anew: nobody has to type the question again for that.
        """
        form = request.form
        held = form.get("conversation_id") or None
        if held and not application.store.has_conversation(held):
            held = None
        reply = application.assistant.reply(
            Message(
                text=form.get("suggestion") or form.get("text", ""),
                files=tuple(
                    Attachment(name=file.filename or "", data=file.read())
                    for file in request.files.getlist("files")
                    if file.filename
                ),
                conversation_id=held,
                channel=Channel.WEB,
                choice=form.get("choice"),
            )
        )
        turns = [
            (turn, html.render(turn.reply)) for turn in application.store.turns(reply.conversation_id, last=SHOWN_TURNS)
        ]
        return render_template(
            "chat.html",
            house=application.library.house,
            page=True,
            turns=turns,
            conversation_id=reply.conversation_id,
        )

    @routes.get("/help/<article_id>")
    def article(article_id: str) -> Response:
        library = application.library
        found = find_article(library, article_id)
        related = [library.articles[other] for other in found.related if other in library.articles]
        page = render_template("article.html", house=library.house, article=found, related=related)
        return revalidated(make_response(page))

    return routes
