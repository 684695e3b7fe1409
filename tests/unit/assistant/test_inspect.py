"""What is pasted is reported on: several things at once, beside each other, and beside what came before."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import timedelta

import pytest

from sslhelp.app import Application
from sslhelp.assistant.tools.inspect import MAX_REPORTS, Inspect
from sslhelp.model.chat import Attachment, Context, Message, Notice, Part, Reply, Turn
from sslhelp.model.pki import CertificateReport, ChainReport, Comparison, CsrReport, Verdict
from sslhelp.pki.trust.intermediates import Kept
from sslhelp.pki.trust.roots import TrustStore
from sslhelp.store.memory import MemoryStore
from tests import factories
from tests.factories import AT, Issued

MADE = factories.chain()
KEY = factories.ec_key()
CSR = factories.pem(factories.csr(key=KEY))


@pytest.fixture
def inspect(application: Application) -> Inspect:
    roots = TrustStore.of([MADE.root.der])
    return Inspect(lambda: AT, lambda: roots, lambda: application.library.current, Kept(MemoryStore(), lambda: AT))


Parts = tuple[Part, ...]


@pytest.fixture
def said(inspect: Inspect) -> Callable[..., Parts]:
    """Return a conversation: each message is answered with the ones before it as context."""
    turns: list[Turn] = []

    def say(*pasted: str | Issued, files: Sequence[bytes] = ()) -> Parts:
        text = "\n".join(each if isinstance(each, str) else each.pem for each in pasted)
        attached = tuple(Attachment(f"{place}.der", data) for place, data in enumerate(files))
        parts = inspect(Message(text, files=attached), Context(tuple(turns))) or ()
        turns.append(Turn(text, Reply(parts, "conversation"), AT))
        return parts

    return say


Said = Callable[..., Parts]


def kinds(parts: Parts) -> list[str]:
    return [
        type(part).__name__
        for part in parts
        if isinstance(part, CsrReport | CertificateReport | ChainReport | Comparison)
    ]


def comparisons(parts: Parts) -> list[Comparison]:
    return [part for part in parts if isinstance(part, Comparison)]


def notices(parts: Parts) -> list[str]:
    return [part.code for part in parts if isinstance(part, Notice)]


def issued(
    names: Sequence[str] = ("www.example.com", "example.com"), *, days_ago: int = 10, same: bool = True
) -> Issued:
    key = KEY if same else factories.ec_key()
    since = AT - timedelta(days=days_ago)
    return factories.certificate(names, issuer=MADE.intermediate, common_name=None, key=key, not_before=since)


def test_a_csr_gets_one_report(said: Said) -> None:
    assert kinds(said(CSR)) == ["CsrReport"]


def test_the_shops_largest_product_tells_which_names_are_too_many(inspect: Inspect) -> None:
    (report, *_) = replace(inspect, most_names=1)(Message(CSR), Context()) or ()
    assert isinstance(report, CsrReport)
    assert [(each.code, each.evidence) for each in report.findings] == [("csr.name.too_many", "2 names")]


def test_certificates_get_the_report_of_the_leaf_and_of_the_chain(said: Said) -> None:
    leaf, whole = said(MADE.root, MADE.intermediate, MADE.leaf)[:2]
    assert isinstance(leaf, CertificateReport)
    assert isinstance(whole, ChainReport)
    assert leaf.dns_names == ("www.example.com", "example.com")
    assert whole.verdict is Verdict.COMPLETE


def test_prose_alone_is_for_another_tool(said: Said, inspect: Inspect) -> None:
    assert inspect(Message("how do I renew?"), Context()) is None


def test_a_csr_and_a_certificate_in_one_paste_are_compared(said: Said) -> None:
    parts = said(CSR, issued(), MADE.intermediate)
    assert kinds(parts) == ["Comparison", "CsrReport", "CertificateReport", "ChainReport"]
    (found,) = comparisons(parts)
    assert (found.kind, found.same_key, found.findings) == ("key", True, ())


def test_a_certificate_of_another_key_is_told_beside_its_csr(said: Said) -> None:
    (found,) = comparisons(said(CSR, issued(same=False), MADE.intermediate))
    assert [finding.code for finding in found.findings] == ["pair.key_differs"]


def test_a_certificate_is_compared_with_the_csr_of_an_earlier_message(said: Said) -> None:
    said(CSR)
    said("thank you, I will paste the certificate now")
    (found,) = comparisons(said(issued(), MADE.intermediate))
    assert (found.kind, found.same_key) == ("key", True)


def test_a_csr_is_compared_with_the_certificate_of_an_earlier_message(said: Said) -> None:
    said(issued(), MADE.intermediate)
    (found,) = comparisons(said(CSR))
    assert (found.kind, found.same_key) == ("key", True)


def test_an_old_and_a_new_certificate_are_compared_in_one_paste_and_over_two(said: Said) -> None:
    old, new = issued(("www.example.com", "shop.example.com"), days_ago=80), issued(days_ago=1, same=False)
    (together,) = comparisons(said(new, old, MADE.intermediate))
    assert (together.kind, [finding.code for finding in together.findings]) == ("renewal", ["pair.names_lost"])
    (later,) = comparisons(said(old))
    assert later == together


def test_what_has_nothing_to_do_with_earlier_messages_is_not_compared(said: Said) -> None:
    said(CSR)
    assert comparisons(said(issued(("www.example.org",), same=False), MADE.intermediate)) == []
    assert comparisons(said("and this?", factories.pem(factories.csr(("a.example.net",), common_name=None)))) == []


def test_the_same_thing_pasted_again_is_not_compared_with_itself(said: Said) -> None:
    said(CSR)
    assert comparisons(said(CSR)) == []


def test_several_csrs_get_a_report_each(said: Said) -> None:
    several = [factories.pem(factories.csr((f"{each}.example.com",), common_name=None)) for each in range(3)]
    parts = said(*several)
    assert kinds(parts) == ["CsrReport"] * 3
    names = [part.dns_names for part in parts if isinstance(part, CsrReport)]
    assert names == [("0.example.com",), ("1.example.com",), ("2.example.com",)]


def test_more_than_an_answer_can_hold_is_cut_and_said(said: Said) -> None:
    several = [
        factories.pem(factories.csr((f"{each}.example.com",), common_name=None)) for each in range(MAX_REPORTS + 1)
    ]
    parts = said(*several)
    assert kinds(parts) == ["CsrReport"] * MAX_REPORTS
    assert notices(parts) == ["paste.too_much"]
    assert notices(said(*several[:MAX_REPORTS])) == []


def test_csrs_are_left_out_before_the_chain_is(said: Said) -> None:
    several = [
        factories.pem(factories.csr((f"{each}.example.com",), common_name=None)) for each in range(MAX_REPORTS + 1)
    ]
    parts = said(*several, MADE.leaf, MADE.intermediate)
    assert kinds(parts) == ["CsrReport"] * (MAX_REPORTS - 2) + ["CertificateReport", "ChainReport"]
    assert notices(parts) == ["paste.too_much"]


def test_a_csr_that_is_quoted_twice_gets_one_report(said: Said) -> None:
    assert kinds(said(CSR, "> " + CSR.replace("\n", "\n> "))) == ["CsrReport"]


def test_what_no_certificate_can_be_read_from_makes_no_chain(said: Said) -> None:
    nonsense = bytes.fromhex("30820100") + b"hello" * 60
    assert kinds(said(factories.pem(nonsense, "CERTIFICATE"))) == ["CertificateReport"]


def test_a_private_ca_is_put_in_order_and_nothing_is_said_to_be_missing(said: Said) -> None:
    private = factories.chain()
    _, whole = said(private.root, private.leaf, private.intermediate)[:2]
    assert isinstance(whole, ChainReport)
    assert (whole.verdict, whole.missing) == (Verdict.UNTRUSTED, ())
    assert whole.bundle_pem == private.leaf.pem + private.intermediate.pem


def test_what_was_learned_completes_a_later_chain_also_of_another_kind_of_paste(said: Said) -> None:
    said(MADE.leaf, MADE.intermediate)
    mine = issued(("shop.example.com",), same=False)
    _, whole = said(files=[mine.der])[:2]
    assert isinstance(whole, ChainReport)
    assert (whole.verdict, whole.bundle_pem) == (Verdict.INCOMPLETE, mine.pem + MADE.intermediate.pem)


def test_text_and_files_are_read_together(said: Said) -> None:
    parts = said(CSR, files=[issued().der, factories.pkcs7(MADE.intermediate)])
    assert kinds(parts) == ["Comparison", "CsrReport", "CertificateReport", "ChainReport"]
    (whole,) = [part for part in parts if isinstance(part, ChainReport)]
    assert whole.verdict is Verdict.COMPLETE


def test_a_broken_certificate_among_sound_ones_is_counted_and_the_rest_is_read(said: Said) -> None:
    parts = said(files=[b"\x30\x03\x02\x01\x00", MADE.leaf.der, MADE.intermediate.der])
    whole = next(part for part in parts if isinstance(part, ChainReport))
    assert whole.verdict is Verdict.COMPLETE


def test_findings_lead_only_to_articles_that_the_shop_has(said: Said, application: Application) -> None:
    parts = said(CSR, issued(same=False))
    articles = application.library.current.articles
    linked = [
        finding.article
        for part in parts
        if isinstance(part, CsrReport | CertificateReport | ChainReport | Comparison)
        for finding in part.findings
    ]
    assert all(article in articles for article in linked if article)
