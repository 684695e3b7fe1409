"""Questions about the report just shown: what is asked of it, and what it says."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from sslhelp.assistant.tools.report_answers import told
from sslhelp.assistant.tools.report_words import Wanted, wanted
from sslhelp.model.chat import Answer, Notice, Part
from sslhelp.model.pki import Severity
from sslhelp.model.products import Recommendation
from sslhelp.pki import certificate, csr
from tests import factories
from tests.factories import AT
from tests.golden import FILES

GOOD, FAULTY = ((FILES / name).read_text() for name in ("good.csr", "faulty.csr"))
MADE = factories.chain()
LEAF = certificate.read(MADE.leaf.der, at=AT)
REQUEST = csr.read(factories.csr(("www.example.com", "example.com"), common_name=None), at=AT)


def said(what: Wanted, question: str = "") -> str:
    notice = told(what, [LEAF], question, AT)
    assert notice
    return notice.text


Talk = Callable[..., tuple[Part, ...]]


@pytest.mark.parametrize(
    ("question", "what"),
    [
        ("can I order with this?", Wanted.ORDER),
        ("is it ok", Wanted.ORDER),
        ("looks good?", Wanted.ORDER),
        ("will it work", Wanted.ORDER),
        ("so what do I have to change?", Wanted.CHANGE),
        ("whats wrong with it", Wanted.CHANGE),
        ("how do i fix this", Wanted.CHANGE),
        ("what would you sell me for it?", Wanted.PRODUCT),
        ("which product fits", Wanted.PRODUCT),
        ("does the key match", Wanted.MATCH),
        ("when does it expire", Wanted.EXPIRY),
        ("how long is it valid", Wanted.EXPIRY),
        ("who issued it", Wanted.ISSUER),
        ("is it self-signed", Wanted.ISSUER),
        ("is the key strong enough", Wanted.KEY),
        ("how many bits", Wanted.KEY),
        ("which names are in it", Wanted.NAMES),
        ("does it cover mail.example.com", Wanted.COVERS),
        ("what's the fingerprint", Wanted.FINGERPRINT),
    ],
)
def test_what_is_asked_of_a_report_is_told_by_its_words(question: str, what: Wanted) -> None:
    assert wanted(question) is what


@pytest.mark.parametrize(
    "question",
    [
        "how do I validate my domain by DNS",
        "chrome shows ERR_CERT_COMMON_NAME_INVALID",
        "how do I install a certificate on nginx",
        "where is my private key",
        "how many subdomains does a wildcard secure",
        "",
        "can I order with this? " * 20,
    ],
)
def test_other_questions_are_for_other_tools(question: str) -> None:
    assert wanted(question) is None


def test_a_certificate_says_when_it_ends_who_issued_it_and_what_is_in_it() -> None:
    assert said(Wanted.EXPIRY).startswith("It expires on ")
    assert said(Wanted.ISSUER) == "It was issued by CN=Example Issuing CA."
    assert said(Wanted.NAMES) == "2 names: www.example.com, example.com."
    assert said(Wanted.KEY) == "Its key is EC P-256. That is strong enough."
    assert said(Wanted.COVERS, "is www.example.com in it") == "Yes, www.example.com is covered."
    assert said(Wanted.COVERS, "is mail.example.com in it").startswith("No. ")
    assert LEAF.fingerprints.sha256 in said(Wanted.FINGERPRINT)


def test_a_certificate_that_has_expired_says_since_when() -> None:
    notice = told(Wanted.EXPIRY, [LEAF], "", AT + timedelta(days=4_000))
    assert notice
    assert notice.text.startswith("It expired on ")


def test_a_request_has_no_end_and_no_issuer() -> None:
    for what in (Wanted.EXPIRY, Wanted.ISSUER):
        notice = told(what, [REQUEST], "", AT)
        assert notice
        assert "CSR" in notice.text


def test_what_no_report_says_is_left_to_other_tools() -> None:
    assert told(Wanted.MATCH, [LEAF], "", AT) is None
    assert told(Wanted.NAMES, [], "", AT) is None


def test_a_good_csr_leads_on_to_the_order(talk: Talk) -> None:
    verdict, answer = talk(GOOD, "can I order with this?")
    assert isinstance(verdict, Notice)
    assert (verdict.code, verdict.severity) == ("report.order", Severity.INFO)
    assert isinstance(answer, Answer)
    assert answer.article.id == "csr-next-steps"


def test_a_faulty_csr_is_refused_with_its_faults_and_mended_by_a_command(talk: Talk) -> None:
    (verdict,) = talk(FAULTY, "can I order with this?")
    (change,) = talk(FAULTY, "can I order with this?", "so what do I have to change?")
    assert isinstance(verdict, Notice)
    assert isinstance(change, Notice)
    assert verdict.severity is Severity.ERROR
    assert "2048 bits" in verdict.text
    assert "openssl req -new" in change.text


def test_a_product_is_recommended_for_the_names_in_the_report(talk: Talk) -> None:
    (part,) = talk(GOOD, "what would you sell me for it?")
    assert isinstance(part, Recommendation)


def test_thanks_do_not_end_the_talk_about_a_report_and_another_question_does(talk: Talk) -> None:
    (thanked,) = talk(GOOD, "thanks!", "which names are in it")
    assert isinstance(thanked, Notice)
    assert thanked.code == "report.names"
    left = talk(GOOD, "how many subdomains does a wildcard secure?", "which names are in it")
    assert not any(isinstance(part, Notice) and part.code == "report.names" for part in left)
