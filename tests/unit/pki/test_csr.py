"""CSRs: each field is reported, whatever comes there is a report, and what to do next is said."""

from __future__ import annotations

import hashlib

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import serialization

from sslhelp.model.pki import CsrAttribute, CsrReport, NameAttribute, PublicKey, Severity
from sslhelp.pki import csr
from sslhelp.pki.asn1 import der
from sslhelp.pki.pasted import extract
from tests import asn1, factories
from tests.factories import AT
from tests.reports import codes


def read(encoding: bytes) -> CsrReport:
    return csr.read(encoding, at=AT)


def test_every_field_of_a_sound_csr_is_read() -> None:
    key = factories.ec_key()
    encoding = factories.csr(
        ("www.example.com", "8.8.8.8", "me@example.com"), key=key, challenge_password="secret words"
    )
    report = read(encoding)
    spki = key.public_key().public_bytes(serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)
    assert report.subject is not None
    assert report.subject[0] == NameAttribute("CN", "2.5.4.3", "www.example.com")
    assert [each.type for each in report.subject] == ["CN", "C", "ST", "O"]
    assert report.dns_names == ("www.example.com",)
    assert report.ip_addresses == ("8.8.8.8",)
    assert report.emails == ("me@example.com",)
    assert report.key == PublicKey("EC", 256, "P-256", None)
    assert (report.signature_algorithm, report.signature_valid, report.version) == ("ecdsa-with-SHA256", True, 1)
    assert [each.name for each in report.extensions or ()] == ["X509v3 Subject Alternative Name"]
    assert report.challenge_password == "secret words"
    assert report.attributes == ()
    assert report.fingerprints.sha256 == hashlib.sha256(encoding).hexdigest()
    assert report.fingerprints.sha1 == hashlib.sha1(encoding, usedforsecurity=False).hexdigest()
    assert report.fingerprints.md5 == hashlib.md5(encoding, usedforsecurity=False).hexdigest()
    assert report.spki_sha256 == hashlib.sha256(spki).hexdigest()
    assert extract.extract(report.pem).blocks[0].der == encoding


def test_a_sound_csr_has_no_findings() -> None:
    assert read(factories.csr()).findings == ()
    assert read(factories.csr(key=factories.rsa_key())).findings == ()


def test_an_rsa_key_shows_its_size_and_exponent() -> None:
    assert read(factories.csr(key=factories.rsa_key())).key == PublicKey("RSA", 2048, None, 65537)


def test_a_signature_over_sha1_is_weak_but_not_wrong() -> None:
    key = factories.rsa_key()
    report = read(factories.resigned(factories.csr(key=key), key, factories.SHA1))
    assert report.signature_valid is True
    assert codes(report) == ["csr.signature.weak_hash"]


def test_a_changed_csr_has_a_wrong_signature() -> None:
    report = read(factories.csr().replace(b"www.example.com", b"www.examp1e.com"))
    assert report.signature_valid is False
    assert "csr.signature.invalid" in codes(report)


@pytest.mark.parametrize(
    ("kind", "algorithm", "name", "finding"),
    [
        ("2.16.840.1.101.3.4.3.20", "2.16.840.1.101.3.4.3.20", "SLH-DSA-SHA2-128s", "csr.key.post_quantum"),
        ("1.2.643.7.1.1.1.1", "1.2.643.7.1.1.3.2", "GOST R 34.10-2012", "csr.key.algorithm"),
    ],
)
def test_a_key_that_nobody_here_can_check_is_named_and_its_signature_is_left_open(
    kind: str, algorithm: str, name: str, finding: str
) -> None:
    asked = asn1.extension_request(asn1.alternative_names("www.example.com"))
    report = read(asn1.request(asked, public_key=asn1.spki(kind), algorithm=asn1.sequence(asn1.oid(algorithm))))
    assert (report.key and report.key.algorithm, report.signature_valid) == (name, None)
    assert set(codes(report)) == {finding, "csr.signature.unchecked"}


