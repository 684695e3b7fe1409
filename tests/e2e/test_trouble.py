"""What the chat says and keeps when the server, the network or a file fails, or is slow."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playwright.sync_api import expect

from tests.e2e.visit import QUESTION, Visit

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Route


def test_when_the_server_fails_the_text_stays_and_can_be_sent_again(visit: Callable[..., Visit]) -> None:
    here = visit().open("/")
    here.page.route("**/api/v1/messages", lambda route: route.fulfill(status=500, body="oops"))
    failure = here.ask(QUESTION)

    expect(failure.get_by_role("alert")).to_contain_text("No answer came back")
    expect(here.log.locator(".you.unsent .body")).to_have_text(QUESTION)
    expect(here.page.get_by_role("status")).to_have_text("")
    here.page.unroute("**/api/v1/messages")
    here.page.get_by_role("button", name="Try again").click()
    expect(here.answers.nth(1)).to_contain_text("Checked on")
    expect(here.log.locator(".you")).to_have_count(1)
    expect(here.log.locator(".unsent")).to_have_count(0)


def test_when_there_is_no_network_the_text_stays(visit: Callable[..., Visit]) -> None:
    here = visit().open("/")
    here.page.context.set_offline(offline=True)

    expect(here.ask(QUESTION)).to_contain_text("The server could not be reached.")
    expect(here.log.locator(".you.unsent .body")).to_have_text(QUESTION)


def test_a_slow_answer_is_announced_and_the_field_stays_in_use(visit: Callable[..., Visit]) -> None:
    here = visit().open("/")
    held: list[Route] = []
    here.page.route("**/api/v1/messages", lambda route: held.append(route))  # noqa: PLW0108  (its signature is read)
    here.question.fill(QUESTION)
    here.question.press("Enter")

    expect(here.page.get_by_role("status")).to_have_text("Looking that up")
    here.question.fill("and another thing")
    expect(here.question).to_have_value("and another thing")
    held[0].continue_()
    here.wait_for_answer(1)
    expect(here.page.get_by_role("status")).to_have_text("")


def test_a_conversation_that_the_server_forgot_is_begun_anew(visit: Callable[..., Visit]) -> None:
    here = visit().open("/")
    here.page.locator("[name=conversation_id]").evaluate("field => { field.value = 'forgotten'; }")

    expect(here.ask(QUESTION)).to_contain_text("Checked on")
    assert here.page.locator("[name=conversation_id]").input_value() not in {"", "forgotten"}


def test_a_file_that_cannot_be_read_any_more_is_named_and_the_chat_goes_on(
    visit: Callable[..., Visit], tmp_path: Path
) -> None:
    file = tmp_path / "server.csr"
    file.write_text("as it was chosen")
    here = visit().open("/")
    here.page.get_by_label("Attach a file").set_input_files(file)
    file.write_text("as it is now, which the browser refuses")
    here.page.get_by_role("button", name="Send").click()

    expect(here.wait_for_answer(1)).to_contain_text("server.csr could not be read.")
    expect(here.ask(QUESTION)).to_contain_text("Checked on")


def test_what_the_server_will_not_take_is_explained_and_not_offered_to_be_sent_again(
    visit: Callable[..., Visit],
) -> None:
    here = visit().open("/")
    refusal = here.ask("x y " * 75_000)

    expect(refusal).to_contain_text("Send the part that matters.")
    expect(refusal.get_by_role("button", name="Try again")).to_be_hidden()


def test_what_is_sent_while_an_answer_is_awaited_is_shown_at_once_and_answered_in_its_place(
    visit: Callable[..., Visit],
) -> None:
    here = visit().open("/")
    held: list[Route] = []
    here.page.route("**/api/v1/messages", lambda route: held.append(route), times=1)  # noqa: PLW0108  (its signature is read)
    for question in ("first", "second"):
        here.question.fill(question)
        here.question.press("Enter")
    expect(here.log.locator(".you .body")).to_have_text(["first", "second"])

    held[0].continue_()
    here.wait_for_answer(2)
    said = here.log.locator(".msg").evaluate_all("all => all.map(each => each.matches('.you'))")
    assert said == [False, True, False, True, False]


def test_an_answer_that_came_at_the_second_try_stands_under_its_question(visit: Callable[..., Visit]) -> None:
    here = visit().open("/")
    here.page.route("**/api/v1/messages", lambda route: route.fulfill(status=500, body="oops"), times=2)
    here.ask(QUESTION)
    here.ask("second")
    here.page.get_by_role("button", name="Try again").first.click()

    expect(here.log.locator(".you:not(.unsent) + .msg")).to_contain_text("Checked on")
    expect(here.log.locator(".you.unsent + .msg")).to_contain_text("No answer came back")


def test_what_was_written_offline_is_sent_in_its_order_when_the_network_is_back(visit: Callable[..., Visit]) -> None:
    here = visit().open("/")
    here.page.context.set_offline(offline=True)
    expect(here.page.get_by_role("status")).to_contain_text("You are offline.")
    here.ask(QUESTION)
    here.ask("talk to a person")
    assert here.complaints() == []

    here.page.context.set_offline(offline=False)
    expect(here.log.locator(".unsent")).to_have_count(0)
    expect(here.log.locator(".you + .msg").first).to_contain_text("Checked on")
    expect(here.log.locator(".you + .msg").last.get_by_role("article", name="Talk to a person")).to_be_visible()
    expect(here.page.get_by_role("status")).to_have_text("")


def test_a_message_whose_answer_got_lost_is_answered_once(visit: Callable[..., Visit]) -> None:
    here = visit().open("/")

    def lose(route: Route) -> None:
        route.fetch()  # it is answered, and the answer does not arrive
        route.abort()

    here.page.route("**/api/v1/messages", lose, times=1)
    here.ask(QUESTION)
    here.page.get_by_role("button", name="Try again").click()
    expect(here.log.locator(".you + .msg")).to_contain_text("Checked on")

    here.open("/")
    expect(here.log.locator(".you")).to_have_count(1)


def test_what_had_no_answer_on_one_page_is_sent_on_the_next(visit: Callable[..., Visit]) -> None:
    here = visit().open("/")
    here.page.route("**/api/v1/messages", lambda route: route.abort(), times=1)
    here.ask(QUESTION)

    here.open("/")
    expect(here.log.locator(".you + .msg")).to_contain_text("Checked on")
    here.open("/")
    expect(here.log.locator(".you")).to_have_count(1)


def test_a_very_slow_answer_is_said_to_be_on_its_way(visit: Callable[..., Visit]) -> None:
    here = visit()
    here.page.clock.install()
    here.open("/")
    held: list[Route] = []
    here.page.route("**/api/v1/messages", lambda route: held.append(route))  # noqa: PLW0108  (its signature is read)
    here.question.fill(QUESTION)
    here.question.press("Enter")
    expect(here.page.get_by_role("status")).to_have_text("Looking that up")
    here.page.clock.fast_forward(5000)
    expect(here.page.get_by_role("status")).to_contain_text("Still looking")
    held[0].continue_()
    here.wait_for_answer(1)
