"""Chains: put in order, judged, and mended, with roots, intermediates and time as parameters."""

from __future__ import annotations

import ipaddress
from collections.abc import Sequence
from datetime import datetime, timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec

from sslhelp.model.pki import ChainReport, Verdict
from sslhelp.pki import chain, extract, reading
from sslhelp.pki.intermediates import InMemory
from sslhelp.pki.issued import Certificate
from sslhelp.pki.roots import TrustStore
from sslhelp.policy.root_programme import RootProgramme
from tests import asn1, factories
from tests.factories import AT, Issued

MADE = factories.chain()
ROOTS = TrustStore.of([MADE.root.der])
LEAF, INTERMEDIATE, ROOT = MADE.leaf, MADE.intermediate, MADE.root


def build(
    *pasted: Issued | bytes,
    host: str | None = None,
    days_later: int = 0,
    known: Sequence[Issued] = (),
    roots: TrustStore = ROOTS,
) -> ChainReport:
    return chain.build(
        [each if isinstance(each, bytes) else each.der for each in pasted],
        at=AT + timedelta(days=days_later),
        roots=roots,
        intermediates=InMemory.of_certificates([each.der for each in known]),
        host=host,
    )


def codes(report: ChainReport) -> list[str]:
    return [finding.code for finding in report.findings]


def bundled(report: ChainReport) -> list[bytes | None]:
    return [block.der for block in extract.extract(report.bundle_pem or "").blocks]


def again(authority: Issued, *, issuer: Issued | None = None, days: int = 3650) -> Issued:
    """Another certificate for an authority's name and key."""
    (attribute,) = authority.certificate.subject
    return factories.authority(str(attribute.value), issuer=issuer, key=authority.key, days=days)


# ---- whole chains, in whatever state they come -----------------------------------------------------------------------


def test_a_whole_chain_in_order_is_complete_and_has_no_findings() -> None:
    report = build(LEAF, INTERMEDIATE, host="www.example.com")
    assert report.verdict is Verdict.COMPLETE
    assert (report.findings, report.missing, report.unused) == ((), (), ())
    assert [(link.role, link.source) for link in report.path] == [
        ("leaf", "pasted"),
        ("intermediate", "pasted"),
        ("root", "trust store"),
    ]
    assert report.path[0].subject == "CN=www.example.com"
    assert report.path[0].issuer == "CN=Example Issuing CA"
    assert report.path[0].not_after == LEAF.certificate.not_valid_after_utc
    assert report.path[0].sha256 == reading.sha256(LEAF.der)
    assert bundled(report) == [LEAF.der, INTERMEDIATE.der]


def test_a_chain_in_the_wrong_order_with_root_duplicate_and_stranger_is_mended() -> None:
    stranger = factories.certificate(("other.example.org",), common_name="other.example.org")
    report = build(ROOT, INTERMEDIATE, LEAF, LEAF, stranger, host="example.com")
    assert report.verdict is Verdict.COMPLETE
    assert sorted(codes(report)) == ["chain.duplicate", "chain.root_included", "chain.unrelated", "chain.wrong_order"]
    assert bundled(report) == [LEAF.der, INTERMEDIATE.der]
    assert [link.subject for link in report.unused] == ["CN=other.example.org"]


def test_a_leaf_that_is_not_first_is_put_first() -> None:
    report = build(INTERMEDIATE, LEAF)
    assert (report.verdict, codes(report)) == (Verdict.COMPLETE, ["chain.wrong_order"])
    assert bundled(report) == [LEAF.der, INTERMEDIATE.der]


def test_four_certificates_in_any_order_come_out_leaf_first_without_the_root() -> None:
    lower = factories.authority("Example Lower CA", issuer=INTERMEDIATE)
    leaf = factories.certificate(issuer=lower)
    for order in (
        [leaf, lower, INTERMEDIATE, ROOT],
        [ROOT, lower, leaf, INTERMEDIATE],
        [INTERMEDIATE, ROOT, leaf, lower],
    ):
        assert bundled(build(*order)) == [leaf.der, lower.der, INTERMEDIATE.der]


