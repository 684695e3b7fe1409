"""The command that makes the right CSR: it runs, and what it makes has no findings."""

from __future__ import annotations

import shlex
import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest

from sslhelp.model.pki import NameAttribute
from sslhelp.pki import command, csr, extract
from tests import factories

if TYPE_CHECKING:
    from pathlib import Path

needs_openssl = pytest.mark.skipif(shutil.which("openssl") is None, reason="there is no openssl on this machine")

WRONG = {
    "url": factories.csr(("https://www.example.com/",), common_name="https://www.example.com/"),
    "country": factories.csr(subject=(("C", "UK"), ("O", "A/B + C=D \\ Ltd"), ("OU", "IT"))),
    "small_key": factories.csr(key=factories.rsa_key(1024)),
    "password": factories.csr(challenge_password="secret"),
    "common_name": factories.csr(("example.com",), common_name="www.example.com"),
    "wildcard": factories.csr(("*.example.com", "example.com", "a.local"), common_name="*.example.com"),
    "long": factories.csr((f"{'a' * 60}.example.com",), common_name=None, subject=()),
    "address": factories.csr(("8.8.8.8",), common_name="8.8.8.8"),
    "mail": factories.csr(("me@example.com",), common_name="me@example.com", subject=()),
    "quotes": factories.csr(subject=(("O", 'O\'Neil "$(touch pwned)" `id`; &'), ("L", "Zürich"))),
}


@needs_openssl
@pytest.mark.parametrize("mistake", WRONG)
def test_the_command_makes_a_csr_without_findings(mistake: str, tmp_path: Path) -> None:
    line = csr.read(WRONG[mistake]).command
    assert line is not None
    subprocess.run(["sh", "-c", line], cwd=tmp_path, check=True, capture_output=True)
    made = {path.suffix for path in tmp_path.iterdir()}
    assert made == {".key", ".csr"}
    (block,) = extract.extract(next(tmp_path.glob("*.csr")).read_bytes()).blocks
    assert block.der is not None
    report = csr.read(block.der)
    assert report.findings == ()
    assert report.signature_valid is True


def test_the_subject_is_kept_as_far_as_a_certificate_may_hold_it() -> None:
    line = csr.read(factories.csr(subject=(("C", "UK"), ("O", "Example Ltd"), ("OU", "IT"), ("L", "-")))).command
    assert line is not None
    words = shlex.split(line)
    assert words[words.index("-subj") + 1] == "/CN=www.example.com/C=GB/O=Example Ltd"


def test_names_from_strangers_stay_inside_their_quotes() -> None:
    hostile = "x'; rm -rf ~ #\n$(id)"
    line = command.openssl([NameAttribute("O", "2.5.4.10", hostile)], ["www.example.com", hostile], [hostile], None)
    assert line is not None
    words = shlex.split(line)
    assert words[words.index("-subj") + 1] == "/CN=www.example.com/O=x'; rm -rf ~ #$(id)"
    assert words[-1] == "subjectAltName=DNS:www.example.com"


@pytest.mark.parametrize("hosts", [(), ("server1",), ("10.0.0.1",)])
def test_there_is_no_command_where_no_name_can_be_mended(hosts: tuple[str, ...]) -> None:
    assert command.openssl((), hosts, (), None) is None
