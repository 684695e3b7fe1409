"""Private keys are found in every form and every state, and nothing else is taken for one."""

from __future__ import annotations

import base64
import json
import re
import subprocess
import sys

import pytest

from sslhelp.pki.pasted import private_key
from tests import factories, private_keys, transport, unrelated

KEYS = private_keys.by_kind()
ARMOURED = {kind: text for kind, text in KEYS.items() if kind not in {"PuTTY", "JKS"}}
RSA_LINES = KEYS["RSA"].splitlines()[1:-1]


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


@pytest.mark.parametrize("damage", transport.DAMAGES)
@pytest.mark.parametrize("kind", KEYS)
def test_a_damaged_key_leaves_none_of_its_lines_behind(kind: str, damage: str) -> None:
    cut = private_key.cut(transport.DAMAGES[damage](KEYS[kind]))
    assert cut.kinds
    assert leaked(cut.text, KEYS[kind]) == []


@pytest.mark.parametrize("label", ["TSS2 PRIVATE KEY", "ENCRYPTED COSIGN PRIVATE KEY", "PGP PRIVATE KEY BLOCK"])
def test_a_label_that_nobody_listed_is_cut_all_the_same(label: str) -> None:
    text = factories.pem(b"\x01\x02\x03" * 60, label)
    assert leaked(private_key.cut(text).text, text) == []


@pytest.mark.parametrize("width", [4, 7, 20])
def test_a_key_torn_into_short_words_is_cut_whole(width: int) -> None:
    digits = "".join(body_lines(KEYS["RSA"]))
    torn = " ".join(digits[at : at + width] for at in range(0, len(digits), width))
    assert private_key.cut(torn).text == private_key.cut(f"BEGIN RSA PRIVATE KEY {torn}").text == private_key.REMOVED


@pytest.mark.parametrize("form", unrelated.written_out(b""))
@pytest.mark.parametrize("kind", ["PKCS#8", "RSA", "PFX", "OpenSSH"])
def test_a_key_written_out_octet_by_octet_is_cut(kind: str, form: str) -> None:
    der = base64.b64decode("".join(body_lines(KEYS[kind])))
    cut = private_key.cut(f"Hello\n{unrelated.written_out(der)[form]}\nthanks")
    assert cut.kinds == (kind,)
    assert len(cut.text) < 80


@pytest.mark.parametrize("kind", ARMOURED)
def test_a_key_file_encoded_once_more_is_cut(kind: str) -> None:
    """As in a Kubernetes secret."""
    cut = private_key.cut(f"tls.key: {base64.b64encode(KEYS[kind].encode()).decode()}\nwhat now?")
    assert cut.kinds == (kind.removesuffix(", encrypted"),)
    assert cut.text.split() == ["tls.key:", *private_key.REMOVED.split(), "what", "now?"]


def numbered(kind: str) -> str:
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
    cut = private_key.cut(numbered(kind))
    assert cut.kinds == (kind,)
    assert re.search(r"[A-Za-z0-9+/_-]{20}|(?:[0-9a-f]{2}:){4}", cut.text) is None


@pytest.mark.parametrize(
    "text",
    [
        "the middle of my private key is\n{body}\nso what now",
        "{body}\nthat is out of server.key, is it not",
        "my secret key: {body}",
    ],
)
def test_the_middle_of_a_key_is_cut_where_a_key_is_spoken_of(text: str) -> None:
    body = "\n".join(RSA_LINES[4:9])
    cut = private_key.cut(text.format(body=body))
    assert cut.kinds == ("part of a key",)
    assert cut.text == text.format(body=private_key.REMOVED)


def test_the_encrypted_body_of_a_key_is_known_by_what_is_said_of_it_alone() -> None:
    """Ciphertext is like any other: without a word beside it, it is nothing that can be told."""
    body = "\n".join(body_lines(KEYS["RSA, encrypted"]))
    assert private_key.cut(body).kinds == ()
    assert private_key.cut(f"rsa key:\n{body}").kinds == ("part of a key",)


@pytest.mark.parametrize("lines", [slice(1, None), slice(0, -1), slice(1, -1), slice(8, None)])
def test_putty_without_its_first_or_last_lines_is_cut(lines: slice) -> None:
    text = "\n".join(KEYS["PuTTY"].splitlines()[lines])
    cut = private_key.cut(f"Hello\n\n{text}\n\nthanks")
    assert leaked(cut.text, "\n".join(KEYS["PuTTY"].splitlines()[11:])) == []
    assert cut.text.startswith("Hello")
    assert cut.text.endswith("thanks")


