"""Free text: what is understood of it, and whether it asks for a product at all."""

from __future__ import annotations

import pytest

from sslhelp.model.products import Coverage, Purpose
from sslhelp.products.enquiry import is_aside, is_enquiry
from sslhelp.products.requirements import Renewal, Requirements, Shown, Wish
from sslhelp.products.understanding import MAX_TEXT, understand

SITE, MAIL, CODE, PAPER = Purpose.WEBSITE, Purpose.EMAIL, Purpose.CODE, Purpose.DOCUMENTS
WILD, MULTI, MULTI_WILD = Coverage.WILDCARD, Coverage.MULTI, Coverage.MULTI_WILDCARD


def known(
    purpose: Purpose | None = None,
    *names: str,
    coverage: Coverage | None = None,
    count: int | None = None,
    shown: Shown | None = None,
    renewal: Renewal | None = None,
    brand: str | None = None,
    wishes: tuple[Wish, ...] = (),
) -> Requirements:
    return Requirements(purpose, names, coverage, count, shown, renewal, brand, frozenset(wishes))


@pytest.mark.parametrize(
    ("text", "understood"),
    [
        ("a cert for shop.example.com", known(None, "shop.example.com")),
        ("https://shop.example.com/cart needs a cert", known(None, "shop.example.com")),
        ("example.com and *.example.net.", known(None, "example.com", "*.example.net")),
        ("everything under example.net", known(None, "*.example.net")),
        ("shop.example.com and everything under example.net", known(None, "shop.example.com", "*.example.net")),
        ("example.com and all its subdomains", known(SITE, "example.com", "*.example.com", coverage=WILD)),
        ("all subdomains of example.com", known(SITE, "*.example.com", coverage=WILD)),
        ("a wildcard for example.com and example.net", known(SITE, "*.example.com", "*.example.net", coverage=WILD)),
        ("münchen.de", known(None, "xn--mnchen-3ya.de")),
        ("two domains", known(SITE, coverage=MULTI, count=2)),
        ("12 websites", known(SITE, coverage=MULTI, count=12)),
        ("3 domains with all their subdomains", known(SITE, coverage=MULTI_WILD, count=3)),
        ("our 300 subdomains", known(SITE, coverage=WILD)),
        ("one site", known(SITE, coverage=Coverage.SINGLE)),
        ("a multi-domain wildcard", known(SITE, coverage=MULTI_WILD)),
        ("several different domains", known(SITE, coverage=MULTI)),
        ("two years for domain a", known(SITE)),
        ("we are a bank", known(shown=Shown.COMPANY)),
        ("bank.example.com", known(None, "bank.example.com")),
        ("it should show our company name", known(shown=Shown.COMPANY)),
        ("customers should see our company", known(shown=Shown.COMPANY)),
        ("people must see who we are", known(shown=Shown.COMPANY)),
        ("our company has to be visible", known(shown=Shown.COMPANY)),
        ("the company need not be shown", known(shown=Shown.NOBODY)),
        ("without a company name", known(shown=Shown.NOBODY)),
        ("I want EV", known(shown=Shown.COMPANY, wishes=(Wish.EV,))),
        ("the green bar", known(shown=Shown.COMPANY, wishes=(Wish.EV,))),
        ("no EV please", known()),
        ("DV or OV?", known()),
        ("sign emails", known(MAIL)),
        ("sign and encrypt our company's mails", known(MAIL)),
        ("for our mail server", known(SITE)),
        ("cpac pro", known(MAIL, shown=Shown.PERSON, wishes=(Wish.CPAC,))),
        ("SPAC Basic", known(MAIL, shown=Shown.NOBODY, wishes=(Wish.CPAC,))),
        ("cpac enterprise", known(MAIL, shown=Shown.COMPANY, wishes=(Wish.CPAC,))),
        ("sign our installer", known(CODE)),
        ("a windows driver", known(CODE, wishes=(Wish.DRIVER,))),
        ("sign PDF contracts", known(PAPER)),
        ("sign pdfs with my cpac", known(PAPER, wishes=(Wish.CPAC,))),
        ("for mTLS", known(Purpose.CLIENT)),
        ("our public ip address", known(SITE, wishes=(Wish.ADDRESS,))),
        ("8.8.8.8", known(None, "8.8.8.8")),
        ("192.168.1.10", known(None, "192.168.1.10")),
        ("mail.local and localhost", known(None, "mail.local", "localhost")),
        ("an intranet server", known(SITE, wishes=(Wish.INTERNAL,))),
        ("it is urgent", known(wishes=(Wish.TODAY,))),
        ("write to joe@example.com", known()),
        ("asp.net with cert.key and node.js, version 3.5", known()),
        ("my_host.example.com", known(None, "my_host.example.com")),
        ("we have no company", known(wishes=(Wish.INDIVIDUAL,))),
        ("I am a freelancer", known(wishes=(Wish.INDIVIDUAL,))),
        ("we run a company", known()),
        ("it should renew by itself", known(renewal=Renewal.AUTOMATIC)),
        ("renewed by acme.sh or certbot", known(renewal=Renewal.AUTOMATIC)),
        ("we renew by hand", known(renewal=Renewal.BY_HAND)),
        ("no automation please", known(renewal=Renewal.BY_HAND)),
        ("is let's encrypt good for example.com", known(None, "example.com", wishes=(Wish.FREE,))),
        ("a free ssl certificate", known(wishes=(Wish.FREE,))),
        ("feel free to call", known()),
        ("a test certificate", known(wishes=(Wish.TRIAL,))),
        ("positivessl for example.com", known(None, "example.com", brand="Sectigo")),
        ("a digicert wildcard", known(SITE, coverage=WILD, brand="DigiCert")),
        ("s/mime for 20 employees", known(MAIL, count=20, wishes=(Wish.CPAC,))),
        ("a cert for example.com, we are 20 people", known(None, "example.com")),
        ("certificates for vpn clients", known(Purpose.CLIENT)),
        ("our api clients should authenticate with certificates", known(Purpose.CLIENT)),
        ("which ssl is best for a woocommerce store", known(SITE)),
        ("sign macros in excel", known(CODE)),
        ("ssl for a .onion site", known(SITE, wishes=(Wish.ONION,))),
        ("our login page login.example.com", known(None, "login.example.com")),
        ("ssl for example,com", known(None, "example.com")),
        ("example .com and www.example.com", known(None, "example.com", "www.example.com")),
        ("I have a blog, com is not mine", known(SITE)),
        ("40 hostnames all under prod.example.com", known(None, "*.prod.example.com")),
        ("a.example.com and 3 other domains", known(SITE, "a.example.com", coverage=MULTI, count=4)),
        ("lots of subdomains on example.org", known(SITE, "*.example.org", coverage=WILD)),
        ("", known()),
    ],
)
def test_words_are_understood(text: str, understood: Requirements) -> None:
    assert understand(text) == understood


