"""Chains: put in order, judged, and mended, with roots, intermediates and time as parameters."""

from __future__ import annotations

from datetime import timedelta

import pytest

from sslhelp.model.pki import ChainReport, Verdict
from sslhelp.pki import chain, extract, pkcs7
from tests import factories
from tests.factories import AT, Issued

MADE = factories.chain()
ROOTS = chain.TrustStore.of([MADE.root.der])
LEAF, INTERMEDIATE, ROOT = MADE.leaf, MADE.intermediate, MADE.root


def build(*pasted: Issued, host: str | None = None, days_later: int = 0, known: tuple[Issued, ...] = ()) -> ChainReport:
    return chain.build(
        [each.der for each in pasted],
        at=AT + timedelta(days=days_later),
        roots=ROOTS,
        intermediates=[each.der for each in known],
        host=host,
    )


def codes(report: ChainReport) -> list[str]:
    return [finding.code for finding in report.findings]


def bundled(report: ChainReport) -> list[bytes | None]:
    return [block.der for block in extract.extract(report.bundle_pem or "").blocks]


def test_a_whole_chain_in_order_is_complete_and_has_no_findings() -> None:
    report = build(LEAF, INTERMEDIATE, host="www.example.com")
    assert report.verdict is Verdict.COMPLETE
    assert (report.findings, report.missing, report.unused) == ((), (), ())
    assert [(link.role, link.source) for link in report.path] == [
        ("leaf", "pasted"),
        ("intermediate", "pasted"),
        ("root", "trust store"),
    ]
    assert bundled(report) == [LEAF.der, INTERMEDIATE.der]


def test_a_chain_in_the_wrong_order_with_root_duplicate_and_stranger_is_mended() -> None:
    stranger = factories.certificate(("other.example.org",), common_name="other.example.org")
    report = build(ROOT, INTERMEDIATE, LEAF, LEAF, stranger, host="example.com")
    assert report.verdict is Verdict.COMPLETE
    assert sorted(codes(report)) == ["chain.duplicate", "chain.root_included", "chain.unrelated", "chain.wrong_order"]
    assert bundled(report) == [LEAF.der, INTERMEDIATE.der]
    assert [link.subject for link in report.unused] == ["CN=other.example.org"]


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


def test_an_intermediate_of_the_same_name_with_another_key_is_told_apart() -> None:
    impostor = factories.authority("Example Issuing CA", issuer=ROOT)
    report = build(LEAF, impostor)
    assert report.verdict is Verdict.BROKEN
    assert "chain.wrong_signature" in codes(report)


def test_an_expired_leaf_breaks_the_chain() -> None:
    report = build(LEAF, INTERMEDIATE, days_later=200)
    assert (report.verdict, codes(report)) == (Verdict.BROKEN, ["chain.expired_leaf"])


def test_an_expired_intermediate_breaks_the_chain_unless_there_is_a_way_around() -> None:
    old = factories.certificate(
        (), issuer=ROOT, common_name="Example Issuing CA", ca=True, key=INTERMEDIATE.key, days=5, usages=(), policies=()
    )
    alone = build(LEAF, old)
    assert (alone.verdict, codes(alone)) == (Verdict.BROKEN, ["chain.expired_intermediate"])
    both = build(LEAF, old, INTERMEDIATE)
    assert (both.verdict, codes(both)) == (Verdict.COMPLETE, ["chain.unneeded"])


def test_a_chain_that_begins_in_the_future_is_broken() -> None:
    report = build(LEAF, INTERMEDIATE, days_later=-20)
    assert (report.verdict, codes(report)) == (Verdict.BROKEN, ["chain.not_yet_valid"])


def test_a_self_signed_certificate_is_untrusted() -> None:
    report = build(factories.certificate())
    assert (report.verdict, codes(report)) == (Verdict.UNTRUSTED, ["chain.self_signed"])


def test_a_private_ca_is_untrusted_but_its_chain_is_put_in_order() -> None:
    private = factories.chain()
    report = build(private.root, private.leaf, private.intermediate)
    assert report.verdict is Verdict.UNTRUSTED
    assert "chain.untrusted_root" in codes(report)
    assert bundled(report) == [private.leaf.der, private.intermediate.der]


def test_only_ca_certificates_are_no_chain_for_a_server() -> None:
    report = build(INTERMEDIATE, ROOT)
    assert report.verdict is Verdict.INCOMPLETE
    assert "chain.no_leaf" in codes(report)
    assert report.path[0].role == "intermediate"


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
    assert (report.verdict, codes(report)) == (Verdict.BROKEN, ["chain.refused"])


def test_a_mail_certificate_is_judged_without_a_host_name() -> None:
    mail = factories.certificate(("me@example.com",), issuer=INTERMEDIATE, usages=("emailProtection",))
    assert build(mail, INTERMEDIATE).verdict is Verdict.COMPLETE


def test_a_wildcard_and_an_address_are_verified_under_their_own_names() -> None:
    for names in (("*.example.com",), ("8.8.8.8",)):
        leaf = factories.certificate(names, issuer=INTERMEDIATE, common_name=None)
        assert build(leaf, INTERMEDIATE).verdict is Verdict.COMPLETE


def test_what_cannot_be_read_is_counted_and_the_rest_is_judged() -> None:
    report = chain.build([b"\x30\x00", LEAF.der, INTERMEDIATE.der], at=AT, roots=ROOTS)
    assert (report.verdict, codes(report)) == (Verdict.COMPLETE, ["chain.unreadable"])


def test_nothing_readable_is_broken_and_says_so() -> None:
    report = chain.build([b"\x30\x00"], at=AT, roots=ROOTS)
    assert (report.verdict, codes(report), report.path) == (Verdict.BROKEN, ["chain.unreadable"], ())


def test_more_certificates_than_the_limit_are_said_to_be_left_out() -> None:
    report = chain.build([LEAF.der, INTERMEDIATE.der] * chain.MAX_CERTIFICATES, at=AT, roots=ROOTS)
    assert "chain.too_many" in codes(report)
    assert report.verdict is Verdict.COMPLETE


def test_an_empty_trust_store_trusts_nothing() -> None:
    report = chain.build([LEAF.der, INTERMEDIATE.der], at=AT, roots=chain.TrustStore.of([]))
    assert report.verdict is Verdict.INCOMPLETE


def test_mozillas_roots_are_read_once_and_hold_well_over_a_hundred() -> None:
    assert chain.mozilla() is chain.mozilla()
    assert sum(map(len, chain.mozilla().by_subject.values())) > 100


def test_the_certificates_of_a_pkcs7_file_are_unpacked() -> None:
    unpacked = pkcs7.certificates(factories.pkcs7(LEAF, INTERMEDIATE))
    assert set(unpacked) == {LEAF.der, INTERMEDIATE.der}
    assert pkcs7.certificates(b"\x30\x00") == ()