def test_attributes_of_windows_are_shown_with_their_names_and_are_no_fault() -> None:
    version = asn1.sequence(asn1.oid("1.3.6.1.4.1.311.13.2.3"), asn1.set_of(der.encode(asn1.IA5, b"10.0.20348.2")))
    asked = asn1.extension_request(asn1.alternative_names("www.example.com"), kind=asn1.MICROSOFT_EXTENSION_REQUEST)
    report = read(asn1.request(version, asked))
    assert report.attributes == (CsrAttribute("1.3.6.1.4.1.311.13.2.3", "Microsoft OS Version", "10.0.20348.2"),)
    assert (report.dns_names, report.findings) == (("www.example.com",), ())


def test_a_name_of_several_values_and_types_is_read_in_order() -> None:
    common = asn1.attribute(asn1.COMMON_NAME, der.encode(asn1.UTF8, b"www.example.com"))
    organization = asn1.attribute(asn1.ORGANIZATION, der.encode(asn1.T61, "Müller".encode("latin-1")))
    subject = asn1.sequence(asn1.set_of(common, organization))
    report = read(asn1.request(asn1.extension_request(asn1.alternative_names("www.example.com")), subject=subject))
    assert report.subject == (
        NameAttribute("CN", "2.5.4.3", "www.example.com"),
        NameAttribute("O", "2.5.4.10", "Müller", joined=True),
    )
    assert report.findings == ()


def test_a_common_name_that_is_no_text_is_shown_and_not_judged_as_a_host() -> None:
    subject = asn1.sequence(asn1.set_of(asn1.attribute(asn1.COMMON_NAME, asn1.octets(b"www.example.com"))))
    report = read(asn1.request(asn1.extension_request(asn1.alternative_names("www.example.com")), subject=subject))
    assert report.subject == (NameAttribute("CN", "2.5.4.3", f"#040f{b'www.example.com'.hex()}"),)
    assert report.findings == ()


def test_another_version_is_said_and_the_rest_is_read() -> None:
    asked = asn1.extension_request(asn1.alternative_names("www.example.com"))
    report = read(asn1.request(asked, version=asn1.integer(2)))
    assert (report.version, report.signature_valid, codes(report)) == (3, True, ["csr.version"])


def test_the_worst_finding_comes_first() -> None:
    encoding = factories.csr(("server1",), common_name="server1", subject=(("OU", "IT"),), key=factories.rsa_key(1024))
    ranks = [finding.severity.rank for finding in read(encoding).findings]
    assert ranks == sorted(ranks, reverse=True)
    assert len(ranks) == 3


def test_the_same_fault_of_several_names_is_one_finding_with_all_of_them() -> None:
    (finding,) = read(factories.csr(("www.example.com", "a.local", "b.local"))).findings
    assert (finding.code, finding.evidence) == ("csr.name.internal", "a.local, b.local")


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("https://www.example.com", "csr.name.scheme"),
        ("www.example.com:443", "csr.name.port"),
        ("www.example.com/shop", "csr.name.path"),
        ("www.example.com/", "csr.name.trailing_slash"),
        ("www.example.com.", "csr.name.trailing_dot"),
    ],
)
def test_each_way_of_writing_a_name_wrong_has_its_own_finding(name: str, code: str) -> None:
    report = read(factories.csr((name,), common_name=None))
    assert codes(report) == [code]
    assert "www.example.com" in (report.command or "")


def test_the_command_makes_the_csr_that_was_meant() -> None:
    report = read(
        factories.csr(("https://shop.example.com/",), common_name=None, subject=(("C", "UK"),), key=factories.rsa_key())
    )
    assert report.command is not None
    assert "DNS:shop.example.com" in report.command
    assert "/C=GB" in report.command
    assert [each.tool for each in report.commands] == ["openssl", "certreq", "keytool", "exchange"]
    assert report.commands[0].text == report.command


