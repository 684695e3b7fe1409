"""The chat as a page, which also works without scripts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, render_template, request

from sslhelp.channels.web import locale
from sslhelp.channels.web.api.conversations import SHOWN_TURNS
from sslhelp.channels.web.forms import attachments
from sslhelp.model.chat import Channel, Message
from sslhelp.render import html

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markupsafe import Markup

    from sslhelp.app import Application
    from sslhelp.model.chat import Turn


def blueprint(application: Application) -> Blueprint:
    """Return the routes of the pages."""
    routes = Blueprint("pages", __name__)

    def page(turns: Sequence[tuple[Turn, Markup]] = (), conversation_id: str = "") -> str:
        return render_template(
            "chat.html",
            house=application.library.house,
            words=locale.chosen(),
            page=True,
            turns=turns,
            conversation_id=conversation_id,
        )

    @routes.get("/")
    def chat() -> str:
        return page()

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
                files=attachments(request),
                conversation_id=held,
                channel=Channel.WEB,
                choice=form.get("choice"),
            )
        )
        turns = [
            (turn, html.render(turn.reply)) for turn in application.store.turns(reply.conversation_id, last=SHOWN_TURNS)
        ]
        return page(turns, reply.conversation_id)

    return routes