def test_names_given_beside_the_text_come_first_and_once() -> None:
    names = ("b.example.com", "a.example.com")
    assert understand("for A.example.com and c.example.com", names=names).names == (*names, "c.example.com")


def test_a_mail_address_given_as_a_name_is_a_mailbox_to_secure() -> None:
    assert understand("", names=["joe@example.com"]) == known(MAIL)


def test_a_text_beyond_measure_is_read_to_its_bound() -> None:
    assert understand(" " * MAX_TEXT + "example.com") == known()


ENQUIRIES = (
    "which certificate do I need for a small shop",
    "Which SSL certificate should I buy?",
    "I don't know which certificate I need",
    "what kind of certificate do I need for exchange",
    "what certificate do i need for an IP address",
    "which certificate do I need for mTLS",
    "recommend a certificate for my blog",
    "can you recommend an ssl certificate",
    "please suggest me a certificate for two domains",
    "help me choose a certificate",
    "best ssl for my wordpress site",
    "what should I buy for shop.example.com and *.example.net",
    "which cert for example.com?",
    "Which product fits example.com and www.example.com?",
    "need a cert for 3 domains",
    "I need a certificate for example.com",
    "i need a wildcard certificate",
    "I want to buy an EV certificate for example.com",
    "Hello, I would like to order an SSL certificate for my website example.com. Thanks",
    "I'd like to buy cpac pro",
    "I need a s/mime certificate with my company name",
    "looking for a code signing certificate for our windows drivers",
    "I need a certificate to sign PDFs",
    "need ssl for 192.168.1.10",
    "ssl for example.com and example.net",
    "want to secure *.example.com and *.dev.example.com",
    "one certificate for example.com and all its subdomains, we are a small shop and need it today",
    "we're a small bank, shop.example.com and everything under example.net",
    "recommend something for 4 domains",
    "what would you recommend for a bank",
    "I need to sign PDFs",
    "cheapest certificate for one website",
    "I need a certificate for example.com that renews automatically",
    "I need a free certificate for my blog",
    "which cert to log in to our vpn",
    "do you sell wildcard certificates",
    "what certificate should a non-profit take",
    "we are a bank and need the most trusted certificate",
    "i want the cheapest wildcard",
    "what do you recommend for 15 wordpress sites on different domains",
    "which certificate for signing macros in excel",
    "i want to encrypt emails of our 30 employees",
    "wildcard for *.example.com that auto-renews with certbot",
    "EV SSL, bank.example.com and ib.example.com",
    "geotrust wildcard, company name, *.example.com",
    "we want a wildcard cert that renews itself via acme",
)

