"""The help centre in a browser: searched as one types, a key stopped in time, and all of it without scripts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.e2e.visit import Visit

PAGES = ["/help", "/help/groups/validation", "/help/caa-records", "/help/caa-records?noted=", "/help/search?q=dns",
         "/help/inspect", "/help/recommend"]  # fmt: skip
every_screen = pytest.mark.parametrize(("width", "dark"), [(1280, False), (390, True), (320, False)])


@every_screen
def test_every_page_can_be_used_by_everybody_and_fits_the_screen(
    visit: Callable[..., Visit], weak_csr: str, width: int, dark: bool
) -> None:
    here = visit(width=width, dark=dark)
    for path in PAGES:
        here.open(path)
        assert here.complaints() == []
        assert here.page.evaluate("document.documentElement.scrollWidth") <= width, path
    here.open("/help/inspect").page.get_by_label("Paste").fill(weak_csr)
    here.page.get_by_role("button", name="Inspect").click()
    expect(here.page.get_by_text("This CSR would be refused")).to_be_visible()
    assert here.complaints() == []
    assert here.page.evaluate("document.documentElement.scrollWidth") <= width


def test_passages_are_shown_as_one_types_and_lead_to_the_article(visit: Callable[..., Visit]) -> None:
    here = visit().open("/help")
    field = here.page.get_by_role("searchbox")
    field.press_sequentially("lost private key")
    first = here.page.locator("[data-hits] li a").first
    expect(here.page.get_by_role("status").first).to_contain_text("passages fit best")
    expect(first).to_contain_text("The private key is lost")
    assert here.complaints() == []

    first.click()
    expect(here.page.get_by_role("heading", level=1)).to_have_text("The private key is lost")


def test_enter_opens_the_page_of_results(visit: Callable[..., Visit]) -> None:
    here = visit().open("/help")
    here.page.get_by_role("searchbox").fill("lost private key")
    here.page.get_by_role("searchbox").press("Enter")
    expect(here.page.get_by_role("heading", name="What fits best")).to_be_visible()


@pytest.mark.parametrize("as_file", [False, True])
def test_a_private_key_never_leaves_the_page(visit: Callable[..., Visit], keys_pem: str, as_file: bool) -> None:
    here = visit().open("/help/inspect")
    if as_file:
        file = {"name": "server.key", "mimeType": "text/plain", "buffer": keys_pem.encode()}
        here.page.get_by_label("Or choose files").set_input_files(file)  # type: ignore[arg-type]
    else:
        here.page.get_by_label("Paste").fill(keys_pem)
    here.page.get_by_role("button", name="Inspect").click()

    expect(here.page.get_by_role("alert")).to_contain_text("It was not sent")
    expect(here.page.get_by_label("Paste")).to_have_value("")
    assert here.complaints() == []
    assert not any("PRIVATE" in body for body in here.sent)


def test_what_is_found_can_be_copied_and_asked_about(visit: Callable[..., Visit]) -> None:
    here = visit().open("/help/recommend")
    here.page.get_by_label("What is it for?").fill("a wildcard for example.com, just encryption, by hand")
    here.page.get_by_role("button", name="Find one").click()
    here.page.get_by_role("button", name="Copy: command for the csr").click()
    expect(here.page.get_by_role("status")).to_have_text("Copied")
    assert "openssl req" in here.page.evaluate("navigator.clipboard.readText()")


def test_all_of_it_works_without_scripts(visit: Callable[..., Visit], weak_csr: str) -> None:
    here = visit(scripts=False)
    page = here.page
    page.goto(f"{here.base}/help")
    page.get_by_role("searchbox").fill("how do i add a caa record")
    page.get_by_role("button", name="Search").click()
    page.locator(".hits a").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("CAA")

    page.get_by_text("Say a word about it").click()
    page.get_by_label("What was missing").fill("a picture")
    page.get_by_role("button", name="Not helpful").click()
    expect(page.get_by_text("Thank you, that is noted.")).to_be_visible()

    page.get_by_role("link", name="Inspect").click()
    page.get_by_label("Paste").fill(weak_csr)
    page.get_by_role("button", name="Inspect").click()
    expect(page.get_by_text("This CSR would be refused")).to_be_visible()
    expect(page.get_by_role("button", name="Copy")).to_have_count(0)
    page.get_by_role("button", name="Read more").first.click()
    expect(page.get_by_role("log")).to_contain_text("Checked on")

    page.goto(f"{here.base}/help/recommend")
    page.get_by_label("What is it for?").fill("a shop at example.com; customers should see our company")
    page.get_by_role("button", name="Find one").click()
    expect(page.locator("#result")).to_contain_text("It shows the domain names, the company's legal name")
    page.get_by_label("What is it for?").fill("something")
    page.get_by_role("button", name="Find one").click()
    page.locator("#result").get_by_role("button", name="A website").click()
    expect(page.get_by_role("log")).to_contain_text("Which names")
