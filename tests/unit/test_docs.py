"""The documents say what the code does."""

import importlib.util
import re
import runpy
import subprocess
import tomllib
from pathlib import Path

import pytest

from sslhelp import errors
from sslhelp.config import Settings
from sslhelp.model.store import MAX_LEARNED

REPO = Path(__file__).parents[2]
ARCHITECTURE = (REPO / "docs" / "architecture.md").read_text()
DOCUMENTS = [
    "README.md",
    "CONTRIBUTING.md",
    "SECURITY.md",
    "CHANGELOG.md",
    "docs/architecture.md",
    "docs/findings.md",
    "docs/writing-articles.md",
]


def test_every_setting_is_documented_and_every_documented_setting_exists() -> None:
    documented = set(re.findall(r"`SSLHELP_([A-Z_]+)`", ARCHITECTURE))
    assert documented == {name.upper() for name in Settings.model_fields}


def test_the_documented_defaults_are_the_real_ones() -> None:
    rows = re.findall(r"^\| (`SSLHELP_[^|]+) \| ([^|]+) \|", ARCHITECTURE, re.MULTILINE)
    defaults = {
        name.lower(): value.strip()
        for names, values in rows
        for name, value in zip(re.findall(r"SSLHELP_(\w+)", names), values.split(","), strict=False)
    }
    for name in ("host", "port", "workers", "max_body_bytes", "max_text_chars", "slack_api_url"):
        assert str(Settings.model_fields[name].default) == defaults[name]


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_file_that_a_document_links_to_is_there(document: str) -> None:
    path = REPO / document
    for target in re.findall(r"\]\((?!https?:|article:)([^)#]+)", path.read_text()):
        assert (path.parent / target).exists(), target


@pytest.mark.parametrize("name", sorted(set(re.findall(r"`((?:\w+/)+\w+\.(?:py|toml))`", ARCHITECTURE))))
def test_every_source_file_that_the_architecture_names_is_there(name: str) -> None:
    assert (REPO / "src" / "sslhelp" / name).exists() or (REPO / name).exists()


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_target_of_the_makefile_that_a_document_names_is_listed_by_make_help(document: str) -> None:
    listed = subprocess.run(["make", "help"], cwd=REPO, capture_output=True, text=True, check=True).stdout
    named = set(re.findall(r"(?:`|^    )make ([a-z]+)\b", (REPO / document).read_text(), re.MULTILINE))
    assert all(f"make {target} " in listed for target in named - {"help"})


def test_the_readme_names_the_targets_that_begin_everything() -> None:
    assert all(f"make {target}" in (REPO / "README.md").read_text() for target in ("run", "test", "help"))


def test_the_security_policy_says_how_many_intermediates_are_learned_at_most() -> None:
    assert f"beyond {MAX_LEARNED:,}" in (REPO / "SECURITY.md").read_text()


def test_the_page_of_findings_is_the_catalogue() -> None:
    made = runpy.run_path(str(REPO / "docs" / "findings.py"))
    assert (REPO / "docs" / "findings.md").read_text() == made["page"](), "run `make findings`"


def test_the_tree_of_errors_names_every_error() -> None:
    assert errors.__doc__
    raised = {name for name, value in vars(errors).items() if isinstance(value, type) and issubclass(value, Exception)}
    assert set(re.findall(r"\b\w+Error\b", errors.__doc__)) == raised


def test_the_layers_of_the_architecture_are_the_packages_there_are() -> None:
    spec = importlib.util.find_spec("sslhelp")
    assert spec
    assert spec.origin
    package = Path(spec.origin).parent
    modules = {path.stem for path in package.iterdir() if path.suffix == ".py" or (path / "__init__.py").exists()}
    layers = ARCHITECTURE.split("## The layers")[1].split("Flask and Slack")[0]
    missing = {name for name in modules - {"__init__", "__main__"} if name not in layers}
    assert missing == set()


def test_the_layers_of_pki_in_the_architecture_are_those_that_the_linter_holds() -> None:
    contracts = tomllib.loads((REPO / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    (held,) = (contract["layers"] for contract in contracts if contract.get("containers") == ["sslhelp.pki"])
    assert "".join(f"    {layer}\n" for layer in held) in ARCHITECTURE
