"""What breaks a chain that is whole: the limits of a CA, the terms of a root, the use and the name of the leaf."""

from __future__ import annotations

import ipaddress
from collections.abc import Sequence
from datetime import datetime, timedelta

import pytest
from cryptography import x509

from sslhelp.model.pki import Verdict
from sslhelp.pki.asn1 import reading
from sslhelp.pki.trust.roots import TrustStore
from sslhelp.policy.root_programme import RootProgramme
from tests import factories
from tests.chains import INTERMEDIATE, LEAF, ROOT, build, bundled
from tests.factories import Issued
from tests.reports import codes

# ---- what the certificates above allow -------------------------------------------------------------------------------


def constrained(permitted: Sequence[x509.GeneralName] = (), excluded: Sequence[x509.GeneralName] = ()) -> Issued:
    constraints = x509.NameConstraints(list(permitted) or None, list(excluded) or None)
    return factories.authority("Example Constrained CA", issuer=ROOT, extensions=(constraints,))


@pytest.mark.parametrize(
    ("permitted", "excluded", "verdict"),
    [
        ([x509.DNSName("example.com")], [], Verdict.COMPLETE),
        ([x509.DNSName("example.org")], [], Verdict.BROKEN),
        ([], [x509.DNSName("www.example.com")], Verdict.BROKEN),
        ([], [x509.DNSName("example.org")], Verdict.COMPLETE),
    ],
)
def test_name_constraints_are_kept_or_break_the_chain(
    permitted: Sequence[x509.GeneralName], excluded: Sequence[x509.GeneralName], verdict: Verdict
) -> None:
    authority = constrained(permitted, excluded)
    report = build(factories.certificate(issuer=authority), authority)
    assert report.verdict is verdict
    assert codes(report) == ([] if verdict is Verdict.COMPLETE else ["chain.name_constraints"])


def test_name_constraints_on_addresses_are_kept_too() -> None:
    authority = constrained([x509.IPAddress(ipaddress.ip_network("8.0.0.0/8"))])
    inside = factories.certificate(("8.8.8.8",), issuer=authority, common_name=None)
    outside = factories.certificate(("9.9.9.9",), issuer=authority, common_name=None)
    assert build(inside, authority).verdict is Verdict.COMPLETE
    assert codes(build(outside, authority)) == ["chain.name_constraints"]


def test_more_cas_than_the_path_length_allows_break_the_chain() -> None:
    limit = x509.BasicConstraints(ca=True, path_length=0)
    upper = factories.authority("Example Upper CA", issuer=ROOT, extensions=(limit,))
    lower = factories.authority("Example Lower CA", issuer=upper)
    report = build(factories.certificate(issuer=lower), lower, upper)
    assert (report.verdict, codes(report)) == (Verdict.BROKEN, ["chain.path_length"])
    assert build(factories.certificate(issuer=upper), upper).verdict is Verdict.COMPLETE


def test_a_certificate_that_is_no_ca_signs_none() -> None:
    report = build(factories.certificate(issuer=LEAF, common_name="sub.example.com"), LEAF, INTERMEDIATE)
    assert (report.verdict, "chain.not_a_ca" in codes(report)) == (Verdict.BROKEN, True)


def test_a_ca_whose_key_may_not_sign_signs_none() -> None:
    mute = factories.authority("Example Mute CA", issuer=ROOT, extensions=(factories.key_usage("crl_sign"),))
    report = build(factories.certificate(issuer=mute), mute)
    assert (report.verdict, codes(report)) == (Verdict.BROKEN, ["chain.may_not_sign"])


# ---- trust -----------------------------------------------------------------------------------------------------------


def test_a_self_signed_certificate_is_untrusted() -> None:
    report = build(factories.certificate())
    assert (report.verdict, codes(report)) == (Verdict.UNTRUSTED, ["chain.self_signed"])


def test_a_private_ca_is_untrusted_but_its_chain_is_put_in_order() -> None:
    private = factories.chain()
    report = build(private.root, private.leaf, private.intermediate)
    assert report.verdict is Verdict.UNTRUSTED
    assert "chain.untrusted_root" in codes(report)
    assert bundled(report) == [private.leaf.der, private.intermediate.der]


def test_an_empty_trust_store_trusts_nothing() -> None:
    assert build(LEAF, INTERMEDIATE, roots=TrustStore.of([])).verdict is Verdict.INCOMPLETE
    assert build(LEAF, INTERMEDIATE, ROOT, roots=TrustStore.of([])).verdict is Verdict.UNTRUSTED


def distrusting(moment: datetime) -> TrustStore:
    programme = RootProgramme(distrusted={reading.sha256(ROOT.der): moment}, schedule=(), years=99)
    return TrustStore.of([ROOT.der], programme)


def test_a_root_is_trusted_for_what_began_before_its_last_day_only() -> None:
    begun = LEAF.certificate.not_valid_before_utc
    late = build(LEAF, INTERMEDIATE, roots=distrusting(begun - timedelta(seconds=1)))
    assert (late.verdict, codes(late)) == (Verdict.UNTRUSTED, ["chain.root_distrusted"])
    early = build(LEAF, INTERMEDIATE, roots=distrusting(begun))
    assert (early.verdict, codes(early)) == (Verdict.COMPLETE, ["chain.root_distrust_ahead"])


# ---- hosts and uses --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("host", ["www.example.org", "a.www.example.com"])
def test_a_host_that_the_leaf_does_not_cover_breaks_the_chain(host: str) -> None:
    report = build(LEAF, INTERMEDIATE, host=host)
    assert (report.verdict, codes(report)) == (Verdict.BROKEN, ["chain.host_not_covered"])


def test_a_leaf_for_the_host_is_chosen_among_several() -> None:
    other = factories.certificate(("shop.example.com",), issuer=INTERMEDIATE, common_name="shop.example.com")
    report = build(LEAF, other, INTERMEDIATE, host="shop.example.com")
    assert report.path[0].subject == "CN=shop.example.com"
    assert report.verdict is Verdict.COMPLETE


def test_a_certificate_for_clients_only_is_refused_for_a_host() -> None:
    client = factories.certificate(issuer=INTERMEDIATE, usages=("clientAuth",))
    report = build(client, INTERMEDIATE, host="www.example.com")
    assert (report.verdict, codes(report)) == (Verdict.BROKEN, ["chain.purpose"])


def test_a_mail_certificate_is_judged_without_a_host_name() -> None:
    mail = factories.certificate(("me@example.com",), issuer=INTERMEDIATE, usages=("emailProtection",))
    assert build(mail, INTERMEDIATE).verdict is Verdict.COMPLETE


def test_a_wildcard_and_an_address_are_verified_under_their_own_names() -> None:
    for names in (("*.example.com",), ("8.8.8.8",)):
        leaf = factories.certificate(names, issuer=INTERMEDIATE, common_name=None)
        assert build(leaf, INTERMEDIATE).verdict is Verdict.COMPLETE
