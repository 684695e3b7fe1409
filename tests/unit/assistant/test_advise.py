"""The advisor in conversation: when it speaks, what it offers, and how it reads an answer."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from sslhelp.assistant.context import with_choice
from sslhelp.assistant.tools.advise import PREFIX, Advise
from sslhelp.model.chat import Choices, Context, Message, Notice, Option, Part, Reply, Turn
from sslhelp.model.products import Recommendation
from sslhelp.products.catalogue import load

NOW = datetime(2026, 11, 24, tzinfo=UTC)
ADVISE = Advise(load(Path(__file__).parents[3] / "kb" / "products.toml"), lambda: NOW)


def after(*parts: Part) -> Context:
    return Context((Turn("before", Reply(parts, "c"), NOW),))


def answer(text: str, context: Context) -> tuple[Part, ...] | None:
    """Hand a text to the advisor as the assistant does."""
    return ADVISE(with_choice(Message(text), context), context)


def say(text: str, context: Context | None = None) -> tuple[Part, ...]:
    parts = answer(text, context or Context())
    assert parts is not None
    return parts


def choices(parts: tuple[Part, ...]) -> Choices:
    (found,) = [part for part in parts if isinstance(part, Choices)]
    return found


def product(parts: tuple[Part, ...] | None) -> str:
    assert parts is not None
    (found,) = parts
    assert isinstance(found, Recommendation), found
    return found.product.id


def asked(text: str, *answers: str) -> tuple[Part, ...]:
    """Say a text and then each answer, in one conversation."""
    parts = say(text)
    for answer in answers:
        parts = say(answer, after(*parts))
    return parts


def test_a_guided_customer_is_asked_step_by_step_with_buttons() -> None:
    parts = say("Which certificate do I need?")
    for label in ("A website or server", "All subdomains of one domain", "The company's name", "We do, by hand"):
        option = next(each for each in choices(parts).options if each.label == label)
        assert option.id.startswith(PREFIX)
        parts = ADVISE(Message("", choice=option.id), Context()) or ()
    assert product(parts) == "instantssl-premium-wildcard"


@pytest.mark.parametrize(
    ("turns", "chosen"),
    [
        (["which certificate do I need", "a website", "shop.example.com", "no name", "we do"], "positivessl"),
        (["which certificate do I need", "the first one", "2", "second", "by hand"], "instantssl-premium-wildcard"),
        (
            ["which certificate do I need", "website", "a.example.com, *.example.net", "our company", "1"],
            "sectigo-multi-domain-wildcard",
        ),
        (
            ["which certificate do I need", "website", "all subdomains of example.com", "no", "manually"],
            "positivessl-wildcard",
        ),
        (
            ["which certificate do I need", "website", "two domains", "the domain is enough", "by hand"],
            "positivessl-multi-domain",
        ),
        (
            ["which certificate do I need", "website", "several domains", "the company's name", "the first one"],
            "sectigo-multi-domain-ssl",
        ),
        (["which certificate do I need", "shop.example.com", "we want EV"], "sectigo-ev-ssl"),
        (["which certificate do I need", "e-mail", "a person's name"], "cpac-pro"),
        (["which certificate do I need", "sign mails", "show our company name"], "cpac-enterprise"),
        (["which certificate do I need", "software"], "sectigo-code-signing"),
        (["which certificate do I need", "4"], "digicert-document-signing"),
        (["I need an EV wildcard for *.example.com", "keep the wildcard"], "instantssl-premium-wildcard"),
        (["I need an EV wildcard for *.example.com", "keep EV"], "sectigo-multi-domain-ev"),
        (["need ssl for 10.0.0.1 and shop.example.com", "go on without"], "positivessl"),
    ],
)
def test_an_answer_in_words_is_matched_to_what_was_asked(turns: list[str], chosen: str) -> None:
    parts = asked(*turns[:-1])
    assert product(answer(turns[-1], after(*parts))) == chosen


@pytest.mark.parametrize(
    "text",
    [
        "how long does validation take for a company?",
        "what is the difference between them",
        "my website shows an error",
        "which of these shows my company",
        "thanks, I will think about it",
        "where do I paste my csr",
        "x" * 5000,
        "",
    ],
)
@pytest.mark.parametrize(
    "question", ["which certificate do I need", "I need a cpac certificate", "I need an ssl certificate for my website"]
)
def test_something_else_after_a_question_is_left_to_the_other_tools(question: str, text: str) -> None:
    assert answer(text, after(*say(question))) is None


def test_a_new_request_after_a_question_is_not_read_as_its_answer_alone() -> None:
    parts = say("I need a certificate for example.net", after(*say("which certificate do I need")))
    assert "example.net" in choices(parts).options[0].id


def test_the_options_of_other_tools_are_not_the_advisors() -> None:
    context = after(
        Choices("Did you mean", (Option("article:dv-ov-ev", "DV or OV"), Option("article:csr", "A website")))
    )
    assert ADVISE(Message("a website"), context) is None


@pytest.mark.parametrize(
    "choice", ["article:dv-ov-ev", "advise:purpose=bank", "advise:" + "x" * 9000, "advise:\x00", "handoff"]
)
def test_a_choice_that_was_never_offered_is_not_answered(choice: str) -> None:
    assert ADVISE(Message("which certificate do I need", choice=choice), Context()) is None


def test_an_empty_state_starts_afresh() -> None:
    parts = ADVISE(Message("", choice=PREFIX), Context())
    assert parts is not None
    assert choices(parts).prompt == "What is to be secured?"


def test_what_does_not_exist_is_a_notice_with_what_to_do_instead() -> None:
    notice, instead = say("We need an EV wildcard certificate for *.example.com")
    assert isinstance(notice, Notice)
    assert notice.code == "advise.ev_wildcard"
    assert isinstance(instead, Choices)


@pytest.mark.parametrize(
    "text", ["cpac pro versus enterprise", "basic, pro, enterprise: which one is for me", "hello", ""]
)
def test_what_is_no_request_for_a_product_is_left_to_the_other_tools(text: str) -> None:
    assert ADVISE(Message(text), Context()) is None


def test_the_command_line_gets_a_recommendation_for_names_alone() -> None:
    assert product(ADVISE.recommend("", names=["example.com", "www.example.com"], csr_names=[])) == "positivessl"


def test_the_names_of_a_csr_count_like_those_that_were_given() -> None:
    parts = ADVISE.recommend("company name in it", names=["*.example.com"], csr_names=["a.example.net"])
    assert product(parts) == "sectigo-multi-domain-wildcard"


def test_who_has_a_csr_is_not_told_to_make_one_first() -> None:
    (part,) = ADVISE.recommend("", names=[], csr_names=["www.example.com"])
    assert isinstance(part, Recommendation)
    assert part.asks[0].startswith("The CSR that you have")
    assert part.command


def test_a_csr_for_mail_asks_whose_name_is_shown() -> None:
    found = choices(ADVISE.recommend("", names=[], csr_names=["joe@example.com"]))
    assert found.prompt.startswith("Whose name")


@pytest.mark.parametrize("names", ["*.example.com", "8.8.8.8"])
def test_a_command_is_there_for_whatever_names_a_csr_can_hold(names: str) -> None:
    (part,) = ADVISE.recommend("", names=[names], csr_names=[])
    assert isinstance(part, Recommendation)
    assert part.command
    assert names in part.command


@pytest.mark.parametrize("text", ["code signing for our app", "cpac basic", "sign PDFs", "*.example.com by acme"])
def test_there_is_no_command_where_no_csr_is_made_by_hand(text: str) -> None:
    (part,) = ADVISE.recommend(text, names=[], csr_names=[])
    assert isinstance(part, Recommendation)
    assert part.command is None


def test_a_request_that_says_nothing_is_asked_back() -> None:
    assert choices(ADVISE.recommend("something secure", names=[], csr_names=[])).prompt == "What is to be secured?"


def test_every_options_id_fits_a_slack_button_however_many_names_there_are() -> None:
    names = [f"a-rather-long-label-{number}.example.com" for number in range(240)]
    parts = ADVISE.recommend("EV", names=[*names, "*.example.net"], csr_names=[])
    assert all(len(option.id) < 2000 for option in choices(parts).options)
