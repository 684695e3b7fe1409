"""With scripts off, the chat page still answers, reads files and shows the way to a person."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playwright.sync_api import expect

from tests.e2e.visit import QUESTION, Visit
from tests.factories import chain

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def begin(visit: Callable[..., Visit]) -> Visit:
    here = visit(scripts=False)
    here.page.goto(here.base)
    return here


def test_a_question_is_answered_and_the_conversation_goes_on(visit: Callable[..., Visit]) -> None:
    here = begin(visit)
    here.question.fill(QUESTION)
    here.page.get_by_role("button", name="Send").click()
    expect(here.answers.last).to_contain_text("Checked on")

    here.page.get_by_role("button", name="Talk to a person").first.click()
    expect(here.answers.last.get_by_role("article", name="Talk to a person")).to_be_visible()
    expect(here.log.locator(".you")).to_have_count(2)


def test_a_file_is_read(visit: Callable[..., Visit], weak_csr: str, tmp_path: Path) -> None:
    file = tmp_path / "server.csr"
    file.write_text(weak_csr)
    here = begin(visit)
    here.page.get_by_label("Attach a file").set_input_files(file)
    here.page.get_by_role("button", name="Send").click()

    expect(here.answers.last).to_contain_text("This CSR would be refused")


def test_no_button_is_shown_that_only_a_script_answers(visit: Callable[..., Visit], weak_csr: str) -> None:
    here = begin(visit)
    here.question.fill(weak_csr)
    here.page.get_by_role("button", name="Send").click()

    expect(here.answers.last).to_contain_text("This CSR would be refused")
    expect(here.page.get_by_role("button", name="Copy")).to_have_count(0)


def test_what_a_script_would_save_is_unfolded_and_read(visit: Callable[..., Visit], weak_csr: str) -> None:
    here = begin(visit)
    here.question.fill(weak_csr)
    here.page.get_by_role("button", name="Send").click()
    here.answers.last.get_by_text("With certreq").click()
    expect(here.answers.last.get_by_role("group", name="request.inf")).to_contain_text("[NewRequest]")

    here.question.fill(chain().leaf.pem)
    here.page.get_by_role("button", name="Send").click()
    here.answers.last.get_by_text("Show the calendar").click()
    expect(here.answers.last.get_by_role("group", name="Calendar")).to_contain_text("BEGIN:VEVENT")
