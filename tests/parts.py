"""Parts of a reply with any text in them, and as much of it as is asked for."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from sslhelp.model.chat import Answer, Choices, Handoff, Notice, Option, Part
from sslhelp.model.knowledge import ArticleRef, Body, Contact
from sslhelp.model.pki import (
    CertificateReport,
    ChainLink,
    ChainReport,
    Change,
    Command,
    Comparison,
    CsrReport,
    Dcv,
    DcvMethod,
    DcvRecord,
    Finding,
    Fingerprints,
    MissingCertificate,
    NameAttribute,
    PublicKey,
    Renewal,
    Severity,
    SiteReport,
    Term,
    Verdict,
)
from sslhelp.model.products import Alternative, Coverage, Product, Purpose, Recommendation, Validation
from sslhelp.render.blocks import mrkdwn

THEN = datetime(2026, 3, 1, tzinfo=UTC)


def article(name: str = "wildcard-subdomains", title: str = "Wildcards and subdomains") -> ArticleRef:
    """An article of the shop's."""
    return ArticleRef(name, title, f"https://shop.example/help/{name}", date(2026, 11, 12))


def answer(text: str = "A wildcard covers *one* level.", **changes: Any) -> Answer:
    """An answer that quotes this text."""
    body = Body(html="", mrkdwn=text, plain=text)
    return replace(Answer(article(), "How many names", "how-many", body, (), 0.9), **changes)


def finding(text: str = "The key is too short", severity: Severity = Severity.ERROR) -> Finding:
    """A finding that says this, and has it as its evidence."""
    return Finding("csr.key.rsa_too_small", severity, text, "Make a key of 2048 bits.", text, "BR 6.1.5", "")


def csr(text: str = "www.example.com", number: int = 1) -> CsrReport:
    """The report on a CSR that would be refused."""
    return CsrReport(
        subject=(NameAttribute("CN", "2.5.4.3", text),),
        dns_names=(text,) * number,
        ip_addresses=(),
        emails=(),
        key=PublicKey("RSA", 1024, None, 65537),
        signature_algorithm="sha256WithRSAEncryption",
        signature_valid=True,
        version=1,
        extensions=(),
        challenge_password=None,
        attributes=(),
        fingerprints=Fingerprints("a" * 32, "b" * 40, "c" * 64),
        spki_sha256="d" * 64,
        dcv=Dcv(
            text,
            (DcvRecord("cname", text, f"_abc.{text}", "token.example"),) * number,
            "The order page decides.",
            (DcvMethod("mail", (text,) * number, text, date(2028, 3, 15)),) * number,
        ),
        command=f"openssl req -new -subj '/CN={text}'",
        findings=(finding(text), finding(text, Severity.WARNING)) * number,
        pem=text,
        commands=(Command("certreq", text, f"certreq {text}", text, text),) * number,
    )


def usable(text: str = "www.example.com", number: int = 1) -> CsrReport:
    """The report on a CSR that can be used."""
    return replace(csr(text, number), findings=(finding(text, Severity.WARNING),) * number)


def certificate(text: str = "www.example.com", number: int = 1) -> CertificateReport:
    """The report on a certificate."""
    return CertificateReport(
        kind="tls",
        validation="DV",
        subject=(NameAttribute("CN", "2.5.4.3", text),),
        issuer=(NameAttribute("CN", "2.5.4.3", text),) * number,
        serial="0a",
        not_before=THEN,
        not_after=None,
        is_ca=False,
        dns_names=(text,) * number,
        ip_addresses=(),
        emails=(),
        key=None,
        key_usage=(),
        extended_key_usage=(),
        scts=2,
        aia_urls=(),
        signature_algorithm=None,
        signature_valid=None,
        version=3,
        extensions=None,
        fingerprints=Fingerprints("a" * 32, "b" * 40, "c" * 64),
        spki_sha256=None,
        findings=(finding(text),) * number,
        pem=text,
        days=200,
        scts_wanted=3,
        ocsp_urls=(text,) * number,
        crl_urls=(text,) * number,
        must_staple=True,
        renewal=Renewal(THEN.date(), THEN.date(), (Term(THEN.date(), 100, THEN.date()),) * number, text, text),
    )


def comparison(text: str = "www.example.com", number: int = 1) -> Comparison:
    """An older and a newer certificate side by side."""
    return Comparison("renewal", text, text, False, (Change(text, text, text),) * number, (finding(text),) * number)


def chain(text: str = "CN=www.example.com", number: int = 1, pem: str | None = None) -> ChainReport:
    """The report on a chain."""
    links = (ChainLink(text, text, "leaf", "pasted", THEN, "c" * 64),) * number
    missing = (MissingCertificate(text, (f"http://ca.example/{text}",) * number),) * number
    return ChainReport(Verdict.INCOMPLETE, links, links, missing, pem or text, (finding(text),) * number)


def site(text: str = "www.example.com", number: int = 1) -> SiteReport:
    """The report on a site."""
    return SiteReport(text, 443, text, text, certificate(text, number), chain(text, number), (finding(text),) * number)


def recommendation(text: str = "One name is all you need", number: int = 1) -> Recommendation:
    """A product with its reasons."""
    product = Product(
        "positive", text, "Sectigo", Purpose.WEBSITE, Validation.DV, Coverage.SINGLE, 1, 1, False, (), None, ""
    )
    product = replace(product, price=text, url="https://shop.example/positive")
    alternatives = (Alternative(product, text),) * number
    lines = (text,) * number
    return Recommendation(product, lines, lines, lines, alternatives, lines, lines, f"openssl req -subj '/CN={text}'")


def handoff(text: str = "Nothing fits") -> Handoff:
    """The way to a person."""
    return Handoff(text, Contact(text, "https://shop.example/contact", "help@shop.example", text), text)


def every_part(text: str, number: int) -> list[Part]:
    """One part of every type."""
    options = tuple(Option(f"id{at}", text, text) for at in range(number))
    return [
        answer(mrkdwn.escape(text) * number, heading=text, related=(article(title=text),) * number),
        csr(text, number),
        usable(text, number),
        certificate(text, number),
        chain(text, number),
        comparison(text, number),
        site(text, number),
        recommendation(text, number),
        Choices(text, options),
        Notice(Severity.ERROR, "private_key.refused", text),
        handoff(text),
    ]
