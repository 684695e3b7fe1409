"""axe finds nothing to complain of: on every page, in every state, light and dark, narrow and wide."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.e2e.visit import QUESTION, Visit
from tests.samples import PARTS

if TYPE_CHECKING:
    from collections.abc import Callable


every_screen = pytest.mark.parametrize(("width", "dark"), [(1280, False), (1280, True), (390, False), (390, True)])


@every_screen
def test_the_chat_page_greeting_answering_and_reading_a_csr(
    visit: Callable[..., Visit], weak_csr: str, width: int, dark: bool
) -> None:
    here = visit(width=width, dark=dark).open("/")
    assert here.complaints() == []

    here.ask(QUESTION)
    here.ask(weak_csr)
    here.page.get_by_text("All fields").click()
    assert here.complaints() == []


@every_screen
def test_every_part_of_a_reply_with_nothing_folded(visit: Callable[..., Visit], width: int, dark: bool) -> None:
    here = visit(width=width, dark=dark).open("/")
    here.ask_for(*PARTS)
    here.unfold()
    assert here.complaints() == []


@every_screen
def test_the_widget_closed_open_and_answering(visit: Callable[..., Visit], width: int, dark: bool) -> None:
    here = visit(width=width, dark=dark).open("/demo")
    here.page.get_by_role("button", name="Help", exact=True).wait_for()
    assert here.complaints() == []

    here.open_widget()
    assert here.complaints() == []

    here.ask(QUESTION)
    here.ask("-----BEGIN PRIVATE KEY-----")
    assert here.complaints() == []


@pytest.mark.parametrize("path", ["/help/wildcard-subdomains", "/help/none"])
def test_the_pages_that_need_no_scripts(visit: Callable[..., Visit], path: str) -> None:
    assert visit().open(path).complaints() == []


def test_nothing_has_to_be_scrolled_sideways_on_the_narrowest_screen(
    visit: Callable[..., Visit], weak_csr: str
) -> None:
    here = visit(width=320).open("/")
    here.ask(weak_csr)
    here.ask_for(*PARTS)
    here.unfold()

    assert here.page.evaluate("document.documentElement.scrollWidth") <= 320
    assert here.log.evaluate("log => log.scrollWidth - log.clientWidth") == 0
