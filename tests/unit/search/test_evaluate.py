"""Outcomes of questions: that none is found by itself, and what a change won and lost."""

from sslhelp.model.knowledge import Hit
from sslhelp.search import evaluate
from sslhelp.search.evaluate import Outcome
from tests.conformance.search import article


def outcome(right: str | None, *found: tuple[str, float]) -> Outcome:
    return Outcome("?", right, tuple(Hit(article_id, 0, 0.0, sure, ()) for article_id, sure in found))


def test_a_question_that_is_held_out_is_found_by_the_other_words_of_its_article_alone() -> None:
    articles = [
        article("warranty", "What is paid", ["who pays the warranty", "zebra"], ("What is paid", "The CA pays.")),
        article("refund", "Money back", ["how do i cancel", "refund of an order"], ("Money back", "Within a month.")),
    ]
    ranks = {each.question: each.rank for each in evaluate.held_out(articles, {})}
    assert ranks == {"who pays the warranty": 1, "how do i cancel": None, "zebra": None, "refund of an order": None}


def test_an_article_is_lost_when_none_of_its_questions_finds_it_first() -> None:
    outcomes = [outcome("a", ("a", 0.9)), outcome("a"), outcome("b", ("a", 0.9), ("b", 0.8)), outcome(None)]
    assert evaluate.lost(["a", "b"], outcomes) == {"b"}


def test_a_change_wins_what_is_now_found_first_and_loses_what_no_longer_is() -> None:
    def asked(question: str, right: str | None, found: str) -> Outcome:
        return Outcome(question, right, (Hit(found, 0, 0.0, 0.9, ()),))

    then = [asked("won", "a", "b"), asked("lost", "a", "a"), asked("same", "a", "a"), asked("gone", "a", "b")]
    now = [asked("won", "a", "a"), asked("lost", "a", "b"), asked("same", "a", "a"), asked("new", "a", "a")]
    compared = evaluate.compare([*then, asked("none", None, "a")], [*now, asked("none", None, "b")])
    assert compared.asked == 3
    assert [(before.best, after.question) for before, after in compared.won] == [("b", "won")]
    assert [(after.question, after.best) for _, after in compared.lost] == [("lost", "b")]
