"""`sslhelp kb new`: a draft that can be read from the first moment on, and never one in the place of an article."""

from datetime import date
from pathlib import Path

import pytest

from sslhelp.errors import ConfigError
from sslhelp.knowledge import articles, skeleton

TODAY = date(2026, 11, 26)


def write(kb: Path, article_id: str = "dcv-dns", group: str = "validation", title: str = "Validate by DNS") -> Path:
    return skeleton.write(kb, article_id, group=group, title=title, today=TODAY)


@pytest.mark.parametrize("title", ["Validate by DNS", 'What "pending" means: and # why', "yes", "Ärger mit 中文"])
def test_a_skeleton_is_a_draft_that_can_be_read(tmp_path: Path, title: str) -> None:
    path = write(tmp_path, title=title)
    article = articles.read(path, words={}, article_url="/help/{}".format)
    assert (article.id, article.group, article.title, article.draft) == ("dcv-dns", "validation", title, True)
    assert (article.updated, article.review_by) == (TODAY, date(2027, 11, 26))


ODD = [
    "yes",
    "2026-11-24",
    "- [x]: #1 & *all*",
    'say "why"',
    "{{ house.name }} hosting",
    "Ärger \u202e mit\n中文",
    "x" * 900,
]


def test_what_customers_asked_becomes_its_questions_whatever_it_is(tmp_path: Path) -> None:
    path = skeleton.write(tmp_path, "odd", group="orders", title="Odd", today=TODAY, questions=ODD)
    article = articles.read(path, words={}, article_url="/help/{}".format)
    assert article.questions[:4] == tuple(ODD[:4])
    assert article.questions[4] == "{ { house.name }} hosting"
    assert [len(question) for question in article.questions[5:]] == [14, 300]


def test_few_questions_are_followed_by_what_is_still_to_fill_in_and_of_many_the_first_are_taken(tmp_path: Path) -> None:
    def questions(count: int) -> tuple[str, ...]:
        asked = [f"question {number}" for number in range(count)]
        path = skeleton.write(tmp_path, f"with-{count}", group="orders", title="T", today=TODAY, questions=asked)
        return articles.read(path, words={}, article_url="/help/{}".format).questions

    assert questions(1) == ("question 0", "another, in other words", "A third one, as a whole sentence?")
    assert len(questions(25)) == 20


def test_an_article_is_not_written_over_in_whatever_group_it_is(tmp_path: Path) -> None:
    before = write(tmp_path).read_text()
    with pytest.raises(ConfigError, match="there is an article dcv-dns already"):
        write(tmp_path, group="errors", title="Another")
    assert (tmp_path / "articles/validation/dcv-dns.md").read_text() == before


@pytest.mark.parametrize("name", ["DCV", "../outside", "a--b", "", "a" * 61])
def test_a_name_that_no_file_should_have_is_refused(tmp_path: Path, name: str) -> None:
    for arguments in ({"article_id": name}, {"group": name}):
        with pytest.raises(ConfigError, match="cannot be the name of an article or group"):
            write(tmp_path, **arguments)
    assert not list(tmp_path.rglob("*.md"))
