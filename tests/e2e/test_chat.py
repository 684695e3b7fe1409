"""The chat in a real browser: answers, pastes, files and buttons."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests import factories
from tests.e2e.visit import QUESTION, Visit
from tests.samples import CERTIFICATE, CHAIN, CSR

if TYPE_CHECKING:
    from collections.abc import Callable

    from sslhelp.model.chat import Part


def test_a_question_is_answered_from_an_article_with_its_source(visit: Callable[..., Visit]) -> None:
    here = visit().open("/")
    answer = here.ask(QUESTION)

    source = answer.locator(".src a")
    assert "/help/wildcard-subdomains" in (source.get_attribute("href") or "")
    source.click()
    expect(here.page.get_by_role("heading", level=1)).to_be_visible()


def test_a_suggestion_is_asked_when_it_is_pressed(visit: Callable[..., Visit]) -> None:
    here = visit().open("/")
    here.page.get_by_role("list", name="Suggestions").get_by_role("button").first.click()

    here.wait_for_answer(1)
    expect(here.log.locator(".you .body")).to_have_count(1)


def test_a_long_paste_is_shown_by_kind_and_size(visit: Callable[..., Visit], weak_csr: str) -> None:
    here = visit().open("/")
    here.ask(weak_csr)

    bubble = here.log.locator(".you .body")
    expect(bubble).to_contain_text(f"CSR {len(weak_csr.strip())} characters")
    expect(bubble.locator("pre")).to_be_hidden()


def test_a_csr_gets_a_card_with_the_verdict_first(visit: Callable[..., Visit], weak_csr: str) -> None:
    here = visit().open("/")
    card = here.ask(weak_csr).get_by_role("article")

    expect(card.get_by_role("heading").first).to_have_text("This CSR would be refused")
    expect(card).to_contain_text("1024")


def test_a_command_is_copied_by_its_button(visit: Callable[..., Visit], weak_csr: str) -> None:
    here = visit().open("/")
    card = here.ask(weak_csr).get_by_role("article")
    card.get_by_role("button", name="Copy: mended command").click()

    expect(here.page.get_by_role("status")).to_have_text("Copied")
    assert here.page.evaluate("navigator.clipboard.readText()") == card.locator(".code pre").first.text_content()


def test_a_picked_file_is_read(visit: Callable[..., Visit], weak_csr: str, tmp_path: Path) -> None:
    file = tmp_path / "server.csr"
    file.write_text(weak_csr)
    here = visit().open("/")
    here.page.get_by_label("Attach a file").set_input_files(file)
    expect(here.page.get_by_role("button", name="Remove server.csr")).to_be_visible()
    here.page.get_by_role("button", name="Send").click()

    expect(here.wait_for_answer(1)).to_contain_text("This CSR would be refused")
    expect(here.log.locator(".you .body")).to_contain_text("server.csr")


def test_a_dropped_file_waits_to_be_sent(visit: Callable[..., Visit], weak_csr: str) -> None:
    here = visit().open("/demo").open_widget()
    handed = here.page.evaluate_handle(
        "text => { const handed = new DataTransfer(); handed.items.add(new File([text], 'a.csr')); return handed; }",
        weak_csr,
    )
    here.log.dispatch_event("dragover", {"dataTransfer": handed})
    expect(here.page.get_by_text("Drop to check it")).to_be_visible()
    here.log.dispatch_event("drop", {"dataTransfer": handed})

    expect(here.page.get_by_text("Drop to check it")).to_be_hidden()
    expect(here.page.get_by_role("button", name="Remove a.csr")).to_be_visible()


def test_the_conversation_is_still_there_on_the_next_page_and_is_not_announced_again(
    visit: Callable[..., Visit],
) -> None:
    here = visit().open("/demo").open_widget()
    here.ask(QUESTION)
    here.page.add_init_script(
        """
        window.announced = 0;
        new MutationObserver((changes) => {
          for (const change of changes)
            if (change.target.closest?.(".log[aria-live=polite]")) window.announced += change.addedNodes.length;
        }).observe(document, { childList: true, subtree: true });
        """
    )
    here.open("/")

    expect(here.log.locator(".you .body")).to_have_text(QUESTION)
    expect(here.answers.nth(1)).to_contain_text("Checked on")
    assert here.page.evaluate("window.announced") == 0


def test_a_judgement_is_sent_and_shown(visit: Callable[..., Visit]) -> None:
    here = visit().open("/")
    answer = here.ask(QUESTION)
    helpful = answer.get_by_role("button", name="Helpful", exact=True)
    with here.page.expect_response("**/api/v1/feedback") as response:
        helpful.click()

    assert response.value.status == 204
    expect(helpful).to_have_attribute("aria-pressed", "true")


def test_a_person_can_be_asked_for_from_the_first_moment(visit: Callable[..., Visit]) -> None:
    here = visit(width=390).open("/demo").open_widget()
    here.page.get_by_role("dialog").get_by_role("button", name="Talk to a person").first.click()

    expect(here.wait_for_answer(1).get_by_role("article", name="Talk to a person")).to_be_visible()
    assert '"choice":"handoff"' in "".join(here.sent)


@pytest.mark.parametrize(
    ("part", "button", "name", "content"),
    [
        (CHAIN, "Download mended bundle", "bundle.pem", CHAIN.bundle_pem),
        (CERTIFICATE, "Download calendar", "renewal.ics", CERTIFICATE.renewal and CERTIFICATE.renewal.calendar),
        (CSR, "Download a.inf", "a.inf", CSR.commands[1].content),
    ],
)
def test_a_file_is_saved_to_the_byte_without_asking_the_server(
    visit: Callable[..., Visit], part: Part, button: str, name: str, content: str
) -> None:
    here = visit().open("/")
    answer = here.ask_for(part)
    here.unfold()
    asked = len(here.called)
    with here.page.expect_download() as download:
        answer.get_by_role("button", name=button).click()

    assert download.value.suggested_filename == name
    assert Path(download.value.path()).read_bytes() == content.encode()
    assert [address for address in here.called[asked:] if not address.startswith("blob:")] == []


def test_the_file_of_a_tool_and_its_command_are_copied_each_by_its_own_button(visit: Callable[..., Visit]) -> None:
    here = visit().open("/")
    answer = here.ask_for(CSR)
    here.unfold()
    tool = CSR.commands[1]
    for button, text in (("Copy: a.inf", tool.content), ("Copy: windows certreq", tool.text)):
        answer.get_by_role("button", name=button).click()
        assert here.page.evaluate("navigator.clipboard.readText()") == text


def test_a_certificate_is_compared_with_the_csr_that_was_pasted_before(visit: Callable[..., Visit]) -> None:
    here = visit().open("/")
    key = factories.ec_key()
    here.ask(factories.pem(factories.csr(key=key)))
    answer = here.ask(factories.certificate(key=key).pem)

    expect(answer.get_by_role("article", name="The CSR and the certificate have the same key")).to_be_visible()


@pytest.mark.parametrize("scripts", [True, False])
def test_a_pasted_csr_does_not_push_the_send_button_off_a_phone(
    visit: Callable[..., Visit], weak_csr: str, scripts: bool
) -> None:
    here = visit(width=390, scripts=scripts)
    here.page.goto(here.base)
    here.question.fill(weak_csr)

    expect(here.page.get_by_role("button", name="Send")).to_be_in_viewport(ratio=1)
