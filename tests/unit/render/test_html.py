"""The HTML of every part: verdict first, everything in it, and nothing from a stranger that a browser would act on."""

from __future__ import annotations

from dataclasses import replace
from html.parser import HTMLParser
from typing import get_args

import pytest

from sslhelp.model.chat import Part, Reply
from sslhelp.model.pki import MissingCertificate
from sslhelp.render import html
from tests.samples import CHAIN, CLEAN, CSR, PARTS, poisoned

HOSTILE = "\"'><script>alert(1)</script><img src=x onerror=alert(1)>"


class Reader(HTMLParser):
    """Collects the elements as a browser would see them."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data


@pytest.mark.parametrize("part", PARTS, ids=lambda part: type(part).__name__)
def test_no_string_of_a_part_becomes_markup(part: Part) -> None:
    clean, spoiled = Reader(html.render_part(part)), Reader(html.render_part(poisoned(part, HOSTILE)))

    assert [tag for tag, _ in spoiled.elements if tag in {"script", "img"}] == []
    assert [name for _, attributes in spoiled.elements for name in attributes if name.startswith("on")] == []
    assert {tag for tag, _ in spoiled.elements} == {tag for tag, _ in clean.elements}


@pytest.mark.parametrize("part", PARTS, ids=lambda part: type(part).__name__)
def test_a_part_carries_no_inline_style_and_no_id_that_could_occur_twice(part: Part) -> None:
    names = {name for _, attributes in Reader(html.render_part(part)).elements for name in attributes}

    assert names.isdisjoint({"style", "id"})


def test_there_is_a_sample_of_every_part() -> None:
    assert {type(part) for part in PARTS} == set(get_args(Part))


def test_the_parts_of_a_reply_keep_their_order() -> None:
    page = html.render(Reply(parts=PARTS[7:9], conversation_id="c"))

    assert page.index("Which one?") < page.index("That was a private key.")


def test_the_text_of_an_article_is_shown_as_the_allow_list_left_it() -> None:
    page = html.render_part(PARTS[0])

    assert "<p>One <strong>level</strong>.</p>" in page
    assert 'href="https://help.example/help/wildcard#deep"' in page
    assert 'Checked on <time datetime="2026-11-18">18 November 2026</time>' in page


def test_a_csr_card_says_the_verdict_first_and_then_what_must_be_fixed() -> None:
    text = Reader(html.render_part(CSR)).text

    order = ["This CSR would be refused", "*.example.com", "RSA 1024 bits", "Must fix", "Worth fixing",
             "Mended command", "DNS record to add", "All fields"]  # fmt: skip
    assert sorted(order, key=text.index) == order


def test_a_finding_names_its_weight_in_words_and_links_its_article() -> None:
    page = html.render_part(CSR)

    assert '<span class="vh">Error: </span>The key is short' in page
    assert '<span class="vh">Warning: </span>UK is not a country code' in page
    assert 'value="article:csr-make"' in page


def test_a_record_has_a_copy_button_for_every_field() -> None:
    elements = Reader(html.render_part(CLEAN)).elements

    copied = [attributes["data-copy"] for tag, attributes in elements if tag == "button" and "data-copy" in attributes]
    assert {"_abc.example.com", "CNAME", "def.sectigo.com", "token"} <= set(copied)


def test_a_csr_that_would_be_refused_gets_no_validation_record_for_its_key_will_change() -> None:
    page = html.render_part(CSR)

    assert "def.sectigo.com" not in page
    assert "shown here once the new one is clean" in page


def test_fields_that_could_not_be_read_are_said_to_be_so() -> None:
    unread = replace(CSR, subject=None, key=None, signature_algorithm=None, extensions=None, dcv=None, command=None,
                     dns_names=(), ip_addresses=(), emails=(), spki_sha256=None)  # fmt: skip

    assert "cannot be read" in html.render_part(unread)


def test_a_challenge_password_is_not_shown() -> None:
    assert "secret" not in html.render_part(CSR)


def test_the_ladder_puts_a_missing_certificate_right_after_the_one_that_it_issued() -> None:
    rungs = html.ladder(CHAIN)

    assert [
        rung.link.subject if rung.link else f"missing {rung.missing and rung.missing.subject}" for rung in rungs
    ] == [
        "www.example.com",
        "missing Middle CA",
        "Root CA",
    ]
    assert rungs[0].before_gap


def test_a_missing_certificate_that_nothing_points_to_stands_at_the_end() -> None:
    stray = replace(CHAIN, missing=(MissingCertificate("Elsewhere CA", ()),))

    assert [rung.missing is not None for rung in html.ladder(stray)] == [False, False, True]


def test_the_bundle_can_be_downloaded_and_read_without_scripts() -> None:
    page = html.render_part(CHAIN)

    assert 'data-download="bundle.pem"' in page
    assert ">-----BEGIN CERTIFICATE-----</pre>" in page


def test_choices_post_their_id_under_the_name_choice() -> None:
    elements = Reader(html.render_part(PARTS[7])).elements

    buttons = [attributes for tag, attributes in elements if tag == "button"]
    assert [(button["name"], button["value"]) for button in buttons] == [("choice", "article:a"), ("choice", "handoff")]


def test_the_site_report_shows_the_certificate_and_the_chain_that_were_served() -> None:
    page = html.render_part(PARTS[5])

    assert page.count('<article class="card"') == 3


def test_a_friendly_line_is_a_line_and_not_a_warning() -> None:
    assert 'class="note' not in html.render_part(PARTS[9])
