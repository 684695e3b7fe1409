"""The web: the API, the chat page, the articles and the embeddable widget. It translates and decides nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Flask
from jinja2 import ChoiceLoader, PackageLoader

from sslhelp.channels.web import api, errors, headers, health, limits, pages, widget
from sslhelp.render import html

if TYPE_CHECKING:
    from sslhelp.app import Application

STATIC_MAX_AGE = 300


def create_app(application: Application) -> Flask:
    """Return the WSGI application of a shop."""
    app = Flask(__name__)
    limit = application.settings.max_body_bytes
    app.config |= {
        "MAX_CONTENT_LENGTH": limit,
        "MAX_FORM_MEMORY_SIZE": limit,
        "SEND_FILE_MAX_AGE_DEFAULT": STATIC_MAX_AGE,
    }
    app.json.sort_keys = False  # type: ignore[attr-defined]  # the default provider has it, its Protocol does not
    parts = html.environment()
    app.jinja_loader = ChoiceLoader([PackageLoader("sslhelp.channels.web"), PackageLoader("sslhelp.render")])
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.filters |= {"day": parts.filters["day"], "allow_listed": parts.filters["allow_listed"]}
    interface = api.blueprint(application)
    shown = pages.blueprint(application)
    limits.register(app, application.settings, asking=(interface, shown))
    for routes in (interface, shown, widget.blueprint(application), health.blueprint(application)):
        app.register_blueprint(routes)
    errors.register(app)
    headers.register(app, application.settings)
    return app
