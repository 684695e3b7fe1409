"""Measure the pages in Debian's Chromium, and print the figures beside deep-chat's. Nothing fails."""

from __future__ import annotations

import logging
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

import click
from playwright.sync_api import sync_playwright
from werkzeug.middleware.dispatcher import DispatcherMiddleware

from benchmarks.web import arrival, lighthouse
from benchmarks.web.arrival import Page
from benchmarks.web.peer import DEEP_CHAT, OURS, shop
from sslhelp import app, config
from sslhelp.channels.web import create_app
from tests.e2e.conftest import CHROMIUM, NO_LIMITS, serving
from tests.table import table

_LAUNCHER = "document.querySelector('ssl-help')?.shadowRoot?.querySelector('.launcher')"
_FIELD = "document.querySelector('ssl-help')?.shadowRoot?.querySelector('.panel:not([hidden]) textarea')"
_DEEP_CHAT_FIELD = "document.querySelector('deep-chat')?.shadowRoot?.querySelector('#text-input')"
_PAGES = {
    "help": "/help",
    "article": "/help/wildcard-subdomains",
    "inspect": "/help/inspect",
    "chat page": "/",
    "shop, chat closed": OURS,
    "shop, chat open": f"{OURS}#sslhelp",
    "shop, deep-chat": DEEP_CHAT,
}


@click.command()
@click.option("--quick", is_flag=True, help="Fewer rounds, and the phone's scores only.")
def main(*, quick: bool) -> None:
    """Print how soon a chat can be written in, and Lighthouse's scores of every page."""
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    with tempfile.TemporaryDirectory() as folder, serving(lambda url: _site(Path(folder), url)) as base:
        print(table(*_arrivals(base, 3 if quick else arrival.ROUNDS)), end="\n\n")
        print(table(*_scores(base, quick=quick)))


def _site(folder: Path, url: str) -> DispatcherMiddleware:
    help_centre = create_app(app.build(config.load(data_dir=folder, public_url=url, **NO_LIMITS)))
    return DispatcherMiddleware(help_centre, {"/shop": shop()})


def _arrivals(base: str, rounds: int) -> Iterator[Sequence[str]]:
    pages = {
        "ours, the button": Page(base + OURS, _LAUNCHER),
        "ours, open": Page(f"{base}{OURS}#sslhelp", _FIELD),
        "deep-chat 2.4.2": Page(base + DEEP_CHAT, _DEEP_CHAT_FIELD),
    }
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        seen = arrival.in_turn(browser, pages, rounds=rounds)
        browser.close()
    peer = seen["deep-chat 2.4.2"]
    yield "slow 4G, slow phone", "usable, ms", "bytes", "files", "deep-chat takes", "and weighs"
    for name, each in seen.items():
        times, weighs = peer.milliseconds / each.milliseconds, peer.wire_bytes / each.wire_bytes
        row = (name, f"{each.milliseconds:,.0f}", f"{each.wire_bytes:,.0f}", f"{each.files:.0f}")
        yield (*row, "", "") if each is peer else (*row, f"{times:.1f} x as long", f"{weighs:.1f} x as much")


def _scores(base: str, *, quick: bool) -> Iterator[Sequence[str]]:
    yield "Lighthouse", "on", *lighthouse.CATEGORIES, "what cost points"
    for name, path in _PAGES.items():
        for desktop in (False,) if quick else (False, True):
            scores, costly = lighthouse.scores(base + path, chromium=CHROMIUM, desktop=desktop)
            points = (str(scores[category]) for category in lighthouse.CATEGORIES)
            yield name, "desktop" if desktop else "phone", *points, ", ".join(costly)


if __name__ == "__main__":
    main()
