"""Plain text and the terminal: everything said, and no stranger in control of the screen."""

import io
import re
from dataclasses import replace

import pytest
from rich.console import Console

from sslhelp.model.chat import Part, Reply
from sslhelp.model.pki import NameAttribute
from sslhelp.render import plain, terminal
from tests.samples import CERTIFICATE, CLEAN, CSR, PARTS, poisoned

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


def test_parts_are_parted_by_a_blank_line() -> None:
    assert plain.render(Reply(PARTS[8:10], "c")) == "That was a private key.\n\nHello."
