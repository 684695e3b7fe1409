"""`sslhelp kb preview`: a small server for the writer of an article."""

from __future__ import annotations

import logging

import click
from werkzeug.serving import make_server

from sslhelp import app, config
from sslhelp.channels import web
from sslhelp.channels.web import preview
from sslhelp.errors import ConfigError, SslhelpError

HOST = "127.0.0.1"


def serve(article_id: str, port: int) -> None:
    """Serve the preview of an article until it is interrupted; raises ConfigError when there is no such article."""
    app.configure_logging()
    settings = config.load(host=HOST, port=port, public_url=f"http://{HOST}:{port}")
    application = app.build(settings, drafts=True)
    if article_id not in application.library.articles:
        raise ConfigError(f"there is no article {article_id}", hint=f"begin it with `sslhelp kb new {article_id}`")
    flask_app = web.create_app(application)
    flask_app.register_blueprint(preview.blueprint(application))
    logging.getLogger("werkzeug").setLevel(logging.WARNING)
    try:
        server = make_server(HOST, port, flask_app, threaded=True)
    except (OSError, SystemExit):
        raise SslhelpError(f"cannot listen on {HOST}:{port}", hint="choose another port with --port") from None
    application.library.watch()
    click.echo(f"{article_id} is shown on http://{HOST}:{port}/preview/{article_id}; save the file to see it anew")
    server.serve_forever()
