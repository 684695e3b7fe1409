"""The commands that make the right CSR: what they ask for, and that what OpenSSL and keytool make of them is sound."""

from __future__ import annotations

import shlex
import shutil
import subprocess
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding

from sslhelp.model.pki import NameAttribute, PublicKey
from sslhelp.pki import command, csr
from tests import factories

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from sslhelp.model.pki import Command, CsrReport

needs_openssl = pytest.mark.skipif(shutil.which("openssl") is None, reason="there is no openssl on this machine")
needs_keytool = pytest.mark.skipif(shutil.which("keytool") is None, reason="there is no JDK on this machine")

HOSTS = ("www.example.com", "example.com")
HOSTILE = 'O\'Neil & "Söhne", 100% <$(touch pwned)> `id`; \\ + = # %PATH% \u2018x\u2019 \u201cy\u201d!\r\n[Version]\x00'
TAMED = 'O\'Neil & "Söhne", 100% <$(touch pwned)> `id`; \\ + = # %PATH% \u2018x\u2019 \u201cy\u201d! [Version]'[
    :64
].rstrip()
KEYS = {
    "RSA 2048": PublicKey("RSA", 2048, None, 65537),
    "RSA 3072": PublicKey("RSA", 3072, None, 65537),
    "P-256": PublicKey("EC", 256, "P-256", None),
    "P-384": PublicKey("EC", 384, "P-384", None),
    "P-521": PublicKey("EC", 521, "P-521", None),
}
WRONG = {
    "url": factories.csr(("https://www.example.com/",), common_name="https://www.example.com/"),
    "country": factories.csr(subject=(("C", "UK"), ("O", "A/B + C=D \\ Ltd"), ("OU", "IT"))),
    "small_key": factories.csr(key=factories.rsa_key(1024)),
    "password": factories.csr(challenge_password="secret"),
    "common_name": factories.csr(("example.com",), common_name="www.example.com"),
    "wildcard": factories.csr(("*.example.com", "a.local"), common_name="*.example.com"),
    "long": factories.csr((f"{'a' * 60}.example.com",), common_name=None, subject=()),
    "longest": factories.csr((".".join(["a" * 60] * 4) + ".com",), common_name=None, subject=()),
    "address": factories.csr(("8.8.8.8",), common_name="8.8.8.8"),
    "six": factories.csr(("2001:4860:4860::8888", "www.example.com"), common_name="www.example.com"),
    "mail": factories.csr(("me@example.com",), common_name="me@example.com", subject=()),
    "nothing_said": factories.csr(subject=(("ST", "NY"), ("L", "N/A"), ("O", "Internet Widgits Pty Ltd"))),
    "hostile": factories.csr(subject=(("O", HOSTILE), ("L", "Zürich"), ("ST", "-" * 200))),
}


def subject(**values: str) -> list[NameAttribute]:
    return [NameAttribute(kind, "", value) for kind, value in values.items()]


def made(
    attributes: Sequence[NameAttribute] = (),
    hosts: Sequence[str] = HOSTS,
    emails: Sequence[str] = (),
    key: PublicKey | None = None,
    purpose: str = "tls",
) -> dict[str, Command]:
    commands = command.commands(attributes, hosts, emails, key, purpose=purpose)
    return {each.tool: each for each in commands}


def report(der: bytes) -> CsrReport:
    return csr.read(der, at=datetime(2026, 11, 20, tzinfo=UTC))


def run(line: str, folder: Path, typed: str = "") -> None:
    """Run a line in the shell, in a locale that knows no letters but ASCII's."""
    environment = {"PATH": "/usr/bin:/bin", "LC_ALL": "C"}
    subprocess.run(
        ["sh", "-c", line], cwd=folder, input=typed, check=True, capture_output=True, text=True, env=environment
    )


def read_pem(folder: Path) -> x509.CertificateSigningRequest:
    return x509.load_pem_x509_csr(next(folder.glob("*.csr")).read_bytes())


def attributes_of(request: x509.CertificateSigningRequest) -> set[tuple[str, str]]:
    return {(each.rfc4514_attribute_name, str(each.value)) for each in request.subject}


def key_of(request: x509.CertificateSigningRequest) -> str:
    """Say what kind of key a request has, as `KEYS` does."""
    key = request.public_key()
    if isinstance(key, rsa.RSAPublicKey):
        return f"RSA {key.key_size}"
    assert isinstance(key, ec.EllipticCurvePublicKey)
    return f"P-{key.key_size}"


@needs_openssl
@pytest.mark.parametrize("mistake", WRONG)
def test_the_openssl_command_makes_a_csr_without_findings(mistake: str, tmp_path: Path) -> None:
    line = report(WRONG[mistake]).command
    assert line is not None
    run(line, tmp_path)
    assert {path.suffix for path in tmp_path.iterdir()} == {".key", ".csr"}
    again = report(read_pem(tmp_path).public_bytes(Encoding.DER))
    assert again.findings == ()
    assert again.signature_valid is True


@needs_openssl
@pytest.mark.parametrize("kind", KEYS)
def test_openssl_makes_a_key_of_the_kind_that_was_chosen(kind: str, tmp_path: Path) -> None:
    run(made(key=KEYS[kind])["openssl"].text, tmp_path)
    assert key_of(read_pem(tmp_path)) == kind


@pytest.mark.parametrize(
    "key",
    [None, PublicKey("EC", 256, "secp256k1", None), PublicKey("RSA", 1024, None, 3), PublicKey("RSA", 9999, None, 3)],
)
def test_a_key_that_cas_refuse_becomes_rsa_2048(key: PublicKey | None) -> None:
    commands = made(key=key, attributes=subject(C="GB"))
    assert "-newkey rsa:2048 " in commands["openssl"].text
    assert "KeyLength=2048\n" in commands["certreq"].content
    assert "-keyalg RSA -keysize 2048 " in commands["keytool"].text
    assert "-KeySize 2048 " in commands["exchange"].text


