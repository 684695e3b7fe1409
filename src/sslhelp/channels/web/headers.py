"""Response headers: what browsers may do with our pages, and which shops may call us from theirs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import request

if TYPE_CHECKING:
    from flask import Flask, Response

    from sslhelp.config import Settings

CONTENT_SECURITY_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types sslhelp"
)
_ALWAYS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}
_PREFLIGHT_SECONDS = "600"


def register(app: Flask, settings: Settings) -> None:
    """Put the headers on every response of the application, errors included."""
    origins = frozenset(settings.allowed_origins)
    secure = settings.public_url.startswith("https://")

    @app.after_request
    def add(response: Response) -> Response:
        for name, value in _ALWAYS.items():
            response.headers.setdefault(name, value)
        if secure:
            response.headers["Strict-Transport-Security"] = "max-age=31536000"
        if not response.cache_control.max_age and not response.cache_control.no_cache:
            response.cache_control.no_store = True
        _share(response, origins)
        return response


def _share(response: Response, origins: frozenset[str]) -> None:
    """Open static files to all, the interface to the shops on the list, and the pages to nobody."""
    if request.endpoint in {"static", "widget.loader"}:
        response.headers["Access-Control-Allow-Origin"] = "*"
        response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
        return
    response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    if not request.path.startswith("/api/"):
        return
    response.vary.add("Origin")
    origin = request.headers.get("Origin", "")
    if origin not in origins:
        return
    response.headers["Access-Control-Allow-Origin"] = origin
    response.headers["Access-Control-Expose-Headers"] = "ETag, Retry-After"
    if request.method == "OPTIONS":
        response.headers["Access-Control-Allow-Methods"] = response.headers.get("Allow", "")
        response.headers["Access-Control-Allow-Headers"] = "Authorization, Content-Type, Idempotency-Key, If-None-Match"
        response.headers["Access-Control-Max-Age"] = _PREFLIGHT_SECONDS
