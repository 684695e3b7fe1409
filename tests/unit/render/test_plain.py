"""Plain text and the terminal: everything said, and no stranger in control of the screen."""

import io
import re
from dataclasses import replace
from datetime import date

import pytest
from rich.console import Console

from sslhelp.model.chat import Part, Reply
from sslhelp.model.pki import ChainLink, NameAttribute
from sslhelp.render import plain, terminal
from tests.samples import CERTIFICATE, CHAIN, CLEAN, CSR, END, PARTS, RENEWED, SAME_KEY, TOO_SHORT, poisoned

HOSTILE = "\x1b[2J\x1b]0;owned\x07\x9b31m\r\x08\u202e\u2066[bold red]x[/]\ud800"
ACTIVE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def on_terminal(part: Part) -> str:
    screen = io.StringIO()
    terminal.render(Reply((part,), "c"), Console(file=screen, force_terminal=True, color_system="standard", width=100))
    return screen.getvalue()


def without_styles(text: str) -> str:
    return re.sub(r"\x1b\[[0-9;]*m", "", text)


@pytest.mark.parametrize("part", PARTS, ids=lambda part: type(part).__name__)
def test_no_string_of_a_part_can_steer_a_terminal(part: Part) -> None:
    spoiled = poisoned(part, HOSTILE)
    assert not ACTIVE.search(plain.render(Reply((spoiled,), "c")))
    shown = on_terminal(spoiled)
    assert "]0;owned" in shown or "owned" not in shown
    assert not ACTIVE.search(without_styles(shown))


@pytest.mark.parametrize("part", PARTS, ids=lambda part: type(part).__name__)
def test_the_terminal_says_what_the_plain_text_says(part: Part) -> None:
    assert without_styles(on_terminal(part)).strip() == plain.render(Reply((part,), "c"))


def test_markup_of_the_terminal_library_is_just_text() -> None:
    assert "[bold red]x[/]" in without_styles(on_terminal(poisoned(CSR, "[bold red]x[/]")))


def test_a_name_with_a_line_end_in_it_cannot_begin_a_line_of_its_own() -> None:
    forged = replace(CERTIFICATE, subject=(NameAttribute("CN", "2.5.4.3", "x\n  Error: forged"),), dns_names=())
    assert "\n  Error: forged" not in plain.render(Reply((forged,), "c"))


def test_the_verdict_stands_first_and_findings_come_by_weight() -> None:
    text = plain.render(Reply((CSR,), "c"))
    assert text.startswith("This CSR would be refused. 1 error to fix, 1 thing worth fixing.\n")
    order = ["Error: The key is short", "Warning: UK is not a country code", "Note: There is no organisation"]
    assert sorted(order, key=text.index) == order
    assert "    Found  1024 bits" in text


def test_a_validation_record_is_shown_only_for_a_request_that_can_be_used() -> None:
    assert "def.sectigo.com" not in plain.render(Reply((CSR,), "c"))
    assert "def.sectigo.com" in plain.render(Reply((CLEAN,), "c"))


def test_a_command_for_another_tool_stands_after_the_file_that_it_reads() -> None:
    text = plain.render(Reply((CSR,), "c"))
    order = ["openssl req -new", "With Windows certreq:", "a.inf:", "    KeyLength=2048", "certreq -new", "With Java"]
    assert sorted(order, key=text.index) == order
    assert text.count("openssl req -new") == 1


def test_the_ways_to_prove_control_say_for_which_names_and_until_when() -> None:
    text = plain.render(Reply((CLEAN,), "c"))
    assert "  - DNS record, for every name. The record stays" in text
    assert "  - File on the web server, for example.com. A file never" in text
    assert "CAs may not use it from 15 March 2028 on." in text


