"""The help centre: the same articles, search, analysers and advisor on pages that need no script."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint

from sslhelp.channels.web.help_centre import analysis, articles, feedback

if TYPE_CHECKING:
    from sslhelp.app import Application


def blueprint(application: Application) -> Blueprint:
    """Return the routes of the help centre."""
    routes = Blueprint("help", __name__, url_prefix="/help")
    for module in (articles, analysis, feedback):
        module.add(routes, application)
    return routes
