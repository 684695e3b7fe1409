"""Host names: which fit a public certificate, which can be mended, and which are hosts at all."""

from __future__ import annotations

import pytest

from sslhelp.pki.hosts import names
from sslhelp.pki.hosts.name_faults import Fault


def faults(name: str) -> tuple[Fault, ...]:
    return tuple(names.judge(name).faults)


ONION = "2gzyxa5ihm7nsggfxnu52rck2vv4rvmdlkiu3zzui5du4xyclen53wid.onion"


@pytest.mark.parametrize(
    "name",
    [
        "example.com",
        "WWW.Example.CO.UK",
        "*.example.com",
        "xn--bcher-kva.example.com",
        "a-b.example.org",
        "1.example.com",
        "a--b.example.com",
        f"{'a' * 63}.example.com",
        "www.example.com.www.example.com",
        "home.arpa.example.com",
        ONION,
        f"www.{ONION}",
        f"*.{ONION}",
        "8.8.8.8",
        "2606:4700:4700::1111",
    ],
)
def test_a_name_that_cas_issue_for_has_no_faults(name: str) -> None:
    assert names.judge(name) == names.Judged(name, {}, name.lower())


@pytest.mark.parametrize(
    ("name", "fault"),
    [
        ("https://www.example.com", Fault.SCHEME),
        ("http//www.example.com", Fault.SCHEME),
        ("DNS:www.example.com", Fault.SCHEME),
        ("https://someone@www.example.com", Fault.SCHEME),
        ("www.example.com:8443", Fault.PORT),
        ("[2606:4700:4700::1111]:443", Fault.PORT),
        ("www.example.com/login", Fault.PATH),
        ("www.example.com?page=1", Fault.PATH),
        ("8.8.8.0/24", Fault.PATH),
        ("www.example.com/", Fault.TRAILING_SLASH),
        ("someone@example.com", Fault.EMAIL),
        ("", Fault.BLANK),
        ("   ", Fault.BLANK),
        (" www.example.com", Fault.BLANK),
        ("www. example.com", Fault.BLANK),
        ("www.\u00a0example.com", Fault.BLANK),
        ("example.com, www.example.com", Fault.SEVERAL),
        ("example.com www.example.com", Fault.SEVERAL),
        ("example.com;8.8.8.8", Fault.SEVERAL),
        ("www.exam!ple.com", Fault.CHARACTERS),
        ("exam\u200bple.com", Fault.CHARACTERS),
        ("💩.com", Fault.CHARACTERS),
        ("my_host.example.com", Fault.UNDERSCORE),
        ("www.example.com.", Fault.TRAILING_DOT),
        ("www..example.com", Fault.EMPTY_LABEL),
        (".example.com", Fault.EMPTY_LABEL),
        ("-www.example.com", Fault.HYPHEN),
        ("www-.example.com", Fault.HYPHEN),
        ("ab--cd.example.com", Fault.RESERVED_LABEL),
        (f"{'a' * 64}.example.com", Fault.LABEL_TOO_LONG),
        (f"{'a.' * 122}example.com", Fault.TOO_LONG),
        ("a" * 100_000, Fault.TOO_LONG),
        ("bücher.example.com", Fault.U_LABEL),
        ("xn--b\u00fccher.example.com", Fault.CHARACTERS),
        ("xn--a-.example.com", Fault.HYPHEN),
        ("xn--99999999.example.com", Fault.A_LABEL),
        ("xn--ls8h.example.com", Fault.NOT_IDNA),
        ("xn--exmple-4nf.com", Fault.MIXED_SCRIPTS),
        ("www.www.example.com", Fault.WWW_TWICE),
        ("*", Fault.WILDCARD_MISPLACED),
        ("www.*.com", Fault.WILDCARD_MISPLACED),
        ("f*.example.com", Fault.WILDCARD_PARTIAL),
        ("*example.com", Fault.WILDCARD_PARTIAL),
        ("*.*.example.com", Fault.WILDCARD_DOUBLE),
        ("**.example.com", Fault.WILDCARD_DOUBLE),
        ("*.co.uk", Fault.WILDCARD_SUFFIX),
        ("*.8.8.8.8", Fault.WILDCARD_IP),
        ("8.8.8.*", Fault.WILDCARD_IP),
        ("com", Fault.PUBLIC_SUFFIX),
        ("co.uk", Fault.PUBLIC_SUFFIX),
        ("server1", Fault.INTERNAL),
        ("*.corp.local", Fault.INTERNAL),
        ("999.1.1.1", Fault.NUMERIC_TLD),
        ("010.8.8.8", Fault.NUMERIC_TLD),
        ("8.8.8.8.in-addr.arpa", Fault.REVERSE_ZONE),
        ("*.ip6.arpa", Fault.REVERSE_ZONE),
        ("expyuzz4wqqyqhjn.onion", Fault.ONION),
        (f"3{ONION[1:]}", Fault.ONION),
        ("10.0.0.1", Fault.RESERVED_IP),
        ("[fe80::1]", Fault.RESERVED_IP),
        ("224.0.0.1", Fault.RESERVED_IP),
    ],
)
def test_each_fault_is_told_by_its_name(name: str, fault: Fault) -> None:
    assert faults(name) == (fault,)