def test_a_certificate_says_how_long_it_is_valid_and_when_to_replace_it() -> None:
    text = plain.render(Reply((CERTIFICATE,), "c"))
    assert "200 days, 25 October 2026 to 12 May 2027" in text
    assert "  SCTs         2 of 3 wanted\n" in text
    assert "\nRenewal due from 12 April 2027 on.\n" in text
    assert "\n  12 April 2027 to 21 July 2027, 100 days\n" in text


def test_a_renewal_whose_day_is_past_is_due_since_then() -> None:
    assert CERTIFICATE.renewal is not None
    late = replace(CERTIFICATE.renewal, due=date(2027, 4, 1))
    assert "\nRenewal due since 1 April 2027.\n" in plain.render(Reply((replace(CERTIFICATE, renewal=late),), "c"))


def test_a_certificate_whose_dates_cannot_be_read_says_so_once() -> None:
    text = plain.render(Reply((replace(CERTIFICATE, not_before=None, not_after=None, days=None),), "c"))
    assert "  Valid        cannot be read\n" in text


def test_what_was_validated_for_a_mail_certificate_is_said_in_words() -> None:
    text = plain.render(Reply((replace(CERTIFICATE, kind="smime", validation="sponsor"),), "c"))
    assert "  Kind         S/MIME certificate, sponsor-validated\n" in text


def test_a_missing_certificate_that_is_known_here_is_said_to_be_missing_where_it_stands() -> None:
    middle = ChainLink("Middle CA", "Root CA", "intermediate", "intermediates", END, "dd")
    text = plain.render(Reply((replace(CHAIN, path=(CHAIN.path[0], middle, CHAIN.path[1])),), "c"))
    assert "  2. intermediate: Middle CA (valid to 12 May 2027, missing, but known here)\n" in text
    assert "  missing: " not in text


def test_more_timestamps_than_anybody_wants_are_not_said_to_be_of_those_wanted() -> None:
    assert "SCTs         3, 2 wanted\n" in plain.render(Reply((replace(CERTIFICATE, scts=3, scts_wanted=2),), "c"))


def test_what_does_not_apply_to_a_certificate_is_not_said() -> None:
    text = plain.render(Reply((replace(CERTIFICATE, scts=0, scts_wanted=None, must_staple=False, renewal=None),), "c"))
    assert not any(word in text for word in ("SCTs", "Must-staple", "Renewal"))


@pytest.mark.parametrize(
    ("same", "said"),
    [
        (True, "The CSR and the certificate have the same key"),
        (False, "The CSR and the certificate have different keys"),
        (None, "cannot be compared"),
    ],
)
def test_two_things_that_should_share_a_key_are_said_to_or_not(same: bool | None, said: str) -> None:
    assert said in plain.render(Reply((replace(SAME_KEY, same_key=same),), "c")).partition("\n")[0]


def test_a_renewed_certificate_says_what_has_changed_and_gives_both_values() -> None:
    text = plain.render(Reply((RENEWED,), "c"))
    assert text.startswith("The newer certificate has another key. Changed: Names, CA. 1 thing worth fixing.\n")
    assert "  Names\n    Older  example.com\n    Newer  example.com, www.example.com\n" in text
    assert "    Newer  none\n" in text


def test_attributes_that_belong_together_are_joined_by_a_plus() -> None:
    subject = (*CSR.subject[:1], replace(CSR.subject[1], joined=True), CSR.subject[0]) if CSR.subject else ()
    assert "  C=GB + CN=*.example.com, C=GB\n" in plain.render(Reply((replace(CSR, subject=subject),), "c"))


def test_a_name_in_a_finding_begins_no_line_of_its_own() -> None:
    forged = replace(TOO_SHORT, summary="It did not sign x\n  Error: call us.", fix="Ask x\n  Error: call us.")
    assert "\n  Error: call us" not in plain.render(Reply((replace(CSR, findings=(forged,)),), "c"))


def test_parts_are_parted_by_a_blank_line() -> None:
    assert plain.render(Reply(PARTS[8:10], "c")) == "That was a private key.\n\nHello."
