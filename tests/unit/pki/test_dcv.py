"""Sectigo's validation records, held to a vector that was computed by hand with openssl, and the methods allowed."""

from __future__ import annotations

import hashlib
from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sslhelp.model.pki import Dcv, DcvMethod, DcvRecord, Fingerprints
from sslhelp.pki import csr, dcv
from tests import factories

MD5 = "3fb739d74af78938162a3c0b5ff32a1f"
SHA256 = "0962d22ca9ec4291203b318280b35c41ea7c64db77f0ad55d8ec69bd078d5e44"
DIGESTS = Fingerprints(MD5, "", SHA256)


def validation(*hosts: str, at: datetime = factories.AT) -> Dcv:
    found = dcv.sectigo(hosts, DIGESTS, at=at)
    assert found is not None
    return found


def methods(*hosts: str, at: datetime = factories.AT) -> dict[str, DcvMethod]:
    return {each.method: each for each in validation(*hosts, at=at).methods}


def places(*hosts: str) -> list[tuple[str, str]]:
    return [(each.method, each.domain) for each in validation(*hosts).records]


def test_the_records_of_the_vector_are_exact() -> None:
    found = validation("www.example.com")
    assert found.authority == "Sectigo"
    assert found.records == (
        DcvRecord(
            method="cname",
            domain="www.example.com",
            where=f"_{MD5}.www.example.com",
            content="0962d22ca9ec4291203b318280b35c41.ea7c64db77f0ad55d8ec69bd078d5e44.sectigo.com",
        ),
        DcvRecord(
            method="file",
            domain="www.example.com",
            where="http://www.example.com/.well-known/pki-validation/3FB739D74AF78938162A3C0B5FF32A1F.txt",
            content=f"{SHA256}\nsectigo.com",
        ),
    )
    assert "Expected values" in found.note
    assert "uniqueValue" in found.note


def test_a_csr_is_hashed_in_der_and_faulty_names_are_left_out() -> None:
    der = factories.csr(("www.example.com", "a_b.example.com", "server1", "10.0.0.1", "*.co.uk"))
    found = csr.read(der, at=factories.AT).dcv
    assert found is not None
    assert [each.domain for each in found.records] == ["www.example.com", "www.example.com"]
    assert found.records[0].where == f"_{hashlib.md5(der, usedforsecurity=False).hexdigest()}.www.example.com"
    assert found.records[1].content == f"{hashlib.sha256(der).hexdigest()}\nsectigo.com"


def test_each_host_has_its_own_file() -> None:
    assert [domain for method, domain in places("example.com", "www.example.com") if method == "file"] == [
        "example.com",
        "www.example.com",
    ]


def test_a_wildcard_is_validated_at_its_base_and_never_by_file() -> None:
    assert places("*.example.com") == [("cname", "example.com")]
    assert list(methods("*.example.com")) == ["dns", "mail"]


def test_a_wildcard_and_its_base_share_one_cname() -> None:
    assert places("*.example.com", "Example.com") == [("cname", "example.com"), ("file", "example.com")]


def test_an_address_is_validated_by_file_only() -> None:
    found = validation("8.8.8.8", "2001:4860:4860::8888")
    assert [each.method for each in found.records] == ["file", "file"]
    assert found.records[0].where.startswith("http://8.8.8.8/.well-known/")
    assert found.records[1].where.startswith("http://[2001:4860:4860::8888]/.well-known/")
    assert [each.method for each in found.methods] == ["file"]


def test_each_method_names_those_that_it_can_prove() -> None:
    allowed = methods("www.example.com", "*.example.com", "8.8.8.8")
    assert {name: each.names for name, each in allowed.items()} == {
        "dns": ("www.example.com", "*.example.com"),
        "file": ("www.example.com", "8.8.8.8"),
        "mail": ("www.example.com", "*.example.com"),
    }
    assert "3.2.2.4.7" in allowed["dns"].note
    assert "3.2.2.4.18" in allowed["file"].note


@pytest.mark.parametrize(
    ("hosts", "domain", "others"),
    [
        (("www.example.co.uk", "example.co.uk"), "example.co.uk", False),
        (("*.a.example.com",), "example.com", False),
        (("a.example.com", "example.org"), "example.com", True),
        (("example.com", "notexample.com"), "example.com", True),
    ],
)
def test_mail_goes_to_the_five_addresses_at_the_registered_domain(
    hosts: tuple[str, ...], domain: str, others: bool
) -> None:
    note = methods(*hosts)["mail"].note
    mailboxes, _, rest = note.partition(domain)
    assert mailboxes == "To admin@, administrator@, hostmaster@, postmaster@ or webmaster@"
    assert rest.startswith(", likewise at the other domains.") is others


def test_mail_has_an_end_and_is_absent_from_that_day_on() -> None:
    assert methods("example.com")["mail"].until == date(2028, 3, 15)
    assert "mail" in methods("example.com", at=datetime(2028, 3, 14, 23, 59, tzinfo=UTC))
    assert list(methods("example.com", at=datetime(2028, 3, 15, tzinfo=UTC))) == ["dns", "file"]
    assert [methods("example.com")[each].until for each in ("dns", "file")] == [None, None]


def test_without_hosts_there_is_nothing_to_validate() -> None:
    assert dcv.sectigo((), DIGESTS, at=factories.AT) is None


def test_many_names_are_cut_at_the_limit() -> None:
    found = validation(*[f"h{at}.example.com" for at in range(1000)])
    assert len(found.records) == 2 * dcv.MAX_NAMES
    assert {len(each.names) for each in found.methods} == {dcv.MAX_NAMES}


@settings(max_examples=50)
@given(st.lists(st.text(max_size=300), max_size=8))
def test_whatever_is_taken_for_a_host_there_is_an_answer(hosts: list[str]) -> None:
    found = dcv.sectigo(hosts, DIGESTS, at=factories.AT)
    assert (found is None) == (not hosts)
