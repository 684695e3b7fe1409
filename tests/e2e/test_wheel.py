"""The wheel, as somebody gets it who never saw the source tree."""

import json
import os
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

REPO = Path(__file__).parents[2]


def run(*command: str | Path, cwd: Path, **environment: str) -> str:
    done = subprocess.run(
        [str(word) for word in command],
        cwd=cwd,
        env={**os.environ, "PYTHONPATH": "", **environment},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    run(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", folder, REPO, cwd=folder)
    (built,) = folder.glob("*.whl")
    return built


def test_the_wheel_carries_what_is_not_code(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    for wanted in (
        "sslhelp/_kb/house.toml",
        "sslhelp/_kb/products.toml",
        "sslhelp/_kb/articles/wildcard/wildcard-subdomains.md",
        "sslhelp/policy/policy.toml",
        "sslhelp/pki/findings.toml",
        "sslhelp/py.typed",
    ):
        assert wanted in names
    for kind in ("sslhelp/render/templates/", "sslhelp/store/migrations/versions/", "sslhelp/channels/web/static/"):
        assert any(name.startswith(kind) and not name.endswith("/") for name in names), kind
    assert not [name for name in names if name.startswith(("tests/", "docs/")) or "__pycache__" in name]


def test_installed_in_a_fresh_environment_it_answers_from_another_folder(wheel: Path, tmp_path: Path) -> None:
    fresh, elsewhere = tmp_path / "fresh", tmp_path / "elsewhere"
    elsewhere.mkdir()
    venv.create(fresh, with_pip=True)
    python = fresh / "bin" / "python"
    install = (python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check")
    run(*install, "--require-hashes", "--requirement", REPO / "requirements.lock", cwd=elsewhere)
    run(*install, "--no-deps", wheel, cwd=elsewhere)
    home = {"HOME": str(elsewhere), "XDG_DATA_HOME": str(elsewhere / "share")}
    question = "how many subdomains can i put under one wildcard"
    printed = run(fresh / "bin" / "sslhelp", "ask", question, "--json", cwd=elsewhere, **home)
    (part,) = json.loads(printed)["parts"]
    assert part["type"] == "answer"
    assert part["article"]["id"] == "wildcard-subdomains"
