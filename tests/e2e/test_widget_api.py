"""What a page of the shop can have the widget do, what it is told, and what outlives a page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from tests.e2e.visit import QUESTION

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.e2e.visit import Visit


def begin(visit: Callable[..., Visit], path: str = "/demo", **how: Any) -> Visit:
    here = visit(**how).open(path)
    here.page.locator("ssl-help").evaluate("element => { window.heard = []; }")
    return here


def dialog(here: Visit) -> Any:
    return here.page.get_by_role("dialog")


def test_it_opens_closes_and_toggles_and_says_so(visit: Callable[..., Visit]) -> None:
    here = begin(visit)
    listen = "name => document.querySelector('ssl-help').on(name, () => window.heard.push(name))"
    for name in ("open", "close"):
        here.page.evaluate(listen, name)
    for method, is_open in (("open", True), ("open", True), ("close", False), ("toggle", True), ("toggle", False)):
        here.page.evaluate("method => sslhelp(method)", method)
        expect(dialog(here)).to_be_visible() if is_open else expect(dialog(here)).to_be_hidden()
    assert here.page.evaluate("window.heard") == ["open", "close", "open", "close"]


def test_a_question_is_asked_and_its_events_bubble_to_the_page(visit: Callable[..., Visit]) -> None:
    here = begin(visit)
    here.page.evaluate(
        """() => {
          const element = document.querySelector("ssl-help");
          element.once("question", ({ text }) => window.heard.push(text));
          document.addEventListener("sslhelp:answer", ({ detail }) => window.heard.push(detail.parts[0].article.id));
        }"""
    )
    here.page.evaluate("text => sslhelp('ask', text)", QUESTION)
    expect(here.answers.last).to_contain_text("Checked on")
    assert here.page.evaluate("window.heard") == [QUESTION, "wildcard-subdomains"]


def test_the_help_centre_is_searched(visit: Callable[..., Visit]) -> None:
    here = begin(visit)
    hits = here.page.evaluate("sslhelp('search', 'lost private key')")
    assert hits[0]["article"]["id"] == "lost-private-key"
    expect(here.answers.last).to_contain_text("In the help centre")
    expect(here.answers.last.get_by_role("link").first).to_contain_text("The private key is lost")
    assert here.complaints() == []


def test_the_field_is_filled_for_the_customer_to_send(visit: Callable[..., Visit]) -> None:
    here = begin(visit)
    here.page.evaluate("sslhelp('prefill', { text: 'my order 48213' })")
    here.page.evaluate("sslhelp('open')")
    expect(here.question).to_have_value("my order 48213")
    expect(here.log.locator(".you")).to_have_count(0)


def test_the_label_and_the_theme_are_set(visit: Callable[..., Visit]) -> None:
    here = begin(visit)
    here.page.evaluate("sslhelp('config', { label: 'Questions?', theme: 'dark' })")
    expect(here.page.get_by_role("button", name="Questions?")).to_be_visible()
    assert here.page.locator("ssl-help").get_attribute("data-theme") == "dark"


@pytest.mark.parametrize("way", ["link", "method"])
def test_an_article_is_shown(visit: Callable[..., Visit], way: str) -> None:
    here = begin(visit, "/demo#sslhelp=caa-records" if way == "link" else "/demo")
    if way == "method":
        here.page.evaluate("sslhelp('article', 'caa-records')")
    expect(dialog(here)).to_be_visible()
    expect(here.answers.last).to_contain_text("A CAA record in your DNS")
    expect(here.log.locator(".you")).to_contain_text("A CAA record blocks the certificate")


def test_a_link_on_the_page_opens_it(visit: Callable[..., Visit]) -> None:
    here = begin(visit)
    here.page.evaluate("location.hash = 'sslhelp'")
    expect(dialog(here)).to_be_visible()
    expect(here.question).to_be_focused()


def test_it_is_open_on_the_next_page_and_takes_no_focus_there(visit: Callable[..., Visit]) -> None:
    here = begin(visit)
    here.open_widget()
    here.ask(QUESTION)
    here.open("/demo")
    expect(dialog(here)).to_be_visible()
    expect(here.log.locator(".you .body")).to_have_text([QUESTION])
    assert here.page.evaluate("document.activeElement.localName") == "body"

    here.page.get_by_role("button", name="Close help").click()
    here.open("/demo")
    expect(here.page.get_by_role("button", name="Help", exact=True)).to_be_visible()
    expect(dialog(here)).to_be_hidden()


def test_two_tabs_show_one_conversation(visit: Callable[..., Visit]) -> None:
    here = visit().open("/")
    other = here.page.context.new_page()
    other.goto(here.base)
    other.locator(".log[aria-live=polite]").wait_for()
    here.ask(QUESTION)

    expect(other.locator(".you .body")).to_have_text([QUESTION])
    expect(other.locator(".you + .msg")).to_contain_text("Checked on")


def test_a_conversation_is_forgotten_after_a_day(visit: Callable[..., Visit]) -> None:
    here = visit().open("/")
    here.ask(QUESTION)
    here.page.evaluate(
        """() => {
          const { id, until } = JSON.parse(localStorage.getItem("sslhelp.conversation"));
          const day_later = JSON.stringify({ id, until: until - 25 * 3600 * 1000 });
          localStorage.setItem("sslhelp.conversation", day_later);
        }"""
    )
    here.open("/")
    expect(here.log.locator(".you")).to_have_count(0)


def menu(here: Visit, action: str) -> None:
    here.page.locator(".menu summary").click()
    assert here.complaints() == []
    here.page.get_by_role("button", name=action).click()


def test_a_conversation_is_deleted_here_and_on_the_server(visit: Callable[..., Visit]) -> None:
    here = visit().open("/")
    here.ask(QUESTION)
    held = here.page.locator("[name=conversation_id]").input_value()
    menu(here, "Delete this conversation")

    expect(here.page.get_by_role("status")).to_have_text("The conversation was deleted")
    expect(here.log.locator(".you")).to_have_count(0)
    expect(here.log).to_contain_text("What do you need help with?")
    read = here.page.request.get(f"{here.base}/api/v1/conversation", headers={"Authorization": f"Bearer {held}"})
    assert read.status == 404
    expect(here.ask("talk to a person")).to_contain_text("Talk to a person")


def test_a_conversation_is_saved_as_text(visit: Callable[..., Visit], tmp_path: Path) -> None:
    here = visit().open("/")
    here.ask(QUESTION)
    with here.page.expect_download() as begun:
        menu(here, "Save this conversation")
    begun.value.save_as(tmp_path / "saved.txt")
    saved = (tmp_path / "saved.txt").read_text()
    assert QUESTION in saved
    assert "A wildcard certificate secures as many subdomains as you like" in saved
    assert "Not helpful" not in saved


def test_a_word_on_what_was_missing_goes_with_the_judgement(visit: Callable[..., Visit]) -> None:
    here = visit().open("/")
    answer = here.ask(QUESTION)
    answer.get_by_role("button", name="Not helpful").click()
    answer.get_by_label("What was missing, or wrong?").fill("an example")
    assert here.complaints() == []
    answer.get_by_role("button", name="Send to the writers").click()

    expect(here.page.get_by_role("status")).to_have_text("Noted")
    expect(answer.get_by_role("button", name="Not helpful")).to_be_focused()
    assert '"comment":"an example"' in here.sent[-1]


def test_why_this_answer_is_folded_away(visit: Callable[..., Visit]) -> None:
    answer = visit().open("/").ask(QUESTION)
    reason = answer.get_by_text("this passage fits your question best")
    expect(reason).to_be_hidden()
    answer.get_by_text("Why this answer").click()
    expect(reason).to_be_visible()


@pytest.mark.parametrize(("width", "dark"), [(1280, False), (390, True), (320, False)])
def test_it_speaks_arabic_from_right_to_left(visit: Callable[..., Visit], width: int, dark: bool) -> None:
    here = visit(width=width, dark=dark).open("/?lang=ar")
    assert here.page.locator("html").get_attribute("dir") == "rtl"
    assert here.complaints() == []
    question = here.page.get_by_label("سؤالك")
    question.fill(QUESTION)
    question.press("Enter")
    answer = here.wait_for_answer(1)
    expect(answer).to_contain_text("Checked on")
    said = answer.locator(".said")
    assert (said.get_attribute("dir"), said.get_attribute("lang")) == ("ltr", "en")
    send = here.page.get_by_role("button", name="إرسال").bounding_box()
    attach = here.page.get_by_label("إرفاق ملف").bounding_box()
    assert send
    assert attach
    assert send["x"] < attach["x"]
    assert here.page.evaluate("document.documentElement.scrollWidth") <= width
    assert here.complaints() == []


def test_the_widget_speaks_the_language_of_the_page_that_it_is_on(visit: Callable[..., Visit]) -> None:
    here = begin(visit)
    here.page.evaluate("document.documentElement.lang = 'ar-EG'")
    here.page.get_by_role("button", name="Help", exact=True).click()
    expect(here.page.get_by_role("button", name="التحدث إلى شخص")).to_be_visible()
