"""What tells search engines and language models where the articles are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, make_response, render_template

from sslhelp.channels.web.caching import revalidated
from sslhelp.channels.web.help_centre.groups import groups

if TYPE_CHECKING:
    from werkzeug.wrappers import Response

    from sslhelp.app import Application


def blueprint(application: Application) -> Blueprint:
    """Return the routes of the files that stand at the root of a site."""
    routes = Blueprint("discovery", __name__)
    public_url = application.settings.public_url

    def file(template: str, mimetype: str) -> Response:
        library = application.library.current
        shown = render_template(
            template, house=library.house, public_url=public_url, groups=groups(library), articles=library.articles
        )
        response = make_response(shown)
        response.mimetype = mimetype
        return revalidated(response)

    @routes.get("/sitemap.xml")
    def sitemap() -> Response:
        return file("sitemap.xml", "application/xml")

    @routes.get("/robots.txt")
    def robots() -> Response:
        return file("robots.txt", "text/plain")

    @routes.get("/llms.txt")
    def llms() -> Response:
        return file("llms.txt", "text/plain")

    return routes
