"""Everything by keyboard: opening and closing, sending, and the way between the log and the field."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playwright.sync_api import expect

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.e2e.visit import Visit


def test_tab_reaches_the_launcher_enter_opens_escape_closes_and_the_focus_returns(visit: Callable[..., Visit]) -> None:
    here = visit().open("/demo")
    launcher = here.page.get_by_role("button", name="Help", exact=True)
    launcher.wait_for()
    here.page.get_by_role("button", name="Continue").focus()

    here.page.keyboard.press("Tab")
    expect(launcher).to_be_focused()
    expect(launcher).to_have_attribute("aria-expanded", "false")
    here.page.keyboard.press("Enter")
    expect(here.page.get_by_role("dialog")).to_be_visible()
    expect(here.question).to_be_focused()

    here.page.keyboard.press("Escape")
    expect(here.page.get_by_role("dialog")).to_be_hidden()
    expect(launcher).to_be_focused()


def test_enter_sends_and_shift_enter_begins_a_line(visit: Callable[..., Visit]) -> None:
    here = visit().open("/")
    here.question.focus()
    here.page.keyboard.type("star certificate")
    here.page.keyboard.press("Shift+Enter")
    here.page.keyboard.type("how many subs")
    expect(here.question).to_have_value("star certificate\nhow many subs")

    here.page.keyboard.press("Enter")
    here.wait_for_answer(1)
    expect(here.question).to_have_value("")
    expect(here.question).to_be_focused()


def test_an_input_method_keeps_its_own_enter(visit: Callable[..., Visit]) -> None:
    here = visit().open("/")
    here.question.fill("証明")
    here.question.dispatch_event("keydown", {"key": "Enter", "isComposing": True, "bubbles": True, "cancelable": True})

    expect(here.question).to_have_value("証明")
    expect(here.log.locator(".you")).to_have_count(0)


def test_f6_goes_between_the_field_and_the_log(visit: Callable[..., Visit]) -> None:
    here = visit().open("/")
    here.question.focus()
    here.page.keyboard.press("F6")
    expect(here.log).to_be_focused()
    here.page.keyboard.press("F6")
    expect(here.question).to_be_focused()


def test_on_a_small_screen_the_page_behind_cannot_be_reached(visit: Callable[..., Visit]) -> None:
    here = visit(width=390).open("/demo").open_widget()

    expect(here.page.get_by_role("dialog")).to_have_attribute("aria-modal", "true")
    assert here.page.locator("main.shop").evaluate("main => main.inert") is True
    here.page.keyboard.press("Escape")
    assert here.page.locator("main.shop").evaluate("main => main.inert") is False


def test_on_a_large_screen_the_page_stays_in_use(visit: Callable[..., Visit]) -> None:
    here = visit().open("/demo").open_widget()

    assert here.page.get_by_role("dialog").get_attribute("aria-modal") is None
    assert here.page.locator("main.shop").evaluate("main => main.inert") is False


def test_the_field_is_large_enough_that_phones_do_not_zoom(visit: Callable[..., Visit]) -> None:
    here = visit(width=390).open("/demo").open_widget()

    assert here.question.evaluate("field => getComputedStyle(field).fontSize") == "16px"
