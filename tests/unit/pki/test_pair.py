"""Two pastes side by side: a CSR and a certificate by their keys, two certificates by what has changed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from sslhelp.model.pki import CertificateReport, Change, Comparison, CsrReport
from sslhelp.pki import certificate, csr, pair
from tests import asn1, factories
from tests.factories import AT, Issued, Key
from tests.reports import codes

CA, OTHER_CA = factories.chain().intermediate, factories.authority("Example Other CA")
KEY = factories.ec_key()
NAMES = ("www.example.com", "example.com")


def request(names: Sequence[str] = NAMES, key: Key = KEY) -> CsrReport:
    return csr.read(factories.csr(names, common_name=None, subject=(), key=key), at=AT)


def issued(
    names: Sequence[str] = NAMES,
    *,
    key: Key = KEY,
    issuer: Issued = CA,
    days_ago: int = 10,
    days: int = 90,
    policies: Sequence[str] = ("2.23.140.1.2.1",),
) -> CertificateReport:
    made = factories.certificate(
        names,
        issuer=issuer,
        common_name=None,
        key=key,
        not_before=AT - timedelta(days=days_ago),
        days=days,
        policies=policies,
    )
    return certificate.read(made.der, at=AT)


def changed(comparison: Comparison) -> list[str]:
    return [change.what for change in comparison.changes]


# ---- a CSR and a certificate -----------------------------------------------------------------------------------------


def test_a_certificate_belongs_to_the_csr_of_its_key() -> None:
    found = pair.match_key(request(), issued())
    assert found == Comparison(
        kind="key",
        first="CSR for www.example.com",
        second="certificate for www.example.com",
        same_key=True,
        changes=(),
        findings=(),
    )


def test_a_certificate_of_another_key_does_not_belong_to_it() -> None:
    asked, other = request(), issued(key=factories.rsa_key())
    found = pair.match_key(asked, other)
    assert (found.same_key, codes(found)) == (False, ["pair.key_differs"])
    evidence = found.findings[0].evidence
    assert all(key in evidence for key in ("EC P-256", "RSA 2048 bits"))
    assert all((report.spki_sha256 or "?")[:16] in evidence for report in (asked, other))


def test_a_key_of_an_unknown_size_is_called_by_its_algorithm_alone() -> None:
    asked = csr.read(asn1.request(public_key=asn1.spki("1.2.3.4")), at=AT)
    (finding,) = (found for found in pair.match_key(asked, issued()).findings if found.code == "pair.key_differs")
    assert asked.key
    assert asked.key.bits is None
    assert f"CSR: {asked.key.algorithm}, SHA-256 " in finding.evidence


def test_names_that_the_certificate_lacks_are_named_even_when_the_key_is_right() -> None:
    found = pair.match_key(request(("www.example.com", "shop.example.com", "8.8.8.8")), issued())
    assert (found.same_key, codes(found)) == (True, ["pair.names_missing"])
    assert found.findings[0].evidence == "shop.example.com, 8.8.8.8"


def test_a_name_under_a_wildcard_is_not_missing_but_a_wildcard_is_only_covered_by_itself() -> None:
    wildcard = issued(("*.example.com", "example.com"))
    assert pair.match_key(request(("www.example.com", "WWW.example.com")), wildcard).findings == ()
    assert pair.match_key(request(("*.example.com",)), wildcard).findings == ()
    assert codes(pair.match_key(request(("*.example.com",)), issued())) == ["pair.names_missing"]


def test_whether_keys_match_is_open_when_one_cannot_be_read() -> None:
    unreadable = csr.read(b"\x30\x00", at=AT)
    found = pair.match_key(unreadable, issued())
    assert (found.same_key, found.first, found.findings) == (None, "CSR for no name", ())


def test_a_csr_with_a_common_name_only_asks_for_that() -> None:
    for common_name, found in (("www.example.com", []), ("shop.example.com", ["pair.names_missing"])):
        only_common = csr.read(factories.csr((), common_name=common_name, key=KEY), at=AT)
        assert codes(pair.match_key(only_common, issued())) == found


# ---- two certificates ------------------------------------------------------------------------------------------------


def test_a_renewal_with_a_new_key_shows_what_has_changed_and_nothing_to_mind() -> None:
    older, newer = issued(days_ago=80), issued(key=factories.ec_key(), days_ago=1)
    found = pair.renewal(older, newer)
    assert (found.kind, found.same_key, found.findings) == ("renewal", False, ())
    assert (found.first, found.second) == (
        "certificate for www.example.com from 2026-09-01",
        "certificate for www.example.com from 2026-11-19",
    )
    assert found.changes == (Change("Valid until", "2026-11-30", "2027-02-17"),)


def test_the_older_comes_first_whichever_was_pasted_first() -> None:
    older, newer = issued(days_ago=80), issued(days_ago=1)
    assert pair.renewal(newer, older) == pair.renewal(older, newer)


def test_every_difference_is_a_change() -> None:
    older = issued(days_ago=80, policies=("2.23.140.1.2.1",))
    newer = issued(
        ("www.example.com", "example.com", "shop.example.com"),
        key=factories.rsa_key(),
        issuer=OTHER_CA,
        days_ago=1,
        days=100,
        policies=("2.23.140.1.2.2",),
    )
    found = pair.renewal(older, newer)
    assert changed(found) == ["Names", "CA", "Validation", "Key", "Days", "Valid until"]
    by_what = {change.what: (change.before, change.after) for change in found.changes}
    assert by_what["Names"] == ("example.com, www.example.com", "example.com, shop.example.com, www.example.com")
    assert by_what["CA"] == ("CN=Example Issuing CA", "CN=Example Other CA")
    assert by_what["Validation"] == ("DV", "OV")
    assert by_what["Key"] == ("EC P-256", "RSA 2048 bits")
    assert by_what["Days"] == ("90", "100")
    assert found.findings == ()


def test_names_that_the_newer_one_lost_are_named() -> None:
    older = issued(("www.example.com", "example.com", "shop.example.com"), days_ago=80)
    found = pair.renewal(older, issued(key=factories.ec_key(), days_ago=1))
    assert codes(found) == ["pair.names_lost"]
    assert found.findings[0].evidence == "shop.example.com"
    gained = pair.renewal(issued(days_ago=80), issued((*NAMES, "shop.example.com"), key=factories.ec_key(), days_ago=1))
    assert gained.findings == ()


def test_a_key_that_was_kept_is_good_to_know() -> None:
    found = pair.renewal(issued(days_ago=80), issued(days_ago=1))
    assert (found.same_key, codes(found)) == (True, ["pair.key_kept"])


def test_a_newer_certificate_that_ends_before_the_older_is_said() -> None:
    found = pair.renewal(issued(days_ago=80, days=200), issued(key=factories.ec_key(), days_ago=1, days=30))
    assert codes(found) == ["pair.ends_earlier"]
    assert found.findings[0].evidence == "2026-12-19, 2027-03-20"


def test_a_lower_validation_than_before_is_said_and_a_higher_one_is_not() -> None:
    domain, company = ("2.23.140.1.2.1",), ("2.23.140.1.2.2",)
    lower = pair.renewal(
        issued(days_ago=80, policies=company), issued(key=factories.ec_key(), days_ago=1, policies=domain)
    )
    assert codes(lower) == ["pair.validation_lower"]
    higher = pair.renewal(
        issued(days_ago=80, policies=domain), issued(key=factories.ec_key(), days_ago=1, policies=company)
    )
    assert higher.findings == ()


def test_certificates_whose_fields_cannot_be_read_are_compared_as_far_as_they_can() -> None:
    broken = certificate.read(
        asn1.certificate(asn1.alternative_names(*NAMES), validity=b"\x30\x00", public_key=b"\x30\x00"), at=AT
    )
    found = pair.renewal(issued(), broken)
    by_what = {change.what: {change.before, change.after} for change in found.changes}
    assert by_what["Key"] == {"EC P-256", "unknown key"}
    assert by_what["Days"] == {"90", "unknown"}
    assert "certificate for www.example.com from an unknown day" in {found.first, found.second}


# ---- what is compared at all -----------------------------------------------------------------------------------------


def test_a_csr_and_a_certificate_that_come_alone_are_always_compared() -> None:
    stranger = issued(("www.example.org",), key=factories.ec_key())
    (found,) = pair.comparisons([request(), stranger])
    assert (found.kind, found.same_key) == ("key", False)
    assert pair.comparisons([stranger, request()]) == [found]


def test_unrelated_things_are_not_compared() -> None:
    one, other = issued(), issued(("www.example.org",), key=factories.ec_key())
    assert pair.comparisons([one, other]) == []
    assert pair.comparisons([one, other, request(("a.example.net",), key=factories.ec_key())]) == []
    assert pair.comparisons([one], [other]) == []
    assert pair.comparisons([]) == []


def test_one_and_the_same_thing_is_not_compared_with_itself() -> None:
    one = issued()
    assert pair.comparisons([one, one]) == []
    assert pair.comparisons([one], [one]) == []


def test_two_csrs_are_not_compared() -> None:
    assert pair.comparisons([request(), request(key=factories.ec_key())]) == []


def test_a_shared_name_or_key_relates_whatever_its_case() -> None:
    assert pair.are_related(issued(("WWW.Example.com",), key=factories.ec_key()), request())
    assert pair.are_related(issued(("www.example.org",)), request())
    assert not pair.are_related(issued(("www.example.org",), key=factories.ec_key()), request())


def test_a_single_thing_is_compared_with_the_last_related_one_of_before() -> None:
    unrelated, last, first = issued(("www.example.org",), key=factories.ec_key()), issued(days_ago=40), request()
    (found,) = pair.comparisons([issued(days_ago=1, key=factories.ec_key())], [unrelated, last, first])
    assert (found.kind, found.first) == ("renewal", "certificate for www.example.com from 2026-10-11")


def test_things_of_before_are_left_alone_when_several_come_together() -> None:
    found = pair.comparisons([request(), issued()], [issued(days_ago=80)])
    assert [each.kind for each in found] == ["key"]


def test_no_more_than_a_few_comparisons_are_made() -> None:
    several = [issued(days_ago=days) for days in range(1, 7)]
    assert len(pair.comparisons(several)) == pair.MAX_COMPARISONS
