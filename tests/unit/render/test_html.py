"""The HTML of every part: verdict first, everything in it, and nothing from a stranger that a browser would act on."""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from datetime import UTC, date, datetime
from enum import Enum
from html.parser import HTMLParser
from typing import Any, TypeVar, get_args

import pytest

from sslhelp.model.chat import Answer, Choices, Handoff, Notice, Option, Part, Reply
from sslhelp.model.knowledge import ArticleRef, Body, Contact
from sslhelp.model.pki import (
    CertificateReport,
    ChainLink,
    ChainReport,
    CsrAttribute,
    CsrReport,
    Dcv,
    DcvRecord,
    Extension,
    Finding,
    Fingerprints,
    MissingCertificate,
    NameAttribute,
    PublicKey,
    Severity,
    SiteReport,
    Verdict,
)
from sslhelp.model.products import Alternative, Coverage, Product, Purpose, Recommendation, Validation
from sslhelp.render import html

HOSTILE = "\"'><script>alert(1)</script><img src=x onerror=alert(1)>"
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
    ),
    command="openssl req -new",
    findings=(TOO_SHORT, COUNTRY, BARE),
    pem="PEM",
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
PRODUCT = Product(
    "ps-wc", "PositiveSSL Wildcard", "Sectigo", Purpose.WEBSITE, Validation.DV, Coverage.WILDCARD, 1, 1,
    covers_ip=False, shows=("domain",), issue_time="minutes", source="catalogue",
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
    Recommendation(PRODUCT, ("Covers it",), ("Not two levels",), ("A CSR",), (Alternative(PRODUCT, "there are many"),)),
    Choices("Which one?", (Option("article:a", "A", "the first"), Option("handoff", "A person"))),
    Notice(Severity.ERROR, "private_key.refused", "That was a private key."),
    Notice(Severity.INFO, "smalltalk.greeting", "Hello."),
    Handoff("Nothing fits.", Contact("Marta", "https://shop.example/contact", "help@shop.example", "9 to 18"), "Asked"),
)  # fmt: skip

Value = TypeVar("Value")


def poisoned(value: Value) -> Value:
    """Return the value with the hostile text behind every string in it; the text of an article is our own."""
    spoiled: Any = value
    if is_dataclass(value) and not isinstance(value, Body):
        spoiled = replace(value, **{field.name: poisoned(getattr(value, field.name)) for field in fields(value)})  # type: ignore[type-var]
    elif isinstance(value, tuple):
        spoiled = tuple(poisoned(item) for item in value)
    elif isinstance(value, str) and not isinstance(value, Enum):
        spoiled = value + HOSTILE
    return spoiled  # type: ignore[no-any-return]


class Reader(HTMLParser):
    """Collects the elements as a browser would see them."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data


@pytest.mark.parametrize("part", PARTS, ids=lambda part: type(part).__name__)
def test_no_string_of_a_part_becomes_markup(part: Part) -> None:
    clean, spoiled = Reader(html.render_part(part)), Reader(html.render_part(poisoned(part)))

    assert [tag for tag, _ in spoiled.elements if tag in {"script", "img"}] == []
    assert [name for _, attributes in spoiled.elements for name in attributes if name.startswith("on")] == []
    assert {tag for tag, _ in spoiled.elements} == {tag for tag, _ in clean.elements}


@pytest.mark.parametrize("part", PARTS, ids=lambda part: type(part).__name__)
def test_a_part_carries_no_inline_style_and_no_id_that_could_occur_twice(part: Part) -> None:
    names = {name for _, attributes in Reader(html.render_part(part)).elements for name in attributes}

    assert names.isdisjoint({"style", "id"})


def test_there_is_a_sample_of_every_part() -> None:
    assert {type(part) for part in PARTS} == set(get_args(Part))


def test_the_parts_of_a_reply_keep_their_order() -> None:
    page = html.render(Reply(parts=PARTS[7:9], conversation_id="c"))

    assert page.index("Which one?") < page.index("That was a private key.")


def test_the_text_of_an_article_is_shown_as_the_allow_list_left_it() -> None:
    page = html.render_part(PARTS[0])

    assert "<p>One <strong>level</strong>.</p>" in page
    assert 'href="https://help.example/help/wildcard#deep"' in page
    assert 'Checked on <time datetime="2026-11-18">18 November 2026</time>' in page


def test_a_csr_card_says_the_verdict_first_and_then_what_must_be_fixed() -> None:
    text = Reader(html.render_part(CSR)).text

    order = ["This CSR would be refused", "*.example.com", "RSA 1024 bits", "Must fix", "Worth fixing",
             "Mended command", "DNS record to add", "All fields"]  # fmt: skip
    assert sorted(order, key=text.index) == order


def test_a_finding_names_its_weight_in_words_and_links_its_article() -> None:
    page = html.render_part(CSR)

    assert '<span class="vh">Error: </span>The key is short' in page
    assert '<span class="vh">Warning: </span>UK is not a country code' in page
    assert 'value="article:csr-make"' in page


def test_a_record_has_a_copy_button_for_every_field() -> None:
    elements = Reader(html.render_part(CLEAN)).elements

    copied = [attributes["data-copy"] for tag, attributes in elements if tag == "button" and "data-copy" in attributes]
    assert {"_abc.example.com", "CNAME", "def.sectigo.com", "token"} <= set(copied)


def test_a_csr_that_would_be_refused_gets_no_validation_record_for_its_key_will_change() -> None:
    page = html.render_part(CSR)

    assert "def.sectigo.com" not in page
    assert "shown here once the new one is clean" in page


def test_fields_that_could_not_be_read_are_said_to_be_so() -> None:
    unread = replace(CSR, subject=None, key=None, signature_algorithm=None, extensions=None, dcv=None, command=None,
                     dns_names=(), ip_addresses=(), emails=(), spki_sha256=None)  # fmt: skip

    assert "cannot be read" in html.render_part(unread)


def test_a_challenge_password_is_not_shown() -> None:
    assert "secret" not in html.render_part(CSR)


def test_the_ladder_puts_a_missing_certificate_right_after_the_one_that_it_issued() -> None:
    rungs = html.ladder(CHAIN)

    assert [
        rung.link.subject if rung.link else f"missing {rung.missing and rung.missing.subject}" for rung in rungs
    ] == [
        "www.example.com",
        "missing Middle CA",
        "Root CA",
    ]
    assert rungs[0].before_gap


def test_a_missing_certificate_that_nothing_points_to_stands_at_the_end() -> None:
    stray = replace(CHAIN, missing=(MissingCertificate("Elsewhere CA", ()),))

    assert [rung.missing is not None for rung in html.ladder(stray)] == [False, False, True]


def test_the_bundle_can_be_downloaded_and_read_without_scripts() -> None:
    page = html.render_part(CHAIN)

    assert 'data-download="bundle.pem"' in page
    assert ">-----BEGIN CERTIFICATE-----</pre>" in page


def test_choices_post_their_id_under_the_name_choice() -> None:
    elements = Reader(html.render_part(PARTS[7])).elements

    buttons = [attributes for tag, attributes in elements if tag == "button"]
    assert [(button["name"], button["value"]) for button in buttons] == [("choice", "article:a"), ("choice", "handoff")]


def test_the_site_report_shows_the_certificate_and_the_chain_that_were_served() -> None:
    page = html.render_part(PARTS[5])

    assert page.count('<article class="card"') == 3


def test_a_friendly_line_is_a_line_and_not_a_warning() -> None:
    assert 'class="note' not in html.render_part(PARTS[9])
