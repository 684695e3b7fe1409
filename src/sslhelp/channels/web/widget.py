"""The embeddable widget: its loader, the panel that it opens, and a page that embeds it as a shop would."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, render_template

from sslhelp.channels.web import assets, locale

if TYPE_CHECKING:
    from werkzeug.wrappers import Response

    from sslhelp.app import Application


def blueprint(application: Application) -> Blueprint:
    """Return the routes of the widget."""
    routes = Blueprint("widget", __name__)

    @routes.get("/widget.js")
    def loader() -> Response:
        return assets.send("widget.js")

    @routes.get("/api/v1/panel")
    def panel() -> str:
        house = application.library.house
        return render_template(
            "panel.html", house=house, words=locale.chosen(), page=False, said=(), handoff=None, conversation_id=""
        )

    @routes.get("/demo")
    def demo() -> str:
        return render_template("demo.html")

    return routes
