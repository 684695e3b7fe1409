"""`sslhelp kb`: what it prints, and with which exit code it ends."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

REPO = Path(__file__).parents[4]


@pytest.fixture
def kb(tmp_path: Path, with_meanings: Callable[[Path], Path]) -> Path:
    kb = Path(shutil.copytree(REPO / "kb", tmp_path / "kb"))
    with_meanings(kb / "data")
    return kb


def run(kb: Path, *arguments: str) -> tuple[int, str, str]:
    done = subprocess.run(
        [sys.executable, "-m", "sslhelp", *arguments],
        env={
            "PATH": os.environ["PATH"],
            "HOME": str(kb),
            "SSLHELP_KB_DIR": str(kb),
            "SSLHELP_DATA_DIR": str(kb / "data"),
        },
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    return done.returncode, done.stdout, done.stderr


def test_lint_names_file_and_line_as_json_too_and_ends_with_1(kb: Path) -> None:
    path = kb / "articles/wildcard/wildcard-subdomains.md"
    path.write_text(path.read_text() + "\n## Again\n\nIt lasts 200 days.\n")
    last = len(path.read_text().split("\n")) - 1
    code, printed, _ = run(kb, "kb", "lint", "--json")
    found = [json.loads(line) for line in printed.splitlines()]
    assert code == 1
    assert [(each["path"], each["line"]) for each in found] == [(str(path), last - 2), (str(path), last)]
    assert f"{path}:{last}: 200 days is typed" in run(kb, "kb", "lint")[1]


def test_the_shipped_knowledge_base_is_clean(kb: Path) -> None:
    assert run(kb, "kb", "lint") == (0, "", "0 complaints\n")


def test_a_new_article_is_a_draft_that_lint_does_not_mistake_for_finished(kb: Path) -> None:
    code, printed, _ = run(kb, "kb", "new", "my-article", "--group", "orders", "--title", "My article")
    path = kb / "articles/orders/my-article.md"
    assert (code, printed.splitlines()[0]) == (0, str(path))
    assert f"{path}:6: questions: there are 3, 5 or more are wanted" in run(kb, "kb", "lint")[1]


def test_a_new_article_does_not_take_the_place_of_another(kb: Path) -> None:
    code, _, complaint = run(kb, "kb", "new", "wildcard-subdomains", "--group", "orders", "--title", "Mine")
    assert code == 2
    assert complaint.startswith("error: ")
    assert "there is an article wildcard-subdomains already\nhint: " in complaint


def test_every_word_that_articles_take_is_printed_with_what_it_stands_for(kb: Path) -> None:
    code, printed, _ = run(kb, "kb", "words")
    assert code == 0
    assert "{{ house.menu.configure_button }}\tConfigure Now" in printed.splitlines()
    assert "{{ smime.max_days.now }}\t825" in printed.splitlines()


def test_a_preview_of_an_article_that_is_not_there_says_how_to_begin_it(kb: Path) -> None:
    assert run(kb, "kb", "preview", "nowhere") == (
        2,
        "",
        "error: there is no article nowhere\nhint: begin it with `sslhelp kb new nowhere`\n",
    )