def test_another_certificate_of_the_same_ca_belongs_to_the_family_but_is_not_needed() -> None:
    older = factories.certificate(issuer=INTERMEDIATE, common_name="shop.example.com", days=30)
    report = build(LEAF, older, INTERMEDIATE)
    assert (report.verdict, codes(report)) == (Verdict.COMPLETE, ["chain.unneeded"])
    assert bundled(report) == [LEAF.der, INTERMEDIATE.der]


def test_what_the_server_has_beside_the_paste_counts_and_is_not_judged_for_its_order() -> None:
    report = chain.build([LEAF.der], at=AT, roots=ROOTS, supplied=[ROOT.der, b"\x30\x00", INTERMEDIATE.der])
    assert (report.verdict, report.findings, report.missing) == (Verdict.COMPLETE, (), ())
    assert bundled(report) == [LEAF.der, INTERMEDIATE.der]


def test_what_cannot_be_read_is_counted_and_the_rest_is_judged() -> None:
    report = build(b"\x30\x00", LEAF, INTERMEDIATE)
    assert (report.verdict, codes(report)) == (Verdict.COMPLETE, ["chain.unreadable"])


def test_nothing_readable_is_broken_and_says_so() -> None:
    report = build(b"\x30\x00")
    assert (report.verdict, codes(report), report.path) == (Verdict.BROKEN, ["chain.unreadable"], ())
    assert build().verdict is Verdict.BROKEN


def test_more_certificates_than_the_limit_are_said_to_be_left_out() -> None:
    report = build(*[LEAF, INTERMEDIATE] * chain.MAX_CERTIFICATES)
    assert "chain.too_many" in codes(report)
    assert report.verdict is Verdict.COMPLETE


# ---- what is missing -------------------------------------------------------------------------------------------------


def test_a_missing_intermediate_is_named_with_the_address_its_child_gives() -> None:
    report = build(LEAF)
    assert report.verdict is Verdict.INCOMPLETE
    assert codes(report) == ["chain.missing_intermediate"]
    (missing,) = report.missing
    assert (missing.subject, missing.aia_urls) == ("CN=Example Issuing CA", ("http://ca.example.com/issuer.crt",))
    assert report.bundle_pem is None


def test_a_missing_intermediate_that_is_known_is_in_the_bundle() -> None:
    report = build(LEAF, known=(INTERMEDIATE,))
    assert (report.verdict, codes(report)) == (Verdict.INCOMPLETE, ["chain.missing_intermediate"])
    assert [each.subject for each in report.missing] == ["CN=Example Issuing CA"]
    assert [link.source for link in report.path] == ["pasted", "intermediates", "trust store"]
    assert bundled(report) == [LEAF.der, INTERMEDIATE.der]


def test_intermediates_are_looked_up_as_far_up_as_they_are_known() -> None:
    lower = factories.authority("Example Lower CA", issuer=INTERMEDIATE)
    leaf = factories.certificate(issuer=lower)
    report = build(leaf, known=(INTERMEDIATE, lower))
    assert bundled(report) == [leaf.der, lower.der, INTERMEDIATE.der]
    assert [each.subject for each in report.missing] == ["CN=Example Lower CA", "CN=Example Issuing CA"]
    half = build(leaf, known=(lower,))
    assert (half.verdict, half.bundle_pem) == (Verdict.INCOMPLETE, None)
    assert [each.subject for each in half.missing] == ["CN=Example Lower CA", "CN=Example Issuing CA"]


def test_known_intermediates_change_nothing_about_a_whole_chain() -> None:
    assert build(LEAF, INTERMEDIATE, known=(INTERMEDIATE, again(INTERMEDIATE, issuer=ROOT))).findings == ()


def test_only_ca_certificates_are_no_chain_for_a_server() -> None:
    report = build(INTERMEDIATE, ROOT)
    assert report.verdict is Verdict.INCOMPLETE
    assert "chain.no_leaf" in codes(report)
    assert report.path[0].role == "intermediate"


# ---- wrong, expired, and other ways around ---------------------------------------------------------------------------


