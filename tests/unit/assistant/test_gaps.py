"""Gaps by subject: what stands for one, what would close it, and what is closed by now."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from sslhelp.app import Application
from sslhelp.assistant.gaps import Remedy, still_open, subjects
from sslhelp.edition import Edition
from sslhelp.model.store import Cause, Gap

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
HOSTING = ["do you offer web hosting", "can i get web hosting from you", "web hosting plans?"]
RATED = Gap("is one star enough", 2, NOON, ("wildcard-subdomains",), Cause.ILL_RATED)


@pytest.fixture
def library(application: Application) -> Edition:
    return application.library.current


def gap(question: str, count: int = 1, *, day: int = 0, cause: Cause = Cause.UNANSWERED) -> Gap:
    return Gap(question, count, NOON + timedelta(days=day), (), cause)


def test_paraphrases_are_one_subject_with_the_sum_of_their_counts(library: Edition) -> None:
    gaps = [gap(HOSTING[0], 2), gap("my SPF record is wrong", 4), *map(gap, HOSTING[1:])]
    spf, hosting = sorted(subjects(gaps, library), key=lambda each: len(each.gaps))
    assert (spf.count, hosting.count) == (4, 4)
    assert set(hosting.wordings) == set(HOSTING)


def test_subjects_come_most_frequent_first_then_latest_first(library: Edition) -> None:
    gaps = [gap("my SPF record is wrong"), gap("pizza ovens", day=1), gap("web hosting plans", 5)]
    assert [each.wordings[0] for each in subjects(gaps, library)] == [
        "web hosting plans",
        "pizza ovens",
        "my SPF record is wrong",
    ]


def test_a_question_left_open_in_several_ways_is_told_once_with_each_cause(library: Edition) -> None:
    gaps = [gap(HOSTING[0], 3), gap(HOSTING[0].upper(), day=2, cause=Cause.NONE_TAKEN)]
    (subject,) = subjects(gaps, library)
    assert subject.wordings == (HOSTING[0],)
    assert subject.causes == {Cause.UNANSWERED: 3, Cause.NONE_TAKEN: 1}
    assert subject.last_seen == NOON + timedelta(days=2)


def test_what_is_far_from_every_article_wants_an_article_and_what_is_near_one_a_question_there(
    library: Edition,
) -> None:
    far, near = subjects([gap("do you sell pizza ovens in Naples", 2), gap("star certificate how many subs")], library)
    assert far.remedy is Remedy.NEW_ARTICLE
    assert (near.remedy, near.nearest) == (Remedy.ADD_QUESTION, "wildcard-subdomains")
    assert near.confidence > far.confidence


def test_an_ill_rated_answer_wants_its_article_mended_whatever_else_comes_near(library: Edition) -> None:
    (subject,) = subjects([replace(RATED, question="what is a QIIS")], library)
    assert (subject.remedy, subject.nearest) == (Remedy.MEND_ARTICLE, "wildcard-subdomains")


def test_a_subject_is_named_by_any_of_its_questions_so_that_its_name_outlives_a_new_one(library: Edition) -> None:
    gaps = [gap(question) for question in HOSTING]
    (before,) = subjects(gaps[:2], library)
    (after,) = subjects([*gaps, gap("web hosting")], library)
    assert after.is_named(before.id)
    assert not after.is_named("0000000")


def test_a_question_that_an_article_answers_by_now_is_no_gap_any_more(library: Edition) -> None:
    gaps = [gap("star certificate how many subs"), gap("do you sell pizza ovens in Naples")]
    assert still_open(gaps, library) == gaps[1:]


def test_an_ill_rated_answer_is_a_gap_until_its_article_was_updated(library: Edition) -> None:
    article = library.articles["wildcard-subdomains"]
    for updated, left in ((date(2026, 11, 24), [RATED]), (date(2026, 11, 25), [])):
        articles = {**library.articles, article.id: replace(article, updated=updated)}
        assert still_open([RATED], replace(library, articles=articles)) == left


def test_an_ill_rated_answer_whose_article_is_gone_is_a_question_like_any_other(library: Edition) -> None:
    gone = replace(RATED, nearest=("gone",))
    (subject,) = subjects([gone], library)
    assert subject.remedy is not Remedy.MEND_ARTICLE
    assert still_open([replace(gone, question="star certificate how many subs")], library) == []
