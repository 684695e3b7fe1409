"""Reports and recommendations outside of any conversation: nothing of them is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import jsonify, request

from sslhelp.assistant.tools import notices
from sslhelp.assistant.tools.advise import names_of_csr
from sslhelp.assistant.tools.guard import key_guard
from sslhelp.channels.web.api import bodies
from sslhelp.model.chat import Context, Reply
from sslhelp.render import html, wire

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flask import Blueprint, Response

    from sslhelp.app import Application
    from sslhelp.model.chat import Message, Part


def add(routes: Blueprint, application: Application) -> None:
    """Add the routes of the analysers and of the advisor."""

    @routes.post("/inspect")
    def inspect() -> Response:
        body = bodies.read(request, bodies.InspectBody)
        return _shown(inspected(application, body.message(), host=body.host), body.render)

    @routes.post("/recommend")
    def recommend() -> Response:
        body = bodies.read(request, bodies.RecommendBody)
        return _shown(recommended(application, body.text, body.names, body.csr), body.render)


def inspected(application: Application, message: Message, *, host: str | None) -> tuple[Part, ...]:
    """Return what is to be said of what was pasted: a private key is refused before anything is read."""
    return key_guard(message, Context()) or application.inspect.report(message, host=host)


def recommended(application: Application, text: str, names: Sequence[str], csr: str) -> tuple[Part, ...]:
    """Return what is to be bought for a text, names and the names of a CSR, any of which may be empty."""
    csr_names = names_of_csr(csr) if csr else ()
    return (notices.of_nothing(),) if csr_names is None else application.advise.recommend(text, names, csr_names)


def _shown(parts: tuple[Part, ...], form: str | None) -> Response:
    shown = {"parts": [wire.dump_part(part) for part in parts]}
    return jsonify(shown | ({"html": html.render(Reply(parts, ""))} if form == "html" else {}))
