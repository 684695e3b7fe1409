"""The leg that compares characters."""

from pathlib import Path

import numpy as np
import pytest

from sslhelp.search import ngrams
from sslhelp.search.ngrams import NgramLeg
from sslhelp.search.units import Unit

UNITS = [Unit(0, -1, "Wildcard subdomains"), Unit(0, 0, "One level."), Unit(1, -1, "Refunds"), Unit(2, -1, "…")]


@pytest.fixture
def leg() -> NgramLeg:
    return NgramLeg(ngrams.build(UNITS))


def test_an_article_that_says_the_same_is_nearest_and_one_without_a_run_in_common_is_not_near(leg: NgramLeg) -> None:
    assert leg.score("refunds").tolist() == pytest.approx([0, 1, 0])


def test_slips_compounds_and_endings_leave_most_runs_as_they_are(leg: NgramLeg) -> None:
    for question in ("wildcart", "subdomaain", "refunding", "a wild-card sub domain"):
        assert leg.score(question).argmax() == ("refund" in question)


def test_an_article_is_near_by_half_its_best_unit_and_half_all_of_them_together() -> None:
    leg = NgramLeg(ngrams.build([Unit(0, -1, "alpha"), Unit(0, -1, "omega"), Unit(1, -1, "gamma")]))
    together = 1 / np.sqrt(2)  # two vectors of length 1 at a right angle
    assert leg.score("omega").tolist() == pytest.approx([0.5 + 0.5 * together, 0], abs=0.02)


def test_articles_without_a_word_are_an_index_all_the_same() -> None:
    assert NgramLeg(ngrams.build([Unit(0, -1, "…")])).score("refund").tolist() == [0]


@pytest.mark.parametrize("question", ["", "…", "日本", "\ud800", "x" * 100_000])
def test_any_text_is_a_question(leg: NgramLeg, question: str) -> None:
    assert np.isfinite(leg.score(question)).all()


def test_the_rarest_runs_are_read_first_when_there_are_too_many(leg: NgramLeg, monkeypatch: pytest.MonkeyPatch) -> None:
    units = [*(Unit(each, -1, "the certificate") for each in range(50)), Unit(50, -1, "the zebra")]
    monkeypatch.setattr(ngrams, "MAX_POSTINGS", 40)
    score = NgramLeg(ngrams.build(units)).score("the zebra certificate")
    assert score.argmax() == 50
    assert score[0] == 0


def test_a_table_is_the_same_after_it_was_saved(tmp_path: Path) -> None:
    table = ngrams.build(UNITS)
    table.save(tmp_path)
    again = ngrams.Table.load(tmp_path)
    assert all(np.array_equal(getattr(table, name), getattr(again, name)) for name in table.__dataclass_fields__)
