"""Whether a certificate is good for a host, and the reason that is given when it is not."""

from __future__ import annotations

import pytest

from sslhelp.pki.hosts.coverage import is_covered, uncovered, why_not_covered, without_bare_domain


def test_names_cover_hosts_and_addresses_cover_addresses() -> None:
    assert is_covered(["*.example.com"], [], "www.example.com")
    assert is_covered([], ["2606:4700:4700::1111"], "[2606:4700:4700:0::1111]")
    assert not is_covered(["8.8.8.8"], [], "8.8.8.8")
    assert not is_covered(["*.example.com"], ["8.8.8.8"], "example.com")


@pytest.mark.parametrize(
    ("names", "host", "reason"),
    [
        (["*.example.com"], "example.com", "not the bare domain itself"),
        (["*.Example.com"], "a.b.example.com.", "one label only"),
        (["www.example.com"], "Example.com", "but not example.com without www"),
        (["example.com"], "www.example.com", "but not www.example.com with www"),
        (["example.com"], "mail.example.com", "covers example.com itself, not the names below it"),
        (["mail.example.com"], "example.com", "which lies below example.com"),
        (["a.example.co.uk"], "b.example.co.uk", "other names of example.co.uk"),
        (["*.a.example.com"], "b.example.com", "other names of example.com"),
        (["example.com", "www.example.com"], "example.net", "another top-level domain"),
        (["example.com"], "other.org", "another domain: example.com."),
        (["a.com", "b.com", "c.com", "d.com"], "other.org", "a.com, b.com, c.com and others."),
        (["8.8.8.8"], "8.8.4.4", "none of the addresses"),
        (["example.com"], "8.8.8.8", "names and no address"),
        (["example.com"], "server1", "server1 is none of the names"),
        ([], "example.com", "example.com is none of the names"),
    ],
)
def test_the_reason_fits_what_is_missing(names: list[str], host: str, reason: str) -> None:
    assert reason in why_not_covered(names, host)


@pytest.mark.parametrize(
    ("names", "found"),
    [
        (["*.example.com"], ["*.example.com"]),
        (["*.example.com", "example.com"], []),
        (["*.a.example.com", "*.example.com"], ["*.example.com"]),
        (["*.b.example.com", "*.a.example.com"], ["*.b.example.com", "*.a.example.com"]),
        (["www.example.com"], []),
    ],
)
def test_a_wildcard_is_without_its_bare_domain_when_no_other_name_is_good_for_that(
    names: list[str], found: list[str]
) -> None:
    assert without_bare_domain(names) == found


def test_the_hosts_that_none_of_the_names_is_good_for_are_found_in_their_order() -> None:
    hosts = ["b.org", "www.example.com", "a.www.example.com", "*.example.com", "8.8.8.8", "8.8.4.4", "*.a.example.com"]
    assert uncovered(["*.Example.com"], ["8.8.8.8"], hosts) == [
        "b.org",
        "a.www.example.com",
        "8.8.4.4",
        "*.a.example.com",
    ]


def test_a_wildcard_on_a_top_level_domain_is_good_for_nothing() -> None:
    assert uncovered(["*.com"], [], ["example.com"]) == ["example.com"]
