"""What the repository promises about itself."""

import re
import tomllib
from pathlib import Path

import pytest

REPO = Path(__file__).parents[2]
LOCKS = ["requirements.lock", "requirements-dev.lock"]


def pins(lock: str) -> dict[str, set[str]]:
    """Return the versions of each distribution: several where they are for different versions of Python."""
    found: dict[str, set[str]] = {}
    for name, version in re.findall(r"^([a-z0-9_.\[\]-]+)==(\S+)", (REPO / lock).read_text(), re.MULTILINE):
        found.setdefault(name, set()).add(version)
    return found


@pytest.mark.parametrize("lock", LOCKS)
def test_every_dependency_is_pinned_with_a_hash_and_no_host_is_named(lock: str) -> None:
    text = (REPO / lock).read_text()
    requirements = re.split(r"\n(?=\S)", text.strip())
    assert len(requirements) == sum(map(len, pins(lock).values())) > 10
    assert all("--hash=sha256:" in requirement for requirement in requirements)
    assert "://" not in text


def test_the_tests_run_on_the_versions_that_are_served() -> None:
    served, tested = pins("requirements.lock"), pins("requirements-dev.lock")
    assert {name: tested.get(name) for name in served} == served


def test_every_dependency_of_the_project_is_in_the_lock() -> None:
    project = tomllib.loads((REPO / "pyproject.toml").read_text())["project"]
    wanted = {re.split(r"[<>=\[ ]", dependency)[0] for dependency in project["dependencies"]}
    assert wanted <= set(pins("requirements.lock"))


def test_the_optional_parts_are_the_ones_that_are_documented() -> None:
    project = tomllib.loads((REPO / "pyproject.toml").read_text())["project"]
    assert set(project["optional-dependencies"]) == {"semantic", "postgres", "redis", "mcp"}
