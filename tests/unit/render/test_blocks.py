"""Block Kit: what each part becomes, that strangers' text stays inert, and that no limit of Slack's is ever passed."""

from __future__ import annotations

import json
import re
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sslhelp.model.chat import Choices, Handoff, Notice, Option, Part, Reply
from sslhelp.model.knowledge import Contact
from sslhelp.model.pki import Change, Command, Comparison, Severity
from sslhelp.render import blocks
from sslhelp.render.blocks import Blocks, kit, render_rest
from tests.fakes.slack_blocks import message_faults
from tests.parts import (
    THEN,
    answer,
    article,
    certificate,
    chain,
    csr,
    every_part,
    finding,
    handoff,
    recommendation,
    usable,
)

HOSTILE = "<!channel> <@U0BOSS> <https://evil.example|shop> *b* `code` ```\n& \x1b[31m\u202e"


def show(*parts: Part) -> Blocks:
    shown = blocks.render(Reply(parts, "c"))
    assert message_faults(shown.text, shown.blocks) == []
    return shown


def kinds(shown: Blocks) -> list[str]:
    return [block["type"] for block in shown.blocks]


def mrkdwn_texts(node: object) -> list[str]:
    if isinstance(node, dict):
        if node.get("type") == "mrkdwn":
            return [node["text"]]
        return [text for value in node.values() for text in mrkdwn_texts(value)]
    return [text for item in node for text in mrkdwn_texts(item)] if isinstance(node, list) else []


def test_an_answer_is_a_heading_its_passage_its_source_and_two_buttons() -> None:
    shown = show(answer(related=(article("san", "Several names"),)))
    assert kinds(shown) == ["header", "section", "context", "context_actions", "actions"]
    assert shown.blocks[0]["text"]["text"] == "How many names"
    source = shown.blocks[2]["elements"][0]["text"]
    assert "<https://shop.example/help/wildcard-subdomains#how-many|Wildcards and subdomains>" in source
    assert "checked on 12 November 2026" in source
    assert "Several names" in shown.blocks[2]["elements"][1]["text"]
    assert shown.blocks[3]["elements"][0]["positive_button"]["value"] == "helpful:wildcard-subdomains"


def test_a_csr_leads_with_its_verdict_then_facts_findings_command_and_records() -> None:
    shown = show(csr())
    assert kinds(shown) == [
        "header", "rich_text", "section", "divider", "rich_text", "rich_text", "actions",
    ]  # fmt: skip
    assert shown.blocks[0]["text"]["text"] == "This CSR would be refused"
    assert [field["text"] for field in shown.blocks[2]["fields"]] == [
        "*Names*\n`www.example.com`",
        "*Key*\nRSA 1024 bits",
    ]


def test_a_validation_record_is_shown_only_for_a_csr_that_can_be_used() -> None:
    assert "token.example" not in show(csr()).text
    shown = show(usable())
    table = kinds(shown).index("table")
    assert kinds(shown)[table - 1 : table + 2] == ["rich_text", "table", "rich_text"]
    assert "token.example" in shown.text


def test_the_ways_to_prove_control_follow_the_records() -> None:
    text = show(usable()).text
    order = ["token.example", "E-mail to the domain, for www.example.com.", "15 March 2028"]
    assert sorted(order, key=text.index) == order


def test_other_tools_than_openssl_are_shown_when_asked_for() -> None:
    assert "certreq www.example.com" not in show(csr()).text
    rest = render_rest(Reply((csr(),), ""))
    assert rest
    assert "certreq www.example.com" in rest.text
    assert render_rest(Reply((answer(),), "")) is None


def test_a_command_that_is_shown_already_is_not_shown_again() -> None:
    report = csr()
    assert report.command is not None
    shown = show(replace(report, commands=(Command("openssl", "OpenSSL", report.command),)))
    assert shown.text.count("openssl req -new") == 1


def test_a_certificate_says_its_kind_and_what_was_validated() -> None:
    text = show(replace(certificate(), kind="smime", validation="sponsor")).text
    assert "S/MIME certificate sponsor-validated" in text


