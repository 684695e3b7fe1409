"""`sslhelp handoffs`, over a store in which customers were passed on."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from sslhelp import app, config
from sslhelp.channels.cli import cli
from sslhelp.errors import RequestError
from sslhelp.model.chat import Channel
from sslhelp.model.handoff import Line, State, Wanted
from sslhelp.store.store import SqlStore
from tests.conftest import NOW

HOSTILE = "refund?\x1b[31m"


@pytest.fixture
def store(data_dir: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[SqlStore]:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SSLHELP_DATA_DIR", str(data_dir))
    monkeypatch.setenv("SSLHELP_DATABASE_URL", f"sqlite:///{tmp_path / 'sslhelp.db'}")
    store = app.open_store(config.load())
    for name, wanted in (("a", Wanted(f"Asked: {HOSTILE}", HOSTILE, email="jane@example.com")), ("b", Wanted("", ""))):
        store.open_conversation(name, channel=Channel.WEB, at=NOW)
        store.desk.open(name, wanted, at=NOW)
    yield store
    store.close()


def run(*arguments: str) -> Result:
    return CliRunner().invoke(cli, ["handoffs", *arguments], catch_exceptions=False)


@pytest.mark.usefixtures("store")
def test_the_open_ones_are_listed_and_steer_no_terminal() -> None:
    lines = run().stdout.splitlines()
    assert "jane@example.com" in lines[1]
    assert "the chat" in lines[2]
    assert "\x1b" not in run().stdout


def test_as_json_each_is_a_line_with_its_summary_and_answers(store: SqlStore) -> None:
    store.desk.set_thread(1, "C/1", shown=State.WAITING)
    store.desk.add_line("C/1", Line("C/2", "U1", "", "It is done.", NOW))
    store.desk.name("U1", "Dana")
    first, second = (json.loads(line) for line in run("--json").stdout.splitlines())
    assert (first["id"], first["state"], first["person"]) == (1, "taken", "Dana")
    assert [answer["text"] for answer in first["answers"]] == ["It is done."]
    assert second["email"] == ""


@pytest.mark.usefixtures("store")
def test_one_is_shown_and_closed() -> None:
    assert "answer to: jane@example.com" in run("show", "1").stdout
    assert run("close", "1").stdout == "closed 1\n"
    assert run("close", "1").stdout == "1 was closed already\n"
    assert "jane" not in run().stdout
    assert "jane" in run("--all").stdout


@pytest.mark.usefixtures("store")
@pytest.mark.parametrize("command", ["show", "close"])
def test_one_that_is_not_there_is_named(command: str) -> None:
    with pytest.raises(RequestError, match="there is no hand-off 9"):
        run(command, "9")
