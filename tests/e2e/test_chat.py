"""The chat in a real browser: answers, pastes, buttons, and what happens when something fails."""

from __future__ import annotations

import gzip
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from cryptography.hazmat.primitives import serialization
from playwright.sync_api import expect

from tests import factories
from tests.samples import CERTIFICATE, CHAIN, CSR

if TYPE_CHECKING:
    from collections.abc import Callable

    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
    from playwright.sync_api import Route

    from sslhelp.model.chat import Part
    from tests.e2e.visit import Visit

QUESTION = "star certificate how many subs"
FORMATS = [
    serialization.PrivateFormat.PKCS8,
    serialization.PrivateFormat.TraditionalOpenSSL,
    serialization.PrivateFormat.OpenSSH,
]


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


def secrets(key: RSAPrivateKey) -> list[bytes]:
    """Return the key in the forms in which customers paste it, armoured and bare."""
    no_password = serialization.NoEncryption()
    locked = serialization.BestAvailableEncryption(b"pass")
    pem = [key.private_bytes(serialization.Encoding.PEM, form, no_password) for form in FORMATS]
    pem.append(key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, locked))
    bare = [b"\n".join(armoured.splitlines()[1:-1]) for armoured in (pem[0], pem[1], pem[3])]
    return [*pem, *bare, b"My key " + bare[0]]


def test_a_private_key_never_leaves_the_page(visit: Callable[..., Visit], private_key: RSAPrivateKey) -> None:
    here = visit().open("/")
    for secret in secrets(private_key):
        answer = here.ask(f"my key is\n{secret.decode()}\nplease check")
        expect(answer).to_contain_text("That was a private key")

    assert [body for body in here.sent if body] == []
    assert "MII" not in (here.log.text_content() or "")


@pytest.mark.parametrize("encoding", [serialization.Encoding.PEM, serialization.Encoding.DER])
def test_a_file_with_a_private_key_never_leaves_the_page(
    visit: Callable[..., Visit], private_key: RSAPrivateKey, tmp_path: Path, encoding: serialization.Encoding
) -> None:
    file = tmp_path / "server.pem"
    file.write_bytes(
        private_key.private_bytes(encoding, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    here = visit().open("/")
    here.page.get_by_label("Attach a file").set_input_files(file)
    here.page.get_by_role("button", name="Send").click()

    expect(here.wait_for_answer(1)).to_contain_text("That was a private key")
    assert [body for body in here.sent if body] == []


def test_a_csr_is_not_taken_for_a_key(visit: Callable[..., Visit], weak_csr: str) -> None:
    here = visit().open("/")
    bare = "\n".join(weak_csr.splitlines()[1:-1])

    expect(here.ask(bare)).not_to_contain_text("That was a private key")


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


def test_the_widget_loads_its_chat_only_when_it_is_opened(visit: Callable[..., Visit]) -> None:
    here = visit().open("/demo")
    here.page.get_by_role("button", name="Help", exact=True).wait_for()
    assert not [address for address in here.called if "/static/chat/" in address]

    here.open_widget()
    assert [address for address in here.called if "/static/chat/" in address]


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


def test_the_widget_weighs_less_than_20_kilobytes(visit: Callable[..., Visit]) -> None:
    here = visit().open("/demo").open_widget()
    own = {address for address in here.called if address.endswith((".js", "/sslhelp.css"))}

    assert sum(len(gzip.compress(here.page.request.get(address).body())) for address in own) < 20_000


@pytest.mark.parametrize("scripts", [True, False])
def test_a_pasted_csr_does_not_push_the_send_button_off_a_phone(
    visit: Callable[..., Visit], weak_csr: str, scripts: bool
) -> None:
    here = visit(width=390, scripts=scripts)
    here.page.goto(here.base)
    here.question.fill(weak_csr)

    expect(here.page.get_by_role("button", name="Send")).to_be_in_viewport(ratio=1)


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
    here.page.route("**/api/v1/messages", lambda route: held.append(route), times=1)  # noqa: PLW0108  (as above)
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
    here.page.context.set_offline(offline=True)
    here.ask(QUESTION)
    here.ask("second")
    here.page.context.set_offline(offline=False)
    here.page.get_by_role("button", name="Try again").first.click()

    expect(here.log.locator(".you:not(.unsent) + .msg")).to_contain_text("Checked on")
    expect(here.log.locator(".you.unsent + .msg")).to_contain_text("No answer came back")


def test_the_widget_opens_at_what_was_asked_last(visit: Callable[..., Visit]) -> None:
    here = visit().open("/demo").open_widget()
    for _ in range(3):
        here.ask(QUESTION)
    here.open("/demo").open_widget()

    expect(here.log.locator(".you").last).to_be_in_viewport()
    expect(here.log.locator(".you").first).not_to_be_in_viewport()


def test_talk_of_a_private_key_is_not_taken_for_one(visit: Callable[..., Visit]) -> None:
    here = visit().open("/")
    answer = here.ask("my file starts with -----BEGIN PRIVATE KEY----- is that the csr?")

    expect(answer).not_to_contain_text("That was a private key. It was not sent")
    assert [body for body in here.sent if body]


def test_a_long_run_of_dashes_does_not_stop_the_page(visit: Callable[..., Visit]) -> None:
    here = visit().open("/")

    expect(here.ask("-" * 200_000)).to_be_visible()


def test_a_widget_whose_server_is_away_says_so_and_opens_at_the_next_try(visit: Callable[..., Visit]) -> None:
    here = visit().open("/demo")
    here.page.get_by_role("button", name="Help", exact=True).wait_for()
    here.page.route("**/api/v1/panel", lambda route: route.abort())
    here.page.get_by_role("button", name="Help", exact=True).click()
    trouble = here.page.get_by_role("button", name="Help cannot be reached. Try again")
    trouble.wait_for()

    here.page.unroute("**/api/v1/panel")
    trouble.click()
    here.page.get_by_role("dialog").wait_for()
