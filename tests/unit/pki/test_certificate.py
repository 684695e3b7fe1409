"""Certificates: each field is read, dates are counted as the Baseline Requirements count them, hosts are matched."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from sslhelp.model.pki import CertificateReport
from sslhelp.pki import certificate
from tests import factories
from tests.factories import AT


def codes(report: CertificateReport) -> list[str]:
    return [finding.code for finding in report.findings]


def test_every_field_of_a_sound_certificate_is_read() -> None:
    leaf = factories.chain(("www.example.com", "8.8.8.8")).leaf
    report = certificate.read(leaf.der, at=AT, host="www.example.com")
    assert (report.kind, report.validation, report.is_ca, report.version) == ("tls", "DV", False, 3)
    assert report.serial == f"{leaf.certificate.serial_number:x}"
    assert report.not_before == leaf.certificate.not_valid_before_utc
    assert report.not_after == leaf.certificate.not_valid_after_utc
    assert (report.dns_names, report.ip_addresses) == (("www.example.com",), ("8.8.8.8",))
    assert (report.key_usage, report.extended_key_usage) == (("digitalSignature",), ("serverAuth",))
    assert report.aia_urls == ("http://ca.example.com/issuer.crt",)
    assert report.signature_algorithm == "ecdsa-with-SHA256"
    assert report.signature_valid is None
    assert [each.value for each in report.issuer or ()] == ["Example Issuing CA"]
    assert report.findings == ()


@pytest.mark.parametrize(
    ("policy", "validation"),
    [
        ("2.23.140.1.2.1", "DV"),
        ("2.23.140.1.2.2", "OV"),
        ("2.23.140.1.2.3", "IV"),
        ("2.23.140.1.1", "EV"),
        ("2.23.140.1.5.3.2", "sponsor"),
        ("1.2.3.4", None),
    ],
)
def test_the_policy_tells_the_validation(policy: str, validation: str | None) -> None:
    leaf = factories.certificate(policies=(policy,))
    assert certificate.read(leaf.der, at=AT).validation == validation


def test_the_usages_and_names_tell_the_kind() -> None:
    made = {
        "tls": factories.certificate(),
        "smime": factories.certificate(("me@example.com",), usages=("emailProtection", "clientAuth")),
        "code_signing": factories.certificate((), usages=("codeSigning",)),
        "ca": factories.authority("Example Root"),
        "precertificate": factories.certificate(poison=True),
        "other": factories.certificate((), usages=("clientAuth",)),
    }
    assert {kind: certificate.read(each.der, at=AT).kind for kind, each in made.items()} == {
        kind: kind for kind in made
    }


def test_both_ends_belong_to_the_validity_and_a_begun_day_counts() -> None:
    start = datetime(2026, 4, 1, tzinfo=UTC)
    assert certificate.days(start, start + timedelta(days=200) - timedelta(seconds=1)) == 200
    assert certificate.days(start, start + timedelta(days=200)) == 201


@pytest.mark.parametrize(
    ("issued", "days", "too_long"),
    [
        (datetime(2026, 3, 14, tzinfo=UTC), 398, False),
        (datetime(2026, 3, 14, tzinfo=UTC), 399, True),
        (datetime(2026, 3, 15, tzinfo=UTC), 200, False),
        (datetime(2026, 3, 15, tzinfo=UTC), 201, True),
        (datetime(2027, 3, 15, tzinfo=UTC), 101, True),
    ],
)
def test_the_limit_is_that_of_the_day_of_issue(issued: datetime, days: int, too_long: bool) -> None:
    leaf = factories.chain().intermediate
    made = factories.certificate(issuer=leaf, not_before=issued, days=days)
    report = certificate.read(made.der, at=issued + timedelta(days=1))
    assert ("certificate.lifetime_too_long" in codes(report)) is too_long


def test_a_ca_certificate_may_live_longer() -> None:
    assert certificate.read(factories.authority("Example Root").der, at=AT).findings == ()


def test_the_last_second_of_validity_is_still_valid() -> None:
    leaf = factories.chain().leaf
    end = leaf.certificate.not_valid_after_utc
    assert codes(certificate.read(leaf.der, at=end)) == ["certificate.expires_soon"]
    assert codes(certificate.read(leaf.der, at=end + timedelta(seconds=1))) == ["certificate.expired"]


@pytest.mark.parametrize(
    ("names", "host", "reason"),
    [
        (("*.example.com",), "a.b.example.com", "one label only"),
        (("*.example.com",), "example.com", "bare domain"),
        (("example.com",), "www.example.com", "none of the names"),
        (("8.8.8.8",), "8.8.4.4", "none of the names"),
    ],
)
def test_a_host_that_is_not_covered_is_told_why(names: tuple[str, ...], host: str, reason: str) -> None:
    (finding,) = certificate.read(factories.chain(names).leaf.der, at=AT, host=host).findings
    assert finding.code == "certificate.host_not_covered"
    assert reason in finding.summary


def test_a_self_signed_certificate_over_sha1_is_self_signed_and_weak_but_its_signature_holds() -> None:
    leaf = factories.certificate(key=factories.rsa_key())
    report = certificate.read(factories.over_sha1(leaf.der, factories.rsa_key()), at=AT)
    assert report.signature_valid is True
    assert set(codes(report)) == {"certificate.self_signed", "certificate.weak_hash"}


def test_bytes_that_are_no_certificate_still_get_a_report() -> None:
    report = certificate.read(b"\x30\x03\x02\x01\x00", at=AT)
    assert codes(report) == ["certificate.unreadable"]
    assert (report.subject, report.serial, report.not_after, report.is_ca) == (None, None, None, None)
