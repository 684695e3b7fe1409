"""Host names: which fit a public certificate, which can be mended, and what a certificate name covers."""

from __future__ import annotations

import pytest

from sslhelp.pki import names
from sslhelp.pki.names import Fault


@pytest.mark.parametrize(
    "name",
    ["example.com", "www.example.co.uk", "*.example.com", "xn--bcher-kva.example.com", "a-b.example.org", "8.8.8.8"],
)
def test_a_name_that_cas_issue_for_has_no_faults(name: str) -> None:
    assert names.faults(name) == ()


@pytest.mark.parametrize(
    ("name", "fault"),
    [
        ("https://www.example.com", Fault.URL),
        ("www.example.com/login", Fault.URL),
        ("www.example.com:8443", Fault.URL),
        ("www. example.com", Fault.CHARACTERS),
        ("-www.example.com", Fault.CHARACTERS),
        (f"{'a' * 64}.example.com", Fault.CHARACTERS),
        ("www.example.com.", Fault.TRAILING_DOT),
        ("my_host.example.com", Fault.UNDERSCORE),
        ("bücher.example.com", Fault.U_LABEL),
        ("10.0.0.1", Fault.RESERVED_IP),
        ("[fe80::1]", Fault.RESERVED_IP),
        ("f*.example.com", Fault.WILDCARD_MISPLACED),
        ("*.*.example.com", Fault.WILDCARD_MISPLACED),
        ("www.*.com", Fault.WILDCARD_MISPLACED),
        ("*.co.uk", Fault.PUBLIC_SUFFIX),
        ("com", Fault.PUBLIC_SUFFIX),
        ("server1", Fault.INTERNAL),
        ("mail.corp.local", Fault.INTERNAL),
    ],
)
def test_each_fault_is_told_by_its_name(name: str, fault: Fault) -> None:
    assert names.faults(name) == (fault,)


def test_two_faults_of_one_name_are_both_told() -> None:
    assert names.faults("https://my_host.local/") == (Fault.URL, Fault.UNDERSCORE, Fault.INTERNAL)


@pytest.mark.parametrize(
    ("pasted", "meant"),
    [
        ("https://WWW.Example.com:443/login?x=1", "www.example.com"),
        (" *.Example.com. ", "*.example.com"),
        ("bücher.example.com", "xn--bcher-kva.example.com"),
        ("8.8.8.8", "8.8.8.8"),
        ("server1", None),
        ("my_host.example.com", None),
        ("192.168.1.1", None),
        ("*.com", None),
        ("", None),
    ],
)
def test_a_name_is_mended_where_one_can_be_made_of_it(pasted: str, meant: str | None) -> None:
    assert names.mended(pasted) == meant


def test_the_reason_names_the_bare_domain_or_the_depth() -> None:
    assert "bare domain" in names.why_not_covered(["*.example.com"], "example.com")
    assert "one label only" in names.why_not_covered(["*.example.com"], "a.b.example.com")
    assert "none of the names" in names.why_not_covered(["example.org"], "example.com")


@pytest.mark.parametrize(
    ("name", "host"),
    [
        ("www.example.com", True),
        ("server1", True),
        ("www. example.com", True),
        ("Example Ltd", False),
        ("a@b.com", False),
    ],
)
def test_a_common_name_is_a_host_unless_it_names_a_person_or_company(name: str, host: bool) -> None:
    assert names.is_host(name) is host
