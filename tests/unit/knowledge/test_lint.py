"""`sslhelp kb lint`: each complaint by an article that earns it, and none about one that does not."""

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date
from pathlib import Path

import pytest

from sslhelp.knowledge.lint import lint
from sslhelp.knowledge.lint.surroundings import Surroundings
from sslhelp.model.knowledge import Article

TODAY = date(2026, 11, 26)
GOOD = """---
id: when-to-renew
title: When to renew a certificate
group: renewal
questions:
  - when do i renew
  - how early can i extend my order
  - do i lose days if i buy again now
  - best moment for a new certificate
  - is there a reminder
tags: [renewal]
updated: 2026-11-24
review_by: 2027-03-01
sources:
  - the house
findings: [certificate.expires_soon]
---
Renew in {{ house.menu.orders }} a month ahead. A certificate lasts at most {{ tls.max_days.outlook }}.

## Are days lost by renewing early

No, see [what a reissue is](article:renew-or-reissue#what-a-reissue-is).
"""
OTHER = """---
id: renew-or-reissue
title: Renewal and reissue
group: renewal
questions:
  - what is a reissue
  - renewal or reissue, which one
  - same order with a fresh key
  - does reissuing cost money
  - which button do i press
tags: []
updated: 2026-11-24
review_by: 2027-03-01
sources:
  - the house
---
A renewal is a new order.

## What a reissue is

A new certificate of the same order.
"""

Complain = Callable[..., list[str]]


@pytest.fixture
def complain(tmp_path: Path) -> Complain:
    """Lint two articles, as given or the good ones, and return the complaints about the first."""
    (tmp_path / "articles" / "renewal").mkdir(parents=True)
    (tmp_path / "house.toml").write_text(
        'name = "Shop"\nurl = "https://shop.example"\n[contact]\nname = "support"\n[menu]\norders = "My orders"\n'
    )

    def run(
        text: str = GOOD,
        other: str = OTHER,
        *,
        today: date = TODAY,
        findings: Mapping[str, str] | None = None,
        lost: Callable[[Sequence[Article]], Collection[str]] = lambda _: (),
        fitted_to: tuple[int, int] | None = None,
    ) -> list[str]:
        (tmp_path / "articles" / "renewal" / "when-to-renew.md").write_text(text)
        (tmp_path / "articles" / "renewal" / "renew-or-reissue.md").write_text(other)
        surroundings = Surroundings(
            today=today,
            findings={"certificate.expires_soon": "when-to-renew"} if findings is None else findings,
            products={"PositiveSSL", "PositiveSSL Wildcard", "GeoTrust True BusinessID"},
            brands={"Sectigo", "GeoTrust"},
            terms=lambda question: frozenset(question.split()),
            lost=lost,
            fitted_to=fitted_to,
        )
        return [
            f"{complaint.line}: {complaint.message}"
            for complaint in lint(tmp_path, surroundings)
            if complaint.path.name in {"when-to-renew.md", "articles", "confidence.toml"}
        ]

    return run


def with_lead(text: str) -> str:
    return GOOD.replace("Renew in", f"{text}\n\nRenew in")


def test_a_good_article_is_not_complained_of(complain: Complain) -> None:
    assert complain() == []


def test_a_review_that_is_due_is_named(complain: Complain) -> None:
    assert complain(today=date(2027, 3, 2)) == ["13: review_by: was due on 2027-03-01"]


def test_a_day_that_lies_ahead_is_named(complain: Complain) -> None:
    assert complain(today=date(2026, 11, 23)) == ["12: updated: 2026-11-24 lies ahead"]


def test_an_article_wants_five_questions_at_least(complain: Complain) -> None:
    few = GOOD.replace("  - is there a reminder\n", "")
    assert complain(few) == ["5: questions: there are 4, 5 or more are wanted"]


def test_a_section_that_is_too_long_is_named_at_its_heading(complain: Complain) -> None:
    long = GOOD.replace("No, see", "One word. " * 90 + "No, see")
    assert complain(long) == ["20: the section 'Are days lost by renewing early' has 187 words, 180 are the most"]


@pytest.mark.parametrize(
    ("heading", "message"),
    [
        ("# A title", "the heading 'A title' is of level 1: sections are ##, their parts ###"),
        ("### A part of nothing", "the heading 'A part of nothing' stands in no section"),
        ("## Steps", "the heading 'Steps' does not stand alone: say of what"),
    ],
)
def test_a_heading_out_of_order_or_too_vague_is_named(complain: Complain, heading: str, message: str) -> None:
    assert complain(with_lead(f"Soon.\n\n{heading}\n\nText.")) == [f"20: {message}"]


def test_a_heading_that_stands_twice_is_named_where_it_does_again(complain: Complain) -> None:
    twice = GOOD + "\n## Are days lost by renewing early?\n\nNo.\n"
    assert complain(twice) == ["24: the heading 'Are days lost by renewing early?' stands here twice"]


def test_headings_and_days_in_code_are_nothing_to_complain_of(complain: Complain) -> None:
    assert complain(with_lead("```sh\n# Steps\nsleep 200 days\n```")) == []


@pytest.mark.parametrize(
    ("target", "message"),
    [
        ("article:nowhere", "there is no article nowhere"),
        ("article:renew-or-reissue#gone", "the article renew-or-reissue has no heading gone"),
        ("/help/refund", "the link '/help/refund' leads neither to article:<id> nor to an https:// address"),
        (
            "http://shop.example",
            "the link 'http://shop.example' leads neither to article:<id> nor to an https:// address",
        ),
    ],
)
def test_a_link_that_leads_nowhere_is_named_with_its_line(complain: Complain, target: str, message: str) -> None:
    assert complain(with_lead(f"A first line,\nand [a link]({target}).")) == [f"19: {message}"]


