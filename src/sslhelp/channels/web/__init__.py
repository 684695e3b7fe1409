"""The web: the API, the chat page, the help centre and the embeddable widget. It translates and decides nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Flask
from jinja2 import ChoiceLoader, PackageLoader

from sslhelp.channels.web import (
    api,
    assets,
    discovery,
    errors,
    forms,
    headers,
    health,
    help_centre,
    limits,
    pages,
    widget,
)
from sslhelp.render import html

if TYPE_CHECKING:
    from sslhelp.app import Application


def create_app(application: Application) -> Flask:
    """Return the WSGI application of a shop."""
    app = Flask(__name__, static_folder=None)
    limit = application.settings.max_body_bytes
    app.config |= {"MAX_CONTENT_LENGTH": limit, "MAX_FORM_MEMORY_SIZE": limit}
    app.json.sort_keys = False  # type: ignore[attr-defined]  # the default provider has it, its Protocol does not
    parts = html.environment()
    app.jinja_loader = ChoiceLoader([PackageLoader("sslhelp.channels.web"), PackageLoader("sslhelp.render")])
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.filters |= {"day": parts.filters["day"], "allow_listed": parts.filters["allow_listed"]}
    interface = api.blueprint(application)
    shown = pages.blueprint(application)
    centre = help_centre.blueprint(application)
    limits.register(app, application.settings, asking=(interface, shown, centre))
    for routes in (shown, centre):
        forms.guard(routes, application.settings)
    others = (module.blueprint(application) for module in (widget, discovery, health))
    for routes in (interface, shown, centre, *others):
        app.register_blueprint(routes)
    assets.register(app)
    errors.register(app)
    headers.register(app, application.settings)
    return app
