"""`sslhelp serve`: the web channel, and Slack's endpoint beside it, on granian."""

from __future__ import annotations

import os
import time
import urllib.error
import urllib.request
from threading import Thread
from typing import TYPE_CHECKING

import click

from sslhelp import app, config
from sslhelp.errors import SslhelpError

if TYPE_CHECKING:
    from flask import Flask

READY_WITHIN_SECONDS = 30


@click.command()
@click.option("--host", help="Address to listen on (SSLHELP_HOST).")
@click.option("--port", type=click.IntRange(1, 65535), help="Port to listen on (SSLHELP_PORT).")
@click.option("--workers", type=click.IntRange(1, 64), help="Worker processes (SSLHELP_WORKERS).")
def serve(host: str | None, port: int | None, workers: int | None) -> None:
    """Serve the chat, the help pages and the API."""
    from granian import Granian  # noqa: PLC0415
    from granian.constants import Interfaces  # noqa: PLC0415
    from granian.log import LogLevels  # noqa: PLC0415

    # The workers are new processes and read the settings for themselves.
    given = {"SSLHELP_HOST": host, "SSLHELP_PORT": port, "SSLHELP_WORKERS": workers}
    os.environ.update({name: str(value) for name, value in given.items() if value is not None})
    settings = config.load()
    # What can be wrong is found here, once and in words, before any worker starts.
    app.build(settings, store=app.open_store(settings))
    server = Granian(
        f"{__name__}:wsgi",
        factory=True,
        interface=Interfaces.WSGI,
        address=settings.host,
        port=settings.port,
        workers=settings.workers,
        log_level=LogLevels.warning,
    )
    Thread(target=_announce, args=(settings.host, settings.port), daemon=True).start()
    try:
        server.serve()
    except OSError as error:
        hint = "choose another with --port, or stop what listens there"
        raise SslhelpError(
            f"cannot listen on {settings.host}:{settings.port}: {error.strerror}".lower(), hint=hint
        ) from None


def wsgi() -> Flask:
    """Return the WSGI application of one worker: the web channel, and Slack's where its secrets are set."""
    from sslhelp.channels import web  # noqa: PLC0415

    app.configure_logging()
    settings = config.load()
    application = app.build(settings, store=app.open_store(settings))
    application.library.watch()
    flask_app = web.create_app(application)
    if settings.slack_signing_secret.get_secret_value():
        from sslhelp.channels import slack  # noqa: PLC0415

        slack.attach(flask_app, application)
    return flask_app


def _announce(host: str, port: int) -> None:
    """Say where sslhelp answers once it does: a worker that is still loading does not count."""
    local = "127.0.0.1" if host in {"", "0.0.0.0", "::"} else host  # noqa: S104  (compared, not bound)
    address = f"http://{f'[{local}]' if ':' in local else local}:{port}"
    give_up = time.monotonic() + READY_WITHIN_SECONDS
    while time.monotonic() < give_up:
        try:
            with urllib.request.urlopen(f"{address}/healthz", timeout=2):  # noqa: S310  (our own address)
                click.echo(f"sslhelp answers on {address}")
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.05)
