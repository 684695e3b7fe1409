"""`sslhelp purge`, over a store in which an old conversation is kept."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner

from sslhelp import app, config
from sslhelp.channels.cli import cli


def run() -> str:
    return CliRunner().invoke(cli, ["purge"], catch_exceptions=False).stdout


def test_what_is_older_than_the_shop_keeps_it_is_dropped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SSLHELP_DATA_DIR", str(tmp_path))
    with_store = app.open_store(config.load())
    with_store.open_conversation("c", channel="web", at=datetime.now(UTC) - timedelta(days=100))
    monkeypatch.setenv("SSLHELP_RETENTION_DAYS", "0")
    assert run() == "nothing is dropped: SSLHELP_RETENTION_DAYS is 0\n"
    assert with_store.has_conversation("c")
    monkeypatch.setenv("SSLHELP_RETENTION_DAYS", "99")
    assert run() == "dropped 1 conversation that nobody went on with for 99 days\n"
    assert not with_store.has_conversation("c")
    with_store.close()
