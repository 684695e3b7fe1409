"""The widget on a shop's own page: another origin, and a policy stricter than most."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread

import pytest
from flask import Flask, Response
from playwright.sync_api import Browser
from werkzeug.serving import make_server

from sslhelp import app, config
from sslhelp.channels.web import create_app
from tests.e2e.visit import QUESTION, Visit


@contextmanager
def served(listening: socket.socket, application: Flask) -> Iterator[None]:
    """Serve an application on a socket that listens already, so that its address is known before it is made."""
    server = make_server("127.0.0.1", 0, application, threaded=True, fd=listening.fileno())
    thread = Thread(target=server.serve_forever)
    thread.start()
    yield
    server.shutdown()
    thread.join()
    server.server_close()


def address(listening: socket.socket) -> str:
    return f"http://127.0.0.1:{listening.getsockname()[1]}"


def shop(help_desk: str) -> Flask:
    """A shop's page that allows nothing but the help desk's scripts and answers."""
    page = Flask("shop")

    @page.get("/order")
    def order() -> Response:
        response = Response(
            f'<!doctype html><html lang="en"><title>Shop</title><main><h1>Order</h1></main>'
            f'<script src="{help_desk}/widget.js" defer></script></html>'
        )
        response.headers["Content-Security-Policy"] = (
            f"default-src 'none'; script-src {help_desk}; connect-src {help_desk}; "
            "require-trusted-types-for 'script'; trusted-types sslhelp"
        )
        return response

    @page.get("/favicon.ico")
    def icon() -> Response:
        return Response(status=204)

    return page


@pytest.fixture
def addresses(data_dir: Path, request: pytest.FixtureRequest) -> Iterator[tuple[str, str]]:
    """The addresses of the shop and of a help desk that allows the shop, or nobody."""
    with socket.create_server(("127.0.0.1", 0)) as at_shop, socket.create_server(("127.0.0.1", 0)) as at_desk:
        allowed = (address(at_shop),) if request.param else ()
        settings = config.load(data_dir=data_dir, public_url=address(at_desk), allowed_origins=allowed)
        with served(at_desk, create_app(app.build(settings))), served(at_shop, shop(address(at_desk))):
            yield address(at_shop), address(at_desk)


@pytest.mark.parametrize("addresses", [True], indirect=True)
def test_the_widget_answers_on_another_origin_under_a_strict_policy(
    browser: Browser, addresses: tuple[str, str]
) -> None:
    shop_address, desk_address = addresses
    visit = Visit(browser.new_page(), shop_address).open("/order").open_widget()
    assert "as many subdomains as you like" in visit.ask(QUESTION).inner_text()
    assert visit.page.evaluate("window.brokenPolicies") == []
    assert visit.faults == []
    assert {url for url in visit.called if not url.startswith((shop_address, desk_address))} == set()
    visit.page.close()


@pytest.mark.parametrize("addresses", [False], indirect=True)
def test_a_shop_that_is_not_on_the_list_gets_no_answers(browser: Browser, addresses: tuple[str, str]) -> None:
    page = browser.new_page()
    page.goto(f"{addresses[0]}/order")
    page.get_by_role("button", name="Help", exact=True).wait_for()
    refused = page.evaluate(
        """async (url) => {
          const body = JSON.stringify({ text: "hello" });
          const headers = { "Content-Type": "application/json" };
          return fetch(url, { method: "POST", headers, body }).then(() => "answered", () => "refused");
        }""",
        f"{addresses[1]}/api/v1/messages",
    )
    assert refused == "refused"
    page.close()
