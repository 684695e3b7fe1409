"""Figures of the search: what they count, and that a question is not found by itself."""

from sslhelp.model.knowledge import Hit
from sslhelp.search import evaluate
from sslhelp.search.evaluate import Outcome
from tests.conformance.search import article


def outcome(right: str | None, *found: tuple[str, float]) -> Outcome:
    return Outcome("?", right, tuple(Hit(article_id, 0, 0.0, sure, ()) for article_id, sure in found))


def test_shares_are_of_the_questions_that_an_article_answers() -> None:
    found = evaluate.figures(
        [
            outcome("a", ("a", 0.9), ("b", 0.1)),
            outcome("a", ("b", 0.9), ("a", 0.1)),
            outcome("a", ("b", 0.5), ("a", 0.4)),
            outcome("a"),
            outcome(None, ("a", 0.7)),
            outcome(None, ("a", 0.2)),
        ],
        sure=0.65,
        possible=0.35,
    )
    assert (found.questions, found.out_of_scope) == (4, 2)
    assert (found.hit_at_1, found.hit_at_3) == (0.25, 0.75)
    assert (found.right, found.wrong, found.offered, found.strayed) == (0.25, 0.25, 0.25, 0.5)


def test_a_share_of_no_question_is_not_known() -> None:
    found = evaluate.figures([outcome("a", ("a", 0.9))], sure=0.65, possible=0.35)
    assert found.strayed is None


def test_a_question_that_is_held_out_is_found_by_the_other_words_of_its_article_alone() -> None:
    articles = [
        article("warranty", "What is paid", ["who pays the warranty", "zebra"], ("What is paid", "The CA pays.")),
        article("refund", "Money back", ["how do i cancel", "refund of an order"], ("Money back", "Within a month.")),
    ]
    ranks = {each.question: each.rank for each in evaluate.held_out(articles, {})}
    assert ranks == {"who pays the warranty": 1, "how do i cancel": None, "zebra": None, "refund of an order": None}


def test_an_article_is_lost_when_none_of_its_questions_finds_it_first() -> None:
    outcomes = [outcome("a", ("a", 0.9)), outcome("a"), outcome("b", ("a", 0.9), ("b", 0.8)), outcome(None)]
    assert evaluate.lost(outcomes) == {"b"}
