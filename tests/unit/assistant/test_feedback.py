"""What customers make of replies leads back to their questions; what was left open is counted until it is settled."""

from collections.abc import Callable

import pytest

from sslhelp.app import Application
from sslhelp.model.chat import Choices, Message, Reply
from sslhelp.model.store import Cause
from sslhelp.store.memory import MemoryStore

SURE, DOUBTFUL, FOREIGN = (
    "star certificate how many subs",
    "ssl installation assistance ticket",
    "do you sell pizza ovens in Naples",
)
ARTICLE = "wildcard-subdomains"


class Recording(MemoryStore):
    """A store in memory that keeps the questions of feedback where a test can read them."""

    def __init__(self) -> None:
        super().__init__()
        self.choices: list[tuple[str, str | None]] = []
        self.judgements: list[tuple[str, str, bool]] = []

    def add_choice(self, conversation_id: str, article_id: str | None, **more: object) -> bool:
        self.choices.append((str(more["question"]), article_id))
        return super().add_choice(conversation_id, article_id, **more)  # type: ignore[arg-type]

    def add_feedback(self, conversation_id: str, article_id: str, **more: object) -> bool | None:
        self.judgements.append((str(more["question"]), article_id, bool(more["helpful"])))
        return super().add_feedback(conversation_id, article_id, **more)  # type: ignore[arg-type]


@pytest.fixture
def store() -> Recording:
    return Recording()


@pytest.fixture
def shop(build: Callable[..., Application], store: Recording) -> Application:
    return build(store)


def ask(shop: Application, text: str, conversation: str | None = None, choice: str | None = None) -> Reply:
    return shop.assistant.reply(Message(text, conversation_id=conversation, choice=choice))


def first_choice(reply: Reply) -> str:
    assert isinstance(reply.parts[0], Choices)
    return reply.parts[0].options[0].id


def left_open(store: Recording) -> dict[tuple[str, Cause], int]:
    return {(gap.question, gap.cause): gap.count for gap in store.gaps(limit=99)}


def test_a_question_that_was_answered_is_no_gap(shop: Application, store: Recording) -> None:
    ask(shop, SURE)
    assert left_open(store) == {}


def test_a_question_that_was_handed_over_is_a_gap_with_the_articles_that_came_nearest(
    shop: Application, store: Recording
) -> None:
    ask(shop, FOREIGN)
    (gap,) = store.gaps(limit=9)
    assert (gap.question, gap.count, gap.cause) == (FOREIGN, 1, Cause.UNANSWERED)
    assert len(gap.nearest) == 3


def test_an_offer_is_a_gap_until_one_of_its_articles_is_chosen(shop: Application, store: Recording) -> None:
    reply = ask(shop, DOUBTFUL)
    assert left_open(store) == {(DOUBTFUL, Cause.NONE_TAKEN): 1}
    choice = first_choice(reply)
    ask(shop, "the label of the button", reply.conversation_id, choice=choice)
    assert left_open(store) == {}
    assert store.choices == [(DOUBTFUL, choice.removeprefix("article:"))]


def test_a_choice_made_in_words_is_remembered_too(shop: Application, store: Recording) -> None:
    reply = ask(shop, DOUBTFUL)
    ask(shop, "the first one", reply.conversation_id)
    assert store.choices == [(DOUBTFUL, first_choice(reply).removeprefix("article:"))]


def test_none_of_these_is_remembered_and_leaves_the_question_open(shop: Application, store: Recording) -> None:
    reply = ask(shop, DOUBTFUL)
    ask(shop, "none of these", reply.conversation_id)
    assert store.choices == [(DOUBTFUL, None)]
    assert left_open(store) == {(DOUBTFUL, Cause.NONE_TAKEN): 1}


