"""What a name is, and what several names need together."""

from __future__ import annotations

import pytest

from sslhelp.model.products import Coverage
from sslhelp.products.names import Kind, clean, kind, needs, registrable, unique


@pytest.mark.parametrize(
    ("raw", "cleaned"),
    [
        ("WWW.Example.COM.", "www.example.com"),
        ("https://shop.example.com:8443/cart?id=1", "shop.example.com"),
        ("münchen.de", "xn--mnchen-3ya.de"),
        ("*.münchen.de", "*.xn--mnchen-3ya.de"),
        ("[2001:db8::1]:443", "2001:db8::1"),
        ("192.0.2.1:8080", "192.0.2.1"),
    ],
)
def test_a_name_is_cleaned_to_how_a_certificate_spells_it(raw: str, cleaned: str) -> None:
    assert clean(raw) == cleaned
    assert clean(cleaned) == cleaned


@pytest.mark.parametrize(
    ("name", "what"),
    [
        ("example.com", Kind.HOST),
        ("a.example", Kind.HOST),
        ("xn--mnchen-3ya.de", Kind.HOST),
        ("*.example.co.uk", Kind.WILDCARD),
        ("*.github.io", Kind.WILDCARD),
        ("8.8.8.8", Kind.ADDRESS),
        ("203.0.113.7", Kind.ADDRESS),
        ("2606:4700::1111", Kind.ADDRESS),
        ("10.1.2.3", Kind.PRIVATE_ADDRESS),
        ("172.16.0.1", Kind.PRIVATE_ADDRESS),
        ("192.168.1.10", Kind.PRIVATE_ADDRESS),
        ("127.0.0.1", Kind.PRIVATE_ADDRESS),
        ("169.254.1.1", Kind.PRIVATE_ADDRESS),
        ("fe80::1", Kind.PRIVATE_ADDRESS),
        ("fd00::1", Kind.PRIVATE_ADDRESS),
        ("224.0.0.1", Kind.PRIVATE_ADDRESS),
        ("server1", Kind.INTERNAL),
        ("localhost", Kind.INTERNAL),
        ("mail.local", Kind.INTERNAL),
        ("*.corp.internal", Kind.INTERNAL),
        ("1.168.192.in-addr.arpa", Kind.INTERNAL),
        ("*.com", Kind.SUFFIX),
        ("*.co.uk", Kind.SUFFIX),
        ("co.uk", Kind.SUFFIX),
        ("abcdef.onion", Kind.ONION),
        ("my_host.example.com", Kind.MALFORMED),
        ("*.*.example.com", Kind.MALFORMED),
        ("f*.example.com", Kind.MALFORMED),
        ("www.*.com", Kind.MALFORMED),
        ("-a.example.com", Kind.MALFORMED),
        ("a..example.com", Kind.MALFORMED),
        ("1.2.3.4.5", Kind.MALFORMED),
        ("a" * 64 + ".com", Kind.MALFORMED),
        (".".join(["a" * 60] * 5) + ".com", Kind.MALFORMED),
        ("two words", Kind.MALFORMED),
    ],
)
def test_a_name_is_told_by_what_may_be_certified(name: str, what: Kind) -> None:
    assert kind(name) is what


@pytest.mark.parametrize(
    ("names", "coverage", "entries"),
    [
        (("example.com",), Coverage.SINGLE, ("example.com",)),
        (("www.example.com",), Coverage.SINGLE, ("www.example.com",)),
        (("www.example.com", "example.com"), Coverage.SINGLE, ("www.example.com", "example.com")),
        (("www.example.co.uk", "example.co.uk"), Coverage.SINGLE, ("www.example.co.uk", "example.co.uk")),
        (("shop.example.com", "www.shop.example.com"), Coverage.MULTI, ("shop.example.com", "www.shop.example.com")),
        (("example.com", "shop.example.com"), Coverage.MULTI, ("example.com", "shop.example.com")),
        (("*.example.com",), Coverage.WILDCARD, ("*.example.com",)),
        (("example.com", "a.example.com", "*.example.com"), Coverage.WILDCARD, ("*.example.com",)),
        (("*.example.com", "a.b.example.com"), Coverage.MULTI_WILDCARD, ("a.b.example.com", "*.example.com")),
        (
            ("*.example.com", "*.b.example.com"),
            Coverage.MULTI_WILDCARD,
            ("example.com", "*.example.com", "*.b.example.com"),
        ),
        (
            ("*.example.com", "example.com", "example.net"),
            Coverage.MULTI_WILDCARD,
            ("example.com", "example.net", "*.example.com"),
        ),
    ],
)
def test_names_need_the_narrowest_product_that_holds_them(
    names: tuple[str, ...], coverage: Coverage, entries: tuple[str, ...] | None
) -> None:
    needed = needs(names)
    assert needed.coverage is coverage
    assert needed.entries == (entries or names)


def test_the_same_name_in_two_spellings_is_one_name() -> None:
    assert unique(["Example.com", "https://example.com/", "example.com."]) == ("example.com",)


def test_a_registered_domain_lies_one_label_below_its_public_suffix() -> None:
    assert [registrable(name) for name in ("a.b.example.co.uk", "*.example.com", "x.shop.example")] == [
        "example.co.uk",
        "example.com",
        "shop.example",
    ]
