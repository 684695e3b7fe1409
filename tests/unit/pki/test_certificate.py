"""Certificates: each field is reported, dates are counted as the Baseline Requirements do, and hosts are matched."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import pytest
from cryptography import x509
from cryptography.x509.oid import AuthorityInformationAccessOID

from sslhelp.model.pki import CertificateReport
from sslhelp.pki import certificate
from sslhelp.pki.asn1 import der, primitives
from sslhelp.pki.certificate_kind import days
from sslhelp.pki.pasted import extract
from tests import asn1, factories
from tests.factories import AT
from tests.reports import codes

MADE = factories.chain()
INTERMEDIATE = MADE.intermediate


def read(encoding: bytes, *, at: datetime = AT, host: str | None = None) -> CertificateReport:
    return certificate.read(encoding, at=at, host=host)


def test_every_field_of_a_sound_certificate_is_read() -> None:
    leaf = factories.chain(("www.example.com", "8.8.8.8")).leaf
    report = read(leaf.der, host="www.example.com")
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
    assert report.fingerprints.sha256 == hashlib.sha256(leaf.der).hexdigest()
    assert report.spki_sha256 == hashlib.sha256(asn1.spki_of(leaf.key)).hexdigest()
    assert extract.extract(report.pem).blocks[0].der == leaf.der
    assert report.findings == ()


@pytest.mark.parametrize(
    ("policy", "validation"),
    [
        ("2.23.140.1.2.1", "DV"),
        ("2.23.140.1.2.2", "OV"),
        ("2.23.140.1.2.3", "IV"),
        ("2.23.140.1.1", "EV"),
        ("2.23.140.1.5.1.2", "mailbox"),
        ("2.23.140.1.5.2.3", "organization"),
        ("2.23.140.1.5.3.2", "sponsor"),
        ("2.23.140.1.5.4.1", "individual"),
        ("1.2.3.4", None),
    ],
)
def test_the_policy_tells_the_validation(policy: str, validation: str | None) -> None:
    assert read(factories.certificate(policies=(policy,)).der).validation == validation


def test_the_first_policy_that_tells_a_validation_counts() -> None:
    leaf = factories.certificate(policies=("1.3.6.1.4.1.6449.1.2.1.3.4", "2.23.140.1.2.2", "2.23.140.1.2.1"))
    assert read(leaf.der).validation == "OV"


def test_the_usages_and_names_tell_the_kind() -> None:
    made = {
        "tls": factories.certificate(),
        "smime": factories.certificate(("me@example.com",), usages=("emailProtection", "clientAuth")),
        "code_signing": factories.certificate((), usages=("codeSigning",)),
        "ca": factories.authority("Example Root"),
        "precertificate": factories.certificate(poison=True),
        "other": factories.certificate((), usages=("clientAuth",)),
    }
    assert {kind: read(each.der).kind for kind, each in made.items()} == {kind: kind for kind in made}


def test_a_certificate_with_names_and_no_usages_is_taken_for_a_servers() -> None:
    assert read(factories.certificate(usages=()).der).kind == "tls"
    assert read(factories.certificate(("8.8.8.8",), common_name=None, usages=()).der).kind == "tls"
    assert read(factories.certificate((), usages=()).der).kind == "other"


# ---- dates -----------------------------------------------------------------------------------------------------------


def test_both_ends_belong_to_the_validity_and_a_begun_day_counts() -> None:
    start = datetime(2026, 4, 1, tzinfo=UTC)
    assert days(start, start + timedelta(days=200) - timedelta(seconds=1)) == 200
    assert days(start, start + timedelta(days=200)) == 201
    assert days(start, start) == 1


def test_the_days_of_a_report_are_counted_so_too() -> None:
    assert read(factories.certificate(days=90).der).days == 90
    backwards = asn1.sequence(asn1.time(AT), asn1.time(AT - timedelta(days=1)))
    report = read(asn1.certificate(validity=backwards))
    assert (report.days, report.renewal) == (None, None)


@pytest.mark.parametrize(
    ("issued", "lifetime", "too_long"),
    [
        (datetime(2026, 3, 14, tzinfo=UTC), 398, False),
        (datetime(2026, 3, 14, tzinfo=UTC), 399, True),
        (datetime(2026, 3, 15, tzinfo=UTC), 200, False),
        (datetime(2026, 3, 15, tzinfo=UTC), 201, True),
        (datetime(2027, 3, 15, tzinfo=UTC), 100, False),
        (datetime(2027, 3, 15, tzinfo=UTC), 101, True),
        (datetime(2029, 3, 15, tzinfo=UTC), 47, False),
        (datetime(2029, 3, 15, tzinfo=UTC), 48, True),
    ],
)
def test_the_limit_is_that_of_the_day_of_issue(issued: datetime, lifetime: int, too_long: bool) -> None:
    made = factories.certificate(issuer=INTERMEDIATE, not_before=issued, days=lifetime)
    report = read(made.der, at=issued + timedelta(days=1))
    assert ("certificate.lifetime_too_long" in codes(report)) is too_long


def test_a_certificate_for_a_private_name_may_live_longer() -> None:
    made = factories.certificate(("nas.local",), issuer=INTERMEDIATE, common_name=None, days=3650, policies=())
    assert codes(read(made.der)) == ["certificate.name.private"]


def test_a_ca_certificate_may_live_longer() -> None:
    assert read(factories.authority("Example Root").der).findings == ()


def test_the_last_second_of_validity_is_still_valid() -> None:
    end = MADE.leaf.certificate.not_valid_after_utc
    assert codes(read(MADE.leaf.der, at=end)) == ["certificate.expires_soon"]
    assert codes(read(MADE.leaf.der, at=end + timedelta(seconds=1))) == ["certificate.expired"]


@pytest.mark.parametrize(
    ("left", "said"),
    [
        (timedelta(days=8, hours=5), "in 8 days"),
        (timedelta(days=1, hours=5), "in 1 day"),
        (timedelta(hours=5), "within a day"),
    ],
)
def test_an_end_that_is_near_is_said_in_days(left: timedelta, said: str) -> None:
    end = MADE.leaf.certificate.not_valid_after_utc
    (found,) = read(MADE.leaf.der, at=end - left).findings
    assert found.summary == f"The certificate expires {said}."


@pytest.mark.parametrize(
    ("organisation", "said"),
    [
        ("Sectigo Limited", "Sectigo has announced the end for 10 February 2027."),
        ("DigiCert Inc", "DigiCert has announced the end for 1 March 2027."),
        ("Example Trust", "Chrome has announced the end for 15 March 2027."),
    ],
)
def test_the_end_of_client_authentication_is_told_with_whose_it_is(organisation: str, said: str) -> None:
    issuer = factories.certificate((), common_name="CA", subject=[("O", organisation)], ca=True, usages=(), policies=())
    leaf = factories.certificate(issuer=issuer, usages=("serverAuth", "clientAuth"))
    (found,) = read(leaf.der).findings
    assert found.summary.endswith(said)


def test_an_end_in_the_last_year_there_is_is_no_hindrance() -> None:
    forever = asn1.sequence(asn1.time(AT), der.encode(primitives.GENERALIZED_TIME, b"99991231235959Z"))
    report = read(asn1.certificate(asn1.alternative_names("www.example.com"), validity=forever))
    assert report.not_after == datetime(9999, 12, 31, 23, 59, 59, tzinfo=UTC)
    assert "certificate.lifetime_too_long" in codes(report)


def test_the_limits_of_public_cas_are_no_terms_for_a_private_certificate() -> None:
    private = read(factories.certificate(("intranet.example.local",), common_name=None, days=700).der).renewal
    assert private is not None
    assert private.terms == ()
    assert "TLS certificates issued" not in private.calendar


def test_a_tls_certificate_has_a_renewal_and_others_have_none() -> None:
    renewal = read(MADE.leaf.der).renewal
    assert renewal is not None
    assert renewal.ends == MADE.leaf.certificate.not_valid_after_utc.date()
    assert read(INTERMEDIATE.der).renewal is None


# ---- names and hosts -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("names", "host", "reason"),
    [
        (("*.example.com",), "a.b.example.com", "one label only"),
        (("*.example.com",), "example.com", "bare domain"),
        (("example.com",), "www.example.com", "not www.example.com with www"),
        (("www.example.com",), "example.com", "not example.com without www"),
        (("www.example.com",), "www.example.org", "another domain"),
        (("8.8.8.8",), "8.8.4.4", "none of the addresses"),
        (("www.example.com",), "8.8.4.4", "no address"),
    ],
)
def test_a_host_that_is_not_covered_is_told_why(names: Sequence[str], host: str, reason: str) -> None:
    leaf = factories.certificate(names, issuer=INTERMEDIATE, common_name=None)
    (finding,) = [each for each in read(leaf.der, host=host).findings if each.severity.blocks]
    assert finding.code == "certificate.host_not_covered"
    assert reason in finding.summary


def test_a_certificate_for_mail_is_not_for_a_host() -> None:
    mail = factories.certificate(("www.example.com",), issuer=INTERMEDIATE, usages=("emailProtection",))
    assert "certificate.purpose.not_server" in codes(read(mail.der, host="www.example.com"))


# ---- transparency, usages, places ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("lifetime", "logs", "wanted", "found"),
    [
        (180, 2, 2, []),
        (180, 1, 2, ["certificate.scts_too_few"]),
        (181, 2, 3, ["certificate.scts_too_few"]),
        (181, 3, 3, []),
        (90, 0, 2, ["certificate.scts_none"]),
    ],
)
def test_as_many_logs_are_wanted_as_the_lifetime_asks_for(
    lifetime: int, logs: int, wanted: int, found: list[str]
) -> None:
    leaf = factories.certificate(issuer=INTERMEDIATE, days=lifetime, logs=logs)
    report = read(leaf.der)
    assert (report.scts, report.scts_wanted, codes(report)) == (logs, wanted, found)


def test_two_timestamps_of_one_log_count_as_one() -> None:
    log = bytes(factories.timestamps(1).value)[4:]
    twice = asn1.octets((2 * len(log)).to_bytes(2) + log + log)
    leaf = factories.certificate(
        issuer=INTERMEDIATE,
        logs=0,
        extensions=(x509.UnrecognizedExtension(factories.timestamps(1).oid, twice),),
    )
    report = read(leaf.der)
    assert (report.scts, codes(report)) == (2, ["certificate.scts_too_few"])


def test_nobody_wants_timestamps_of_a_private_ca_or_a_mail_certificate() -> None:
    private = factories.certificate(issuer=INTERMEDIATE, policies=(), logs=0)
    mail = factories.certificate(("me@example.com",), usages=("emailProtection",), policies=("2.23.140.1.5.1.2",))
    for leaf in (private, mail):
        report = read(leaf.der)
        assert report.scts_wanted is None
        assert not {"certificate.scts_none", "certificate.scts_too_few"} & set(codes(report))


STAPLE = x509.TLSFeature([x509.TLSFeatureType.status_request])


def test_must_staple_is_good_to_know_and_wrong_without_a_responder() -> None:
    with_responder = x509.AuthorityInformationAccess(
        [factories.access(AuthorityInformationAccessOID.OCSP, "http://ocsp.example.com")]
    )
    sound = read(factories.certificate(issuer=INTERMEDIATE, extensions=(STAPLE, with_responder)).der)
    assert (sound.must_staple, sound.ocsp_urls) == (True, ("http://ocsp.example.com",))
    assert codes(sound) == ["certificate.must_staple"]
    without = read(factories.certificate(issuer=INTERMEDIATE, extensions=(STAPLE,)).der)
    assert codes(without) == ["certificate.must_staple_without_ocsp"]
    assert read(MADE.leaf.der).must_staple is False


def test_the_urls_of_issuer_status_and_lists_are_read() -> None:
    points = x509.CRLDistributionPoints(
        [x509.DistributionPoint([x509.UniformResourceIdentifier("http://crl.example.com/1.crl")], None, None, None)]
    )
    everywhere = x509.AuthorityInformationAccess(
        [
            factories.access(AuthorityInformationAccessOID.CA_ISSUERS, "http://ca.example.com/1.crt"),
            factories.access(AuthorityInformationAccessOID.OCSP, "http://ocsp.example.com"),
        ]
    )
    report = read(factories.certificate(issuer=INTERMEDIATE, extensions=(points, everywhere)).der)
    assert report.aia_urls == ("http://ca.example.com/1.crt",)
    assert report.ocsp_urls == ("http://ocsp.example.com",)
    assert report.crl_urls == ("http://crl.example.com/1.crl",)
