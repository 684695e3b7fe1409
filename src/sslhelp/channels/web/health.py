"""`/healthz`: whether this worker can answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, jsonify

from sslhelp.errors import SslhelpError

if TYPE_CHECKING:
    from flask import Response

    from sslhelp.app import Application


def blueprint(application: Application) -> Blueprint:
    """Return the route that a load balancer asks."""
    routes = Blueprint("health", __name__)

    @routes.get("/healthz")
    def healthz() -> tuple[Response, int]:
        try:
            application.store.check()
            count = len(application.library.articles)
        except SslhelpError as error:
            return jsonify({"status": "down", "error": str(error), "hint": error.hint}), 503
        # stale: kb/ is broken, the last good edition serves
        knowledge = "stale" if application.library.fault else "current"
        status = {"status": "ok" if count else "down", "articles": count, "knowledge": knowledge}
        return jsonify(status), 200 if count else 503

    return routes
