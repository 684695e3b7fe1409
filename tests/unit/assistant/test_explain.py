"""Why a question was answered as it was: kept beside the exchange, redacted, and told to no customer."""

import json
from collections.abc import Callable

import pytest

from sslhelp.app import Application
from sslhelp.assistant.explain import redacted
from sslhelp.model.chat import Answer, Choices, Message
from sslhelp.model.explanation import Candidate, Decision, Explanation
from sslhelp.model.knowledge import Legs, Respelling
from sslhelp.render import wire
from sslhelp.store.memory import MemoryStore
from tests.golden import FILES

DOUBTFUL = "ssl installation assistance ticket"


@pytest.fixture
def store() -> MemoryStore:
    return MemoryStore()


@pytest.fixture
def explain(build: Callable[..., Application], store: MemoryStore) -> Callable[..., Explanation | None]:
    """Return what asks in a new conversation and gives back the explanation that was kept."""
    assistant = build(store).assistant

    def ask(text: str, **more: str) -> Explanation | None:
        reply = assistant.reply(Message(text, **more))  # type: ignore[arg-type]
        return store.turns(reply.conversation_id, last=1)[0].explanation

    return ask


Explain = Callable[..., Explanation | None]


@pytest.mark.parametrize(
    ("question", "decision"),
    [
        ("star certificate how many subs", Decision.ANSWER),
        (DOUBTFUL, Decision.CHOICES),
        ("do you sell pizza ovens in Naples", Decision.HANDOFF),
    ],
)
def test_each_decision_is_told_by_the_thresholds_that_it_was_held_to(
    application: Application, explain: Explain, question: str, decision: Decision
) -> None:
    told = explain(question)
    assert told
    sure, possible = application.library.index.sure, application.library.index.possible
    assert (told.decision, told.sure, told.possible) == (decision, sure, possible)
    confidence = told.candidates[0].confidence
    assert (confidence >= sure, confidence >= possible) == (
        decision is Decision.ANSWER,
        decision is not Decision.HANDOFF,
    )


def test_the_legs_add_up_and_lead_as_told(explain: Explain) -> None:
    told = explain("star certficate how many subs")
    assert told
    best, second, *_ = (each.legs.total for each in told.candidates)
    assert best - second == pytest.approx(told.lead, abs=0.001)
    assert all(min(each.legs.words, each.legs.whole, each.legs.word_by_word) > 0 for each in told.candidates)
    assert {"wildcard", "subdomain"} <= set(told.candidates[0].matched)
    assert told.respelt == (Respelling("certficate", "certificate"),)


def test_what_was_not_searched_for_has_no_explanation(explain: Explain) -> None:
    assert explain("hello") is None
    assert explain("talk to a human") is None
    assert explain((FILES / "good.csr").read_text()) is None
    assert explain("", choice="article:wildcard-subdomains") is None
    assert explain("", choice="article:gone") is None


def test_a_word_that_redaction_took_out_is_in_no_explanation(explain: Explain) -> None:
    told = explain("my passphrase is wildcrad, how many subdomains can i have")
    assert told
    assert "subdomains" in told.candidates[0].matched
    assert "wildcrad" not in repr(told)


def test_words_that_stand_elsewhere_too_or_came_as_synonyms_stay() -> None:
    told = Explanation(
        Decision.ANSWER,
        0.8,
        0.3,
        0.1,
        (Candidate("csr", Legs(), 0.9, ("wildcard", "secret", "order")),),
        (Respelling("secrt", "secret"), Respelling("ordr", "order")),
    )
    kept = redacted(told, "star order, password is secret, order secrt ordr", "star order, password is [removed], ordr")
    assert kept.candidates[0].matched == ("wildcard", "order")
    assert kept.respelt == (Respelling("ordr", "order"),)


def test_no_customer_is_told(build: Callable[..., Application], store: MemoryStore) -> None:
    reply = build(store).assistant.reply(Message(DOUBTFUL))
    assert isinstance(reply.parts[0], Choices)
    assert "candidates" not in json.dumps(wire.dump(reply))
    assert "candidates" not in json.dumps(wire.dump(store.turns(reply.conversation_id, last=1)[0].reply))


def test_an_answer_and_its_explanation_name_the_same_article(build: Callable[..., Application]) -> None:
    application = build(MemoryStore())
    reply = application.assistant.reply(Message("star certificate how many subs"))
    (turn,) = application.store.turns(reply.conversation_id, last=1)
    assert turn.explanation
    assert isinstance(reply.parts[0], Answer)
    assert reply.parts[0].article.id == turn.explanation.candidates[0].article_id
