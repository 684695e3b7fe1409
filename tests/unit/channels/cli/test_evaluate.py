"""`sslhelp eval`: questions of the articles, of a file, of a data set; what a change won and lost; the floor."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

REPO = Path(__file__).parents[4]


ARTICLES = ("wildcard/wildcard-subdomains.md", "orders/refund.md", "renewal/expired-certificate.md")


@pytest.fixture
def kb(tmp_path: Path) -> Path:
    """Three of the shop's articles: few, so that nothing takes long."""
    kb = tmp_path / "repository" / "kb"
    shutil.copytree(REPO / "kb", kb, ignore=shutil.ignore_patterns("articles", "floor.toml"))
    for article in ARTICLES:
        (kb / "articles" / article).parent.mkdir(parents=True)
        text = (REPO / "kb/articles" / article).read_text()
        (kb / "articles" / article).write_text(re.sub(r"^related: .*\n", "", text, flags=re.MULTILINE))
    return kb


def run(kb: Path, *arguments: str | Path, model: str = "none") -> tuple[int, str, str]:
    done = subprocess.run(
        [sys.executable, "-m", "sslhelp", "eval", *map(str, arguments)],
        env={
            "PATH": os.environ["PATH"],
            "HOME": str(kb),
            "SSLHELP_KB_DIR": str(kb),
            "SSLHELP_DATA_DIR": str(kb.parents[1] / "data"),
            "SSLHELP_EMBEDDING_MODEL": model,
        },
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    return done.returncode, done.stdout, done.stderr


def written(path: Path, text: str) -> Path:
    path.write_text(text)
    return path


def test_questions_of_a_file_are_asked_of_the_articles(kb: Path, tmp_path: Path) -> None:
    queries = written(
        tmp_path / "queries.tsv",
        "qid\ttext\tgold\n1\tstar cert limit\twildcard-subdomains\n2\tstar cert limit\trefund\n3\tzebra\tNONE\n",
    )
    code, printed, _ = run(kb, "--json", "--queries", queries)
    figures = json.loads(printed)
    assert (code, figures["questions"], figures["out_of_scope"], figures["hit_at_1"]) == (0, 2, 1, 0.5)
    code, _, complaint = run(kb, "--floor", "0.6", "--queries", queries)
    assert (code, complaint) == (1, "found first: 50.0%, under the floor of 60.0%\n")


def test_a_question_is_asked_without_its_courtesies_as_the_chat_would(kb: Path, tmp_path: Path) -> None:
    mail = "Dear Sir or Madam, star cert limit? Thanks in advance for your help"
    bare = run(kb, "--json", "--queries", written(tmp_path / "bare.tsv", "1\tstar cert limit?\twildcard-subdomains\n"))
    courteous = run(kb, "--json", "--queries", written(tmp_path / "mail.tsv", f"1\t{mail}\twildcard-subdomains\n"))
    assert courteous == bare


@pytest.mark.parametrize("model", ["none", ""], ids=["by words", "by meanings"])
@pytest.mark.parametrize("headed", [False, True], ids=["bare", "headed"])
def test_a_data_set_is_asked_of_its_own_corpus(kb: Path, tmp_path: Path, model: str, headed: bool) -> None:
    heads = ("id\ttitle\ttext\n", "qid\ttext\tgold\n", "id\ttext\n") if headed else ("", "", "")
    corpus = written(tmp_path / "c.tsv", heads[0] + "x\tCat food\tCats eat fish.\ny\t\tA dog eats bones.\nz\tBird\t\n")
    queries = written(
        tmp_path / "q.tsv", heads[1] + "1\twhat do cats eat\tx\n2\tdogs bone\ty\n3\tparrot\tz\n4\tx\tNONE\n"
    )
    aliases = written(tmp_path / "a.tsv", heads[2] + "z\tmy parrot is hungry\n")
    code, printed, complaint = run(
        kb, "--json", "--corpus", corpus, "--queries", queries, "--aliases", aliases, model=model
    )
    figures = json.loads(printed)
    assert (code, complaint) == (0, "")
    assert (figures["questions"], figures["out_of_scope"]) == (3, 1)
    assert (figures["hit_at_1"], figures["mrr"]) == (1.0, 1.0)
    assert figures["intervals"]["hit_at_1"] == [0.4385, 1.0]


def test_a_person_reads_each_figure_with_its_interval(kb: Path, tmp_path: Path) -> None:
    queries = written(tmp_path / "q.tsv", "1\trefund\trefund\n2\trefund\twildcard-subdomains\n")
    lines = run(kb, "--queries", queries)[1].splitlines()
    assert lines[0] == "2 questions, 0 out of scope (in brackets: 95 % intervals)"
    assert lines[1] == "  50.0%  [9.4%, 90.5%]     found first"


def test_what_is_wrong_with_a_file_is_one_line_with_its_place(kb: Path, tmp_path: Path) -> None:
    queries = written(tmp_path / "q.tsv", "question,answer\n")
    assert run(kb, "--queries", queries) == (
        2,
        "",
        f"error: {queries}:1: 1 columns, not 3\nhint: columns qid, text, gold, parted by a tab\n",
    )


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--corpus",), "--corpus wants the questions too: --queries FILE"),
        (("--aliases",), "--aliases are of a corpus: --corpus FILE"),
    ],
)
def test_options_that_want_another_say_which(kb: Path, tmp_path: Path, options: tuple[str], said: str) -> None:
    code, _, complaint = run(kb, *options, written(tmp_path / "file.tsv", "a\tb\tc\n"))
    assert (code, complaint.splitlines()[0]) == (2, f"error: {said}")