def test_a_certificate_says_its_days_its_renewal_and_its_scts() -> None:
    text = show(replace(certificate(), not_after=THEN)).text
    order = ["200 days, 1 March 2026", "due from 1 March 2026 on", "100 days", "SCTs: 2 of 3 wanted"]
    assert sorted(order, key=text.index) == order


def test_a_comparison_lists_what_was_and_what_is_now() -> None:
    shown = show(Comparison("renewal", "one", "two", True, (Change("CA", "Old CA", ""),), ()))
    assert shown.blocks[0]["text"]["text"] == "The newer certificate has the same key"
    assert "CA\nOlder: Old CA\nNewer: none" in shown.text


def test_findings_are_numbered_by_weight_and_say_it_in_words() -> None:
    findings = (finding("Later", Severity.INFO), finding("Second", Severity.WARNING), finding("First", Severity.FATAL))
    listed = show(replace(csr(), findings=findings)).blocks[4]["elements"][0]
    assert listed["style"] == "ordered"
    assert [kit.spoken(item).split(".")[0] for item in listed["elements"]] == [
        "Error: First",
        "Warning: Second",
        "Note: Later",
    ]


def test_a_finding_ends_with_its_rule() -> None:
    item = show(csr()).blocks[4]["elements"][0]["elements"][0]["elements"][-1]
    assert item == {"type": "text", "text": " BR 6.1.5", "style": {"italic": True}}


def test_the_numbers_of_a_long_list_of_findings_run_on() -> None:
    lists = [
        element
        for block in show(replace(csr(), findings=(finding("x" * 300),) * 12)).blocks
        if block["type"] == "rich_text"
        for element in block["elements"]
        if element["type"] == "rich_text_list"
    ]
    assert len(lists) > 1
    assert [made.get("offset", 0) for made in lists][1] == len(lists[0]["elements"])
    assert sum(len(made["elements"]) for made in lists) == 12


def test_findings_beyond_what_is_shown_are_counted() -> None:
    assert "13 more findings are not shown." in show(replace(csr(), findings=(finding("x"),) * 25)).text


def test_a_choice_is_a_button_that_carries_the_option() -> None:
    shown = show(Choices("Which one?", (Option("article:a", "The first", "why"), Option("advise:b", "x" * 200))))
    first, second = shown.blocks[-1]["elements"]
    assert (first["action_id"], first["value"], first["text"]["text"]) == ("choice:0", "article:a", "The first")
    assert len(second["text"]["text"]) == 75
    assert "why" in shown.text


def test_an_option_whose_id_no_button_can_carry_is_left_out() -> None:
    shown = show(Choices("Which one?", (Option("x" * 2001, "Too long"), Option("ok", "Fine"))))
    assert [button["value"] for button in shown.blocks[-1]["elements"]] == ["ok"]


def test_a_refusal_leads_with_its_first_sentence() -> None:
    shown = show(Notice(Severity.ERROR, "private_key.refused", "That was a private key. It was thrown away."))
    assert kinds(shown) == ["header", "rich_text", "rich_text"]
    assert shown.blocks[0]["text"]["text"] == "That was a private key"
    assert "delete that message" in shown.text


def test_what_speaks_of_a_private_key_is_private_and_nothing_else_is() -> None:
    assert show(answer(), Notice(Severity.ERROR, "private_key.refused", "A key.")).private
    assert not show(answer(), Notice(Severity.ERROR, "paste.truncated", "A part is missing.")).private


def test_a_friendly_line_stays_a_line() -> None:
    assert kinds(show(Notice(Severity.INFO, "smalltalk.greeting", "Hello. Ask about certificates."))) == ["rich_text"]


def test_a_handoff_says_every_way_to_reach_a_person() -> None:
    text = show(handoff("At nine")).text
    assert "<https://shop.example/contact|https://shop.example/contact>" in text
    assert "<mailto:help@shop.example|help@shop.example>" in text
    assert "At nine" in text


def test_a_handoff_without_any_way_still_says_its_reason() -> None:
    assert show(Handoff("Nothing fits.", Contact("us", "", "", ""), "")).text == "Nothing fits."


