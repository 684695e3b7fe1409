"""CSRs: each field is read, and whatever comes there is a report."""

from __future__ import annotations

import hashlib

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec

from sslhelp.model.pki import NameAttribute, PublicKey, Severity
from sslhelp.pki import csr, extract
from tests import factories


def test_every_field_of_a_sound_csr_is_read() -> None:
    key = factories.ec_key()
    der = factories.csr(("www.example.com", "8.8.8.8", "me@example.com"), key=key, challenge_password="secret words")
    report = csr.read(der)
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
    assert report.fingerprints.sha256 == hashlib.sha256(der).hexdigest()
    assert report.spki_sha256 == hashlib.sha256(spki).hexdigest()
    assert extract.extract(report.pem).blocks[0].der == der


def test_a_sound_csr_has_no_findings() -> None:
    assert csr.read(factories.csr()).findings == ()
    assert csr.read(factories.csr(key=factories.rsa_key())).findings == ()


@pytest.mark.parametrize(
    ("curve", "called"), [(ec.SECP384R1(), "P-384"), (ec.SECP521R1(), "P-521"), (ec.SECP256K1(), "secp256k1")]
)
def test_a_curve_is_called_by_its_usual_name(curve: ec.EllipticCurve, called: str) -> None:
    key = csr.read(factories.csr(key=factories.ec_key(curve))).key
    assert key is not None
    assert key.curve == called


def test_an_rsa_key_shows_its_size_and_exponent() -> None:
    assert csr.read(factories.csr(key=factories.rsa_key())).key == PublicKey("RSA", 2048, None, 65537)


def test_a_signature_over_sha1_is_weak_but_not_wrong() -> None:
    key = factories.rsa_key()
    report = csr.read(factories.over_sha1(factories.csr(key=key), key))
    assert report.signature_valid is True
    assert [finding.code for finding in report.findings] == ["csr.signature.weak_hash"]


def test_a_changed_csr_has_a_wrong_signature() -> None:
    report = csr.read(factories.csr().replace(b"www.example.com", b"www.examp1e.com"))
    assert report.signature_valid is False
    assert "csr.signature.invalid" in [finding.code for finding in report.findings]


def test_the_worst_finding_comes_first() -> None:
    der = factories.csr(("server1",), common_name="server1", subject=(("OU", "IT"),), key=factories.rsa_key(1024))
    ranks = [finding.severity.rank for finding in csr.read(der).findings]
    assert ranks == sorted(ranks, reverse=True)
    assert len(ranks) == 3


def test_the_same_fault_of_several_names_is_one_finding_with_all_of_them() -> None:
    (finding,) = csr.read(factories.csr(("www.example.com", "a.local", "b.local"))).findings
    assert (finding.code, finding.evidence) == ("csr.name.internal", "a.local, b.local")


def test_the_names_of_a_code_signing_or_mail_csr_are_not_judged_as_hosts() -> None:
    company = csr.read(factories.csr((), common_name="Example Ltd"))
    assert [finding.code for finding in company.findings] == ["csr.name.none"]
    mail = csr.read(factories.csr((), common_name="me@example.com", subject=()))
    assert mail.findings == ()
    assert mail.emails == ("me@example.com",)


def test_bytes_that_are_no_csr_still_get_a_report() -> None:
    report = csr.read(b"\x30\x03\x02\x01\x00")
    assert (report.subject, report.key, report.signature_valid, report.extensions) == (None, None, None, None)
    assert [(each.code, each.severity) for each in report.findings] == [("csr.unreadable", Severity.FATAL)]
    assert report.fingerprints.md5 == "8a2b1fb03c8fbf527d4903bc1cafd915"


def test_one_unreadable_field_does_not_take_the_others_along() -> None:
    request = x509.load_der_x509_csr(factories.csr())
    broken = factories.csr().replace(b"\x82\x0fwww.example.com", b"\x82\x0fwww.ex\xffmple.com")
    report = csr.read(broken)
    assert report.extensions is None
    assert report.subject is not None
    assert report.key is not None
    assert request.subject.rfc4514_string().startswith("O=Example Ltd")
    assert ("csr.field_unreadable", "extensions") in [(each.code, each.evidence) for each in report.findings]