def test_every_fault_of_a_name_is_told() -> None:
    assert faults("https://my_host.local:8443/") == (
        *(Fault.SCHEME, Fault.PORT, Fault.TRAILING_SLASH),
        *(Fault.UNDERSCORE, Fault.INTERNAL),
    )
    assert faults("example.com, 10.0.0.1") == (Fault.SEVERAL, Fault.RESERVED_IP)
    assert faults("*.bücher.local.") == (Fault.TRAILING_DOT, Fault.U_LABEL, Fault.INTERNAL)


def test_the_evidence_tells_the_part_of_the_name_that_is_wrong() -> None:
    assert names.judge("www.exam!ple.com").faults[Fault.CHARACTERS] == "exam!ple: !"
    assert names.judge("exam\u200bple.com").faults[Fault.CHARACTERS].endswith("U+200B")
    assert names.judge("bücher.example.com").faults[Fault.U_LABEL].endswith("xn--bcher-kva.example.com")
    assert names.judge("www.ex\u0430mple.com").faults[Fault.MIXED_SCRIPTS] == (
        "ex\u0430mple (xn--exmple-4nf): Cyrillic, Latin"
    )


@pytest.mark.parametrize(
    ("name", "faults"),
    [("8.8.8.8", [Fault.IP_AS_DNS]), ("10.0.0.1", [Fault.IP_AS_DNS, Fault.RESERVED_IP]), ("www.example.com", [])],
)
def test_an_address_has_no_place_in_a_dns_name(name: str, faults: list[Fault]) -> None:
    assert list(names.judge(name, dns=True).faults) == faults


def test_an_address_with_a_zone_is_none() -> None:
    assert names.address("2606:4700::1111%eth0") is None
    assert names.mended("2606:4700::1111%'; echo") is None


@pytest.mark.parametrize(
    ("pasted", "meant"),
    [
        ("https://WWW.Example.com:443/login?x=1", "www.example.com"),
        ("http:\\\\www.example.com\\", "www.example.com"),
        (" *.Example.com. ", "*.example.com"),
        ("www. example .com", "www.example.com"),
        ('"www.example.com",', "www.example.com"),
        ("bücher.example.com", "xn--bcher-kva.example.com"),
        ("example。com", "example.com"),
        ("exam\u200bple.com", "example.com"),
        ("*example.com", "*.example.com"),
        ("f*.example.com", "*.example.com"),
        ("www.www.example.com", "www.example.com"),
        ("8.8.8.8:443", "8.8.8.8"),
        ("[2606:4700:4700:0::1111]", "2606:4700:4700::1111"),
        ("www example.com", None),
        ("example.com, www.example.com", None),
        ("someone@example.com", None),
        ("server1", None),
        ("my_host.example.com", None),
        ("*.*.example.com", None),
        ("ex\u0430mple.com", None),
        ("192.168.1.1", None),
        ("*.com", None),
        ("", None),
        ("example.com" + " " * 2000, None),
    ],
)
def test_a_name_is_mended_where_one_can_be_made_of_it(pasted: str, meant: str | None) -> None:
    assert names.mended(pasted) == meant


@pytest.mark.parametrize(
    ("pasted", "meant"),
    [
        ("DNS:example.com, DNS:www.example.com", ("example.com", "www.example.com")),
        ("example.com; *.example.com\n8.8.8.8", ("example.com", "*.example.com", "8.8.8.8")),
        ("example.com and EXAMPLE.com", ("example.com",)),
        ("https://example.com/", ("example.com",)),
        ("server1", ()),
    ],
)
def test_several_names_in_one_place_are_mended_each(pasted: str, meant: tuple[str, ...]) -> None:
    assert names.mended_all(pasted) == meant


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


@pytest.mark.parametrize(
    ("listed", "judged"),
    [
        (["example.com"] * names.MAX_JUDGED, names.MAX_JUDGED),
        (["example.com"] * (names.MAX_JUDGED + 1), names.MAX_JUDGED),
        (["a" * 1024] * 65, 64),
        (["a" * 1_000_000] * 65, 64),
        ([], 0),
    ],
)
def test_names_are_judged_together_up_to_a_number_and_a_length(listed: list[str], judged: int) -> None:
    assert len(names.first(listed)) == judged