def test_the_subject_is_kept_as_far_as_a_certificate_may_hold_it() -> None:
    attributes = subject(
        CN="example.com", C="UK", O="Example Ltd", OU="IT", L="-", ST="NY", emailAddress="me@example.com"
    )
    words = shlex.split(made(attributes)["openssl"].text)
    assert words[words.index("-subj") + 1] == "/CN=www.example.com/C=GB/O=Example Ltd"


def test_of_attributes_given_twice_the_first_that_says_something_counts() -> None:
    attributes = [*subject(O="N/A"), *subject(O="Example Ltd"), *subject(O="Other Ltd")]
    words = shlex.split(made(attributes)["openssl"].text)
    assert words[words.index("-subj") + 1] == "/CN=www.example.com/O=Example Ltd"


def test_a_value_too_long_is_cut_at_the_limit_of_its_attribute() -> None:
    words = shlex.split(made(subject(O="ä" * 100))["openssl"].text)
    assert words[words.index("-subj") + 1] == f"/CN=www.example.com/O={'ä' * 64}"


def test_a_wildcard_brings_its_bare_domain_along() -> None:
    words = shlex.split(made(hosts=("*.example.com", "www.example.org"))["openssl"].text)
    assert words[-1] == "subjectAltName=DNS:*.example.com,DNS:www.example.org,DNS:example.com"
    assert "-keyout wildcard.example.com.key " in made(hosts=("*.example.com",))["openssl"].text


@pytest.mark.parametrize(
    ("hosts", "emails", "key", "tools"),
    [
        (HOSTS, (), None, ["openssl", "certreq", "keytool", "exchange"]),
        (HOSTS, (), KEYS["P-256"], ["openssl", "certreq", "keytool"]),
        (("8.8.8.8",), (), None, ["openssl", "certreq", "keytool"]),
        (("2001:4860:4860::8888",), (), None, ["openssl", "keytool"]),
        ((), ("me@example.com",), None, ["openssl", "certreq", "keytool"]),
        ((f"{'a' * 60}.example.com",), (), None, ["openssl"]),
        ((), (), None, []),
        ((), ("a,b@example.com", "$x@example.com"), None, []),
    ],
)
def test_a_tool_that_cannot_express_the_request_is_left_out(
    hosts: tuple[str, ...], emails: tuple[str, ...], key: PublicKey | None, tools: list[str]
) -> None:
    assert list(made(hosts=hosts, emails=emails, key=key)) == tools


def test_for_mail_the_addresses_count_and_for_code_signing_there_is_no_command() -> None:
    mail = made(hosts=HOSTS, emails=("me@example.com",), purpose="smime")
    assert shlex.split(mail["openssl"].text)[-1] == "subjectAltName=email:me@example.com"
    assert "MachineKeySet=FALSE\n" in mail["certreq"].content
    assert made(purpose="code_signing") == {}


def test_many_names_are_cut_at_the_limit() -> None:
    for name in ("h{}.example.com", "*.h{}.example.com"):
        text = made(hosts=[name.format(at) for at in range(1000)])["openssl"].text
        assert text.count("DNS:") == 250


@needs_keytool
@pytest.mark.parametrize("kind", ["RSA 2048", "P-384"])
def test_keytool_makes_the_same_request_whatever_the_subject_holds(kind: str, tmp_path: Path) -> None:
    hosts = ("*.example.com", "1and1.example.com", "8.8.8.8", "2001:4860:4860::8888")
    keytool = made(subject(C="UK", O=HOSTILE, L="Zürich"), hosts, key=KEYS[kind])["keytool"]
    assert keytool.text.isascii()
    for line in keytool.text.split("\n"):
        run(line, tmp_path, typed="changeit\nchangeit\n")
    assert sorted(path.suffix for path in tmp_path.iterdir()) == [".csr", ".p12"]
    request = read_pem(tmp_path)
    assert attributes_of(request) == {("CN", "*.example.com"), ("C", "GB"), ("O", TAMED), ("L", "Zürich")}
    names = request.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    assert names.get_values_for_type(x509.DNSName) == ["*.example.com", "1and1.example.com", "example.com"]
    assert sorted(map(str, names.get_values_for_type(x509.IPAddress))) == ["2001:4860:4860::8888", "8.8.8.8"]
    assert key_of(request) == kind


@needs_openssl
def test_openssl_takes_a_hostile_subject_as_it_is(tmp_path: Path) -> None:
    run(made(subject(C="UK", O=HOSTILE, L="Zürich"))["openssl"].text, tmp_path)
    assert {path.name for path in tmp_path.iterdir()} == {"www.example.com.key", "www.example.com.csr"}
    assert attributes_of(read_pem(tmp_path)) == {("CN", "www.example.com"), ("C", "GB"), ("O", TAMED), ("L", "Zürich")}


def test_a_command_for_names_asks_for_exactly_these() -> None:
    made = command.for_names(["*.example.net", "8.8.8.8", "www.example.com"])
    assert made is not None
    assert "-subj '/CN=*.example.net' -addext 'subjectAltName=DNS:*.example.net,IP:8.8.8.8,DNS:www.example.com'" in made
    assert "-newkey rsa:2048" in made


@pytest.mark.parametrize("names", [[], ["a.example.com", "b;c"], [f"h{number}.example.com" for number in range(251)]])
def test_there_is_no_command_for_names_that_no_tool_takes_or_that_are_too_many(names: list[str]) -> None:
    assert command.for_names(names) is None
