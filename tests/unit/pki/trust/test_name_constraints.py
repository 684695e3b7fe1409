"""Name constraints: which names a CA may certify, in its own writing."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from sslhelp.pki.asn1 import issued
from sslhelp.pki.asn1.issued import Certificate
from sslhelp.pki.trust import name_constraints
from tests import asn1


def read(encoding: bytes) -> Certificate:
    certificate = issued.read(encoding)
    assert certificate is not None
    return certificate


def leaf(*names: bytes) -> Certificate:
    return read(asn1.certificate(asn1.extension("2.5.29.17", asn1.sequence(*names))))


def host(name: str) -> bytes:
    return asn1.implicit(2, name.encode())


def address(written: str) -> bytes:
    return asn1.implicit(7, bytes.fromhex(written))


def authority(permitted: Sequence[bytes] = (), excluded: Sequence[bytes] = ()) -> Certificate:
    sides = [
        asn1.explicit(side, *map(asn1.sequence, listed)) for side, listed in enumerate((permitted, excluded)) if listed
    ]
    return read(asn1.certificate(asn1.extension("2.5.29.30", asn1.sequence(*sides), critical=True)))


@pytest.mark.parametrize(
    "name", ["example.com", "www.example.com", "a.b.example.com", "*.example.com", "WWW.Example.COM"]
)
@pytest.mark.parametrize("domain", ["example.com", ".example.com", "EXAMPLE.com", "com", ""])
def test_a_domain_and_all_below_it_are_permitted_or_excluded(name: str, domain: str) -> None:
    assert name_constraints.violation(authority(permitted=[host(domain)]), leaf(host(name))) == ""
    assert name_constraints.violation(authority(excluded=[host(domain)]), leaf(host(name))) == f"{name} is excluded"


@pytest.mark.parametrize("name", ["example.org", "badexample.com", "com", "example.com.evil.example"])
def test_a_name_elsewhere_is_not_permitted_and_not_excluded(name: str) -> None:
    found = name_constraints.violation(
        authority(permitted=[host("example.com"), host("example.net")]), leaf(host(name))
    )
    assert found == f"{name} is not below example.com, example.net"
    assert name_constraints.violation(authority(excluded=[host("example.com")]), leaf(host(name))) == ""


def test_the_first_name_that_is_outside_is_given() -> None:
    names = leaf(host("www.example.com"), host("www.example.org"), host("www.example.net"))
    found = name_constraints.violation(authority(permitted=[host("example.com")]), names)
    assert found == "www.example.org is not below example.com"


@pytest.mark.parametrize(
    ("network", "inside", "outside"),
    [
        ("0a000000ff000000", "0a010203", "0b000000"),
        ("c0000200ffffff00", "c00002ff", "c0000301"),
        ("0a000001ffffffff", "0a000001", "0a000002"),
        ("20010db8" + "00" * 12 + "ffffffff" + "00" * 12, "20010db8" + "01" * 12, "20010db9" + "00" * 12),
    ],
)
def test_addresses_are_in_a_network_or_not(network: str, inside: str, outside: str) -> None:
    permitting, excluding = authority(permitted=[address(network)]), authority(excluded=[address(network)])
    assert name_constraints.violation(permitting, leaf(address(inside))) == ""
    assert "in none of the permitted networks" in name_constraints.violation(permitting, leaf(address(outside)))
    assert "is excluded" in name_constraints.violation(excluding, leaf(address(inside)))
    assert name_constraints.violation(excluding, leaf(address(outside))) == ""


def test_an_address_of_the_other_version_is_in_no_network() -> None:
    everything = authority(excluded=[address("00" * 8)])
    assert name_constraints.violation(everything, leaf(address("20010db8" + "00" * 12))) == ""
    assert name_constraints.violation(everything, leaf(address("08080808"))) == "8.8.8.8 is excluded"


@pytest.mark.parametrize("network", ["", "0a0000", "0a000000", "0a0000000100000000", "0a000000ff00ff00"])
def test_a_network_that_is_none_excludes_nothing(network: str) -> None:
    assert name_constraints.violation(authority(excluded=[address(network)]), leaf(address("0a000001"))) == ""


def test_constraints_on_one_kind_of_name_leave_the_others_alone() -> None:
    constrained = authority(permitted=[address("0a000000ff000000")])
    assert name_constraints.violation(constrained, leaf(host("www.example.com"))) == ""
    by_domain = authority(permitted=[host("example.com")])
    assert name_constraints.violation(by_domain, leaf(address("08080808"))) == ""


def test_without_constraints_or_with_broken_ones_nothing_is_said() -> None:
    names = leaf(host("www.example.com"))
    assert name_constraints.violation(read(asn1.certificate()), names) == ""
    for content in (b"", b"\x30\x7f", b"\x05\x00", asn1.sequence(asn1.explicit(1, b"\x30\x00"))):
        broken = read(asn1.certificate(asn1.extension("2.5.29.30", content)))
        assert name_constraints.violation(broken, names) == ""


def test_a_name_of_endless_labels_is_judged_by_its_last_ones() -> None:
    endless = leaf(host("a." * 5000 + "example.com"))
    assert "is excluded" in name_constraints.violation(authority(excluded=[host("example.com")]), endless)
