"""What every search backend has to do; a backend's test subclasses this and says how to open an index."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest

from sslhelp.model.knowledge import Article, Body, SearchIndex, Section


def article(article_id: str, title: str, questions: Sequence[str], *sections: tuple[str, str]) -> Article:
    """Make an article whose sections are (heading, text); the first is the lead."""
    return Article(
        id=article_id,
        group="test",
        title=title,
        questions=tuple(questions),
        tags=(),
        updated=date(2026, 11, 24),
        review_by=date(2027, 3, 1),
        sources=("the test",),
        related=(),
        findings=(),
        offers=(),
        draft=False,
        sections=tuple(Section(heading, heading.lower(), Body(text, text, text)) for heading, text in sections),
    )


ARTICLES = (
    article(
        "wildcard-subdomains",
        "How many subdomains a wildcard secures",
        ["how many subdomains fit under one wildcard"],
        ("How many subdomains a wildcard secures", "Any number of subdomains, all at one level."),
        ("Does a wildcard cover the bare domain", "Only when the bare domain stands in the certificate too."),
    ),
    article(
        "expired-certificate",
        "What happens when a certificate expires",
        ["what if i do not renew"],
        ("What happens when a certificate expires", "Browsers show a warning until it is renewed."),
        ("How HSTS changes that", "With HSTS no visitor can click the warning away."),
    ),
    article(
        "refund",
        "Refunds and cancelling",
        ["can i get my money back"],
        ("Refunds and cancelling", "An order can be cancelled within 25 days."),
    ),
)
SYNONYMS = {"star": "wildcard", "subs": "subdomain", "money back": "refund", "lapse": "expire"}


class SearchConformance:
    """The behaviour of a `SearchIndex` over `ARTICLES` with `SYNONYMS`."""

    @pytest.fixture
    def index(self) -> SearchIndex:
        raise NotImplementedError

    def best(self, index: SearchIndex, question: str) -> str:
        return index.search(question)[0].article_id

    def test_a_question_in_the_articles_words_finds_its_article(self, index: SearchIndex) -> None:
        assert self.best(index, "How many subdomains does a wildcard secure?") == "wildcard-subdomains"

    def test_a_question_in_the_customers_words_finds_it_by_synonyms(self, index: SearchIndex) -> None:
        assert self.best(index, "star certificate how many subs") == "wildcard-subdomains"
        assert self.best(index, "i want my money-back") == "refund"

    def test_a_misspelt_word_is_understood(self, index: SearchIndex) -> None:
        assert self.best(index, "wildcrad subdomians") == "wildcard-subdomains"

    def test_another_form_of_a_word_is_the_same_word(self, index: SearchIndex) -> None:
        assert self.best(index, "it is expiring") == "expired-certificate"

    def test_the_section_that_answers_is_named(self, index: SearchIndex) -> None:
        assert index.search("does the wildcard cover the bare domain")[0].section == 1
        assert index.search("how many subdomains for a wildcard")[0].section == 0

    def test_the_sections_of_an_article_are_weighed_for_a_question(self, index: SearchIndex) -> None:
        lead, other = index.sections("and the bare domain?", "wildcard-subdomains")
        assert other > lead
        assert len(index.sections("zebra", "refund")) == 1

    def test_hits_come_best_first_with_falling_confidence_and_no_more_than_asked_for(self, index: SearchIndex) -> None:
        hits = index.search("wildcard certificate expires", limit=2)
        assert len(hits) == 2
        assert hits[0].score >= hits[1].score
        assert 1 >= hits[0].confidence >= hits[1].confidence >= 0

    def test_what_no_article_speaks_of_finds_nothing_sure(self, index: SearchIndex) -> None:
        assert all(hit.confidence < 0.5 for hit in index.search("zebra crossing quxxwort"))
        assert all(hit.confidence < 0.5 for hit in index.search("book a flight to Berlin under zebra"))

    def test_a_question_that_is_mostly_foreign_is_less_sure_than_one_that_is_not(self, index: SearchIndex) -> None:
        sure = index.search("wildcard subdomains")[0].confidence
        unsure = index.search("wildcard giraffe zebra okapi rhinoceros")[0].confidence
        assert sure > unsure

    def test_the_words_that_matched_are_named(self, index: SearchIndex) -> None:
        assert set(index.search("wildcard giraffe")[0].matched) == {"wildcard"}

    @pytest.mark.parametrize(
        "question",
        [
            "",
            " ",
            "?",
            "*",
            "TLS?",
            "title:wildcard",
            "AND OR NOT",
            '"',
            "[a TO z]",
            "(((",
            "wild*",
            "\x00",
            "\ud800",
            "…",
        ],
    )
    def test_query_syntax_and_noise_are_just_text(self, index: SearchIndex, question: str) -> None:
        assert isinstance(index.search(question), list)

    def test_a_very_long_question_is_answered(self, index: SearchIndex) -> None:
        padding = "hello there " * 20_000
        assert self.best(index, f"{padding} how many subdomains for a wildcard") == "wildcard-subdomains"
        assert self.best(index, f"how many subdomains for a wildcard {padding}") == "wildcard-subdomains"

    def test_threads_may_search_at_the_same_time(self, index: SearchIndex) -> None:
        questions = ["wildcard subdomains", "certificate expires", "refund please"] * 20
        expected = ["wildcard-subdomains", "expired-certificate", "refund"] * 20
        with ThreadPoolExecutor(4) as pool:
            assert list(pool.map(lambda question: self.best(index, question), questions)) == expected