AGE = "AGE-SECRET-KEY-1GFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPQ4EGAEX"
MINISIGN = base64.b64encode(b"EdScB2" + bytes(range(152))).decode()
SIGNIFY = base64.b64encode(b"EdBK\0\0\0\x2a" + bytes(range(96))).decode()


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("age", AGE),
        ("age", f"# created: 2026-11-20\n# public key: age1x\n> {AGE.lower()}"),
        ("minisign", f"untrusted comment: minisign encrypted secret key\n{MINISIGN}"),
        ("minisign", MINISIGN),
        ("signify", SIGNIFY),
        ("PGP", base64.encodebytes(unrelated.pgp_key(secret=True)).decode()),
        (
            "OPENVPN STATIC",
            f"-----BEGIN OpenVPN Static key V1-----\n{bytes(range(64)).hex()}\n-----END OpenVPN Static key V1-----",
        ),
        ("PGP SECRET", factories.pem(unrelated.pgp_key(secret=True), "PGP SECRET KEY BLOCK")),
    ],
)
def test_keys_that_are_not_for_tls_are_cut_too(kind: str, text: str) -> None:
    cut = private_key.cut(f"{text}\n")
    assert len(cut.kinds) == 1
    assert kind.split(maxsplit=1)[0] in cut.kinds[0]
    assert re.search(r"[A-Za-z0-9+/]{30}", cut.text) is None


@pytest.mark.parametrize("lost", [" ", ""])
def test_a_java_key_store_that_lost_its_plus_signs_is_cut(lost: str) -> None:
    cut = private_key.cut(KEYS["JKS"].replace("+", lost))
    assert cut == private_key.Cut(private_key.REMOVED, ("JKS",))


@pytest.mark.parametrize("size", [0x4F8, 0x4FB])
def test_a_key_of_which_the_length_lost_its_plus_is_cut(size: int) -> None:
    der = b"\x30\x82" + size.to_bytes(2) + b"\x02\x01\x00\x02\x82\x01\x01\x00" + b"\xc5" * size
    text = base64.b64encode(der).decode()
    assert text[4] == "+"
    assert private_key.cut(text.replace("+", " ")) == private_key.Cut(private_key.REMOVED, ("RSA",))


@pytest.mark.parametrize("kind", ["RSA", "EC", "PFX", "JKS"])
def test_a_key_in_a_json_string_is_cut(kind: str) -> None:
    text = json.dumps({"name": "www.example.com", "privateKey": KEYS[kind], "days": 90})
    cut = private_key.cut(text)
    assert leaked(cut.text, KEYS[kind]) == []
    assert cut.text.startswith('{"name": "www.example.com", "privateKey": "')
    assert cut.text.endswith('"days": 90}')


def test_two_keys_are_both_cut_and_the_text_between_stays() -> None:
    cut = private_key.cut(f"one {KEYS['RSA']} two {KEYS['EC']} three")
    assert cut.kinds == ("RSA", "EC")
    assert re.sub(r"\s+", " ", cut.text) == f"one {private_key.REMOVED} two {private_key.REMOVED} three"


def test_a_certificate_beside_an_unfinished_key_is_kept() -> None:
    leaf = factories.certificate()
    cut = private_key.cut(transport.DAMAGES["no_end"](KEYS["RSA"]) + "\n" + leaf.pem)
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
        transport.DAMAGES["bare"](factories.pem(factories.csr())),
        "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl me@example.com",
        "AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl is not my private key",
        f"The private key stays here, this is the certificate:\n{factories.certificate().pem}",
        f"My private key is in server.key. {transport.DAMAGES['bare'](factories.pem(factories.csr()))}",
        transport.DAMAGES["lost_plus"](factories.pem(factories.csr(key=factories.rsa_key())))
        + "the private key is safe",
        factories.pem(factories.csr()[9:]) + "is the private key lost?",
        f"tls.key is secret, tls.crt: {base64.b64encode(factories.certificate().pem.encode()).decode()}",
        base64.encodebytes(unrelated.pgp_key(secret=False)).decode(),
        *unrelated.written_out(factories.csr()).values(),
        "Order 48, 130, 4, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16 for key management",
        "private key fingerprint SHA256: " + ":".join(["A1"] * 32),
    ],
)
def test_what_is_no_private_key_is_left_as_it_is(text: str) -> None:
    assert private_key.cut(text) == private_key.Cut(text, ())


@pytest.mark.parametrize(("kind", "data"), [("PFX", private_keys.pfx()), ("JKS", private_keys.jks())])
def test_a_binary_key_store_is_recognised_as_a_file(kind: str, data: bytes) -> None:
    assert private_key.kind_of_file(data) == kind


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_a_key_file_is_recognised_in_any_text_encoding(encoding: str) -> None:
    assert private_key.kind_of_file(KEYS["RSA"].encode(encoding)) == "RSA"


@pytest.mark.parametrize("kind", ["PKCS#8", "EC", "DSA", "RSA", "encrypted PKCS#8"])
def test_a_key_behind_a_certificate_in_one_binary_file_is_recognised(kind: str) -> None:
    key = base64.b64decode("".join(body_lines(KEYS[kind])))
    assert private_key.kind_of_file(factories.certificate().der + key) == kind


def test_a_store_of_certificates_alone_is_no_private_key() -> None:
    assert private_key.kind_of_file(unrelated.trust_store()) is None
    assert private_key.kind_of_file(unrelated.trust_store()[:-1]) == "PFX"


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
    program = "import sys; from sslhelp.pki.pasted import extract, private_key; sys.exit('cryptography' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
