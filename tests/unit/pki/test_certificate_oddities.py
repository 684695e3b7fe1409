"""Certificates that are wrongly signed, odd or broken: said, and read as far as they can be."""

from __future__ import annotations

from datetime import datetime

import pytest
from cryptography.hazmat.primitives.asymmetric import ec

from sslhelp.model.pki import CertificateReport, Severity
from sslhelp.pki import certificate
from sslhelp.pki.asn1 import der
from tests import asn1, factories
from tests.factories import AT, Issued
from tests.reports import codes

MADE = factories.chain()
INTERMEDIATE = MADE.intermediate


def read(encoding: bytes, *, at: datetime = AT, host: str | None = None) -> CertificateReport:
    return certificate.read(encoding, at=at, host=host)


# ---- signatures ------------------------------------------------------------------------------------------------------


def test_a_self_signed_certificate_over_sha1_is_self_signed_and_weak_but_its_signature_holds() -> None:
    leaf = factories.certificate(key=factories.rsa_key())
    report = read(factories.resigned(leaf.der, factories.rsa_key(), factories.SHA1))
    assert report.signature_valid is True
    assert set(codes(report)) == {"certificate.self_signed", "certificate.signature.weak_hash"}


def test_a_changed_self_signed_certificate_has_a_wrong_signature() -> None:
    report = read(factories.certificate().der.replace(b"\x82\x0fwww.example.com", b"\x82\x0fwww.examp1e.com"))
    assert report.signature_valid is False
    assert "certificate.signature.invalid" in codes(report)


def test_a_root_signed_with_its_old_key_is_no_forgery() -> None:
    old = factories.authority("Example Root")
    rollover = factories.authority("Example Root", issuer=old)
    report = read(rollover.der)
    assert (report.signature_valid, codes(report)) == (False, [])


def test_two_names_for_the_signature_algorithm_are_said() -> None:
    other = asn1.sequence(asn1.oid("1.2.840.10045.4.3.3"))
    issuer = asn1.common_name("Example CA")
    report = read(asn1.certificate(asn1.alternative_names("www.example.com"), inner=other, issuer=issuer))
    assert "certificate.signature.algorithms_differ" in codes(report)
    assert report.signature_algorithm == "ecdsa-with-SHA384"


# ---- what is odd or broken -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "shown"),
    [(b"\x00", "0"), (b"\xff", "-1"), (b"\x7f" + bytes(20), "7f" + "00" * 20), (b"\x00" + b"\x80" + bytes(19), None)],
    ids=["zero", "negative", "huge", "as long as may be"],
)
def test_a_serial_number_out_of_bounds_is_said_and_shown(content: bytes, shown: str | None) -> None:
    names, issuer = asn1.alternative_names("www.example.com"), asn1.common_name("Example CA")
    report = read(asn1.certificate(names, serial=der.encode(der.INTEGER, content), issuer=issuer))
    assert ("certificate.serial" in codes(report)) is (shown is not None)
    assert report.serial == (shown or "80" + "00" * 19)


def test_a_key_that_no_library_loads_is_named() -> None:
    report = read(
        asn1.certificate(
            asn1.alternative_names("www.example.com"), public_key=asn1.spki("1.2.643.7.1.1.1.1"), algorithm=asn1.GOST
        )
    )
    assert (report.key and report.key.algorithm, report.signature_valid) == ("GOST R 34.10-2012", None)
    assert "certificate.key.algorithm" in codes(report)


def test_a_weak_key_is_said_of_a_servers_certificate_and_left_to_the_chain_for_a_ca() -> None:
    weak = factories.ec_key(ec.SECP256K1())
    assert "certificate.key.curve" in codes(read(factories.certificate(issuer=INTERMEDIATE, key=weak).der))
    assert codes(read(factories.authority("Example CA", issuer=MADE.root, key=weak).der)) == []


def test_one_unreadable_field_is_named_and_the_others_are_read() -> None:
    broken = asn1.extension("2.5.29.15", b"\x30\x7f")
    report = read(asn1.certificate(broken, asn1.alternative_names("www.example.com")))
    unreadable = [each.evidence for each in report.findings if each.code == "certificate.field_unreadable"]
    assert unreadable == ["X509v3 Key Usage"]
    assert (report.dns_names, report.key_usage, report.signature_valid) == (("www.example.com",), (), True)
    assert [each.value for each in report.extensions or ()] == ["cannot be read", "DNS:www.example.com"]


def test_repeated_extensions_are_said_and_the_first_counts() -> None:
    report = read(asn1.certificate(asn1.alternative_names("a.example"), asn1.alternative_names("b.example")))
    assert "certificate.extension_repeated" in codes(report)
    assert (report.dns_names, len(report.extensions or ())) == (("a.example",), 2)


@pytest.mark.parametrize("version", [b"", b"\xa0\x03\x02\x01\x01", b"\xa0\x03\x02\x01\x63"])
def test_a_version_that_does_not_fit_is_said(version: bytes) -> None:
    report = read(asn1.certificate(asn1.alternative_names("www.example.com"), version=version))
    assert "certificate.version" in codes(report)
    assert report.dns_names == ("www.example.com",)


def test_a_name_in_any_string_type_is_read() -> None:
    subject = asn1.sequence(
        asn1.set_of(asn1.attribute(asn1.ORGANIZATION, der.encode(asn1.T61, "Brückner".encode("latin-1")))),
        asn1.set_of(asn1.attribute(asn1.COMMON_NAME, der.encode(asn1.BMP, "Łódź".encode("utf-16-be")))),
    )
    report = read(asn1.certificate(subject=subject))
    assert [each.value for each in report.subject or ()] == ["Brückner", "Łódź"]


def test_the_worst_finding_comes_first() -> None:
    expired: Issued = factories.certificate(issuer=INTERMEDIATE, days=5, usages=("serverAuth", "clientAuth"), logs=0)
    ranks = [finding.severity.rank for finding in read(expired.der).findings]
    assert ranks == sorted(ranks, reverse=True)
    assert len(ranks) >= 3


def test_bytes_that_are_no_certificate_still_get_a_report() -> None:
    report = read(b"\x30\x03\x02\x01\x00")
    assert [(each.code, each.severity) for each in report.findings] == [("certificate.unreadable", Severity.FATAL)]
    assert (report.subject, report.serial, report.not_after, report.is_ca) == (None, None, None, None)


def test_a_certificate_of_thousands_of_names_is_reported_within_bounds() -> None:
    names = [f"host_{each}.example.com" for each in range(5000)]
    report = read(asn1.certificate(asn1.alternative_names(*names)))
    assert len(report.dns_names) == 5000
    assert all(len(finding.evidence) <= 300 for finding in report.findings)
