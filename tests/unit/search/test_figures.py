"""Figures of the search: what each counts, on outcomes made by hand."""

import pytest

from sslhelp.model.knowledge import Hit
from sslhelp.search.evaluate import Outcome
from sslhelp.search.figures import Figures, figures


def outcome(right: str | None, *found: tuple[str, float]) -> Outcome:
    return Outcome("?", right, tuple(Hit(article_id, 0, 0.0, sure, ()) for article_id, sure in found))


def of(*outcomes: Outcome) -> Figures:
    return figures(outcomes, sure=0.65, possible=0.35)


def test_shares_are_of_the_questions_that_an_article_answers() -> None:
    found = of(
        outcome("a", ("a", 0.9), ("b", 0.1)),
        outcome("a", ("b", 0.9), ("a", 0.1)),
        outcome("a", ("b", 0.5), ("a", 0.4)),
        outcome("a"),
        outcome(None, ("a", 0.7)),
        outcome(None, ("a", 0.2)),
    )
    assert (found.questions, found.out_of_scope) == (4, 2)
    assert (found.hit_at_1, found.hit_at_3, found.mrr) == (0.25, 0.75, 0.5)
    assert (found.right, found.wrong, found.offered, found.strayed) == (0.25, 0.25, 0.25, 0.5)


def test_what_stands_below_the_third_place_was_not_offered() -> None:
    found = of(outcome("a", ("b", 0.5), ("c", 0.4), ("d", 0.3), ("a", 0.2)))
    assert (found.hit_at_3, found.offered, found.mrr) == (0.0, 0.0, 0.25)


def test_a_share_of_no_question_is_not_known() -> None:
    inside, outside = of(outcome("a", ("a", 0.9))), of(outcome(None, ("a", 0.9)))
    assert (inside.strayed, inside.roc_area) == (None, None)
    assert (outside.hit_at_1, outside.mrr, outside.right_at_95, outside.roc_area) == (None, None, None, None)
    assert set(outside.intervals) == {"strayed"}


def test_the_roc_area_is_the_share_of_pairs_in_which_the_answered_one_is_surer_and_ties_are_half() -> None:
    found = of(outcome("a", ("a", 0.9)), outcome("a", ("b", 0.5)), outcome(None, ("a", 0.5)), outcome(None, ("a", 0.7)))
    assert found.roc_area == (1 + 1 + 0.5 + 0) / 4


def test_right_at_95_takes_the_lowest_threshold_at_which_95_percent_of_all_answers_are_right() -> None:
    right = [outcome("a", ("a", 0.9 - each / 100)) for each in range(19)]
    assert of(*right, outcome(None, ("a", 0.6)), outcome("a", ("a", 0.5))).right_at_95 == 1.0
    assert of(*right, outcome(None, ("a", 0.95))).right_at_95 == 1.0
    assert of(*right[:18], outcome(None, ("a", 0.95))).right_at_95 == 0.0
    assert of(*right[:9], outcome("a", ("b", 0.1))).right_at_95 == 0.0, "nine answers say nothing"


def test_equally_sure_answers_are_given_together_or_not_at_all() -> None:
    right = [outcome("a", ("a", 0.9)) for _ in range(15)]
    assert of(*right, outcome("b", ("a", 0.9))).right_at_95 == 0.0


def test_a_share_has_wilsons_interval() -> None:
    found = of(*(outcome("a", ("a" if each < 81 else "b", 0.9)) for each in range(263)))
    assert found.intervals["hit_at_1"] == pytest.approx((0.2553, 0.3662), abs=1e-4)  # Newcombe 1998, table I
    assert of(*(outcome("a", ("a", 0.9)) for _ in range(10))).intervals["hit_at_1"] == (0.7225, 1.0)


def test_an_interval_holds_its_figure_and_is_the_same_each_time() -> None:
    outcomes = [outcome("a", ("a" if each % 3 else "b", each / 60), ("a", 0.0)) for each in range(60)]
    strangers = [outcome(None, ("a", each / 90)) for each in range(60)]
    once, again = of(*outcomes, *strangers), of(*outcomes, *strangers)
    assert once == again
    for name, (low, high) in once.intervals.items():
        assert low <= getattr(once, name) <= high, name
