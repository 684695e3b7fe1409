"""Chains: put in order, judged, and mended, with roots, intermediates and time as parameters."""

from __future__ import annotations

from sslhelp.model.pki import Verdict
from sslhelp.pki import chain
from sslhelp.pki.asn1 import reading
from tests import factories
from tests.chains import INTERMEDIATE, LEAF, ROOT, ROOTS, again, build, bundled
from tests.factories import AT
from tests.reports import codes

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
    assert (report.verdict, codes(report)) == (Verdict.BROKEN, ["chain.wrong_signature"])
    right = build(LEAF, impostor, INTERMEDIATE)
    assert (right.verdict, codes(right)) == (Verdict.COMPLETE, ["chain.unneeded"])


def test_a_wrong_intermediate_is_told_and_mended_where_the_right_one_is_known() -> None:
    impostor = factories.authority("Example Issuing CA", issuer=ROOT)
    report = build(LEAF, impostor, known=(INTERMEDIATE,))
    assert (report.verdict, codes(report)) == (Verdict.BROKEN, ["chain.wrong_signature"])
    assert bundled(report) == [LEAF.der, INTERMEDIATE.der]


def test_a_namesake_that_was_not_pasted_is_no_wrong_intermediate() -> None:
    namesake = factories.authority("Example Issuing CA", issuer=ROOT)
    report = build(LEAF, known=(namesake,))
    assert (report.verdict, codes(report)) == (Verdict.INCOMPLETE, ["chain.missing_intermediate"])


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
