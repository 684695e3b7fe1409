"""`sslhelp purge`: what is older than the shop keeps it is dropped now; `sslhelp serve` does so every day."""

from __future__ import annotations

from datetime import UTC, datetime

import click

from sslhelp import app, config
from sslhelp.channels.cli import kept


@click.command()
def purge() -> None:
    """Drop conversations that nobody went on with for SSLHELP_RETENTION_DAYS, and what hangs on them."""
    settings = config.load()
    if not settings.retention_days:
        click.echo("nothing is dropped: SSLHELP_RETENTION_DAYS is 0")
        return
    with kept.opened(settings) as store:
        if store:
            dropped = app.purge(settings, store, datetime.now(UTC))
            what = "1 conversation" if dropped == 1 else f"{dropped} conversations"
            click.echo(f"dropped {what} that nobody went on with for {settings.retention_days} days")
