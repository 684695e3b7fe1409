"""`sslhelp gaps` and `kb new --from-gap`, over a store in which a shop's customers have asked, chosen and judged."""

from __future__ import annotations

import csv
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from sslhelp import app, config
from sslhelp.app import Application
from sslhelp.assistant.gaps import subjects
from sslhelp.channels.cli import cli, gap_forms
from sslhelp.errors import RequestError
from sslhelp.knowledge import articles
from sslhelp.model.chat import Choices, Message
from sslhelp.model.store import Gap
from tests.conftest import NOW, REPO

HOSTING = ["do you offer web hosting", "can i get web hosting from you", "web hosting plans?"]
FORMULA = '=HYPERLINK("http://evil.example")'
SECRETS = "my password is hunter2, jane@example.com, do you sell \x1b[31m pizza ovens in Naples"
KB = REPO / "kb"


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory, with_meanings: Callable[[Path], Path]) -> Path:
    """A data folder with an edition by words and by meanings, and no store."""
    return with_meanings(tmp_path_factory.mktemp("gaps"))


@pytest.fixture
def shop(data: Path, monkeypatch: pytest.MonkeyPatch) -> Application:
    """The shop, with a store that is empty."""
    monkeypatch.chdir(data)
    monkeypatch.setenv("SSLHELP_DATA_DIR", str(data))
    monkeypatch.setenv("SSLHELP_EMBEDDING_MODEL", "")
    for file in data.glob("sslhelp.db*"):
        file.unlink()
    settings = config.load()
    return app.build(settings, store=app.open_store(settings))


def ask(shop: Application, *questions: str) -> None:
    for question in questions:
        shop.assistant.reply(Message(question))


def run(*arguments: str) -> Result:
    result = CliRunner().invoke(cli, [*arguments])
    assert not isinstance(result.exception, Exception) or isinstance(result.exception, RequestError)
    return result


def listed(*arguments: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in run("gaps", "--json", *arguments).stdout.splitlines()]


def test_questions_are_listed_by_subject_with_how_often_they_came_and_what_to_do(shop: Application) -> None:
    ask(shop, *HOSTING, HOSTING[0], "how do i configure an spf record")
    told = run("gaps")
    first, _second = told.stdout.split("\n\n")
    head, *wordings, nearest, to_do = first.splitlines()
    assert "  4 times, last on " in head
    assert {wording.strip() for wording in wordings} == set(HOSTING)
    assert nearest.startswith("  nearest: ")
    assert to_do == "  to do: write an article"
    assert told.stderr.startswith("2 gaps\nbegin an article with `sslhelp kb new ID")


def test_a_json_line_has_it_all_and_a_skeleton(shop: Application) -> None:
    ask(shop, *HOSTING)
    (gap,) = listed()
    assert (gap["count"], gap["remedy"]) == (3, "new_article")
    assert sum(gap["causes"].values()) == 3
    assert {gap["question"], *gap["other_wordings"]} == set(HOSTING)
    assert set(gap["nearest"]) == {"id", "title", "confidence"}
    assert "draft: true\nquestions:\n" in gap["skeleton"]
    assert all(f"  - {question}\n" in gap["skeleton"] for question in HOSTING)


def test_no_cell_is_a_formula_to_a_spreadsheet(shop: Application) -> None:
    ask(shop, FORMULA, "+49 call me back on the telephone please", "do you sell pizza ovens, or not")
    rows = list(csv.DictReader(run("gaps", "--csv").stdout.splitlines()))
    assert {f"'{FORMULA}", "do you sell pizza ovens, or not"} <= {row["question"] for row in rows}
    assert not any(cell.startswith(("=", "+", "-", "@")) for row in rows for cell in row.values())
    assert list(rows[0])[:3] == ["gap", "count", "last_seen"]


