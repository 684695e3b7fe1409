"""The widget on a page of the shop: loaded late, light, and where it was left."""

from __future__ import annotations

import gzip
from typing import TYPE_CHECKING

from playwright.sync_api import expect

from tests.e2e.visit import QUESTION, Visit

if TYPE_CHECKING:
    from collections.abc import Callable


def test_the_widget_loads_its_chat_only_when_it_is_opened(visit: Callable[..., Visit]) -> None:
    here = visit().open("/demo")
    here.page.get_by_role("button", name="Help", exact=True).wait_for()
    assert not [address for address in here.called if "/static/chat" in address]

    here.open_widget()
    assert [address for address in here.called if "/static/chat" in address]


def test_the_widget_weighs_less_than_20_kilobytes(visit: Callable[..., Visit]) -> None:
    here = visit().open("/demo").open_widget()
    own = {address for address in here.called if address.endswith((".js", "/sslhelp.css"))}

    assert sum(len(gzip.compress(here.page.request.get(address).body())) for address in own) < 20_000


def test_the_one_tag_of_the_shop_weighs_less_than_2_kilobytes(visit: Callable[..., Visit]) -> None:
    here = visit().open("/demo")
    assert len(gzip.compress(here.page.request.get(f"{here.base}/widget.js").body())) < 2_000


def test_the_widget_opens_at_what_was_asked_last(visit: Callable[..., Visit]) -> None:
    here = visit().open("/demo").open_widget()
    for _ in range(3):
        here.ask(QUESTION)
    here.open("/demo")

    expect(here.log.locator(".you").last).to_be_in_viewport()
    expect(here.log.locator(".you").first).not_to_be_in_viewport()


def test_a_widget_whose_server_is_away_says_so_and_opens_at_the_next_try(visit: Callable[..., Visit]) -> None:
    here = visit().open("/demo")
    here.page.get_by_role("button", name="Help", exact=True).wait_for()
    here.page.route("**/api/v1/panel*", lambda route: route.abort())
    here.page.get_by_role("button", name="Help", exact=True).click()
    trouble = here.page.get_by_role("button", name="Help cannot be reached. Try again")
    trouble.wait_for()

    here.page.unroute("**/api/v1/panel*")
    trouble.click()
    here.page.get_by_role("dialog").wait_for()
