"""What is quoted stays in its quotes: each tool's command is read back by the rules of the shell or file it is for."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest
from cryptography import x509
from hypothesis import given, settings
from hypothesis import strategies as st

from sslhelp.model.pki import NameAttribute, PublicKey
from sslhelp.pki import command

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sslhelp.model.pki import Command

needs_openssl = pytest.mark.skipif(shutil.which("openssl") is None, reason="there is no openssl on this machine")

HOST = "www.example.com"
P_256 = PublicKey("EC", 256, "P-256", None)
RSA_3072 = PublicKey("RSA", 3072, None, 65537)

Pairs = list[tuple[str, str]]


def made(
    hosts: Sequence[str] = (HOST, "example.com"),
    emails: Sequence[str] = (),
    key: PublicKey | None = None,
    **values: str,
) -> dict[str, Command]:
    attributes = [NameAttribute(kind, "", value) for kind, value in values.items()]
    return {each.tool: each for each in command.commands(attributes, hosts, emails, key)}


def posix(line: str) -> list[str]:
    """Split a line into words as a POSIX shell does, and see to it that nothing outside of quotes has a meaning."""
    assert re.fullmatch(r"(?:[\w ./:=-]|'[^']*'|\\')+", line)
    return shlex.split(line)


def subj(word: str) -> Pairs:
    """Read what `openssl req -subj` reads: slashes between, a backslash before what is meant as it is."""
    pairs = re.findall(r"/(\w+)=((?:[^\\/+]|\\.)*)", word)
    assert "".join(f"/{kind}={value}" for kind, value in pairs) == word
    return [(kind, re.sub(r"\\(.)", r"\1", value)) for kind, value in pairs]


def keytool_line(line: str) -> list[str]:
    """Split a line for any shell: outside of double quotes nothing, inside of them nothing special to any of three."""
    assert line.isascii()
    assert re.fullmatch(r'(?:[\w ./-]|"[^"$`!%]*")+', line)
    return shlex.split(line)


def rfc4514(text: str) -> Pairs:
    """Read a distinguished name of RFC 4514 in which every special character is given by its bytes."""
    pairs = [part.partition("=") for part in text.split(", ")]
    return [
        (kind, re.sub(rb"\\([0-9A-F]{2})", lambda byte: bytes.fromhex(byte[1].decode()), value.encode()).decode())
        for kind, _, value in pairs
    ]


_QUOTE = "['\u2018-\u201b]"
_QUOTED = rf"{_QUOTE}(?:[^'\u2018-\u201b]|{_QUOTE}{{2}})*{_QUOTE}"


def inf(content: str) -> dict[str, list[str]]:
    """Read an INF file strictly: sections, comments, one `key=value` a line, quotes doubled, per cent signs doubled."""
    lines: dict[str, list[str]] = {}
    section = ""
    for line in content.splitlines():
        if line.startswith(";") or not line:
            continue
        if (head := re.fullmatch(r"\[(\w+)\]", line)) is not None:
            section = head[1]
            continue
        key, quoted, bare = re.fullmatch(r'([\w.]+)=(?:"((?:[^"]|"")*)"|([\w]+))', line, re.DOTALL).groups()  # type: ignore[union-attr]
        value = bare if quoted is None else quoted.replace('""', '"')
        assert "%" not in value.replace("%%", "")
        lines.setdefault(f"{section}.{key}", []).append(value.replace("%%", "%"))
    return lines


def x500(text: str) -> Pairs:
    """Read a distinguished name as CertStrToName does: commas between, quotes doubled between quotes."""
    pair = re.compile(r'(\w+)=(?:"((?:[^"]|"")*)"|([^",;+=<>#\\]*))(?:, |$)')
    pairs, at = [], 0
    while at < len(text):
        found = pair.match(text, at)
        assert found is not None, text[at:]
        pairs.append((found[1], found[3] if found[2] is None else found[2].replace('""', '"')))
        at = found.end()
    return pairs


def powershell(line: str) -> list[str]:
    """Split a PowerShell line into words: what is quoted ends at a single quote of any shape that is not doubled."""
    words = re.findall(rf"(?:{_QUOTED}|[\w.,$=-])+", line)
    assert " ".join(words) == line
    return words


def unquoted(word: str) -> str:
    assert word[0] == word[-1] == "'"
    return re.sub(rf"({_QUOTE}){_QUOTE}", r"\1", word[1:-1])


def test_the_inf_file_says_what_was_asked_for() -> None:
    certreq = made(("www.example.com", "8.8.8.8"), key=P_256, C="GB", O="Example, Ltd")["certreq"]
    assert (certreq.text, certreq.file) == ("certreq -new request.inf request.csr", "request.inf")
    lines = inf(certreq.content)
    assert lines["Version.Signature"] == ["$Windows NT$"]
    assert x500(lines["NewRequest.Subject"][0]) == [("CN", "www.example.com"), ("C", "GB"), ("O", "Example, Ltd")]
    assert lines["NewRequest.KeyAlgorithm"] == ["ECDSA_P256"]
    assert lines["NewRequest.KeyLength"] == ["256"]
    assert lines["NewRequest.MachineKeySet"] == ["TRUE"]
    assert lines["Extensions.2.5.29.17"] == ["{text}"]
    assert lines["Extensions._continue_"] == ["dns=www.example.com&", "ipaddress=8.8.8.8&"]
    assert certreq.content.isascii()


def test_an_inf_file_with_letters_beyond_ascii_says_how_to_save_it() -> None:
    assert made(L="Zürich")["certreq"].content.startswith("; Save this file as UTF-16 LE")


def test_exchange_lists_every_name_and_writes_a_file_that_cas_can_read() -> None:
    first, second = made(key=RSA_3072, C="GB", O="O'Neil")["exchange"].text.split("\n")
    words = powershell(first)
    assert unquoted(words[words.index("-SubjectName") + 1]) == "CN=www.example.com, C=GB, O=O'Neil"
    assert words[words.index("-DomainName") + 1] == "'www.example.com','example.com'"
    assert words[words.index("-KeySize") + 1] == "4096"
    assert second == "Set-Content -Path 'www.example.com.csr' -Value $request -Encoding Ascii"


texts = st.text(max_size=90) | st.text(
    st.sampled_from("'\"\\%$`!;,+=#<>&|^()/\r\n\x00 aZ9\u2018\u2019\u201a\u201b\u201c\u201d\u00fc\ud800"), max_size=90
)


def after(words: Sequence[str], option: str) -> str:
    return words[words.index(option) + 1]


@settings(max_examples=200)
@given(organisation=texts, place=texts, host=texts, email=texts)
def test_every_tool_reads_the_same_subject_whatever_it_holds(
    organisation: str, place: str, host: str, email: str
) -> None:
    commands = made((HOST, host), (email,), O=organisation, L=place)
    openssl = posix(commands["openssl"].text)
    subject = subj(after(openssl, "-subj"))
    assert subject[0] == ("CN", HOST)
    assert [kind for kind, _ in subject[1:]] in ([], ["O"], ["L"], ["O", "L"])
    assert len(openssl) == 16
    assert x500(inf(commands["certreq"].content)["NewRequest.Subject"][0]) == subject
    create, request = map(keytool_line, commands["keytool"].text.split("\n"))
    assert rfc4514(after(create, "-dname")) == subject
    assert (len(create), len(request)) == (14, 12)
    if "exchange" in commands:
        cmdlet, write = map(powershell, commands["exchange"].text.split("\n"))
        assert x500(unquoted(after(cmdlet, "-SubjectName"))) == subject
        assert (len(cmdlet), len(write)) == (12, 7)


@given(st.text() | st.text(st.sampled_from("a.-*@'\"&%$`:;,/\\ \n"), max_size=40))
def test_no_name_brings_a_special_character_along(name: str) -> None:
    for commands in (made((name,), O="Example"), made((), (name,), O="Example")):
        for each in commands.values():
            assert "\\" not in each.text
            assert not set(name) & set("'\"&%$`;,/\\ \n")


@needs_openssl
@settings(max_examples=15, deadline=None)
@given(organisation=texts)
def test_what_openssl_reads_is_what_was_meant(organisation: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("openssl")
    line = made(key=P_256, O=organisation)["openssl"].text
    subprocess.run(["sh", "-c", line], cwd=folder, check=True, capture_output=True)
    assert {path.name for path in folder.iterdir()} == {f"{HOST}.key", f"{HOST}.csr"}
    subject = x509.load_pem_x509_csr((folder / f"{HOST}.csr").read_bytes()).subject
    assert [(each.rfc4514_attribute_name, each.value) for each in subject] == subj(after(posix(line), "-subj"))