@pytest.mark.parametrize("target", ["https://shop.example/a", "mailto:a@shop.example", "{{ house.url }}"])
def test_a_link_to_another_site_by_https_mail_or_a_word_of_the_house_is_fine(complain: Complain, target: str) -> None:
    assert complain(with_lead(f"See [it]({target}).")) == []


def test_a_published_article_does_not_lead_to_a_draft(complain: Complain) -> None:
    draft = OTHER.replace("group: renewal", "group: renewal\ndraft: true")
    assert complain(other=draft) == ["22: the article renew-or-reissue is a draft"]
    assert complain(GOOD.replace("group: renewal", "group: renewal\ndraft: true"), draft) == []


def test_a_question_that_is_nearly_one_of_another_article_is_named_in_the_second(complain: Complain) -> None:
    near = GOOD.replace("best moment for a new certificate", "renewal or reissue, which one ?")
    assert complain(near) == [
        "9: questions: 'renewal or reissue, which one ?' is nearly 'renewal or reissue, which one' of renew-or-reissue"
    ]


def test_an_article_that_its_own_questions_do_not_find_is_named(complain: Complain) -> None:
    found = complain(lost=lambda articles: [article.id for article in articles if article.id == "when-to-renew"])
    assert found == ["5: questions: none of them finds the article by the others"]


def test_a_finding_without_an_article_is_named(complain: Complain) -> None:
    found = complain(findings={"certificate.expires_soon": "when-to-renew", "csr.version": "csr-rejected"})
    assert found == ["1: there is no article csr-rejected, which the finding csr.version names"]


def test_a_finding_that_its_article_does_not_list_is_named(complain: Complain) -> None:
    found = complain(findings={"certificate.expires_soon": "when-to-renew", "renewal.late": "when-to-renew"})
    assert found == ["16: findings: renewal.late names this article, which does not list it"]


def test_a_finding_that_an_article_lists_and_is_not_its_own_is_named(complain: Complain) -> None:
    found = complain(findings={"certificate.expires_soon": "renew-or-reissue"})
    assert found == ["16: findings: certificate.expires_soon names the article renew-or-reissue"]
    assert complain(findings={}) == ["16: findings: there is no finding certificate.expires_soon"]


def test_a_pattern_stands_for_all_findings_that_begin_so_and_for_no_others(complain: Complain) -> None:
    starred = GOOD.replace("certificate.expires_soon", "certificate.*")
    assert complain(starred, findings={"certificate.a": "when-to-renew", "certificate.b.c": "when-to-renew"}) == []
    assert complain(starred, findings={"certificates.a": "when-to-renew"}) == [
        "16: findings: certificates.a names this article, which does not list it",
        "16: findings: there is no finding certificate.*",
    ]


@pytest.mark.parametrize("name", ["InstantSSL", "PositiveSSL True BusinessID", "Sectigo Wildcard"])
def test_a_name_like_a_product_that_is_not_in_the_catalogue_is_named(complain: Complain, name: str) -> None:
    assert complain(with_lead(f"Take\n{name}.")) == [f"19: {name} is not a product of the catalogue"]


@pytest.mark.parametrize(
    "text",
    ["PositiveSSL Wildcard", "True BusinessID", "GeoTrust True BusinessID", "Sectigo", "OpenSSL", "Sectigo-issued"],
)
def test_a_product_a_brand_and_software_are_no_complaint(complain: Complain, text: str) -> None:
    assert complain(with_lead(f"Take {text}.")) == []


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("It is 200 days.", "200 days is typed: take it from the rule tls.max_days or tls.domain_reuse_days"),
        ("A 47-day life.", "47-day is typed: take it from the rule tls.max_days"),
        ("Until 15 March 2028.", "15 March 2028 is typed: take it from the rule dcv.mail"),
        (
            "A certificate lasts at most 365 days.",
            "365 days contradicts policy.toml: no rule of a certificate's life has that number",
        ),
    ],
)
def test_a_dated_rule_that_is_typed_is_named_with_the_rule(complain: Complain, text: str, message: str) -> None:
    assert complain(with_lead(text)) == [f"18: {message}"]


@pytest.mark.parametrize(
    "text", ["Wait 3 days.", "Orders may be cancelled within 25 days.", "Since 30 November 2022.", "It lasts 365 days."]
)
def test_other_days_and_dates_are_no_complaint(complain: Complain, text: str) -> None:
    assert complain(with_lead(text)) == []


def test_a_sentence_that_nobody_gets_through_is_named(complain: Complain) -> None:
    assert complain(with_lead("A line. So " + "so " * 40 + "on.")) == ["18: a sentence of 42 words, 40 are the most"]


def test_an_article_of_heavy_words_is_named_and_the_words_of_the_trade_are_not_heavy(complain: Complain) -> None:
    heavy = "Administrative considerations necessitate extraordinarily sophisticated documentation. " * 8
    (found,) = complain(with_lead(heavy))
    assert found.startswith("1: hard to read: LIX")
    trade = "Reissue certificates, domain validations, subdomains, organisations, requests, installations. " * 8
    assert complain(with_lead(trade)) == []


def test_an_article_that_cannot_be_read_is_complained_of_alone(complain: Complain) -> None:
    assert complain(GOOD.replace("title:", "titel:") + "\n## Steps\n\nx\n") == [
        "1: title: is missing",
        "3: titel: is not a key of an article",
    ]


def test_a_confidence_that_was_fitted_to_another_knowledge_base_is_named(complain: Complain) -> None:
    assert complain(fitted_to=(2, 10)) == []
    assert complain(fitted_to=(2, 9)) == [
        "1: fitted to 2 articles and 9 questions, now there are 2 and 10: run `sslhelp kb calibrate`"
    ]