def test_an_intermediate_of_the_same_name_with_another_key_is_told_apart() -> None:
    impostor = factories.authority("Example Issuing CA", issuer=ROOT)
    report = build(LEAF, impostor)
    assert (report.verdict, codes(report)) == (Verdict.BROKEN, ["chain.wrong_signature", "chain.unneeded"])
    right = build(LEAF, impostor, INTERMEDIATE)
    assert (right.verdict, codes(right)) == (Verdict.COMPLETE, ["chain.unneeded"])
    known = build(LEAF, impostor, known=(INTERMEDIATE,))
    assert bundled(known) == [LEAF.der, INTERMEDIATE.der]


def test_an_expired_leaf_breaks_the_chain() -> None:
    report = build(LEAF, INTERMEDIATE, days_later=200)
    assert (report.verdict, codes(report)) == (Verdict.BROKEN, ["chain.expired_leaf"])


def test_an_expired_intermediate_breaks_the_chain_unless_there_is_a_way_around() -> None:
    old = again(INTERMEDIATE, issuer=ROOT, days=30)
    alone = build(LEAF, old)
    assert (alone.verdict, codes(alone)) == (Verdict.BROKEN, ["chain.expired_intermediate"])
    both = build(LEAF, old, INTERMEDIATE)
    assert both.verdict is Verdict.COMPLETE
    assert "chain.expired_avoided" in codes(both)
    assert bundled(both) == [LEAF.der, INTERMEDIATE.der]


def test_a_chain_that_begins_in_the_future_is_broken() -> None:
    report = build(LEAF, INTERMEDIATE, days_later=-20)
    assert (report.verdict, codes(report)) == (Verdict.BROKEN, ["chain.not_yet_valid"])


def test_of_two_roots_that_signed_one_intermediate_the_trusted_one_is_taken() -> None:
    other = factories.authority("Example Other Root")
    crossed = again(INTERMEDIATE, issuer=other)
    report = build(LEAF, crossed, INTERMEDIATE)
    assert (report.verdict, codes(report)) == (Verdict.COMPLETE, ["chain.cross_signed"])
    assert bundled(report) == [LEAF.der, INTERMEDIATE.der]
    assert [link.sha256 for link in report.unused] == [reading.sha256(crossed.der)]


def test_a_root_that_is_crossed_by_an_older_trusted_one_is_an_intermediate() -> None:
    new_root = factories.authority("Example New Root")
    crossed = again(new_root, issuer=ROOT)
    issuing = factories.authority("Example New CA", issuer=new_root)
    leaf = factories.certificate(issuer=issuing)
    report = build(leaf, issuing, crossed)
    assert (report.verdict, report.findings) == (Verdict.COMPLETE, ())
    assert [link.role for link in report.path] == ["leaf", "intermediate", "intermediate", "root"]


def test_a_ca_that_signs_its_new_key_with_its_old_one_is_followed_upward() -> None:
    rollover = factories.authority("Example Root", issuer=ROOT)
    leaf = factories.certificate(issuer=rollover)
    report = build(leaf, rollover)
    assert (report.verdict, codes(report)) == (Verdict.COMPLETE, [])
    assert bundled(report) == [leaf.der, rollover.der]


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


# ---- what no library takes, and what is meant to keep us busy --------------------------------------------------------


def test_a_leaf_that_cryptography_cannot_load_is_explained_and_put_in_order() -> None:
    assert isinstance(INTERMEDIATE.key, ec.EllipticCurvePrivateKey)
    odd = asn1.certificate(
        asn1.alternative_names("www.example.com"),
        asn1.extension("2.5.29.35", asn1.sequence(asn1.implicit(0, b"key"))),
        version=b"\xa0\x03\x02\x01\x63",
        issuer=INTERMEDIATE.certificate.subject.public_bytes(),
        public_key=asn1.spki_of(factories.ec_key()),
        key=INTERMEDIATE.key,
    )
    report = build(INTERMEDIATE, odd)
    assert report.verdict is Verdict.BROKEN
    assert codes(report) == ["chain.refused", "chain.wrong_order"]
    assert [link.role for link in report.path] == ["leaf", "intermediate", "root"]


