"""`sslhelp asked`, over a store in which customers have asked."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from sslhelp import app, config
from sslhelp.channels.cli import cli
from sslhelp.model.chat import Message


def run(*arguments: str) -> Result:
    return CliRunner().invoke(cli, ["asked", *arguments], catch_exceptions=False)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SSLHELP_DATA_DIR", str(tmp_path))
    return tmp_path


@pytest.fixture
def asked(folder: Path) -> Path:
    """A store with a question that is answered, a greeting, and one in which a customer gives an address away."""
    settings = config.load()
    assistant = app.build(settings, store=app.open_store(settings)).assistant
    for said in ("how many subdomains can i put under one wildcard", "hello", "\x1b[31m ovens? jane@example.com"):
        assistant.reply(Message(said))
    return folder


def test_where_nothing_is_kept_that_is_said_and_no_store_is_made(folder: Path) -> None:
    told = run()
    assert (told.stdout, told.exit_code) == ("", 0)
    assert "nothing is kept yet" in told.stderr
    assert not list(folder.glob("*.db"))


def test_the_latest_searches_are_listed_newest_first_with_what_became_of_them(asked: Path) -> None:
    head, newest, oldest = run().stdout.splitlines()
    assert head.split() == ["at", "became", "confidence", "best", "article", "question"]
    assert "handoff" in newest
    assert "answer" in oldest
    assert "wildcard-subdomains" in oldest


def test_what_customers_wrote_is_shown_redacted_and_steers_no_terminal(asked: Path) -> None:
    for form in ((), ("--explain",)):
        shown = run(*form).stdout
        assert "ovens" in shown
        assert "jane@example.com" not in shown
        assert "\x1b" not in shown


def test_each_can_be_explained_in_full(asked: Path) -> None:
    shown = run("--explain", "--last", "2").stdout
    assert "Why: answered: a confidence of" in shown
    assert "word by word" in shown


def test_as_json_each_line_is_a_question_with_its_account(asked: Path) -> None:
    lines = [json.loads(line) for line in run("--json").stdout.splitlines()]
    assert [line["explanation"]["decision"] for line in lines] == ["handoff", "answer"]
    assert lines[1]["explanation"]["candidates"][0]["article_id"] == "wildcard-subdomains"
