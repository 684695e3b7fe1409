"""Private keys are found in every form and every state, and nothing else is taken for one."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest

from sslhelp.pki import private_key
from tests import factories

KEYS = factories.private_keys()
ARMOURED = {kind: text for kind, text in KEYS.items() if kind not in {"PuTTY", "JKS"}}


def body_lines(text: str) -> list[str]:
    """The lines of base64 in a key, the short last one too."""
    return [line for line in text.splitlines() if re.fullmatch(r"[A-Za-z0-9+/]{16,}={0,2}", line)]


def leaked(text: str, key: str) -> list[str]:
    """The lines of the key that can still be read in the text, whatever stands between their characters."""
    squeezed = re.sub(r"[^A-Za-z0-9+/=]", "", text)
    return [line for line in body_lines(key) if line in squeezed]


@pytest.mark.parametrize("kind", KEYS)
def test_a_key_of_every_kind_is_cut_out_and_named(kind: str) -> None:
    cut = private_key.cut(f"Hello,\n{KEYS[kind]}\nthanks")
    assert cut.kinds == (kind.removesuffix(", encrypted"),)
    assert cut.text.split() == ["Hello,", *private_key.REMOVED.split(), "thanks"]


@pytest.mark.parametrize("damage", factories.mangle)
@pytest.mark.parametrize("kind", ARMOURED)
def test_a_damaged_key_leaves_none_of_its_lines_behind(kind: str, damage: str) -> None:
    cut = private_key.cut(factories.mangle[damage](ARMOURED[kind]))
    assert cut.kinds
    assert leaked(cut.text, ARMOURED[kind]) == []


@pytest.mark.parametrize("label", ["TSS2 PRIVATE KEY", "ENCRYPTED COSIGN PRIVATE KEY", "PGP PRIVATE KEY BLOCK"])
def test_a_label_that_nobody_listed_is_cut_all_the_same(label: str) -> None:
    text = factories.pem(b"\x01\x02\x03" * 60, label)
    assert leaked(private_key.cut(text).text, text) == []


@pytest.mark.parametrize("width", [4, 7, 20])
def test_a_key_torn_into_short_words_is_cut_whole(width: int) -> None:
    digits = "".join(body_lines(KEYS["RSA"]))
    torn = " ".join(digits[at : at + width] for at in range(0, len(digits), width))
    assert private_key.cut(torn).text == private_key.cut(f"BEGIN RSA PRIVATE KEY {torn}").text == private_key.REMOVED


def test_two_keys_are_both_cut_and_the_text_between_stays() -> None:
    cut = private_key.cut(f"one {KEYS['RSA']} two {KEYS['EC']} three")
    assert cut.kinds == ("RSA", "EC")
    assert re.sub(r"\s+", " ", cut.text) == f"one {private_key.REMOVED} two {private_key.REMOVED} three"


def test_a_certificate_beside_an_unfinished_key_is_kept() -> None:
    leaf = factories.certificate()
    cut = private_key.cut(factories.mangle["no_end"](KEYS["RSA"]) + "\n" + leaf.pem)
    assert cut.kinds == ("RSA",)
    assert leaf.pem in cut.text


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Where is my private key? It begins with -----BEGIN PRIVATE KEY----- and ends with -----END PRIVATE KEY-----.",
        "My site is https://www.example.com/MIIabc and order 1234567",
        factories.pem(factories.csr()),
        factories.certificate().pem,
        factories.pem(factories.csr(key=factories.rsa_key())),
        factories.mangle["bare"](factories.pem(factories.csr())),
        "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl me@example.com",
    ],
)
def test_what_is_no_private_key_is_left_as_it_is(text: str) -> None:
    assert private_key.cut(text) == private_key.Cut(text, ())


@pytest.mark.parametrize(("kind", "data"), [("PFX", factories.pfx()), ("JKS", factories.jks())])
def test_a_binary_key_store_is_recognised_as_a_file(kind: str, data: bytes) -> None:
    assert private_key.kind_of_file(data) == kind


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_a_key_file_is_recognised_in_any_text_encoding(encoding: str) -> None:
    assert private_key.kind_of_file(KEYS["RSA"].encode(encoding)) == "RSA"


def test_a_certificate_file_is_no_private_key() -> None:
    leaf = factories.certificate()
    assert private_key.kind_of_file(leaf.der) is None
    assert private_key.kind_of_file(leaf.pem.encode()) is None


@pytest.mark.parametrize(
    "hostile",
    [
        "-",
        "-----BEGIN PRIVATE KEY-----",
        "-----END PRIVATE KEY-----",
        "DEK-Info: ",
        "MIIE ",
        "BEGIN>",
        "&amp;",
        "a-",
        "<p ",
        "%4d",
    ],
)
def test_a_quarter_of_a_megabyte_of_hostile_text_is_worked_through(hostile: str) -> None:
    """With anything worse than linear in the search for keys, this would not end."""
    cut = private_key.cut(hostile * (256 * 1024 // len(hostile)))
    assert private_key.cut(cut.text).kinds == ()


def test_recognising_keys_needs_no_cryptography() -> None:
    program = "import sys, sslhelp.pki.private_key, sslhelp.pki.extract; sys.exit('cryptography' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