def test_a_recommendation_gives_its_reasons_and_when_another_would_be_better() -> None:
    text = show(recommendation("Reason")).text
    for title in ("Because", "What it does not do", "Validation and time", "Have ready", "Choose another if"):
        assert title in text
    assert "openssl req" in text
    assert "<https://shop.example/positive|The product's page>" in text


def test_a_command_for_more_names_than_slack_shows_is_left_out_and_said_to_be() -> None:
    whole = replace(recommendation("Reason"), command="openssl req " + "DNS:host.example.com," * 250)
    text = show(whole).text
    assert "DNS:host" not in text
    assert "Choose another if" in text
    assert "longer than a Slack message holds" in text


def test_a_bundle_is_shown_whole_a_box_for_each_certificate() -> None:
    pem = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n" * 2
    boxes = [block for block in show(chain(pem=pem)).blocks if "preformatted" in json.dumps(block)]
    assert [box["elements"][0]["elements"][0]["text"].count("BEGIN") for box in boxes] == [1, 1]


def test_a_bundle_that_does_not_fit_is_not_shown_in_part() -> None:
    pem = f"-----BEGIN CERTIFICATE-----\n{'A' * 4000}\n-----END CERTIFICATE-----\n"
    text = show(chain(pem=pem)).text
    assert "BEGIN CERTIFICATE" not in text
    assert "longer than a Slack message holds" in text


def test_the_text_says_what_the_blocks_say() -> None:
    text = show(csr()).text
    for said in ("This CSR would be refused", "`www.example.com`", "Error: ", "openssl req"):
        assert said in text


def test_a_reply_without_parts_still_has_a_text() -> None:
    assert show() == Blocks("There is nothing to show.")


def test_a_long_answer_is_cut_and_leads_to_the_whole() -> None:
    shown = show(answer("\n\n".join(["word " * 100] * 60)))
    assert kinds(shown)[-3:] == ["context", "context_actions", "actions"]
    notice = shown.blocks[-3]["elements"][0]["text"]
    assert notice.startswith("Shortened to fit into Slack. The whole is in <https://shop.example/help/")


def test_what_comes_after_a_long_part_is_not_lost() -> None:
    shown = show(answer("\n\n".join(["word " * 100] * 60)), Choices("And now?", (Option("handoff", "A person"),)))
    assert "And now?" in json.dumps(shown.blocks)
    assert kinds(shown)[-1] == "actions"


def test_a_second_table_becomes_text() -> None:
    shown = show(usable("one.example"), usable("two.example"))
    assert kinds(shown).count("table") == 1
    assert "_abc.two.example" in shown.text


@pytest.mark.parametrize("number", [1, 40])
def test_strangers_text_brings_no_mention_or_link_to_life(number: int) -> None:
    for part in every_part(HOSTILE, number):
        shown = show(part)
        for text in [*mrkdwn_texts(shown.blocks), shown.text]:
            for marked in re.findall(r"<[^>]*>?", text):
                assert marked.startswith(("<https://shop.example/", "<mailto:help@shop.example"))
        whole = json.dumps(shown.blocks, ensure_ascii=False) + shown.text
        assert "\x1b" not in whole
        assert "\u202e" not in whole


def test_a_backtick_in_a_name_does_not_close_its_code_span() -> None:
    names = show(csr("a` *bold* `b")).blocks[2]["fields"][0]["text"]
    assert names.count("`") == 2


@pytest.mark.parametrize(
    ("text", "number"), [("", 0), (" ", 1), ("x" * 5_000, 3), ("a", 300), ("<&>" * 900, 60), ("y" * 200_000, 2)]
)
def test_no_part_passes_a_limit_however_large(text: str, number: int) -> None:
    for part in every_part(text, number):
        show(part)
    show(*every_part(text, number))
    show(*every_part(text, number) * 9)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(text=st.text(max_size=60), times=st.sampled_from([1, 2, 60, 900]), number=st.integers(0, 30), data=st.data())
def test_any_text_in_any_parts_is_taken_by_slack(text: str, times: int, number: int, data: st.DataObject) -> None:
    parts = every_part(text * times, number)
    show(*data.draw(st.lists(st.sampled_from(parts), max_size=14)))