def committed(kb: Path) -> None:
    for arguments in (["init", "-q"], ["add", "."], ["commit", "-q", "-m", "The articles as they were"]):
        subprocess.run(
            ["git", "-c", "user.name=A", "-c", "user.email=a@example.com", *arguments], cwd=kb.parent, check=True
        )


def test_a_change_of_the_articles_is_compared_with_a_revision_question_by_question(kb: Path, tmp_path: Path) -> None:
    committed(kb)
    path = kb / "articles/orders/refund.md"
    path.write_text(path.read_text().replace("title: ", "title: Quxxwort and "))
    queries = written(tmp_path / "q.tsv", "1\tquxxwort\trefund\n2\trefund\trefund\n3\tzebra\tNONE\n")
    code, printed, complaint = run(kb, "--queries", queries, "--compare", "HEAD")
    assert (code, complaint) == (0, "")
    assert printed.split("\n\n")[1].splitlines()[:2] == [
        "kb/ as it is and as of HEAD, 2 questions of both, searched by the present code",
        "won: 1",
    ]
    assert "  refund: quxxwort  (was " in printed
    assert printed.endswith("lost: 0\n")
    compared = json.loads(run(kb, "--json", "--queries", queries, "--compare", "HEAD")[1])["compared"]
    assert (compared["asked"], [each["text"] for each in compared["won"]], compared["lost"]) == (
        2,
        ["quxxwort"],
        [],
    )


def test_a_revision_that_is_not_there_or_no_repository_is_said_in_a_line(kb: Path) -> None:
    code, _, complaint = run(kb, "--compare", "HEAD")
    assert (code, "not a git repository" in complaint) == (2, True)
    committed(kb)
    code, _, complaint = run(kb, "--compare", "--no-such-revision")
    assert code == 2
    assert complaint.startswith(f"error: {kb}: no such revision\n".lower()), complaint


def test_the_floor_of_the_articles_own_questions_is_a_file_of_the_knowledge_base(kb: Path) -> None:
    path = kb / "articles/orders/refund.md"
    path.write_text(path.read_text().replace("is a usb token refundable", "quxxwort"))
    floor = written(kb / "floor.toml", "[words]\nhit_at_1 = 0.1\n[meanings]\nhit_at_1 = 1.0\n")
    assert run(kb)[0] == 0
    floor.write_text("[words]\nhit_at_1 = 1.0\n")
    code, printed, complaint = run(kb)
    assert code == 1
    assert printed.count("\n") >= 5
    assert complaint.endswith("under the floor of 100.0%\n")
    assert run(kb, "--floor", "0.0")[0] == 0, "an option outweighs the file"
    floor.write_text("[words]\nhit_at_1 = 'all'\n")
    assert run(kb)[0] == 2
