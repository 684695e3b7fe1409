"""The JSON interface, `/api/v1`: what docs/api.md describes to people, and `openapi` to programs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint

from sslhelp.channels.web.api import analysis, conversations, knowledge, openapi

if TYPE_CHECKING:
    from sslhelp.app import Application

PREFIX = "/api/v1"


def blueprint(application: Application) -> Blueprint:
    """Return the routes of the JSON interface."""
    routes = Blueprint("api", __name__, url_prefix=PREFIX)
    for module in (conversations, knowledge, analysis, openapi):
        module.add(routes, application)
    return routes
