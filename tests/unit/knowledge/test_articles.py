"""Articles: what is read from them, and how every fault is named with file and line."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from sslhelp.errors import KnowledgeError
from sslhelp.knowledge import articles
from sslhelp.model.knowledge import Article

GOOD = """---
id: when-to-renew
title: When to renew
group: renewal
questions:
  - when do i renew
  - how early can i renew
  - do i lose days
tags: [renewal]
updated: 2026-11-24
review_by: 2027-03-01
sources:
  - the house
---
Renew in {{ house.menu.orders }} 30 days ahead.

## Do I lose days

No.
"""

Write = Callable[..., Path]


@pytest.fixture
def kb(tmp_path: Path) -> Path:
    (tmp_path / "articles" / "renewal").mkdir(parents=True)
    (tmp_path / "house.toml").write_text(
        'name = "Shop"\nurl = "https://shop.example"\n[contact]\nname = "support"\n[menu]\norders = "My orders"\n'
    )
    return tmp_path


def write(kb: Path, text: str, name: str = "when-to-renew") -> Path:
    path = kb / "articles" / "renewal" / f"{name}.md"
    path.write_text(text)
    return path


def read_all(kb: Path) -> tuple[Article, ...]:
    return articles.read_all(kb / "articles", words={"house.menu.orders": "My orders"}, article_url="/help/{}".format)


def complaints(kb: Path) -> list[str]:
    with pytest.raises(KnowledgeError) as caught:
        read_all(kb)
    return [f"{complaint.line}: {complaint.message}" for complaint in caught.value.complaints]


def test_an_article_is_read_whole_with_the_words_of_the_house(kb: Path) -> None:
    write(kb, GOOD)
    (article,) = read_all(kb)
    assert (article.id, article.group, article.updated) == ("when-to-renew", "renewal", date(2026, 11, 24))
    assert article.questions == ("when do i renew", "how early can i renew", "do i lose days")
    lead, days = article.sections
    assert (lead.heading, lead.anchor) == ("When to renew", "")
    assert lead.body.plain == "Renew in My orders 30 days ahead."
    assert (days.heading, days.anchor, days.body.plain) == ("Do I lose days", "do-i-lose-days", "No.")


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ("title: When to renew\n", "", "1: title: is missing"),
        ("updated: 2026-11-24", "updated: 24 November", "10: updated: input should be a valid date"),
        ("updated: 2026-11-24", "updated: 2026-02-30", "2: not valid YAML: day is out of range for month"),
        ("tags: [renewal]", "tags: renewal", "9: tags: input should be a valid list"),
        ("tags: [renewal]", "tags: [true]", "9: tags.0: input should be a valid string"),
        ("tags: [renewal]", "tags: [renewal", "10: not valid YAML: expected ',' or ']', but got ':'"),
        ("tags: [renewal]", "tag: [renewal]", "9: tag: is not a key of an article"),
        ("tags: [renewal]", "tags: [renewal]\ntags: [other]", "10: tags: stands here twice"),
        (
            "  - how early can i renew\n  - do i lose days\n",
            "",
            "6: questions: list should have at least 3 items after validation, not 1",
        ),
        (
            "{{ house.menu.orders }}",
            "{{ house.menu.oders }}",
            "15: {{ house.menu.oders }} is no word of house.toml or of the rules",
        ),
        ("id: when-to-renew", "id: When To Renew", "2: id: string should match pattern '^[a-z0-9]+(-[a-z0-9]+)*$'"),
        ("id: when-to-renew", "id: renew", "2: id: is renew, but the file is called when-to-renew"),
        ("No.\n", "", "18: the section 'Do I lose days' has no text"),
        ("sources:\n", "related: [gone]\nsources:\n", "12: related: there is no article gone"),
    ],
)
def test_a_fault_is_named_with_its_line(kb: Path, old: str, new: str, complaint: str) -> None:
    write(kb, GOOD.replace(old, new))
    assert complaint in complaints(kb)


def test_only_true_and_false_are_booleans_so_that_a_question_may_be_no(kb: Path) -> None:
    write(kb, GOOD.replace("do i lose days", "no"))
    (article,) = read_all(kb)
    assert article.questions[-1] == "no"


def test_front_matter_that_is_missing_or_open_is_named(kb: Path) -> None:
    write(kb, "Just text.")
    assert complaints(kb) == ["1: the file does not begin with front matter between --- lines"]
    write(kb, "---\nid: x\n")
    assert complaints(kb) == ["1: the front matter is not closed with a --- line"]


def test_bytes_that_are_not_text_are_named_with_their_line(kb: Path) -> None:
    write(kb, GOOD).write_bytes(GOOD.encode() + b"\xff\xfe")
    assert complaints(kb) == ["20: the file is not UTF-8 text"]


def test_every_fault_of_every_file_is_named_at_once(kb: Path) -> None:
    write(kb, GOOD.replace("title: When to renew\n", "").replace("tags:", "tagz:"))
    write(kb, "nothing", "other")
    assert len(complaints(kb)) == 4


def test_the_same_question_in_two_articles_is_a_fault_of_the_second(kb: Path) -> None:
    write(kb, GOOD)
    other = (
        GOOD.replace("id: when-to-renew", "id: zz")
        .replace("how early can i renew", "x y")
        .replace("do i lose days", "z")
    )
    write(kb, other.replace("when do i renew", "When  do I renew"), "zz")
    (complaint,) = complaints(kb)
    assert complaint.startswith("6: questions: 'When  do I renew' also stands in")


def test_an_empty_folder_is_a_fault_and_not_an_empty_knowledge_base(kb: Path) -> None:
    assert complaints(kb) == ["1: there is no article in this folder"]


def test_a_draft_is_passed_over_however_broken_unless_drafts_are_asked_for(kb: Path) -> None:
    write(kb, GOOD)
    write(kb, "---\nid: half-done\ndraft: true\n---\n{{ house.unknown }}\n", "half-done")
    assert [article.id for article in read_all(kb)] == ["when-to-renew"]
    with pytest.raises(KnowledgeError):
        articles.read_all(kb / "articles", words={}, article_url="/help/{}".format, drafts=True)


def test_an_article_in_the_folder_of_another_group_is_a_fault(kb: Path) -> None:
    write(kb, GOOD.replace("group: renewal", "group: errors"))
    assert complaints(kb) == ["4: group: is errors, but the folder is called renewal"]
