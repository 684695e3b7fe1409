"""`sslhelp serve`: the web channel, and Slack's endpoint beside it, on granian."""

from __future__ import annotations

import multiprocessing
import os
import socket
import time
from datetime import UTC, datetime
from threading import Thread
from typing import TYPE_CHECKING

import click
import structlog

from sslhelp import app, config
from sslhelp.errors import SslhelpError

if TYPE_CHECKING:
    from flask import Flask

    from sslhelp.config import Settings
    from sslhelp.store.store import SqlStore

THREADS = 4  # in each worker; an answer is computation, so more threads than this only wait for each other
WAITING_REQUESTS = 256
_HOUR = 3600

log = structlog.get_logger(__name__)

# Set by the first worker that is ready. Workers are forked from the process that makes this, and share it.
_announced = multiprocessing.Event()


@click.command()
@click.option("--host", help="Address to listen on (SSLHELP_HOST).")
@click.option("--port", type=click.IntRange(1, 65535), help="Port to listen on (SSLHELP_PORT).")
@click.option("--workers", type=click.IntRange(1, 64), help="Worker processes (SSLHELP_WORKERS).")
def serve(host: str | None, port: int | None, workers: int | None) -> None:
    """Serve the chat, the help pages and the API."""
    from granian import Granian  # noqa: PLC0415
    from granian.constants import Interfaces  # noqa: PLC0415
    from granian.log import LogLevels  # noqa: PLC0415

    # The workers read the settings for themselves.
    given = {"SSLHELP_HOST": host, "SSLHELP_PORT": port, "SSLHELP_WORKERS": workers}
    os.environ.update({name: str(value) for name, value in given.items() if value is not None})
    app.configure_logging()
    settings = config.load()
    _check_address(settings.host, settings.port)
    # What can be wrong is found here, once and in words; the store is closed again, and no thread is begun, because the
    # workers are forks of this process.
    store = app.open_store(settings)
    app.build(settings, store=store)
    store.close()
    app.warm_up()
    server = Granian(
        f"{__name__}:wsgi",
        factory=True,
        interface=Interfaces.WSGI,
        address=settings.host,
        port=settings.port,
        workers=settings.workers,
        blocking_threads=THREADS,
        backpressure=WAITING_REQUESTS,
        log_level=LogLevels.warning,
    )
    server.serve()


def _check_address(host: str, port: int) -> None:
    """Raise an error in words when nobody can listen there; granian's own is a stack of frames."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        socket.create_server((host, port), family=family).close()
    except OSError as error:
        raise SslhelpError(
            f"cannot listen on {host}:{port}: {error.strerror}".lower(),
            hint="choose another address with --host or --port, or stop what listens there",
        ) from None


def _purge_daily(settings: Settings, store: SqlStore) -> None:
    """Drop what is older than the shop keeps it, once a day, by whichever worker comes first."""
    while True:
        now = datetime.now(UTC)
        try:
            if store.claim(f"purge {now.date()}", at=now):
                app.purge(settings, store, now)
        except SslhelpError as error:  # the store is away: it may be back in an hour
            log.error("purge.failed", error=str(error))  # noqa: TRY400  (its line says all)
        time.sleep(_HOUR)


def wsgi() -> Flask:
    """Return the WSGI application of one worker: the web channel, and Slack's where its secrets are set."""
    from sslhelp.channels import web  # noqa: PLC0415

    app.after_fork()
    settings = config.load()
    store = app.open_store(settings)
    application = app.build(settings, store=store)
    Thread(target=_purge_daily, args=(settings, store), name="retention", daemon=True).start()
    application.library.index.search("is the model loaded?")  # before it is said that we answer
    application.library.watch()
    flask_app = web.create_app(application)
    if settings.slack_signing_secret.get_secret_value():
        from sslhelp.channels import slack  # noqa: PLC0415

        slack.attach(flask_app, application)
        carrying = slack.relay(application)
        if carrying:
            carrying.start()
    if settings.webhook_url:
        from sslhelp.channels import webhook  # noqa: PLC0415

        notifying = webhook.courier(application)
        if notifying:
            notifying.start()
    if not _announced.is_set():
        _announced.set()
        click.echo(f"sslhelp answers on http://{settings.host}:{settings.port}")
    return flask_app
