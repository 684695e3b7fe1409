"""`sslhelp doctor`: each part that is wrong is named with what to do, and hides no other."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from sslhelp.channels.cli import cli
from tests.conftest import REPO
from tests.fakes.slack import SIGNING_SECRET, TOKEN, FakeSlack, serve


@pytest.fixture
def fake() -> Iterator[FakeSlack]:
    with serve() as slack:
        yield slack


@pytest.fixture
def run(data_dir: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    """Return what examines a shop, after these settings were changed."""
    monkeypatch.chdir(tmp_path)
    healthy = {
        "DATA_DIR": str(data_dir),
        "DATABASE_URL": f"sqlite:///{tmp_path / 'sslhelp.db'}",
        "KB_DIR": str(REPO / "kb"),
    }

    def examined(**changed: str) -> Result:
        for name, value in {**healthy, **changed}.items():
            monkeypatch.setenv(f"SSLHELP_{name}", value)
        return CliRunner().invoke(cli, ["doctor"])

    return examined


def told(result: Result, what: str) -> str:
    (line,) = [line for line in result.stdout.splitlines() if f"  {what} " in line]
    return line


def test_a_healthy_shop_is_told_what_it_has(run: Callable[..., Result]) -> None:
    result = run()
    assert result.exit_code == 0, result.output
    assert "88 articles" in told(result, "knowledge")
    assert "sqlite, can be written; 0 hand-offs open" in told(result, "database")
    assert "roots of Mozilla's" in told(result, "roots")
    assert "slack" not in result.stdout


@pytest.mark.parametrize(
    ("changed", "what", "complaint", "hint"),
    [
        ({"KB_DIR": "/nowhere"}, "knowledge", "no such file", "house.toml"),
        ({"DATABASE_URL": "mysql://x"}, "database", "no store for mysql", "SSLHELP_DATABASE_URL"),
        ({"DATABASE_URL": "postgresql://127.0.0.1:1/none"}, "database", "the database failed", "can be reached"),
        ({"HOST": "0.0.0.0", "PUBLIC_URL": "http://help.shop.example"}, "address", "reached in clear", "https"),
        ({"EMBEDDING_MODEL": "/nowhere"}, "model", "/nowhere", "SSLHELP_EMBEDDING_MODEL"),
    ],
)
def test_a_part_that_is_wrong_is_named_and_hides_no_other(
    run: Callable[..., Result], changed: dict[str, str], what: str, complaint: str, hint: str
) -> None:
    result = run(**changed)
    assert result.exit_code == 1
    assert told(result, what).startswith("wrong")
    assert complaint in told(result, what)
    assert hint in result.stdout
    assert told(result, "roots").startswith("fine")


def test_slack_is_asked_whether_it_knows_the_token(run: Callable[..., Result], fake: FakeSlack) -> None:
    given = {"SLACK_SIGNING_SECRET": SIGNING_SECRET, "SLACK_API_URL": fake.api_url}
    assert "in team as sslhelp" in told(run(**given, SLACK_BOT_TOKEN=TOKEN), "slack")
    assert "refuses the token: invalid_auth" in told(run(**given, SLACK_BOT_TOKEN="xoxb-other"), "slack")
    assert "cannot be reached" in told(run(**given | {"SLACK_API_URL": "http://127.0.0.1:1/api/"}), "slack")
