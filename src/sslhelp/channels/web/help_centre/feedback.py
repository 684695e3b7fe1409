"""Whether an article helped, by a form."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import redirect, request, url_for

from sslhelp.assistant.redact import redact
from sslhelp.channels.web.lookup import find_article
from sslhelp.errors import RequestError

if TYPE_CHECKING:
    from flask import Blueprint
    from werkzeug.wrappers import Response

    from sslhelp.app import Application

MAX_COMMENT_CHARS = 1000


def add(routes: Blueprint, application: Application) -> None:
    """Add the form's route."""

    @routes.post("/<article_id>/judgement")
    def judge(article_id: str) -> Response:
        found = find_article(application.library.current, article_id)
        helpful = request.form.get("helpful")
        if helpful not in {"yes", "no"}:
            raise RequestError("the form does not say whether the page helped", hint="press one of its buttons")
        comment = redact(request.form.get("comment", "")[:MAX_COMMENT_CHARS])
        application.feedback.judge_page(found.id, helpful=helpful == "yes", comment=comment)
        return redirect(url_for("help.article", article_id=found.id, noted="", _anchor="helpful"), 303)