def test_validation_records_are_those_of_the_sound_names_only() -> None:
    report = read(factories.csr(("www.example.com", "server.local"), common_name=None))
    assert report.dcv is not None
    assert {record.domain for record in report.dcv.records} == {"www.example.com"}


def test_the_limit_of_names_is_that_of_the_largest_product() -> None:
    names = [f"{each}.example.com" for each in range(5)]
    encoding = factories.csr(names, common_name=names[0])
    assert codes(csr.read(encoding, at=AT, most_names=5)) == []
    assert codes(csr.read(encoding, at=AT, most_names=4)) == ["csr.name.too_many"]


def test_a_csr_without_a_name_says_so_unless_it_is_for_mail_or_code() -> None:
    company = read(factories.csr((), common_name="Example Ltd"))
    assert codes(company) == ["csr.name.none"]
    mail = read(factories.csr((), common_name="me@example.com", subject=()))
    assert (mail.findings, mail.emails) == ((), ("me@example.com",))
    code_signing = asn1.extension("2.5.29.37", asn1.sequence(asn1.oid("1.3.6.1.5.5.7.3.3")))
    code = read(asn1.request(asn1.extension_request(code_signing), subject=asn1.common_name("Example Ltd")))
    assert (code.findings, code.commands) == ((), ())


def test_no_command_is_given_for_a_key_that_has_to_be_made_in_a_token() -> None:
    asked = asn1.extension("2.5.29.37", asn1.sequence(asn1.oid("1.3.6.1.5.5.7.3.3")))
    assert read(asn1.request(asn1.extension_request(asked))).command is None


def test_bytes_that_are_no_csr_still_get_a_report() -> None:
    report = read(b"\x30\x03\x02\x01\x00")
    assert (report.subject, report.key, report.signature_valid, report.extensions) == (None, None, None, None)
    assert (report.spki_sha256, report.dcv, report.version) == (None, None, None)
    assert [(each.code, each.severity) for each in report.findings] == [("csr.unreadable", Severity.FATAL)]
    assert report.fingerprints.md5 == "8a2b1fb03c8fbf527d4903bc1cafd915"


def test_one_unreadable_extension_does_not_take_the_others_along() -> None:
    broken = asn1.extension("2.5.29.19", b"\x02\x01\x05")
    report = read(asn1.request(asn1.extension_request(broken, asn1.alternative_names("www.example.com"))))
    (finding,) = report.findings
    assert (finding.code, finding.evidence) == ("csr.field_unreadable", "X509v3 Basic Constraints")
    assert [each.value for each in report.extensions or ()] == ["cannot be read", "DNS:www.example.com"]
    assert (report.dns_names, report.signature_valid) == (("www.example.com",), True)


def test_repeated_extensions_are_said_and_read() -> None:
    both = asn1.alternative_names("www.example.com"), asn1.alternative_names("example.com")
    report = read(asn1.request(asn1.extension_request(*both)))
    assert codes(report) == ["csr.extension.repeated"]
    assert (report.dns_names, len(report.extensions or ())) == (("www.example.com",), 2)


def test_thousands_of_names_are_reported_and_judged_within_bounds() -> None:
    names = [f"host{each}.local" for each in range(5000)]
    report = read(asn1.request(asn1.extension_request(asn1.alternative_names(*names)), subject=asn1.sequence()))
    assert len(report.dns_names) == 5000
    assert {"csr.name.too_many", "csr.name.internal"} <= set(codes(report))
    assert all(len(finding.evidence) <= 300 for finding in report.findings)


def test_the_hosts_that_a_csr_asks_for_can_be_had_without_a_report() -> None:
    assert csr.asked_for(factories.csr()) == ["www.example.com", "example.com"]
    assert csr.asked_for(b"\x30\x00") == []


def test_a_csr_for_mail_asks_for_its_addresses() -> None:
    address = x509.RFC822Name("joe@example.com")
    assert csr.asked_for(factories.csr([address], common_name=None)) == ["joe@example.com"]
