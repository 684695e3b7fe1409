"""The HTML of every part: verdict first, everything in it, and nothing from a stranger that a browser would act on."""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser
from typing import get_args

import pytest

from sslhelp.model.chat import Notice, Part, Reply
from sslhelp.model.pki import ChainLink, MissingCertificate, Severity
from sslhelp.render import html
from tests.samples import (
    CERTIFICATE,
    CHAIN,
    CLEAN,
    CSR,
    END,
    PARTS,
    PRODUCT,
    RECOMMENDATION,
    RENEWED,
    SAME_KEY,
    TOO_SHORT,
    poisoned,
)

HOSTILE = "\"'><script>alert(1)</script><img src=x onerror=alert(1)>"


class Reader(HTMLParser):
    """Collects the elements as a browser would see them."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(str(text))

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


def test_a_name_that_turns_the_direction_of_writing_turns_nothing_behind_it() -> None:
    turning = replace(TOO_SHORT, evidence="\u202egpj.exe, www.example.com")
    page = html.render_part(replace(CSR, dns_names=("\u202egpj.exe",), findings=(turning,)))

    assert "\u202e" not in page
    assert "\ufffdgpj.exe, www.example.com" in page


@pytest.mark.parametrize("part", PARTS, ids=lambda part: type(part).__name__)
def test_a_part_carries_no_inline_style_and_no_id_that_could_occur_twice(part: Part) -> None:
    names = {name for _, attributes in Reader(html.render_part(part)).elements for name in attributes}

    assert names.isdisjoint({"style", "id"})


def test_a_recommendation_shows_all_that_there_is_to_it() -> None:
    reader = Reader(html.render_part(RECOMMENDATION))

    for said in (
        "from 60 EUR a year",
        "Covers it",
        "Not two levels",
        "In minutes",
        "A CSR",
        "openssl req",
        "there are many",
    ):
        assert said in reader.text
    assert {"href": "https://shop.example/positivessl-wildcard"} in [
        found for tag, found in reader.elements if tag == "a"
    ]


def test_what_a_recommendation_lacks_leaves_no_empty_place() -> None:
    bare = replace(
        RECOMMENDATION, product=replace(PRODUCT, price=None, url=None), command=None, expect=(), alternatives=()
    )
    reader = Reader(html.render_part(bare))

    assert "None" not in reader.text
    assert "pre" not in {tag for tag, _ in reader.elements}
    for title in ("Command for the CSR", "Validation and time", "Choose another if"):
        assert title not in reader.text


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


def test_a_csr_that_is_good_to_use_shows_what_comes_next_before_the_command_for_another() -> None:
    page = html.render_part(replace(CLEAN, findings=()))

    order = ["This CSR is good to use", "DNS record to add", "<summary>Command for a new one</summary>", "All fields"]
    assert sorted(order, key=page.index) == order


def test_a_mail_address_in_the_subject_is_no_name_of_a_site() -> None:
    names = html.render_part(CLEAN).partition("</ul>")[0]

    assert "example.com" in names
    assert "a@example.com" not in names
    assert "a@example.com" in html.render_part(replace(CLEAN, dns_names=(), ip_addresses=()))


def test_a_finding_names_its_weight_in_words_and_links_its_article() -> None:
    page = html.render_part(CSR)

    assert '<span class="vh">Error: </span>The key is short' in page
    assert '<span class="vh">Warning: </span>UK is not a country code' in page
    assert 'value="article:csr-make"' in page


def test_a_record_has_a_copy_button_for_every_field() -> None:
    elements = Reader(html.render_part(CLEAN)).elements

    copied = [attributes["data-copy"] for tag, attributes in elements if tag == "button" and "data-copy" in attributes]
    assert {"_abc.example.com", "CNAME", "def.sectigo.com", "token"} <= set(copied)


def test_a_second_way_to_prove_one_name_is_offered_as_another_and_not_as_a_further_duty() -> None:
    assert CLEAN.dcv is not None
    other = [replace(record, domain="example.net") for record in CLEAN.dcv.records]
    text = Reader(html.render_part(replace(CLEAN, dcv=replace(CLEAN.dcv, records=(*CLEAN.dcv.records, *other))))).text

    titles = re.findall(r"(DNS record to add|Or: file for the web server) for (\S+)", text)
    assert [domain for _, domain in titles] == ["example.com", "example.com", "example.net", "example.net"]
    assert [title.startswith("Or: ") for title, _ in titles] == [False, True, False, True]


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


def test_a_missing_certificate_that_is_known_here_is_one_rung_and_not_two() -> None:
    middle = ChainLink("Middle CA", "Root CA", "intermediate", "intermediates", END, "dd")
    known = replace(CHAIN, path=(CHAIN.path[0], middle, CHAIN.path[1]))

    assert [(rung.link and rung.link.subject, rung.is_absent) for rung in html.ladder(known)] == [
        ("www.example.com", False),
        ("Middle CA", True),
        ("Root CA", False),
    ]
    assert html.ladder(known)[0].before_gap
    assert "Known here, valid to 12 May 2027. It is in the bundle below." in html.render_part(known)


def test_a_missing_certificate_that_nothing_points_to_stands_at_the_end() -> None:
    stray = replace(CHAIN, missing=(MissingCertificate("Elsewhere CA", ()),))

    assert [rung.missing is not None for rung in html.ladder(stray)] == [False, False, True]


def test_the_bundle_can_be_downloaded_and_read_without_scripts() -> None:
    page = html.render_part(CHAIN)

    assert 'data-download="bundle.pem"' in page
    assert ">-----BEGIN CERTIFICATE-----</pre>" in page


def test_a_finding_says_its_rule() -> None:
    assert '<dd class="rule">ISO 3166</dd>' in html.render_part(CSR)


def test_a_command_is_the_same_text_and_breaks_in_front_of_an_option_only() -> None:
    command = "openssl req -new -subj '/CN=a-b' <x>"
    page = html.render_part(replace(CSR, command=command))

    assert command in Reader(page).text
    assert '<span class="option">-new</span> <span class="option">-subj</span> &#39;/CN=a-b&#39; &lt;x&gt;' in page


def test_every_tool_has_its_command_with_a_copy_button_and_its_file_with_a_download() -> None:
    elements = Reader(html.render_part(CSR)).elements

    labels = [attributes.get("aria-label") for tag, attributes in elements if tag == "button"]
    assert {"Copy: mended command", "Copy: windows certreq", "Copy: java keytool"} <= set(labels)
    assert {"Download a.inf", "Copy: a.inf"} <= set(labels)
    assert [attributes["aria-label"] for tag, attributes in elements if tag == "pre"] == [
        "Mended command", "a.inf", "Windows certreq", "Java keytool",
    ]  # fmt: skip


def test_a_file_that_has_to_be_saved_in_another_encoding_is_copied_and_not_downloaded() -> None:
    tool = replace(CSR.commands[1], content="Subject=\u00c5")
    page = html.render_part(replace(CSR, commands=(tool,)))

    assert "Copy: a.inf" in page
    assert "Download a.inf" not in page


def test_the_records_of_the_first_name_are_open_and_those_of_the_others_folded() -> None:
    assert CLEAN.dcv is not None
    other = replace(CLEAN.dcv.records[0], domain="example.net", where="_abc.example.net")
    page = html.render_part(replace(CLEAN, dcv=replace(CLEAN.dcv, records=(*CLEAN.dcv.records, other))))

    order = ["_abc.example.com", "<details><summary>Records for 1 other name<", "_abc.example.net"]
    assert sorted(order, key=page.index) == order
    assert "Records for" not in html.render_part(CLEAN)


def test_many_names_are_folded_but_for_the_first_of_them() -> None:
    many = tuple(f"host{number}.example" for number in range(40))
    page = html.render_part(replace(CLEAN, dns_names=many, ip_addresses=(), emails=()))

    order = ["host11.example", "<details><summary>28 more<", "host12.example", "host39.example"]
    assert sorted(order, key=page.index) == order


def test_the_ways_to_prove_control_are_listed_with_their_names() -> None:
    text = " ".join(Reader(html.render_part(CLEAN)).text.split())

    assert "DNS record for every name. The record stays for the next check." in text
    assert "File on the web server for example.com. A file never proves a wildcard." in text


def test_a_certificate_says_its_days_its_scts_and_where_revocation_is_told_without_a_link() -> None:
    page = html.render_part(CERTIFICATE)

    assert "200 days, 25 October 2026 to 12 May 2027" in page
    assert "<dt>SCTs</dt><dd>2 of 3 wanted</dd>" in page
    assert "<dt>Must-staple</dt><dd>yes</dd>" in page
    assert {"http://ocsp.example", "http://crl.example/ca.crl"} <= set(re.findall(r"http://[^<]*", page))
    assert "href" not in page.replace('href="#i-', "")


def test_the_renewal_has_its_day_its_schedule_and_a_calendar_to_save() -> None:
    page = html.render_part(CERTIFICATE)

    assert '<h4>Renewal <span class="soft">due from 12 April 2027 on</span></h4>' in page
    assert "<tr><td>12 Apr 2027</td><td>100 days</td><td>21 Jul 2027</td></tr>" in page
    assert 'data-download="renewal.ics" data-type="text/calendar"' in page


def test_the_line_ends_of_a_calendar_outlast_the_parser() -> None:
    assert "BEGIN:VCALENDAR&#13;\nVERSION:2.0&#13;\n" in html.render_part(CERTIFICATE)


@pytest.mark.parametrize(("same", "tone"), [(True, "ok"), (False, "bad"), (None, "bad")])
def test_two_things_of_one_key_are_well_and_all_others_are_not(same: bool | None, tone: str) -> None:
    assert f'<div class="verdict {tone}">' in html.render_part(replace(SAME_KEY, same_key=same))


def test_a_new_key_at_a_renewal_is_no_fault_and_every_change_has_a_row() -> None:
    page = html.render_part(replace(RENEWED, findings=()))

    assert '<div class="verdict ok">' in page
    assert '<th scope="col">Older</th><th scope="col">Newer</th>' in page
    assert '<td dir="auto">example.com</td><td dir="auto">example.com, www.example.com</td>' in page


def test_choices_post_their_id_under_the_name_choice() -> None:
    elements = Reader(html.render_part(PARTS[7])).elements

    buttons = [attributes for tag, attributes in elements if tag == "button"]
    assert [(button["name"], button["value"]) for button in buttons] == [("choice", "article:a"), ("choice", "handoff")]


def test_the_site_report_shows_the_certificate_and_the_chain_that_were_served() -> None:
    page = html.render_part(PARTS[5])

    assert page.count('<article class="card"') == 3


def test_the_lines_of_a_notice_stay_lines() -> None:
    page = html.render_part(Notice(Severity.ERROR, "private_key.refused", "Now:\n1. Make a new key.\n2. Reissue."))

    assert '<p class="words" dir="auto">Now:\n1. Make a new key.\n2. Reissue.</p>' in page


def test_a_friendly_line_is_a_line_and_not_a_warning() -> None:
    assert 'class="note' not in html.render_part(PARTS[9])
