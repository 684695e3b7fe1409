"""Data sets of questions with known answers: two forms of one layout, and what is wrong with a file."""

from pathlib import Path

import pytest

from sslhelp.errors import RequestError
from sslhelp.search import dataset


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    path = tmp_path / "corpus.tsv"
    path.write_text("a\tWildcards\tOne level of subdomains.\nb\t\tA body without a title.\nc\tRefunds\t\n")
    return path


def written(path: Path, text: str) -> Path:
    path.write_bytes(text.encode())
    return path


def test_an_entry_is_an_article_of_one_section_and_its_aliases_are_its_questions(corpus: Path, tmp_path: Path) -> None:
    aliases = written(tmp_path / "aliases.tsv", "c\tmoney back\nc\t\nc\tcancel my order\n")
    found = dataset.read_articles(corpus, aliases)
    assert [(each.id, each.title, each.sections[0].body.plain) for each in found] == [
        ("a", "Wildcards", "One level of subdomains."),
        ("b", "", "A body without a title."),
        ("c", "Refunds", ""),
    ]
    assert [each.questions for each in found] == [(), (), ("money back", "cancel my order")]


@pytest.mark.parametrize(
    "text",
    [
        "q1\tmoney back\tc\nq2\ta zebra\tNONE\n",
        "qid\ttext\tgold\nq1\tmoney back\tc\nq2\ta zebra\tNONE\n",
        "gold\tnote\ttext\nc\t-\tmoney back\nNONE\t-\ta zebra\n",
        "\ufeffqid\ttext\tgold\r\nq1\tmoney back\tc\r\n\r\nq2\ta zebra\tNONE",
    ],
    ids=["bare", "headed", "in another order", "from Windows"],
)
def test_questions_are_read_with_and_without_a_heading(tmp_path: Path, text: str) -> None:
    path = written(tmp_path / "queries.tsv", text)
    assert dataset.read_queries(path) == [("money back", "c"), ("a zebra", None)]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("q1\tmoney back\n", ":1: 2 columns, not 3"),
        ("qid\ttext\tgold\nq1\ta\tb\tc\n", ":2: 4 columns, not 3"),
        ("q1\tmoney back\tc\nq2\twhat now\t\n", ":2: no gold"),
        ("q1\tmoney \udcff\tc\n", ":1: not utf-8"),
        ("qid\ttext\tgold\n", ": no questions"),
    ],
)
def test_what_is_wrong_with_questions_is_said_with_file_and_line(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "queries.tsv"
    path.write_bytes(text.encode("utf-8", "surrogateescape"))
    with pytest.raises(RequestError) as caught:
        dataset.read_queries(path)
    assert str(caught.value) == f"{path}{said}"


def test_an_id_stands_once_and_an_alias_names_one(corpus: Path, tmp_path: Path) -> None:
    twice = written(tmp_path / "twice.tsv", "a\tone\t\nb\ttwo\t\na\tthree\t\n")
    with pytest.raises(RequestError, match=r"twice\.tsv:3: the id 'a' stands twice"):
        dataset.read_articles(twice)
    aliases = written(tmp_path / "aliases.tsv", "a\tstar\nz\tzebra\n")
    with pytest.raises(RequestError, match=r"aliases\.tsv:2: no entry 'z'"):
        dataset.read_articles(corpus, aliases)
    nameless = written(tmp_path / "nameless.tsv", "\tone\t\n")
    with pytest.raises(RequestError, match=r"nameless\.tsv:1: no id"):
        dataset.read_articles(nameless)


def test_a_file_that_is_too_large_is_not_read(corpus: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dataset, "MAX_ROWS", 2)
    with pytest.raises(RequestError, match=r"corpus\.tsv:3: more than 2 rows"):
        dataset.read_articles(corpus)
    monkeypatch.setattr(dataset, "MAX_BYTES", 20)
    with pytest.raises(RequestError, match="over 0 MB"):
        dataset.read_articles(corpus)


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(RequestError, match="is a directory"):
        dataset.read_queries(tmp_path)