@pytest.mark.parametrize(
    "broken",
    [
        asn1.certificate(issuer=b"\x30\x02\x31\x7f"),
        asn1.certificate(issuer=asn1.common_name("Example CA"), subject=b"\x30\x02\x31\x7f"),
        asn1.certificate(validity=b"\x30\x00"),
        asn1.certificate(public_key=b"\x30\x00"),
        asn1.certificate(b"\x30\x7f"),
    ],
    ids=["issuer", "subject", "validity", "key", "extensions"],
)
def test_a_certificate_that_is_broken_inside_is_explained_alone_and_harms_no_other(broken: bytes) -> None:
    alone = build(broken)
    assert alone.verdict is not Verdict.COMPLETE
    assert alone.findings
    stranger = build(LEAF, INTERMEDIATE, broken)
    assert stranger.verdict is Verdict.COMPLETE
    assert bundled(stranger) == [LEAF.der, INTERMEDIATE.der]


@pytest.fixture
def checks(monkeypatch: pytest.MonkeyPatch) -> list[Certificate]:
    """The certificates whose signature was checked, as often as it was."""
    checked: list[Certificate] = []
    check = Certificate.is_signed_by

    def counted(self: Certificate, issuer: Certificate) -> bool | None:
        checked.append(self)
        return check(self, issuer)

    monkeypatch.setattr(Certificate, "is_signed_by", counted)
    return checked


def test_a_hundred_intermediates_of_one_name_cost_a_bounded_number_of_checks(checks: list[Certificate]) -> None:
    impostors = [factories.authority("Example Issuing CA", issuer=ROOT) for _ in range(100)]
    report = build(LEAF, *impostors)
    assert report.verdict is Verdict.BROKEN
    assert {"chain.wrong_signature", "chain.too_many"} <= set(codes(report))
    assert len(checks) <= 150
    known = build(LEAF, known=impostors)
    assert known.verdict is Verdict.BROKEN
    assert len(checks) <= 400


def test_a_hundred_cross_signs_lead_to_the_root_all_the_same(checks: list[Certificate]) -> None:
    keys = [factories.ec_key() for _ in range(4)]
    layers = [[factories.authority("Layer 0", issuer=ROOT, key=keys[0]) for _ in range(25)]]
    for depth in range(1, 4):
        above = [*layers[-1], *layers[-1]]
        layers.append([factories.authority(f"Layer {depth}", issuer=each, key=keys[depth]) for each in above[:25]])
    leaf = factories.certificate(issuer=layers[-1][0])
    report = build(leaf, *[each for layer in layers for each in layer[:15]])
    assert (report.verdict, len(report.path)) == (Verdict.COMPLETE, 6)
    assert "chain.cross_signed" in codes(report)
    assert len(checks) <= 300


def test_two_cas_that_sign_each_other_end_somewhere() -> None:
    left, right = factories.authority("Left CA"), factories.authority("Right CA")
    crossed = again(left, issuer=right), again(right, issuer=left)
    report = build(factories.certificate(issuer=crossed[0]), *crossed)
    assert (report.verdict, report.bundle_pem) == (Verdict.INCOMPLETE, None)
    assert len(report.path) == 3


# ---- verdicts --------------------------------------------------------------------------------------------------------


def test_each_verdict_says_what_the_chain_is_good_for() -> None:
    private = factories.chain()
    expired = factories.certificate(issuer=INTERMEDIATE, days=5)
    verdicts = {
        "whole": build(LEAF, INTERMEDIATE),
        "whole but expired": build(expired, INTERMEDIATE),
        "expired and incomplete": build(expired),
        "incomplete": build(LEAF),
        "no leaf": build(INTERMEDIATE),
        "a private root": build(private.leaf, private.intermediate, private.root),
        "an expired private root": build(private.leaf, private.intermediate, private.root, days_later=5000),
        "for another host": build(LEAF, INTERMEDIATE, host="example.org"),
    }
    assert {name: report.verdict.value for name, report in verdicts.items()} == {
        "whole": "complete",
        "whole but expired": "broken",
        "expired and incomplete": "broken",
        "incomplete": "incomplete",
        "no leaf": "incomplete",
        "a private root": "untrusted",
        "an expired private root": "broken",
        "for another host": "broken",
    }
    bundles = {name for name, report in verdicts.items() if report.bundle_pem}
    assert bundles == {"whole", "no leaf", "a private root"}
