"""International labels: their spellings, and scripts that do not belong together."""

from __future__ import annotations

import pytest

from sslhelp.pki.hosts import idn


@pytest.mark.parametrize(
    "label",
    [
        "example",
        "bücher",
        "тест",
        "日本語テスト",
        "ラーメン",
        "abc日本",
        "漢字ㄅㄆ",
        "한국漢字abc",
        "dvadtsat2",
        "हिन्दी",
        "ไทย",
        "",
    ],
)
def test_one_script_and_those_written_together_are_not_mixed(label: str) -> None:
    assert idn.mixed_scripts(label) == ()


@pytest.mark.parametrize(
    ("label", "scripts"),
    [
        ("p\u0430ypal", ("Cyrillic", "Latin")),
        ("\u03b1pple", ("Greek", "Latin")),
        ("\u0561pple", ("Armenian", "Latin")),
        ("かな한", ("Hangul", "Hiragana")),
        ("тест\u4e2d", ("Cjk", "Cyrillic")),
    ],
)
def test_letters_of_scripts_that_are_not_written_together_are_named(label: str, scripts: tuple[str, ...]) -> None:
    assert idn.mixed_scripts(label) == scripts


@pytest.mark.parametrize(
    ("label", "text"),
    [
        ("xn--bcher-kva", "bücher"),
        ("XN--BCHER-KVA", "bücher"),
        ("xn--99999999", None),
        ("xn--ü", None),
        ("xn--a" + "9" * 500, None),
    ],
)
def test_an_a_label_is_decoded_or_found_to_be_none(label: str, text: str | None) -> None:
    assert idn.decoded(label) == text


def test_emoji_capitals_and_plain_ascii_are_no_u_labels() -> None:
    assert idn.is_u_label("bücher")
    assert not any(map(idn.is_u_label, ("💩", "Bücher", "abc", "-ü", "")))


def test_a_domain_is_written_in_a_labels_or_not_at_all() -> None:
    assert idn.a_labels("WWW.Bücher.example") == "www.xn--bcher-kva.example"
    assert idn.a_labels("💩.example") == idn.a_labels("ü." * 500) == ""
