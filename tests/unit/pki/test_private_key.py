"""Private keys are found in every form and every state, and nothing else is taken for one."""

from __future__ import annotations

import base64
import json
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


def hexadecimal(der: bytes) -> dict[str, str]:
    """A key in hexadecimal, as tools and programs write it."""
    rows = [der[at : at + 16] for at in range(0, len(der), 16)]
    return {
        "plain": der.hex(),
        "colons": der.hex(":"),
        "dump": "\n".join(f"{16 * at:08x}  {row.hex(' ')}  |................|" for at, row in enumerate(rows)),
        "xxd": "\n".join(f"{16 * at:08x}: {row.hex(' ', 2)}  ................" for at, row in enumerate(rows)),
        "c": "{ " + ", ".join(f"0x{byte:02X}" for byte in der) + " };",
    }


@pytest.mark.parametrize("form", hexadecimal(b""))
@pytest.mark.parametrize("kind", ["PKCS#8", "RSA", "PFX", "OpenSSH"])
def test_a_key_in_hexadecimal_is_cut(kind: str, form: str) -> None:
    der = base64.b64decode("".join(body_lines(KEYS[kind])))
    cut = private_key.cut(f"Hello\n{hexadecimal(der)[form]}\nthanks")
    assert cut.kinds == (kind,)
    assert len(cut.text) < 80


@pytest.mark.parametrize("kind", ARMOURED)
def test_a_key_file_encoded_once_more_is_cut(kind: str) -> None:
    """As in a Kubernetes secret."""
    cut = private_key.cut(f"tls.key: {base64.b64encode(KEYS[kind].encode()).decode()}\nwhat now?")
    assert cut.kinds == (kind.removesuffix(", encrypted"),)
    assert cut.text.split() == ["tls.key:", *private_key.REMOVED.split(), "what", "now?"]


def written_out(kind: str) -> str:
    """An RSA key written out number by number."""
    key = factories.rsa_key()
    numbers = key.private_numbers()
    named = {"D": numbers.d, "P": numbers.p, "Q": numbers.q}
    digits = {name: number.to_bytes(key.key_size // 8) for name, number in named.items()}
    match kind:
        case "JWK":
            encoded = {n.lower(): base64.urlsafe_b64encode(d).decode().rstrip("=") for n, d in digits.items()}
            return json.dumps({"kty": "RSA", "e": "AQAB"} | encoded)
        case "XML":
            inner = "".join(f"<{n}>{base64.b64encode(d).decode()}</{n}>" for n, d in digits.items())
            return f"<RSAKeyValue><Exponent>AQAB</Exponent>{inner}</RSAKeyValue>"
        case _:
            return "\n".join(
                f"{label}:\n    {digits[n].hex(':')}"
                for label, n in (("privateExponent", "D"), ("prime1", "P"), ("prime2", "Q"))
            )


@pytest.mark.parametrize("kind", ["JWK", "XML", "written out"])
def test_a_key_written_out_in_numbers_is_cut(kind: str) -> None:
    cut = private_key.cut(written_out(kind))
    assert cut.kinds == (kind,)
    assert re.search(r"[A-Za-z0-9+/_-]{20}|(?:[0-9a-f]{2}:){4}", cut.text) is None


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
        "ssl_certificate_key is at /etc/ssl/private/example/2026/server_private_key.pem, and the private key: where?",
        "the prime1: is it secret? p = q, 30 days",
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
        "x\u200b",
        "30:82:",
        '"d":"',
        "3082",
    ],
)
def test_a_quarter_of_a_megabyte_of_hostile_text_is_worked_through(hostile: str) -> None:
    """With anything worse than linear in the search for keys, this would not end."""
    cut = private_key.cut(hostile * (256 * 1024 // len(hostile)))
    assert private_key.cut(cut.text).kinds == ()


def test_recognising_keys_needs_no_cryptography() -> None:
    program = "import sys, sslhelp.pki.private_key, sslhelp.pki.extract; sys.exit('cryptography' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
