"""The chat as a page, which also works without scripts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import Blueprint, render_template, request

from sslhelp.channels.web import limits, locale, staff
from sslhelp.channels.web.api.conversations import SHOWN_TURNS
from sslhelp.channels.web.forms import attachments
from sslhelp.model.chat import Channel, Message
from sslhelp.render import html

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sslhelp.app import Application
    from sslhelp.model.chat import Turn
    from sslhelp.model.handoff import Line


@dataclass(frozen=True, slots=True)
class Said:
    """What stands in the log at a time: an exchange with its answer, or a line of the staff's."""

    at: datetime
    turn: Turn | None = None
    answer: str = ""
    line: Line | None = None


def blueprint(application: Application) -> Blueprint:
    """Return the routes of the pages."""
    routes = Blueprint("pages", __name__)

    def page(said: Sequence[Said] = (), conversation_id: str = "") -> str:
        return render_template(
            "chat.html",
            house=application.library.house,
            words=locale.chosen(),
            page=True,
            said=said,
            handoff=staff.shown(application.desk, conversation_id),
            conversation_id=conversation_id,
        )

    def conversation(conversation_id: str) -> list[Said]:
        turns = application.store.turns(conversation_id, last=SHOWN_TURNS)
        said = [Said(turn.at, turn=turn, answer=html.render(turn.reply)) for turn in turns]
        said += [Said(line.at, line=line) for line in staff.said(application.desk, conversation_id)]
        return sorted(said, key=lambda each: each.at)

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
        if held and "look" in form:  # for what staff have said meanwhile
            return page(conversation(held), held)
        limits.count_handoff(form.get("choice"), application.settings.handoff_limit)
        reply = application.assistant.reply(
            Message(
                text=form.get("suggestion") or form.get("text", ""),
                files=attachments(request),
                conversation_id=held,
                channel=Channel.WEB,
                choice=form.get("choice"),
            )
        )
        return page(conversation(reply.conversation_id), reply.conversation_id)

    return routes