QUESTIONS = (
    "what is the difference between dv and ov",
    "basic, pro, enterprise: which one is for me",
    "we just sign mails, which of the three tiers is enough",
    "cpac pro versus enterprise",
    "is enterprise necessary to have the firm named in a mail certificate",
    "do i need ssl for a database server",
    "must a hosted database have ssl",
    "how many subdomains with a wildcard",
    "can i add a domain to my multi-domain cert",
    "our ucc is active already, we want one name more",
    "We have one for example.com and example.net and would like the same certificate to hold example.org too.",
    "does a wildcard cover example.com itself",
    "is there an ev wildcard",
    "how would one get a certificate for a bare IP",
    "I need help with installing my certificate on cPanel",
    "my certificate for example.com expired",
    "ssl error on example.com",
    "what documents do I need for an OV certificate",
    "which certificate file do I need for nginx",
    "what do i choose as web server in the order form",
    "what certificate format do i need for tomcat",
    "do I need a new CSR to renew",
    "does letsencrypt do the same as a bought one",
    "can I sign PDFs with cpac",
    "why do i need a usb token for code signing",
    "how much does an EV certificate cost",
    "I bought an ssl certificate for example.com, what do I do next",
    "we need the certificate chain for example.com",
    "which tls version do I need",
    "I want a refund for my certificate",
    "ssl example.com red triangle",
    "curl 60 unable to get local issuer certificate",
    "do i need ev or ov for my online shop",
    "what makes ev different from ov",
    "which certificate file for nginx",
    "is a free certificate enough",
    "example.com and www.example.com",
    "hello",
    "I want to talk to a person",
)


@pytest.mark.parametrize("text", ENQUIRIES)
def test_a_request_for_a_product_is_one(text: str) -> None:
    assert is_enquiry(text)


@pytest.mark.parametrize("text", QUESTIONS)
def test_a_question_for_the_articles_is_no_request_for_a_product(text: str) -> None:
    assert not is_enquiry(text)


@pytest.mark.parametrize("text", ["how long does it take for a company", "my site shows an error", "and what is EV?"])
def test_a_question_or_a_trouble_is_an_aside(text: str) -> None:
    assert is_aside(text)


@pytest.mark.parametrize("text", ["our company", "shop.example.com and *.example.net", "the website of a shop"])
def test_a_plain_statement_is_no_aside(text: str) -> None:
    assert not is_aside(text)
