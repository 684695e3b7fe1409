"""One sample of every part of a reply, and a way to poison every string in it."""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from datetime import UTC, date, datetime
from enum import Enum
from typing import Any, TypeVar

from sslhelp.model.chat import Answer, Choices, Handoff, Notice, Option, Part
from sslhelp.model.knowledge import ArticleRef, Body, Contact
from sslhelp.model.pki import (
    CertificateReport,
    ChainLink,
    ChainReport,
    Change,
    Command,
    Comparison,
    CsrAttribute,
    CsrReport,
    Dcv,
    DcvMethod,
    DcvRecord,
    Extension,
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

END = datetime(2027, 5, 12, tzinfo=UTC)
DIGESTS = Fingerprints(md5="0a" * 16, sha1="0b" * 20, sha256="0c" * 32)
NAME = (NameAttribute("C", "2.5.4.6", "GB"), NameAttribute("CN", "2.5.4.3", "*.example.com"))
EXTENSION = Extension("2.5.29.17", "Subject Alternative Name", critical=False, value="DNS:*.example.com")
TOO_SHORT = Finding(
    "csr.key.rsa_too_small", Severity.ERROR, "The key is short", "Make one of 2048", "1024 bits", "BR", ""
)
COUNTRY = Finding("csr.country", Severity.WARNING, "UK is not a country code", "Use GB", "C=UK", "ISO 3166", "csr-make")
BARE = Finding("csr.note", Severity.INFO, "There is no organisation", "", "", "", "")

CSR = CsrReport(
    subject=NAME,
    dns_names=("*.example.com", "example.com"),
    ip_addresses=("192.0.2.1",),
    emails=("a@example.com",),
    key=PublicKey("RSA", 1024, None, 65537),
    signature_algorithm="sha256WithRSAEncryption",
    signature_valid=True,
    version=0,
    extensions=(EXTENSION,),
    challenge_password="secret",
    attributes=(CsrAttribute("1.2.3", "unstructuredName", "x"),),
    fingerprints=DIGESTS,
    spki_sha256="0d" * 32,
    dcv=Dcv(
        "Sectigo",
        (
            DcvRecord("cname", "example.com", "_abc.example.com", "def.sectigo.com"),
            DcvRecord("file", "example.com", "http://example.com/.well-known/x.txt", "token"),
        ),
        "The order page decides.",
        (
            DcvMethod("dns", ("*.example.com", "example.com"), "The record stays for the next check."),
            DcvMethod("file", ("example.com",), "A file never proves a wildcard."),
            DcvMethod("mail", ("*.example.com", "example.com"), "To admin@ and four more.", date(2028, 3, 15)),
        ),
    ),
    command="openssl req -new",
    findings=(TOO_SHORT, COUNTRY, BARE),
    pem="PEM",
    commands=(
        Command("openssl", "OpenSSL", "openssl req -new"),
        Command("certreq", "Windows certreq", "certreq -new a.inf a.csr", "a.inf", "[NewRequest]\nKeyLength=2048\n"),
        Command("keytool", "Java keytool", "keytool -genkeypair"),
    ),
)
CLEAN = replace(CSR, findings=(COUNTRY,))
CERTIFICATE = CertificateReport(
    kind="tls",
    validation="DV",
    subject=NAME,
    issuer=NAME,
    serial="049b2c",
    not_before=datetime(2026, 10, 25, tzinfo=UTC),
    not_after=END,
    is_ca=False,
    dns_names=("www.example.com",),
    ip_addresses=(),
    emails=(),
    key=PublicKey("EC", 256, "P-256", None),
    key_usage=("digitalSignature",),
    extended_key_usage=("serverAuth",),
    scts=2,
    aia_urls=("http://ca.example/ca.crt",),
    signature_algorithm="ecdsa-with-SHA256",
    signature_valid=True,
    version=2,
    extensions=(EXTENSION,),
    fingerprints=DIGESTS,
    spki_sha256=None,
    findings=(),
    pem="PEM",
    days=200,
    scts_wanted=3,
    ocsp_urls=("http://ocsp.example",),
    crl_urls=("http://crl.example/ca.crl",),
    must_staple=True,
    renewal=Renewal(
        due=date(2027, 4, 12),
        ends=date(2027, 5, 12),
        terms=(Term(date(2027, 4, 12), 100, date(2027, 7, 21)), Term(date(2027, 6, 21), 100, date(2027, 9, 29))),
        cite="CA/B Forum TLS BR 6.3.2",
        calendar="BEGIN:VCALENDAR\r\nVERSION:2.0\r\nEND:VCALENDAR\r\n",
    ),
)
LEAF = ChainLink("www.example.com", "Middle CA", "leaf", "pasted", END, "aa")
ROOT = ChainLink("Root CA", "Root CA", "root", "trust store", END, "bb")
CHAIN = ChainReport(
    verdict=Verdict.INCOMPLETE,
    path=(LEAF, ROOT),
    unused=(ChainLink("Old CA", "Old Root", "intermediate", "pasted", END, "cc"),),
    missing=(MissingCertificate("Middle CA", ("http://ca.example/middle.crt",)),),
    bundle_pem="-----BEGIN CERTIFICATE-----",
    findings=(TOO_SHORT,),
)
SAME_KEY = Comparison("key", "CSR for *.example.com", "Certificate for www.example.com", True, (), ())
RENEWED = Comparison(
    "renewal",
    "Certificate to 12 May 2027",
    "Certificate to 28 November 2027",
    False,
    (Change("Names", "example.com", "example.com, www.example.com"), Change("CA", "Old CA", "")),
    (COUNTRY,),
)
PRODUCT = Product(
    "ps-wc", "PositiveSSL Wildcard", "Sectigo", Purpose.WEBSITE, Validation.DV, Coverage.WILDCARD, 1, 1,
    covers_ip=False, shows=("domain",), issue_time="minutes", source="catalogue", price="from 60 EUR a year",
    url="https://shop.example/positivessl-wildcard", as_of=date(2026, 11, 26),
)  # fmt: skip
RECOMMENDATION = Recommendation(
    PRODUCT, ("Covers it",), ("Not two levels",), ("A CSR",), (Alternative(PRODUCT, "there are many"),),
    ("In minutes",), ("*.example.com", "example.com"), "openssl req -new -subj '/CN=*.example.com'",
)  # fmt: skip
ARTICLE = ArticleRef("wildcard", "Wildcards", "https://help.example/help/wildcard", date(2026, 11, 18))
PARTS: tuple[Part, ...] = (
    Answer(ARTICLE, "How deep", "deep", Body("<p>One <strong>level</strong>.</p>", "One *level*.", "One level."),
           (replace(ARTICLE, id="dcv-dns", title="By DNS"),), 0.8),
    CSR,
    CLEAN,
    CERTIFICATE,
    CHAIN,
    SiteReport("example.com", 443, "192.0.2.1", "TLSv1.3", CERTIFICATE, CHAIN, (COUNTRY,)),
    RECOMMENDATION,
    Choices("Which one?", (Option("article:a", "A", "the first"), Option("handoff", "A person"))),
    Notice(Severity.ERROR, "private_key.refused", "That was a private key."),
    Notice(Severity.INFO, "smalltalk.greeting", "Hello."),
    SAME_KEY,
    RENEWED,
    Handoff("Nothing fits.", Contact("Marta", "https://shop.example/contact", "help@shop.example", "9 to 18"), "Asked"),
)  # fmt: skip

Value = TypeVar("Value")


def poisoned(value: Value, hostile: str) -> Value:
    """Return the value with hostile text behind every string in it; the text of an article is our own."""
    spoiled: Any = value
    if is_dataclass(value) and not isinstance(value, Body):
        spoiled = replace(
            value, **{field.name: poisoned(getattr(value, field.name), hostile) for field in fields(value)}
        )  # type: ignore[type-var]
    elif isinstance(value, tuple):
        spoiled = tuple(poisoned(item, hostile) for item in value)
    elif isinstance(value, str) and not isinstance(value, Enum):
        spoiled = value + hostile
    return spoiled  # type: ignore[no-any-return]
