"""Requirements in, decision out: every row states the rule that it rests on."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sslhelp.model.products import Coverage, Product, Purpose, Recommendation, Validation
from sslhelp.products.advisor import at_once, decide
from sslhelp.products.catalogue import Catalogue, load
from sslhelp.products.decision import Question, Unfit
from sslhelp.products.requirements import Requirements, Shown, Wish, decode
from sslhelp.products.understanding import understand

CATALOGUE = load(Path(__file__).parents[3] / "kb" / "products.toml")

SITE, MAIL, CODE, PAPER = Purpose.WEBSITE, Purpose.EMAIL, Purpose.CODE, Purpose.DOCUMENTS
NOBODY, PERSON, COMPANY = Shown.NOBODY, Shown.PERSON, Shown.COMPANY
HUNDREDS = tuple(f"h{number}.example.com" for number in range(300))


def site(
    *names: str,
    shown: Shown | None = NOBODY,
    coverage: Coverage | None = None,
    count: int | None = None,
    wishes: tuple[Wish, ...] = (),
) -> Requirements:
    return Requirements(SITE, names, coverage, count, shown, frozenset(wishes))


def other(purpose: Purpose, shown: Shown | None = None, *wishes: Wish) -> Requirements:
    return Requirements(purpose, shown=shown, wishes=frozenset(wishes))


EV, TODAY = (Wish.EV,), (Wish.TODAY,)

SOLD = [
    ("one host: DV", site("shop.example.com"), "positivessl"),
    ("www and bare are one", site("example.com", "www.example.com"), "positivessl"),
    ("www alone is the same site", site("www.example.co.uk"), "positivessl"),
    ("an IDN is a name like others", site("xn--mnchen-3ya.de"), "positivessl"),
    ("one site, unnamed", site(coverage=Coverage.SINGLE), "positivessl"),
    ("company name: OV", site("shop.example.com", shown=COMPANY), "instantssl-premium"),
    ("company name in one site: OV", site("example.com", "www.example.com", shown=COMPANY), "instantssl-premium"),
    ("EV when asked for", site("example.com", shown=COMPANY, wishes=EV), "sectigo-ev-ssl"),
    ("EV decides without the question whose name", site("example.com", shown=None, wishes=EV), "sectigo-ev-ssl"),
    ("a person's name is in no website product", site("example.com", shown=PERSON), "positivessl"),
    ("a star is one level and its base", site("*.example.com"), "positivessl-wildcard"),
    ("the base is in a wildcard product", site("*.example.com", "example.com"), "positivessl-wildcard"),
    ("a wildcard holds hosts one level down", site("*.example.com", "a.example.com"), "positivessl-wildcard"),
    ("all subdomains of a named domain", site("example.com", coverage=Coverage.WILDCARD), "positivessl-wildcard"),
    ("all subdomains, unnamed", site(coverage=Coverage.WILDCARD), "positivessl-wildcard"),
    ("wildcard under a country's second level", site("*.example.co.uk"), "positivessl-wildcard"),
    ("company name in a wildcard: OV", site("*.example.com", shown=COMPANY), "instantssl-premium-wildcard"),
    ("two levels need two entries", site("*.example.com", "a.b.example.com"), "positivessl-multi-domain-wildcard"),
    (
        "*.a with *.b.a needs two wildcards",
        site("*.example.com", "*.b.example.com"),
        "positivessl-multi-domain-wildcard",
    ),
    ("two domains' wildcards", site("*.example.com", "*.example.net"), "positivessl-multi-domain-wildcard"),
    (
        "a host beside another domain's wildcard",
        site("a.example.com", "*.example.net"),
        "positivessl-multi-domain-wildcard",
    ),
    ("OV of mixed wildcards", site("a.example.com", "*.example.net", shown=COMPANY), "sectigo-multi-domain-wildcard"),
    (
        "all subdomains of two domains",
        site("example.com", "example.net", coverage=Coverage.WILDCARD),
        "positivessl-multi-domain-wildcard",
    ),
    (
        "several domains' subdomains, unnamed",
        site(coverage=Coverage.MULTI_WILDCARD),
        "positivessl-multi-domain-wildcard",
    ),
    ("two domains", site("example.com", "example.net"), "positivessl-multi-domain"),
    ("bare and another host", site("example.com", "mail.example.com"), "positivessl-multi-domain"),
    ("www of a subdomain is a second name", site("a.example.com", "www.a.example.com"), "positivessl-multi-domain"),
    ("three domains, unnamed", site(coverage=Coverage.MULTI, count=3), "positivessl-multi-domain"),
    ("a multi-domain product was asked for", site("example.com", coverage=Coverage.MULTI), "positivessl-multi-domain"),
    ("250 names are the most", site(coverage=Coverage.MULTI, count=250), "positivessl-multi-domain"),
    ("a wildcard replaces 300 hosts", site("*.example.com", *HUNDREDS), "positivessl-wildcard"),
    (
        "company name over several domains: OV",
        site("example.com", "example.net", shown=COMPANY),
        "sectigo-multi-domain-ssl",
    ),
    ("EV holds several names", site("example.com", "example.net", wishes=EV), "sectigo-multi-domain-ev"),
    ("public IP: a product that holds one", site("8.8.8.8"), "gogetssl-public-ip-san"),
    ("public IPv6 likewise", site("2606:4700::1111"), "gogetssl-public-ip-san"),
    ("public IP, unnamed", site(wishes=(Wish.ADDRESS,)), "gogetssl-public-ip-san"),
    ("public IP with the company's name: OV", site("8.8.8.8", shown=COMPANY), "instantssl-premium"),
    ("mail, no name: Basic", other(MAIL, NOBODY), "cpac-basic"),
    ("mail, a person's name: Pro", other(MAIL, PERSON), "cpac-pro"),
    ("mail, the company's name: Enterprise", other(MAIL, COMPANY), "cpac-enterprise"),
    ("software: code signing", other(CODE), "sectigo-code-signing"),
    ("a person signs software: the same product", other(CODE, PERSON), "sectigo-code-signing"),
    ("drivers: EV code signing", other(CODE, None, Wish.DRIVER), "sectigo-ev-code-signing"),
    ("EV code signing when asked for", other(CODE, COMPANY, Wish.EV), "sectigo-ev-code-signing"),
    ("PDF: document signing, not a mail certificate", other(PAPER), "digicert-document-signing"),
]

UNSOLD = [
    ("EV is never a wildcard", site("*.example.com", wishes=EV), "ev_wildcard"),
    ("nor with one among several", site("example.com", "*.example.net", wishes=EV), "ev_wildcard"),
    (
        "nor where all subdomains are asked for",
        site("example.com", coverage=Coverage.WILDCARD, wishes=EV),
        "ev_wildcard",
    ),
    ("private IPv4", site("192.168.1.10"), "name.private_address"),
    ("private IPv6", site("fd00::1"), "name.private_address"),
    ("loopback", site("127.0.0.1"), "name.private_address"),
    ("internal name", site("server1.local"), "name.internal"),
    ("single label", site("intranet"), "name.internal"),
    ("one internal name among public ones", site("example.com", "server1"), "name.internal"),
    ("intranet, unnamed", site(wishes=(Wish.INTERNAL,)), "name.internal"),
    ("wildcard of a public suffix", site("*.co.uk"), "name.suffix"),
    ("onion", site("abcdef.onion"), "name.onion"),
    ("underscore", site("my_host.example.com"), "name.malformed"),
    ("two stars", site("*.*.example.com"), "name.malformed"),
    ("an address beside a host", site("8.8.8.8", "example.com"), "address_among_others"),
    ("two addresses", site("8.8.8.8", "8.8.4.4"), "address_among_others"),
    ("EV holds no addresses", site("8.8.8.8", wishes=EV), "ev_address"),
    ("300 names", site(*HUNDREDS), "too_many_names"),
    ("300 names, unnamed", site(coverage=Coverage.MULTI, count=300), "too_many_names"),
    ("client authentication on a public TLS certificate", other(Purpose.CLIENT), "client_authentication"),
    ("PDF by CPAC", other(PAPER, None, Wish.CPAC), "documents_by_mail_certificate"),
    ("EV code signing is not for a person", other(CODE, PERSON, Wish.EV), "ev_for_a_person"),
]

ASKED = [
    ("nothing known: what for", Requirements(), "What is to be secured?", 4),
    ("a site: which names", other(SITE), "Which names is it for?", 4),
    ("names known: whose name", site("example.com", shown=None), "Whose name", 2),
    ("names say that it is a site", Requirements(names=("example.com",)), "Whose name", 2),
    ("mail: whose name", other(MAIL), "Whose name", 3),
]


def product_of(known: Requirements) -> Product:
    decision = decide(known, CATALOGUE)
    assert isinstance(decision, Recommendation), decision
    return decision.product


@pytest.mark.parametrize(("rule", "known", "product"), SOLD, ids=[row[0] for row in SOLD])
def test_the_product_follows_the_rule(rule: str, known: Requirements, product: str) -> None:
    assert product_of(known).id == product


@pytest.mark.parametrize(("rule", "known", "code"), UNSOLD, ids=[row[0] for row in UNSOLD])
def test_what_no_product_does_is_said_with_what_to_do_instead(rule: str, known: Requirements, code: str) -> None:
    decision = decide(known, CATALOGUE)
    assert isinstance(decision, Unfit)
    assert decision.code == code
    assert len(decision.offers) != 1
    assert all(decode(offer.then.encode()) is not None for offer in decision.offers)


@pytest.mark.parametrize(("rule", "known", "code"), UNSOLD, ids=[row[0] for row in UNSOLD])
def test_what_is_offered_instead_does_not_lead_back_to_the_same_refusal(
    rule: str, known: Requirements, code: str
) -> None:
    first = decide(known, CATALOGUE)
    assert isinstance(first, Unfit)
    for offer in first.offers:
        then = decide(offer.then, CATALOGUE)
        assert not (isinstance(then, Unfit) and then.code == code), offer.label


@pytest.mark.parametrize(("rule", "known", "prompt", "offers"), ASKED, ids=[row[0] for row in ASKED])
def test_only_what_changes_the_answer_is_asked(rule: str, known: Requirements, prompt: str, offers: int) -> None:
    decision = decide(known, CATALOGUE)
    assert isinstance(decision, Question)
    assert decision.prompt.startswith(prompt)
    assert len(decision.offers) == offers


def questions_until_done(known: Requirements) -> int:
    decision = decide(known, CATALOGUE)
    if not isinstance(decision, Question):
        return 0
    return 1 + max(questions_until_done(offer.then) for offer in decision.offers)


def test_no_way_through_takes_more_than_four_questions() -> None:
    assert questions_until_done(Requirements()) <= 4


def test_who_names_the_names_at_the_outset_is_not_asked_whose_name_to_show() -> None:
    assert product_of(at_once(understand("a cert for example.com"))).id == "positivessl"
    assert product_of(at_once(understand("a wildcard"))).id == "positivessl-wildcard"
    assert isinstance(decide(at_once(understand("a website")), CATALOGUE), Question)


def recommended(known: Requirements) -> Recommendation:
    decision = decide(known, CATALOGUE)
    assert isinstance(decision, Recommendation)
    return decision


def told(lines: tuple[str, ...]) -> str:
    return " ".join(lines)


def test_the_reasons_name_the_names() -> None:
    assert "example.com and www.example.com" in told(recommended(site("www.example.com")).because)
    assert "*.example.net and a.example.com" in told(recommended(site("a.example.com", "*.example.net")).because)


def test_nested_wildcards_are_explained() -> None:
    assert "one level only" in told(recommended(site("*.example.com", "*.b.example.com")).because)


def test_a_hurry_is_answered_by_what_is_realistic() -> None:
    assert "today is realistic" in told(recommended(site("example.com", wishes=TODAY)).because)
    assert "hardly realistic" in told(recommended(site("example.com", shown=COMPANY, wishes=TODAY)).limits)


def test_dv_admits_that_a_free_certificate_may_be_enough_and_ov_does_not() -> None:
    assert "free certificate" in told(recommended(site("example.com")).limits)
    assert "free certificate" not in told(recommended(site("example.com", shown=COMPANY)).limits)


def test_a_wildcard_among_several_names_leaves_its_domain_to_be_listed_unless_it_is() -> None:
    assert "add example.net if" in told(recommended(site("a.example.com", "*.example.net")).limits)
    assert "add example.com if" in told(recommended(site("*.example.com", "*.b.example.com")).limits)
    listed = site("a.example.com", "*.example.net", "example.net")
    assert "if it is used" not in told(recommended(listed).limits)


def test_a_file_is_not_offered_as_proof_for_a_wildcard() -> None:
    assert "does not prove a wildcard" in told(recommended(site("*.example.com")).asks)
    assert "or to its web server" in told(recommended(site("example.com")).asks)


def test_the_csr_of_a_multi_domain_wildcard_is_for_a_plain_name() -> None:
    assert "A CSR for a.example.com;" in told(recommended(site("*.example.net", "a.example.com")).asks)


def test_names_beyond_those_included_are_counted() -> None:
    names = tuple(f"{letter}.example.com" for letter in "abcde")
    assert "5 names in the order, 3 of them included" in told(recommended(site(*names)).asks)


def test_ev_promises_no_green_bar() -> None:
    assert "no longer show a green bar" in told(recommended(site("example.com", wishes=EV)).limits)


def test_every_tier_of_mail_says_that_it_does_not_sign_pdfs() -> None:
    for shown in Shown:
        assert "PDFs" in told(recommended(other(MAIL, shown)).limits)


def test_an_empty_shelf_is_admitted() -> None:
    decision = decide(site("example.com"), Catalogue(CATALOGUE.as_of, ()))
    assert isinstance(decision, Unfit)
    assert decision.code == "not_in_catalogue"


# What a product holds, written down once more and independently of how the advisor chooses.


def holds(product: Product, names: tuple[str, ...]) -> bool:
    stars = [name[2:] for name in names if name.startswith("*.")]
    hosts = [name for name in names if not name.startswith("*.")]
    match product.coverage:
        case Coverage.SINGLE:
            return not stars and len({host.removeprefix("www.") for host in hosts}) == 1
        case Coverage.WILDCARD:
            domains = stars or [hosts[0], hosts[0].split(".", 1)[1]]
            return any(
                all(host in (domain, f"{host.split('.')[0]}.{domain}") for host in hosts) for domain in domains
            ) and (len(set(stars)) < 2)
        case Coverage.MULTI:
            return not stars
        case _:
            return product.coverage is Coverage.MULTI_WILDCARD


LABEL = st.sampled_from(["a", "b", "www", "mail"])
DOMAIN = st.sampled_from(["example.com", "example.net", "example.co.uk"])
HOST = st.builds(lambda labels, domain: ".".join([*labels, domain]), st.lists(LABEL, max_size=3), DOMAIN)
NAME = st.builds(lambda star, host: star + host, st.sampled_from(["", "", "*."]), HOST)


@given(
    names=st.lists(NAME, min_size=1, max_size=6, unique=True).map(tuple),
    shown=st.sampled_from(Shown),
    coverage=st.none() | st.sampled_from([Coverage.SINGLE, Coverage.WILDCARD, Coverage.MULTI, Coverage.MULTI_WILDCARD]),
    ev=st.booleans(),
)
def test_a_recommendation_and_its_alternatives_hold_every_name_asked_for(
    names: tuple[str, ...],
    shown: Shown,
    coverage: Coverage | None,
    ev: bool,
) -> None:
    decision = decide(site(*names, shown=shown, coverage=coverage, wishes=EV if ev else ()), CATALOGUE)
    if isinstance(decision, Unfit):
        assert ev
        return
    assert isinstance(decision, Recommendation)
    for product in (decision.product, *(each.product for each in decision.alternatives)):
        assert holds(product, names), product.id
        assert not (product.validation is Validation.EV and "wildcard" in product.coverage)
    assert len(decision.alternatives) <= 2
    assert decision.because
    assert decision.limits
    assert decision.asks
