"""What holds for DNS names whoever looks at them."""

import pytest
from publicsuffixlist import PublicSuffixList

from sslhelp.policy.names import covers, is_shared, public_suffix, registrable, suffixes


@pytest.mark.parametrize(
    ("pattern", "host", "covered"),
    [
        ("example.com", "EXAMPLE.com.", True),
        ("example.com", "www.example.com", False),
        ("*.example.com", "www.example.com", True),
        ("*.example.com", "example.com", False),
        ("*.example.com", "a.b.example.com", False),
        ("*.b.example.com", "a.b.example.com", True),
        ("*.example.com", "*.example.com", True),
        ("*.example.com", "*.b.example.com", False),
        ("*.com", "example.com", False),
    ],
)
def test_an_asterisk_covers_exactly_one_label(pattern: str, host: str, covered: bool) -> None:
    assert covers(pattern, host) is covered


@pytest.mark.parametrize(
    ("domain", "suffix", "sold"),
    [
        ("a.b.example.co.uk", "co.uk", "example.co.uk"),
        ("example.com", "com", "example.com"),
        ("co.uk", "co.uk", None),
        ("user.github.io", "io", "github.io"),  # the private section of the list is not the registries'
        ("server.local", None, None),
        ("", None, None),
        ("." * 300, None, None),
    ],
)
def test_a_domain_ends_where_its_registry_sells(domain: str, suffix: str | None, sold: str | None) -> None:
    assert public_suffix(domain) == suffix
    assert registrable(domain) == sold


def test_the_rules_decide_as_the_library_that_brings_the_list() -> None:
    library = PublicSuffixList(accept_unknown=False, only_icann=True)
    domains = [f"{below}{name}" for name in suffixes() for below in ("", "a.", "b.a.", "c.b.a.")]
    assert [each for each in domains if public_suffix(each) != library.publicsuffix(each)] == []
    assert [each for each in domains if registrable(each) != library.privatesuffix(each)] == []


@pytest.mark.parametrize(
    ("domain", "suffix"),
    [
        ("a.b.kobe.jp", "b.kobe.jp"),
        ("www.city.kobe.jp", "kobe.jp"),
        ("ck", "ck"),
        ("shop.xn--55qx5d.cn", "xn--55qx5d.cn"),
    ],
)
def test_rules_with_an_asterisk_their_exceptions_and_international_ones_hold(domain: str, suffix: str) -> None:
    assert public_suffix(domain) == suffix


@pytest.mark.parametrize(
    ("domain", "shared"),
    [
        ("github.io", True),
        ("GitHub.io", True),
        ("shop.github.io", False),
        ("eu.compute.amazonaws.com", True),  # a rule with an asterisk
        ("example.com", False),
        ("co.uk", False),  # a registry's, which is no hosting company's
        ("", False),
    ],
)
def test_hosting_companies_share_their_domains_among_strangers(domain: str, shared: bool) -> None:
    assert is_shared(domain) is shared
