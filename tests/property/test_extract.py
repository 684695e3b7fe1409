"""Whatever is pasted: the finders never raise, and a private key never passes the cut."""

from __future__ import annotations

import base64
import re

from hypothesis import given, settings
from hypothesis import strategies as st

from sslhelp.pki import certificate, csr, extract, private_key
from tests import factories

KEYS = factories.private_keys()
ARMOURED = sorted(set(KEYS) - {"PuTTY", "JKS"})
SCRAPS = st.sampled_from(
    [
        "-----BEGIN ",
        "-----END ",
        "PRIVATE KEY-----",
        "CERTIFICATE-----",
        "MIIE",
        "\n",
        "\\n",
        "> ",
        "&#43;",
        "<br>",
        "==",
    ]
)
PASTES = st.lists(SCRAPS | st.text(max_size=40), max_size=30).map("".join)
WORDS = st.lists(st.sampled_from("please look at my key it does not work thanks Bob".split()), max_size=8).map(" ".join)
DER = factories.csr(), factories.certificate().der


@settings(deadline=None)
@given(PASTES | st.text())
def test_any_text_is_extracted_and_cut_without_an_exception(text: str) -> None:
    found = extract.extract(private_key.cut(text).text)
    assert len(found.blocks) <= extract.MAX_BLOCKS


@settings(deadline=None)
@given(st.binary())
def test_any_file_is_extracted_without_an_exception(data: bytes) -> None:
    private_key.kind_of_file(data)
    extract.extract(data)


OUTLINES = st.lists(st.sampled_from([b"0", b"\x00", b"\x01", b"\x02", b"\x03", b"\x06", b"\x80", b"\x81"]), max_size=12)


@settings(deadline=None)
@given(OUTLINES.map(lambda bytes_: b"0" + b"".join(bytes_)), st.binary(max_size=8))
def test_any_outline_of_der_is_looked_at_without_an_exception(outline: bytes, rest: bytes) -> None:
    private_key.kind_of_file(outline + rest)
    extract.extract(outline + rest)
    extract.extract(base64.b64encode(outline + rest * 20).decode())


@settings(deadline=None)
@given(PASTES)
def test_cutting_twice_changes_nothing_more(text: str) -> None:
    once = private_key.cut(text)
    assert private_key.cut(once.text).text == once.text


@settings(deadline=None)
@given(
    kind=st.sampled_from(ARMOURED),
    damages=st.lists(st.sampled_from(sorted(factories.mangle)), min_size=1, max_size=2, unique=True),
    before=WORDS,
    after=WORDS,
)
def test_no_line_of_a_private_key_survives_the_cut(kind: str, damages: list[str], before: str, after: str) -> None:
    key = pasted = KEYS[kind]
    for damage in damages:
        pasted = factories.mangle[damage](pasted)
    squeezed = re.sub(r"[^A-Za-z0-9+/=]", "", private_key.cut(f"{before}\n{pasted}\n{after}").text)
    assert [line for line in key.splitlines() if len(line) >= 16 and "-" not in line and line in squeezed] == []


@settings(deadline=None)
@given(der=st.sampled_from(DER), at=st.integers(0, 400), replacement=st.binary(min_size=1, max_size=6))
def test_a_mutated_request_or_certificate_still_gets_a_report(der: bytes, at: int, replacement: bytes) -> None:
    mutated = der[:at] + replacement + der[at + len(replacement) :]
    assert csr.read(mutated, at=factories.AT).fingerprints == certificate.read(mutated, at=factories.AT).fingerprints
