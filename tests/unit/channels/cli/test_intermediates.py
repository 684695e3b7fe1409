"""`sslhelp intermediates`, and `sslhelp inspect` with what it keeps, on a store in a folder of its own."""

from __future__ import annotations

import base64
import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from sslhelp.channels.cli import cli
from sslhelp.channels.cli import inspect as inspect_command
from sslhelp.channels.cli import intermediates as intermediates_command
from sslhelp.errors import RequestError
from sslhelp.pki.trust.roots import TrustStore
from tests import factories
from tests.factories import AT

ROOT = factories.authority("Example Root", days=30_000)
FIRST, SECOND = (factories.authority(f"Example CA {each}", issuer=ROOT, days=30_000) for each in (1, 2))
LEAF = factories.certificate(issuer=FIRST)
ROOTS = TrustStore.of([ROOT.der])


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Go to a folder in which `data` will hold the store, with roots of our own in place of Mozilla's."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SSLHELP_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setattr(intermediates_command, "mozilla", lambda: ROOTS)
    monkeypatch.setattr(inspect_command, "mozilla", lambda: ROOTS)
    for name, issued in {"both.pem": (FIRST, SECOND), "first.pem": (FIRST,), "leaf.pem": (LEAF,)}.items():
        (tmp_path / name).write_text("".join(each.pem for each in issued))
    (tmp_path / "root.pem").write_text(ROOT.pem)
    return tmp_path


def run(*arguments: str) -> Result:
    result = CliRunner().invoke(cli, [*arguments])
    assert not isinstance(result.exception, Exception) or isinstance(result.exception, RequestError)
    return result


def inspected(*arguments: str) -> dict[str, Any]:
    """Return the chain report."""
    reply = json.loads(run("inspect", *arguments, "--at", AT.isoformat(), "--json").stdout)
    return next(part for part in reply["parts"] if part["type"] == "chain_report")


def is_completed(*arguments: str) -> bool:
    """Say whether the bundle for the leaf alone holds its issuer, which must have been found elsewhere."""
    return FIRST.pem in (inspected("leaf.pem", *arguments)["bundle_pem"] or "")


def test_an_import_is_counted_and_listed(folder: Path) -> None:
    told = run("intermediates", "import", "both.pem", "leaf.pem").stdout
    assert told == "2 intermediates kept: 2 new, 0 already there\n1 certificate skipped: 1 not a CA\n"
    listed = [json.loads(line) for line in run("intermediates", "list", "--json").stdout.splitlines()]
    assert {each["subject"] for each in listed} == {"CN=Example CA 1", "CN=Example CA 2"}
    assert {each["source"] for each in listed} == {"imported"}
    assert "CN=Example CA 1" in run("intermediates", "list").stdout


def test_the_next_import_tells_what_it_drops(folder: Path) -> None:
    run("intermediates", "import", "both.pem")
    told = run("intermediates", "import", "first.pem").stdout
    assert told == "1 intermediate kept: 0 new, 1 already there\n1 intermediate of the import before dropped\n"
    assert len(run("intermediates", "list", "--json").stdout.splitlines()) == 1


def test_a_dry_run_tells_the_same_and_makes_no_store(folder: Path) -> None:
    told = run("intermediates", "import", "both.pem", "--dry-run").stdout
    assert told.startswith("2 intermediates kept: 2 new, 0 already there\n")
    assert "nothing was written" in told
    assert not (folder / "data").exists()


def test_a_file_with_nothing_to_keep_is_refused_and_leaves_the_last_import(folder: Path) -> None:
    run("intermediates", "import", "both.pem")
    refused = run("intermediates", "import", "leaf.pem")
    assert isinstance(refused.exception, RequestError)
    assert str(refused.exception) == "nothing to keep: 1 not a CA"
    assert len(run("intermediates", "list", "--json").stdout.splitlines()) == 2


def test_a_file_over_the_bound_is_refused(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(intermediates_command, "MAX_BYTES", 1024 * 1024)
    (folder / "huge.pem").write_bytes(b"\n" * (1024 * 1024 + 1))
    refused = run("intermediates", "import", "huge.pem")
    assert isinstance(refused.exception, RequestError)
    assert "over 1 MiB" in str(refused.exception)


def test_more_certificates_than_the_bound_are_refused(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(intermediates_command, "MAX_CERTIFICATES", 1)
    assert str(run("intermediates", "import", "first.pem", "leaf.pem").exception) == "over 1 certificates"
    assert not (folder / "data").exists()


def test_one_source_is_forgotten_at_a_time(folder: Path) -> None:
    run("intermediates", "import", "both.pem")
    assert run("intermediates", "forget", "learned").stdout == "0 intermediates dropped\n"
    assert run("intermediates", "forget", "imported").stdout == "2 intermediates dropped\n"
    assert run("intermediates", "list", "--json").stdout == ""


def test_looking_makes_no_store(folder: Path) -> None:
    run("intermediates", "list")
    run("intermediates", "forget", "learned")
    assert not is_completed()
    assert not (folder / "data").exists()


def test_inspect_completes_a_chain_from_what_was_imported(folder: Path) -> None:
    run("intermediates", "import", "first.pem")
    assert is_completed()


@pytest.mark.parametrize("given", [("--roots", "root.pem"), ("--intermediates", "leaf.pem")])
def test_inspect_keeps_to_the_roots_and_intermediates_that_are_given(folder: Path, given: tuple[str, str]) -> None:
    run("intermediates", "import", "first.pem")
    assert not is_completed(*given)


def test_inspect_completes_a_chain_from_the_intermediates_that_are_given(folder: Path) -> None:
    assert is_completed("--intermediates", "first.pem")


def test_inspect_learns_nothing(folder: Path) -> None:
    run("intermediates", "import", "first.pem")
    run("intermediates", "forget", "imported")
    (folder / "chain.pem").write_text(LEAF.pem + FIRST.pem)
    assert inspected("chain.pem")["verdict"] == "complete"
    assert run("intermediates", "list", "--json").stdout == ""


def test_a_row_of_a_batch_is_completed_unless_it_says_from_what(folder: Path) -> None:
    run("intermediates", "import", "first.pem")
    both = {"roots": ROOT.pem, "intermediates": FIRST.pem}
    rows: list[dict[str, str]] = [{}, {"roots": ROOT.pem}, {"intermediates": ""}, both]
    encoded = base64.b64encode(LEAF.der).decode()
    (folder / "rows.jsonl").write_text(
        "".join(json.dumps({"id": 1, "data": encoded, "at": AT.isoformat(), **row}) + "\n" for row in rows)
    )
    replies = [json.loads(line)["reply"] for line in run("inspect", "--batch", "rows.jsonl").stdout.splitlines()]
    bundles = [part["bundle_pem"] for reply in replies for part in reply["parts"] if part["type"] == "chain_report"]
    assert [FIRST.pem in (bundle or "") for bundle in bundles] == [True, False, False, True]