def test_what_was_offered_and_not_taken_and_what_was_no_help_are_told_as_such(shop: Application) -> None:
    doubtful, sure = "ssl installation assistance ticket", "star certificate how many subs"
    for _ in range(2):
        reply = shop.assistant.reply(Message(doubtful))
    assert isinstance(reply.parts[0], Choices)
    chosen = reply.parts[0].options[0].id
    shop.assistant.reply(Message("", conversation_id=reply.conversation_id, choice=chosen))
    answered = shop.assistant.reply(Message(sure))
    shop.feedback.judge(answered.conversation_id, "wildcard-subdomains", helpful=False)
    gaps = {gap["question"]: gap for gap in listed()}
    assert gaps[doubtful]["causes"] == {"none_taken": 1}
    assert (gaps[sure]["causes"], gaps[sure]["remedy"]) == ({"ill_rated": 1}, "mend_article")


def test_only_the_most_frequent_and_the_latest_are_listed_where_that_is_asked_for(shop: Application) -> None:
    ask(shop, "do you sell pizza ovens in Naples", "do you sell pizza ovens in Naples", "my zebra is ill")
    shop.store.add_gap("giraffes and okapis", nearest=(), at=NOW.replace(year=2020))
    assert [gap["count"] for gap in listed("--limit", "1")] == [2]
    assert "3 gaps, the 1 most frequent shown" in run("gaps", "--limit", "1").stderr
    assert {gap["question"] for gap in listed("--since", "7")} == {
        "do you sell pizza ovens in Naples",
        "my zebra is ill",
    }


def test_what_the_articles_answer_by_now_is_counted_and_left_out(shop: Application) -> None:
    shop.store.add_gap("star certificate how many subs", nearest=(), at=NOW)
    told = run("gaps")
    assert (told.stdout, told.stderr) == ("", "0 gaps; 1 question answered by now\n")


def test_nothing_secret_and_nothing_that_steers_a_terminal_is_listed(shop: Application) -> None:
    ask(shop, SECRETS)
    for form in ((), ("--csv",), ("--json",)):
        told = run("gaps", *form).stdout
        assert "pizza ovens" in told
        assert not any(secret in told for secret in ("hunter2", "jane@", "\x1b"))


def test_the_table_of_a_terminal_says_the_same(
    shop: Application, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "200")
    gaps = [Gap(question, 2, NOW) for question in (*HOSTING, "[bold]markup[/bold] \x1b[31m")]
    gap_forms.table(subjects(gaps, shop.library.current), shop.library.current)
    told = " ".join(capsys.readouterr().out.split())
    assert "6 x, last 2026-11-24" in told
    assert "[bold]markup[/bold]" in told
    assert "\x1b[31m" not in told


def test_a_draft_is_begun_from_a_gap(shop: Application, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ask(shop, *HOSTING)
    (gap,) = listed()
    kb = tmp_path / "kb"
    shutil.copytree(KB, kb)
    monkeypatch.setenv("SSLHELP_KB_DIR", str(kb))
    told = run("kb", "new", "web-hosting", "--group", "orders", "--title", "Web hosting", "--from-gap", gap["gap"])
    article = articles.read(Path(told.stdout.splitlines()[0]), words={}, article_url="/help/{}".format)
    assert (article.draft, set(article.questions)) == (True, set(HOSTING))


def test_a_gap_that_is_not_there_begins_no_draft(shop: Application, tmp_path: Path) -> None:
    refused = run("kb", "new", "web-hosting", "--group", "orders", "--title", "Web hosting", "--from-gap", "0000000")
    assert str(refused.exception) == "there is no gap 0000000"
    assert not list(KB.glob("articles/*/web-hosting.md"))


def test_without_a_store_nothing_is_listed_and_none_is_made(shop: Application, data: Path) -> None:
    for file in data.glob("sslhelp.db*"):
        file.unlink()
    told = run("gaps")
    assert (told.stdout, told.stderr.splitlines()[-1]) == ("", "0 gaps")
    assert not (data / "sslhelp.db").exists()
