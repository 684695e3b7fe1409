"""Whatever is pasted: the finders never raise, and a private key never passes the cut."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterable

from hypothesis import given, settings
from hypothesis import strategies as st

from sslhelp.pki import certificate, csr
from sslhelp.pki.pasted import extract, private_key
from tests import factories, private_keys, transport

KEYS = private_keys.by_kind()
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
REQUESTS = [factories.csr(), factories.csr(key=factories.rsa_key()), factories.csr(("a.example.net",))]
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


def at_most_two(damages: Iterable[str]) -> st.SearchStrategy[list[str]]:
    """One damage or two, the narrow lines of a reply first: they would tear what the other writes."""
    chosen = st.lists(
        st.sampled_from(sorted(damages)), min_size=1, max_size=2, unique_by=lambda name: name.split("_")[0]
    )
    return chosen.map(lambda names: sorted(names, key=lambda name: not name.startswith("requoted")))


IN_TRANSIT = {
    *(
        "quoted",
        "quoted_twice",
        "indented",
        "crlf",
        "cr",
        "html",
        "double_spaced",
        "rewrapped",
        "commented",
        "markdown",
    ),
    *("returns_shown", "spreadsheet", "em_dashes", "three_dashes", "four_dashes", "no_dashes", "six_dashes"),
    *("lower_case", "no_begin", "no_end", "bare", "bom", "no_break_spaces", "zero_width", "fenced", "full_width"),
    *("requoted_11", "requoted_17", "requoted_30", "requoted_50", "in_prose"),
}
"""What leaves the lines lines, so that another damage can follow."""


@settings(deadline=None)
@given(
    der=st.sampled_from(REQUESTS),
    damages=at_most_two(IN_TRANSIT),
    last=st.sampled_from(["crlf", "one_line", "escaped", "json", "pre", "tabs"]),
)
def test_a_request_damaged_on_its_way_and_then_in_a_form_is_read_as_it_was(
    der: bytes, damages: list[str], last: str
) -> None:
    pasted = factories.pem(der)
    for damage in [*damages, last]:
        pasted = transport.DAMAGES[damage](pasted)
    assert [block.der for block in extract.extract(pasted).blocks] == [der]


@settings(deadline=None)
@given(
    kind=st.sampled_from(ARMOURED),
    damages=at_most_two(transport.DAMAGES),
    before=WORDS,
    after=WORDS,
)
def test_no_line_of_a_private_key_survives_the_cut(kind: str, damages: list[str], before: str, after: str) -> None:
    key = pasted = KEYS[kind]
    for damage in damages:
        pasted = transport.DAMAGES[damage](pasted)
    squeezed = re.sub(r"[^A-Za-z0-9+/=]", "", private_key.cut(f"{before}\n{pasted}\n{after}").text)
    assert [line for line in key.splitlines() if len(line) >= 16 and "-" not in line and line in squeezed] == []


@settings(deadline=None)
@given(der=st.sampled_from(DER), at=st.integers(0, 400), replacement=st.binary(min_size=1, max_size=6))
def test_a_mutated_request_or_certificate_still_gets_a_report(der: bytes, at: int, replacement: bytes) -> None:
    mutated = der[:at] + replacement + der[at + len(replacement) :]
    assert csr.read(mutated, at=factories.AT).fingerprints == certificate.read(mutated, at=factories.AT).fingerprints
