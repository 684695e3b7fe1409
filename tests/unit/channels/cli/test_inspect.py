"""`sslhelp inspect --batch`: what the options say holds for every line that does not say otherwise."""

from __future__ import annotations

import base64
import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from sslhelp.channels.cli import cli
from tests import factories
from tests.factories import AT

MADE = factories.chain()
PASTED = {"id": 1, "data": base64.b64encode((MADE.leaf.pem + MADE.intermediate.pem).encode()).decode()}


def verdict(folder: Path, row: dict[str, Any], *options: str) -> str:
    (folder / "root.pem").write_text(MADE.root.pem)
    (folder / "rows.jsonl").write_text(json.dumps(row))
    ran = CliRunner().invoke(cli, ["inspect", "--batch", str(folder / "rows.jsonl"), "--at", AT.isoformat(), *options])
    parts = json.loads(ran.stdout)["reply"]["parts"]
    return str(next(part["verdict"] for part in parts if part["type"] == "chain_report"))


@pytest.mark.parametrize(
    ("host", "own", "said"),
    [
        ("www.example.com", {}, "complete"),
        ("www.example.org", {}, "broken"),
        ("www.example.org", {"host": "www.example.com"}, "complete"),
        ("www.example.com", {"at": "2036-11-20"}, "broken"),
        ("www.example.com", {"roots": factories.authority("Another Root").pem}, "incomplete"),
    ],
)
def test_an_option_holds_for_the_lines_that_do_not_say_otherwise(
    tmp_path: Path, host: str, own: dict[str, str], said: str
) -> None:
    assert verdict(tmp_path, PASTED | own, "--roots", str(tmp_path / "root.pem"), "--host", host) == said
