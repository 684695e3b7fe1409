"""The chat for people who see, hear, read or move otherwise: what the accessibility tree cannot show."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.e2e.visit import QUESTION, Visit

if TYPE_CHECKING:
    from collections.abc import Callable

WATCH_LOG = """() => {
  window.announced = [];
  const watch = () => {
    const log = document.querySelector(".log");
    if (!log) return requestAnimationFrame(watch);
    new MutationObserver((changes) => {
      for (const change of changes)
        for (const added of change.addedNodes)
          window.announced.push([log.getAttribute("aria-live"), added.className ?? "text", added.textContent.trim()]);
    }).observe(log.querySelector("ol"), { childList: true });
  };
  watch();
}"""


def announced(here: Visit) -> list[tuple[str, str, str]]:
    """What was put into the log: whether it was live then, the class of what was put in, and its text."""
    return [(live, kind, text) for live, kind, text in here.page.evaluate("window.announced")]


def test_each_answer_is_announced_once_and_whole(visit: Callable[..., Visit]) -> None:
    here = visit()
    here.page.add_init_script(f"({WATCH_LOG})()")
    here.open("/")
    here.ask(QUESTION)
    put_in = [(live, kind) for live, kind, _ in announced(here)]
    assert put_in == [("polite", "msg you"), ("polite", "msg")]
    expect(here.page.get_by_role("status")).to_have_text("")


def test_what_was_said_before_is_put_in_before_the_log_is_live(visit: Callable[..., Visit]) -> None:
    here = visit()
    here.page.add_init_script(f"({WATCH_LOG})()")
    here.open("/")
    here.ask(QUESTION)
    here.open("/")
    expect(here.answers.last).to_contain_text("wildcard", ignore_case=True)
    assert {live for live, _, _ in announced(here)} == {"off"}
    expect(here.log).to_have_attribute("aria-live", "polite")


def test_each_message_says_who_when_and_in_which_language(visit: Callable[..., Visit]) -> None:
    here = visit().open("/")
    answer = here.ask(QUESTION)
    assert answer.locator(".by time").get_attribute("datetime")
    assert answer.locator(".said").get_attribute("lang") == "en"
    asked = here.log.locator(".you").first
    expect(asked.locator(".vh")).to_contain_text("You")
    assert asked.locator("[dir=auto]").count() == 1


def test_nothing_moves_for_whoever_wants_no_motion(visit: Callable[..., Visit]) -> None:
    here = visit().open("/demo").open_widget()
    moves = """panel => [...panel.querySelectorAll("*"), panel].filter((each) => {
      const style = getComputedStyle(each);
      const lasts = (times) => times.split(",").some((time) => parseFloat(time) > 0);
      return style.animationName !== "none" || lasts(style.transitionDuration);
    }).map((each) => each.className)"""
    assert here.page.get_by_role("dialog").evaluate(moves) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_with_forced_colours_every_control_has_an_edge_and_the_focus_is_seen(
    visit: Callable[..., Visit], weak_csr: str, scheme: str
) -> None:
    here = visit()
    here.page.emulate_media(forced_colors="active", color_scheme="dark" if scheme == "dark" else "light")
    here.open("/demo").open_widget()
    here.ask(weak_csr)
    assert here.complaints() == []
    edges = """panel => [...panel.querySelectorAll(".btn:not(.bare), .field, .card")]
      .filter((each) => each.checkVisibility())
      .filter((each) => getComputedStyle(each).borderStyle === "none").map((each) => each.outerHTML.slice(0, 80))"""
    assert here.page.get_by_role("dialog").evaluate(edges) == []
    here.page.get_by_role("button", name="Close help").focus()
    here.page.keyboard.press("Shift+Tab")
    outline = here.page.evaluate(
        "getComputedStyle(document.querySelector('ssl-help').shadowRoot.activeElement).outlineStyle"
    )
    assert outline == "solid"


@pytest.mark.parametrize("path", ["/", "/help", "/help/wildcard-subdomains", "/help/inspect"])
def test_text_of_twice_the_size_fits(visit: Callable[..., Visit], path: str) -> None:
    here = visit(width=640)
    here.open(path)
    here.page.evaluate("document.documentElement.style.fontSize = '200%'")
    if path == "/":
        here.ask(QUESTION)
        size = here.question.evaluate("each => parseFloat(getComputedStyle(each).fontSize)")
        assert size >= 30
    assert here.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    cut = """() => [...document.querySelectorAll("button, a, h1, h2, h3, label")].filter((each) => {
      const style = getComputedStyle(each);
      return each.checkVisibility() && style.overflow === "hidden" && !each.closest(".vh")
        && (each.scrollHeight > each.clientHeight + 2 || each.scrollWidth > each.clientWidth + 2);
    }).map((each) => each.outerHTML.slice(0, 80))"""
    assert here.page.evaluate(cut) == []
