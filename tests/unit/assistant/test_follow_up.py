"""Follow-ups: what leans on what was said, which section answers, and what leaves the subject."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from sslhelp.app import Application
from sslhelp.assistant import follow_up
from sslhelp.assistant.follow_up import leans
from sslhelp.model.chat import Answer, Choices, Context, Handoff, Message, Part

Talk = Callable[..., tuple[Part, ...]]


@pytest.mark.parametrize(
    "text", ["and in plesk?", "how much is it", "where do I click", "what about EV?", "would EV help?"]
)
def test_a_short_question_that_points_back_leans(text: str) -> None:
    assert leans(text)


@pytest.mark.parametrize(
    "text",
    [
        "how do I make a certificate request on Tomcat with keytool",
        "it " * 20,
        "My website shows NET::ERR_CERT_AUTHORITY_INVALID since Monday morning",
    ],
)
def test_a_question_of_its_own_does_not_lean(text: str) -> None:
    assert not leans(text)


@pytest.mark.parametrize(
    ("question", "then", "heading"),
    [
        ("how do I make a csr in cpanel", "and in plesk?", "Make a CSR in Plesk"),
        ("what does the warranty cover", "how much is it", "How high the warranty is, and where it is written"),
        ("we lost the private key", "can you restore it", "Why nobody can restore a lost private key"),
        ("sectigo says a CAA record forbids issuance", "where do I add it", "How to add or change a CAA record"),
    ],
)
def test_a_follow_up_is_answered_by_another_section_of_the_same_article(
    talk: Talk, question: str, then: str, heading: str
) -> None:
    (answer,) = talk(question, then)
    assert isinstance(answer, Answer)
    assert answer.heading == heading


@pytest.mark.parametrize(
    ("then", "article"),
    [
        ("what is a csr", "what-is-a-csr"),
        ("do I need a dedicated ip?", "dedicated-ip"),
        ("and can a cpac sign pdf files", "pdf-signing"),
        ("where do I get the site seal", "site-seal"),
    ],
)
def test_a_change_of_subject_inherits_nothing(talk: Talk, then: str, article: str) -> None:
    (answer,) = talk("my validation email never arrived", then)
    assert isinstance(answer, Answer)
    assert answer.article.id == article


@pytest.mark.parametrize("then", ["and do you sell pizza?", "is it raining", "what is your favourite song then"])
@pytest.mark.parametrize(
    "question", ["we lost the private key", "do free certificates have a warranty", "what does the site seal show"]
)
def test_what_has_nothing_to_do_with_certificates_is_not_answered_from_the_last_article(
    talk: Talk, question: str, then: str
) -> None:
    assert isinstance(talk(question)[0], Answer)
    (part,) = talk(question, then)
    assert isinstance(part, Handoff | Choices)


def test_a_chain_of_follow_ups_goes_back_to_the_question_that_stands_alone(application: Application) -> None:
    conversation = None
    for text in ("how do I make a csr in cpanel", "thanks", "and in plesk?"):
        conversation = application.assistant.reply(Message(text, conversation_id=conversation)).conversation_id
    turns = tuple(application.store.turns(conversation or "", last=4))
    topic = follow_up.topic(Context(turns))
    assert topic
    assert list(topic.shown) == ["csr-hosting-panel"]
    assert topic.question == "how do I make a csr in cpanel and in plesk?"


def test_without_a_conversation_there_is_no_topic() -> None:
    assert follow_up.topic(Context()) is None
