"""One article as it will look: on its page, as the answers quoted from it in the chat, and in Slack: for its writer."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from flask import Blueprint, jsonify, render_template
from markupsafe import Markup

from sslhelp.assistant.tools.answer import quote
from sslhelp.channels.web.lookup import find_article
from sslhelp.errors import KnowledgeError
from sslhelp.model.chat import Reply
from sslhelp.render import blocks, html

if TYPE_CHECKING:
    from werkzeug.wrappers import Response

    from sslhelp.app import Application
    from sslhelp.model.chat import Answer

_FENCE = re.compile(r"```\n?(.*?)\n?```", re.DOTALL)
_MARKS = re.compile(r"`(?P<code>[^`\n]+)`|<(?P<target>[^<>|]+)\|(?P<label>[^<>]+)>|\*(?P<strong>[^*\n]+)\*")
_LEFT = str.maketrans({"<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;"})


def blueprint(application: Application) -> Blueprint:
    """Return the page of each article, and the state by which the page sees that a file was saved."""
    routes = Blueprint("preview", __name__)
    routes.add_app_template_filter(mrkdwn, "mrkdwn")

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
            messages=[blocks.render(_reply(answer)).blocks for answer in answers],
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


def mrkdwn(text: str) -> Markup:
    """Return Slack's mrkdwn, whose `&`, `<` and `>` are escaped, as HTML, drawn about as Slack draws it."""
    drawn = (
        f"<pre>{_inert(piece)}</pre>" if number % 2 else _drawn(piece.strip("\n"))
        for number, piece in enumerate(_FENCE.split(text))
    )
    return Markup("".join(drawn))  # noqa: S704  (every piece is inert or one of our tags)


def _drawn(text: str) -> str:
    drawn, at = [], 0
    for match in _MARKS.finditer(text):
        drawn += [_inert(text[at : match.start()]), _mark(match)]
        at = match.end()
    return "".join([*drawn, _inert(text[at:])]).replace("\n", "<br>")


def _mark(match: re.Match[str]) -> str:
    part = {name: _inert(text) for name, text in match.groupdict().items() if text}
    match part:
        case {"code": code}:
            return f"<code>{code}</code>"
        case {"target": target, "label": label}:
            return f'<a href="{target}">{label}</a>'
        case _:
            return f"<strong>{part['strong']}</strong>"


def _inert(text: str) -> str:
    return text.translate(_LEFT)


def _reply(answer: Answer) -> Reply:
    return Reply((answer,), conversation_id="")
