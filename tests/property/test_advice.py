"""Whatever names are asked for, they are covered, or it is said which are not."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from sslhelp.assistant.tools.advise import Advise
from sslhelp.model.products import Coverage, Product, Purpose, Recommendation, Validation
from sslhelp.products.advisor import at_once, decide
from sslhelp.products.catalogue import load
from sslhelp.products.decision import Unfit
from sslhelp.products.requirements import Renewal, Requirements, Shown, Wish, decode
from sslhelp.products.understanding import understand

CATALOGUE = load(Path(__file__).parents[2] / "kb" / "products.toml")
TODAY = date(2026, 11, 26)
ADVISE = Advise(CATALOGUE, lambda: datetime(2026, 11, 26, tzinfo=UTC))

LABEL = st.sampled_from(["a", "b", "www", "mail", "xn--mnchen-3ya"])
DOMAIN = st.sampled_from(["example.com", "example.net", "example.co.uk"])
HOST = st.builds(lambda labels, domain: ".".join([*labels, domain]), st.lists(LABEL, max_size=3), DOMAIN)
GOOD = st.builds(lambda star, host: star + host, st.sampled_from(["", "", "*."]), HOST)
ADDRESSES = ["8.8.8.8", "1.1.1.1", "2606:4700::1111"]
UNISSUABLE = "10.0.0.1 fd00::1 server1 mail.local *.co.uk abcdef.onion my_host.example.com *.*.example.com".split()
NAMES = st.lists(GOOD, min_size=1, max_size=6, unique=True).map(tuple)
ANY_NAMES = st.lists(
    st.one_of(GOOD, GOOD, st.sampled_from(ADDRESSES), st.sampled_from(UNISSUABLE)), min_size=1, max_size=5, unique=True
).map(tuple)


# Written down once more, independently of how the advisor decides.


def covered(name: str, certificate: tuple[str, ...]) -> bool:
    """Whether a certificate with these names is good for a name: the same, or one label in the asterisk's place."""
    return any(
        name == held or (held.startswith("*.") and name.split(".")[1:] == held.split(".")[1:]) for held in certificate
    )


def can_hold(product: Product, names: tuple[str, ...]) -> bool:
    """Whether a product is made for a certificate that is good for these names."""
    stars = {name for name in names if name.startswith("*.")}
    hosts = {name for name in names if not name.startswith("*.")}
    if product.validation is Validation.EV and stars:
        return False
    match product.coverage:
        case _ if product.flex or (product.acme and product.coverage is Coverage.MULTI_WILDCARD):
            return True
        case Coverage.SINGLE:
            return not stars and len({host.removeprefix("www.") for host in hosts}) == 1
        case Coverage.WILDCARD:
            bases = {star[2:] for star in stars} or hosts | {host.split(".", 1)[1] for host in hosts}
            return len(stars) < 2 and any(all(covered(host, (base, f"*.{base}")) for host in hosts) for base in bases)
        case Coverage.MULTI:
            return not stars
        case _:
            return product.coverage is Coverage.MULTI_WILDCARD


REQUIREMENTS = st.builds(
    Requirements,
    names=ANY_NAMES,
    shown=st.none() | st.sampled_from(Shown),
    renewal=st.none() | st.sampled_from(Renewal),
    coverage=st.none() | st.sampled_from([Coverage.SINGLE, Coverage.WILDCARD, Coverage.MULTI, Coverage.MULTI_WILDCARD]),
    brand=st.none() | st.sampled_from(["DigiCert", "Sectigo", "RapidSSL"]),
    wishes=st.frozensets(st.sampled_from([Wish.EV, Wish.TODAY, Wish.PAID, Wish.TRIAL, Wish.INDIVIDUAL])),
)


def cannot_be(name: str, code: str) -> bool:
    """Whether a name is one of those that a refusal with this code is about."""
    if code.startswith("name."):
        return name in UNISSUABLE
    return (name[0] == "*" if code == "ev_wildcard" else name in ADDRESSES) and name not in UNISSUABLE


def as_written(name: str) -> str:
    return name.replace("xn--mnchen-3ya", "münchen")


@given(REQUIREMENTS)
def test_every_name_asked_for_is_covered_or_it_is_said_which_are_not(known: Requirements) -> None:
    decision = decide(at_once(known), CATALOGUE, TODAY)
    if isinstance(decision, Unfit):
        named = {"ev_wildcard", "ev_address", "address_among_others"}
        if decision.code in named or decision.code.startswith("name."):
            told = " ".join([decision.text, *(offer.detail for offer in decision.offers)])
            assert all(as_written(name) in told for name in known.names if cannot_be(name, decision.code))
        else:
            assert decision.code in {"without_a_company", "free_is_enough"}
        return
    assert isinstance(decision, Recommendation)
    assert all(covered(name, decision.names) for name in known.names)
    for product in (decision.product, *(other.product for other in decision.alternatives)):
        assert can_hold(product, known.names), product.id
    assert len(decision.alternatives) <= 2
    assert all((decision.because, decision.limits, decision.expect, decision.asks))


@given(names=NAMES)
def test_the_command_asks_for_exactly_the_names_of_the_recommendation(names: tuple[str, ...]) -> None:
    (part,) = ADVISE.recommend("", names=names, csr_names=())
    assert isinstance(part, Recommendation)
    assert part.command
    (alternatives,) = re.findall(r"-addext 'subjectAltName=([^']*)'", part.command)
    (common_name,) = re.findall(r"-subj '/CN=([^']*)'", part.command)
    assert tuple(entry.removeprefix("DNS:") for entry in alternatives.split(",")) == part.names
    assert common_name == part.names[0]


ANYTHING = st.builds(
    Requirements,
    purpose=st.none() | st.sampled_from(Purpose),
    names=st.just(()) | ANY_NAMES,
    coverage=st.none() | st.sampled_from(Coverage),
    count=st.none() | st.integers(1, 9999),
    shown=st.none() | st.sampled_from(Shown),
    renewal=st.none() | st.sampled_from(Renewal),
    brand=st.none() | st.sampled_from(["DigiCert", "Nobody"]),
    wishes=st.frozensets(st.sampled_from(Wish)),
)


@given(ANYTHING)
def test_whatever_is_wished_for_there_is_an_answer_and_its_offers_can_be_taken(known: Requirements) -> None:
    decision = decide(known, CATALOGUE, TODAY)
    if not isinstance(decision, Recommendation):
        assert len(decision.offers) != 1
        assert all(decode(offer.then.encode()) is not None for offer in decision.offers)
        assert all(offer.then != known for offer in decision.offers)


@given(names=st.lists(st.text(max_size=40), max_size=6), text=st.text(max_size=80))
def test_no_words_and_no_names_are_an_error(names: list[str], text: str) -> None:
    decide(at_once(understand(text, names=names)), CATALOGUE, TODAY)
