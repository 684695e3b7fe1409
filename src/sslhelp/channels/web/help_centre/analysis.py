"""Pages that inspect what is pasted and find a product: nothing of what comes in is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import request

from sslhelp.assistant.tools import analyses
from sslhelp.channels.web.forms import attachments, names_in
from sslhelp.channels.web.help_centre.page import page
from sslhelp.model.chat import Message, Reply
from sslhelp.pki.pasted import private_key
from sslhelp.render import html

if TYPE_CHECKING:
    from flask import Blueprint
    from markupsafe import Markup

    from sslhelp.app import Application
    from sslhelp.model.chat import Part

MAX_HOST_CHARS = 253


def add(routes: Blueprint, application: Application) -> None:
    """Add the pages; each shows its form again, without any private key, above what came of it."""

    @routes.route("/inspect", methods=["GET", "POST"])
    def inspect() -> str:
        text, host = request.form.get("text", ""), request.form.get("host", "").strip()[:MAX_HOST_CHARS]
        files = attachments(request)
        parts: tuple[Part, ...] = ()
        if text.strip() or files:
            parts = analyses.inspected(application.inspect, Message(text=text, files=files), host=host or None)
        return page(application, "inspect.html", text=private_key.cut(text).text, host=host, answer=_shown(parts))

    @routes.route("/recommend", methods=["GET", "POST"])
    def recommend() -> str:
        text, names, csr = (request.form.get(field, "") for field in ("text", "names", "csr"))
        parts: tuple[Part, ...] = ()
        if text.strip() or names.strip() or csr.strip():
            parts = analyses.recommended(application.advise, text, names_in(names), csr)
        shown = {name: private_key.cut(sent).text for name, sent in (("text", text), ("names", names), ("csr", csr))}
        return page(application, "recommend.html", **shown, answer=_shown(parts))


def _shown(parts: tuple[Part, ...]) -> Markup | None:
    return html.render(Reply(parts, "")) if parts else None
