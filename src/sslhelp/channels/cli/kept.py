"""The store as a command reads it: what `sslhelp serve` has kept, if it has; no command makes one."""

from __future__ import annotations

from contextlib import closing, contextmanager
from typing import TYPE_CHECKING

import click

from sslhelp import app

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sslhelp.config import Settings
    from sslhelp.store.store import SqlStore


@contextmanager
def opened(settings: Settings) -> Iterator[SqlStore | None]:
    """Give the store while it is read; None, and a line on standard error, where there is none yet."""
    store = app.find_store(settings)
    if store is None:
        click.echo("nothing is kept yet: `sslhelp serve` keeps what its customers ask", err=True)
        yield None
        return
    with closing(store):
        yield store