def test_one_customers_second_choice_settles_nobody_elses_question(shop: Application, store: Recording) -> None:
    ask(shop, DOUBTFUL)
    reply = ask(shop, DOUBTFUL)
    assert isinstance(reply.parts[0], Choices)
    for option in reply.parts[0].options[:2]:
        ask(shop, "", reply.conversation_id, choice=option.id)
    assert left_open(store) == {(DOUBTFUL, Cause.NONE_TAKEN): 1}


def test_a_choice_that_no_question_led_to_is_no_feedback(shop: Application, store: Recording) -> None:
    ask(shop, "", choice=f"article:{ARTICLE}")
    ask(shop, "", choice="handoff")
    assert (store.choices, left_open(store)) == ([], {})


def test_an_ill_rated_answer_leads_back_to_its_question(shop: Application, store: Recording) -> None:
    reply = ask(shop, SURE)
    ask(shop, "what is a QIIS", reply.conversation_id)
    shop.feedback.judge(reply.conversation_id, ARTICLE, helpful=False)
    assert store.judgements == [(SURE, ARTICLE, False)]
    assert left_open(store) == {(SURE, Cause.ILL_RATED): 1}
    assert store.gaps(limit=1)[0].nearest == (ARTICLE,)


def test_an_ill_rated_answer_that_was_chosen_leads_back_to_the_question_before_the_choice(
    shop: Application, store: Recording
) -> None:
    reply = ask(shop, DOUBTFUL)
    choice = first_choice(reply)
    ask(shop, "the label of the button", reply.conversation_id, choice=choice)
    shop.feedback.judge(reply.conversation_id, choice.removeprefix("article:"), helpful=False)
    assert left_open(store) == {(DOUBTFUL, Cause.ILL_RATED): 1}


def test_a_judgement_given_twice_counts_once_and_a_change_of_mind_takes_it_back(
    shop: Application, store: Recording
) -> None:
    first, second = ask(shop, SURE), ask(shop, SURE)
    for helpful in (False, False):
        shop.feedback.judge(first.conversation_id, ARTICLE, helpful=helpful)
    shop.feedback.judge(second.conversation_id, ARTICLE, helpful=True)
    assert left_open(store) == {(SURE, Cause.ILL_RATED): 1}
    shop.feedback.judge(first.conversation_id, ARTICLE, helpful=True)
    assert left_open(store) == {}


def test_a_judgement_on_what_no_question_led_to_is_kept_without_one(shop: Application, store: Recording) -> None:
    reply = ask(shop, "", choice=f"article:{ARTICLE}")
    shop.feedback.judge(reply.conversation_id, ARTICLE, helpful=False)
    shop.feedback.judge(reply.conversation_id, "csr-next-steps", helpful=False)
    assert store.judgements == [("", ARTICLE, False), ("", "csr-next-steps", False)]
    assert left_open(store) == {}


def test_nothing_that_redaction_takes_out_is_in_a_gap_or_with_a_choice(shop: Application, store: Recording) -> None:
    ask(shop, f"{FOREIGN} my password is hunter2 and i am jane@example.com")
    reply = ask(shop, f"{DOUBTFUL} password: hunter2")
    if isinstance(reply.parts[0], Choices):
        ask(shop, "", reply.conversation_id, choice=first_choice(reply))
    kept = repr((store.gaps(limit=9), store.choices))
    assert "hunter2" not in kept
    assert "jane@" not in kept


def test_a_follow_up_is_kept_after_the_question_that_it_leans_on_and_another_subject_alone(
    shop: Application, store: Recording
) -> None:
    reply = ask(shop, SURE)
    ask(shop, "and does it work with a pizza oven from Naples?", reply.conversation_id)
    ask(shop, "do you sell zebras", reply.conversation_id)
    assert {gap.question for gap in store.gaps(limit=9)} <= {
        f"{SURE} and does it work with a pizza oven from Naples?",
        "do you sell zebras",
    }
    assert "do you sell zebras" in {gap.question for gap in store.gaps(limit=9)}
