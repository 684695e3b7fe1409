"""The same page of a shop twice: with our one tag, and with deep-chat's, which is served as compressed as ours."""

from __future__ import annotations

import gzip
from pathlib import Path

from flask import Flask, Response

PACKAGES = Path(__file__).parent / "node_modules"
OURS, DEEP_CHAT = "/shop/ours", "/shop/deep-chat"
_PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<title>A shop</title><meta name="description" content="A page of a shop">
<link rel="icon" href="/static/icon.svg">{head}</head>
<body><main><h1>Order 48213</h1><p>A page of the shop.</p>{body}</main></body></html>"""
_INTRO = '{"text": "Ask about certificates, or paste a CSR."}'


def shop() -> Flask:
    """Return the application that serves both pages, below `/shop`."""
    app = Flask(__name__)
    bundle = gzip.compress((PACKAGES / "deep-chat/dist/deepChat.bundle.js").read_bytes(), mtime=0)

    @app.get("/ours")
    def ours() -> str:
        return _PAGE.format(head='<script src="/widget.js" defer></script>', body="")

    @app.get("/deep-chat")
    def deep_chat() -> str:
        return _PAGE.format(
            head='<script type="module" src="deepChat.bundle.js"></script>',
            body=f"<deep-chat connect='{{\"url\": \"/none\"}}' introMessage='{_INTRO}'></deep-chat>",
        )

    @app.get("/deepChat.bundle.js")
    def script() -> Response:
        return Response(bundle, mimetype="text/javascript", headers={"Content-Encoding": "gzip"})

    return app
