"""What a decision says beside its product: reasons, limits, what to expect and to have ready, and the ways on."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from sslhelp.model.products import Coverage, Product, Purpose, Recommendation, Validation
from sslhelp.products.advisor import Decision, at_once, decide
from sslhelp.products.catalogue import Catalogue, load
from sslhelp.products.decision import Question, Unfit
from sslhelp.products.requirements import Renewal, Requirements, Shown, Wish, decode
from sslhelp.products.understanding import understand
from tests.unit.products import scenarios

CATALOGUE = load(Path(__file__).parents[3] / "kb" / "products.toml")
TODAY = date.fromisoformat(scenarios.TODAY)

SITE, MAIL, CODE, PAPER = Purpose.WEBSITE, Purpose.EMAIL, Purpose.CODE, Purpose.DOCUMENTS
NOBODY, PERSON, COMPANY = Shown.NOBODY, Shown.PERSON, Shown.COMPANY
EV, HURRY = (Wish.EV,), (Wish.TODAY,)
HUNDREDS = tuple(f"h{number}.example.com" for number in range(300))


def site(
    *names: str,
    shown: Shown | None = NOBODY,
    renewal: Renewal | None = Renewal.BY_HAND,
    coverage: Coverage | None = None,
    count: int | None = None,
    brand: str | None = None,
    wishes: tuple[Wish, ...] = (),
) -> Requirements:
    return Requirements(SITE, names, coverage, count, shown, renewal, brand, frozenset(wishes))


def other(purpose: Purpose, shown: Shown | None = None, *wishes: Wish) -> Requirements:
    return Requirements(purpose, shown=shown, wishes=frozenset(wishes))


def decided(known: Requirements, today: date = TODAY) -> Decision:
    return decide(known, CATALOGUE, today)


def recommended(known: Requirements, today: date = TODAY) -> Recommendation:
    decision = decided(known, today)
    assert isinstance(decision, Recommendation), decision
    return decision


def product_of(known: Requirements) -> Product:
    return recommended(known).product


def refused(known: Requirements) -> Unfit:
    decision = decided(known)
    assert isinstance(decision, Unfit), decision
    return decision


def asked(known: Requirements) -> Question:
    decision = decided(known)
    assert isinstance(decision, Question), decision
    return decision


def told(lines: tuple[str, ...]) -> str:
    return " ".join(lines)


def others(known: Requirements) -> dict[str, str]:
    return {other.product.id: other.choose_if for other in recommended(known).alternatives}


# Questions


@pytest.mark.parametrize(
    ("known", "prompt", "offers"),
    [
        (Requirements(), "What is to be secured?", 5),
        (other(SITE), "Which names is it for?", 4),
        (site("example.com", shown=None, renewal=None), "Whose name", 2),
        (Requirements(names=("example.com",)), "Whose name", 2),
        (site("example.com", renewal=None), "Who is to renew it?", 2),
        (site("example.com", shown=COMPANY, renewal=None), "Who is to renew it?", 2),
        (other(MAIL), "Whose name", 3),
        (other(MAIL, None, Wish.INDIVIDUAL), "Whose name", 2),
    ],
)
def test_what_is_not_known_is_asked_one_thing_at_a_time(known: Requirements, prompt: str, offers: int) -> None:
    question = asked(known)
    assert question.prompt.startswith(prompt)
    assert len(question.offers) == offers


def test_what_would_change_nothing_is_not_asked() -> None:
    assert product_of(site("8.8.8.8", renewal=None)).covers_ip
    assert product_of(site("example.com", shown=None, renewal=None, wishes=EV)).validation is Validation.EV
    assert (
        product_of(site("example.com", "example.net", shown=None, wishes=(Wish.INDIVIDUAL,))).validation
        is Validation.DV
    )
    by_hand = Catalogue(CATALOGUE.as_of, tuple(each for each in CATALOGUE.products if not each.acme))
    several = site("example.com", "example.net", renewal=None)
    assert isinstance(decide(several, by_hand, TODAY), Recommendation)
    assert isinstance(decided(several), Question)


STARTS = [
    Requirements(),
    *(Requirements(purpose) for purpose in Purpose),
    *(Requirements(wishes=frozenset({wish})) for wish in Wish),
    *(other(SITE, None, wish) for wish in Wish),
    *(other(MAIL, None, wish) for wish in Wish),
    *(Requirements(coverage=coverage) for coverage in (Coverage.SINGLE, Coverage.MULTI)),
    Requirements(names=("example.com", "*.example.net")),
    Requirements(brand="DigiCert"),
]


def walked(known: Requirements) -> tuple[str, int]:
    """Take every way of answering: what each leads to, written as one text, and the most questions on any of them."""
    decision = decided(known)
    match decision:
        case Recommendation():
            return decision.product.id, 0
        case Unfit():
            return decision.code, 0
        case Question():
            assert all(decode(offer.then.encode()) == offer.then for offer in decision.offers)
            ways = [walked(offer.then) for offer in decision.offers]
            assert len({come_to for come_to, _ in ways}) > 1, decision.prompt
            return f"({' or '.join(come_to for come_to, _ in ways)})", 1 + max(asked for _, asked in ways)


@pytest.mark.parametrize("start", STARTS, ids=lambda known: known.encode() or "nothing")
def test_no_way_through_takes_more_than_four_questions_and_each_one_can_change_the_decision(
    start: Requirements,
) -> None:
    assert walked(start)[1] <= 4


def test_who_names_the_names_at_the_outset_is_not_asked_at_all() -> None:
    assert product_of(at_once(understand("a cert for example.com"))).id == "positivessl"
    assert product_of(at_once(understand("a wildcard"))).id == "positivessl-wildcard"
    assert isinstance(decided(at_once(understand("a website"))), Question)


def test_who_renews_is_asked_with_the_limits_of_the_day() -> None:
    by_hand = asked(site("example.com", renewal=None)).offers[0].detail
    assert by_hand == "Every 200 days at the latest, every 100 from 15 March 2027"
    later = decided(site("example.com", renewal=None), date(2029, 3, 15))
    assert isinstance(later, Question)
    assert later.offers[0].detail == "Every 47 days at the latest"


# Refusals


def refusals() -> list[Requirements]:
    rows = (row[0].partition("|") for row in scenarios.EVERY if row[1].startswith("no: "))
    return [at_once(understand(words, names=beside.split(","))) for words, _, beside in rows]


@pytest.mark.parametrize("known", refusals(), ids=lambda known: known.encode())
def test_a_refusal_offers_ways_on_that_do_not_lead_back_to_it(known: Requirements) -> None:
    decision = refused(known)
    assert len(decision.offers) != 1
    assert len({offer.label for offer in decision.offers}) == len(decision.offers)
    for offer in decision.offers:
        assert decode(offer.then.encode()) is not None
        then = decided(offer.then)
        assert not (isinstance(then, Unfit) and then.code == decision.code), offer.label


def test_every_name_that_cannot_be_is_told_whatever_is_wrong_with_it() -> None:
    decision = refused(site("10.0.0.1", "server.local", "my_host.example.com", "example.com"))
    assert all(name in decision.text for name in ("10.0.0.1", "server.local", "my_host.example.com"))
    assert decision.offers[0].then.names == ("example.com",)


def test_names_of_many_domains_are_split_into_certificates_of_a_like_size() -> None:
    names = tuple(f"a{number}.com" for number in range(300))
    decision = refused(site(*names))
    assert "at most 250 names, and these are 300: they go into 2 certificates" in decision.text
    assert decision.offers[0].then.names == names[:150]


def test_hundreds_of_names_of_which_one_is_named_are_split_by_their_number() -> None:
    first = refused(site("example.com", coverage=Coverage.MULTI, count=600)).offers[0]
    assert (first.label, first.detail) == ("The first of 3", "Up to 200 names")
    assert recommended(first.then).product.id == "positivessl-multi-domain"


def test_hundreds_of_names_below_one_domain_are_offered_its_wildcard() -> None:
    first, wildcard = refused(site(*HUNDREDS)).offers
    assert first.detail == "150 names, from h0.example.com to h149.example.com"
    assert product_of(wildcard.then).id == "positivessl-wildcard"
    both = refused(site(*HUNDREDS, *(f"b{number}.example.net" for number in range(9)), "example.org")).offers[1]
    assert set(both.then.names) == {"example.org", "*.example.com", "*.example.net"}


def test_ev_is_offered_no_wildcards_in_the_place_of_hundreds_of_names() -> None:
    labels = [offer.label for offer in refused(site(*HUNDREDS, wishes=EV)).offers]
    assert labels == ["The first of 2", "Start again"]


def test_a_list_longer_than_is_read_is_not_advised_on_as_if_it_were_whole() -> None:
    known = at_once(understand("", names=[f"a{number}.example.com" for number in range(700)]))
    assert "These are 700 names, and I look at 500 at most" in refused(known).text


def test_the_end_of_client_authentication_is_told_for_each_ca() -> None:
    text = refused(other(Purpose.CLIENT)).text
    for end in ("Let's Encrypt from 8 July 2026", "Sectigo from 10 February 2027", "DigiCert from 1 March 2027"):
        assert end in text
    assert "issued from 15 March 2027" in text
    assert "private CA" in text


def test_that_a_free_certificate_is_enough_is_no_warning_and_says_what_a_bought_one_adds() -> None:
    decision = refused(site("example.com", renewal=Renewal.AUTOMATIC))
    assert decision.severity == "info"
    assert "What a bought one adds" in decision.text
    assert [product_of(offer.then).id for offer in decision.offers] == ["rapidssl-automate", "positivessl"]


def test_a_free_wildcard_and_a_free_address_are_told_with_their_conditions() -> None:
    assert "change your DNS" in refused(site("*.example.com", wishes=(Wish.FREE,))).text
    assert "six days" in refused(site("8.8.8.8", wishes=(Wish.FREE,))).text


def test_an_empty_shelf_is_admitted() -> None:
    decision = decide(site("example.com"), Catalogue(CATALOGUE.as_of, ()), TODAY)
    assert isinstance(decision, Unfit)
    assert decision.code == "not_in_catalogue"


# Why


def test_the_reasons_name_the_names() -> None:
    assert "example.com and www.example.com" in told(recommended(site("www.example.com")).because)
    assert "a.example.com and *.example.net" in told(recommended(site("a.example.com", "*.example.net")).because)


def test_nested_wildcards_are_explained() -> None:
    assert "one level only" in told(recommended(site("*.example.com", "*.b.example.com")).because)


def test_a_brand_is_kept_to_where_it_can_be_and_missed_aloud_where_not() -> None:
    assert "The brand is Thawte, as you asked" in told(recommended(site("example.com", brand="Thawte")).because)
    mail = recommended(Requirements(MAIL, shown=PERSON, brand="DigiCert"))
    assert "none of this kind from DigiCert" in told(mail.limits)


def test_a_flex_product_is_told_to_list_both_names() -> None:
    assert "Both example.com and www.example.com" in told(recommended(site("example.com", brand="Thawte")).asks)
    wildcard = recommended(site("*.example.com", shown=COMPANY, brand="DigiCert"))
    assert "Both *.example.com and example.com" in told(wildcard.asks)
    assert "listed in" not in told(recommended(site("example.com")).asks)


# What it does not do


def test_dv_admits_that_a_free_certificate_may_be_enough_and_ov_does_not() -> None:
    assert "free certificate" in told(recommended(site("example.com")).limits)
    assert "free certificate" not in told(recommended(site("example.com", shown=COMPANY)).limits)


def test_a_wildcard_among_several_names_leaves_its_domain_to_be_listed_unless_it_is() -> None:
    assert "add example.net if" in told(recommended(site("a.example.com", "*.example.net")).limits)
    listed = site("a.example.com", "*.example.net", "example.net")
    assert "if visitors use it" not in told(recommended(listed).limits)


def test_ev_promises_no_green_bar() -> None:
    assert "no longer show a green bar" in told(recommended(site("example.com", wishes=EV)).limits)


def test_every_tier_of_mail_says_that_it_does_not_sign_pdfs() -> None:
    for shown in Shown:
        assert "PDFs" in told(recommended(other(MAIL, shown)).limits)


def test_a_host_name_beside_the_wish_to_sign_mail_is_said_not_to_be_secured() -> None:
    known = Requirements(MAIL, ("example.com",), shown=PERSON)
    assert "example.com needs a certificate of its own" in told(recommended(known).limits)


def test_what_is_asked_of_ev_and_acme_at_once_is_not_promised() -> None:
    known = site("example.com", wishes=EV, renewal=Renewal.AUTOMATIC)
    assert "not known" in told(recommended(known).limits)


# What to expect


def test_a_hurry_is_answered_by_what_is_realistic() -> None:
    assert "today is realistic" in told(recommended(site("example.com", wishes=HURRY)).expect)
    assert "hardly realistic" in told(recommended(site("example.com", shown=COMPANY, wishes=HURRY)).expect)
    by_acme = site("example.com", shown=COMPANY, renewal=Renewal.AUTOMATIC, wishes=HURRY)
    assert "hardly realistic" in told(recommended(by_acme).expect)


def test_dv_bridges_the_time_until_ov() -> None:
    assert "bridges the time until the OV" in others(site("example.com", shown=COMPANY, wishes=HURRY))["positivessl"]


def test_how_long_a_certificate_lives_is_told_by_the_day() -> None:
    assert "at most 200 days (100 from 15 March 2027)" in told(recommended(site("example.com")).expect)
    assert "at most 100 days (47 from 15 March 2029)" in told(
        recommended(site("example.com"), date(2027, 3, 15)).expect
    )
    assert "at most 460 days" in told(recommended(other(CODE)).expect)


def test_a_name_that_is_held_for_a_check_is_told_so() -> None:
    assert "24 to 48 hours" in told(recommended(site("bank.example.com")).expect)
    assert "24 to 48 hours" not in told(recommended(site("example.com")).expect)


def test_what_no_source_says_of_the_time_is_not_made_up() -> None:
    assert "depends on the papers" in told(recommended(other(MAIL, PERSON)).expect)


def test_what_stands_in_it_is_told_where_it_is_more_than_names() -> None:
    assert "It shows the domain names, the company's legal name" in told(
        recommended(site("example.com", shown=COMPANY)).expect
    )
    assert "It shows" not in told(recommended(site("example.com")).expect)


def test_a_wildcard_over_strangers_sites_is_told_to_be_its_owners() -> None:
    assert "Strangers have sites right below github.io" in told(recommended(site("*.github.io")).limits)


# What to have ready


def test_a_file_is_not_offered_as_proof_for_a_wildcard() -> None:
    assert "does not prove a wildcard" in told(recommended(site("*.example.com")).asks)
    assert "or to its web server" in told(recommended(site("example.com")).asks)


def test_the_csr_of_a_multi_domain_wildcard_is_for_a_plain_name() -> None:
    assert "A CSR for a.example.com;" in told(recommended(site("*.example.net", "a.example.com")).asks)
    assert recommended(site("*.example.com", "*.example.net")).names[0] == "example.com"


def test_names_beyond_those_included_are_counted() -> None:
    names = tuple(f"{letter}.example.com" for letter in "abcde")
    assert "5 names in the order, 3 of them included" in told(recommended(site(*names)).asks)


def test_who_renews_by_acme_is_asked_for_a_client_and_not_for_a_csr() -> None:
    asks = told(recommended(site("*.example.com", renewal=Renewal.AUTOMATIC)).asks)
    assert "ACME client" in asks
    assert "A CSR for" not in asks


def test_where_no_csr_is_made_beforehand_that_is_said() -> None:
    assert "RSA of 3072 bits or more" in told(recommended(other(CODE)).asks)
    for known in (other(MAIL, NOBODY), other(CODE), other(PAPER)):
        assert "no csr" in told(recommended(known).asks).lower()


def test_each_mailbox_needs_one_of_its_own() -> None:
    known = understand("s/mime certificates for 20 employees with our company name")
    assert "20 certificates, one for each" in told(recommended(known).asks)


# Alternatives


def test_a_person_is_offered_nothing_that_only_a_company_can_have() -> None:
    for known in (site("example.com", wishes=(Wish.INDIVIDUAL,)), other(MAIL, PERSON, Wish.INDIVIDUAL)):
        shown = {CATALOGUE.get(each) for each in others(known)}
        assert all(product and product.validation not in {Validation.OV, Validation.EV} for product in shown)


def test_hosts_of_one_domain_may_be_replaced_by_its_wildcard() -> None:
    assert "positivessl-wildcard" in others(site("a.example.com", "b.example.com"))
    assert "positivessl-wildcard" not in others(site("a.example.com", "b.example.net"))


def test_who_renews_by_acme_is_shown_the_way_by_hand() -> None:
    assert "by hand" in others(site("*.example.com", renewal=Renewal.AUTOMATIC))["positivessl-wildcard"]
