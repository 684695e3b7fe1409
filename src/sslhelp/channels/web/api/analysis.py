"""Reports and recommendations outside of any conversation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import jsonify, request

from sslhelp.assistant.tools import analyses
from sslhelp.channels.web.api import bodies
from sslhelp.model.chat import Reply
from sslhelp.render import html, wire

if TYPE_CHECKING:
    from flask import Blueprint, Response

    from sslhelp.app import Application
    from sslhelp.model.chat import Part


def add(routes: Blueprint, application: Application) -> None:
    """Add the routes of the analysers and of the advisor."""

    @routes.post("/inspect")
    def inspect() -> Response:
        body = bodies.read(request, bodies.InspectBody)
        return _shown(analyses.inspected(application.inspect, body.message(), host=body.host), body.render)

    @routes.post("/recommend")
    def recommend() -> Response:
        body = bodies.read(request, bodies.RecommendBody)
        return _shown(analyses.recommended(application.advise, body.text, body.names, body.csr), body.render)


def _shown(parts: tuple[Part, ...], form: str | None) -> Response:
    shown = {"parts": [wire.dump_part(part) for part in parts]}
    return jsonify(shown | ({"html": html.render(Reply(parts, ""))} if form == "html" else {}))
