"""From requirements to a decision: a product, the next question, or the honest word that none fits. Pure."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, TypeAlias

from sslhelp.model.products import Alternative, Coverage, Purpose, Recommendation, Validation
from sslhelp.products import reasons
from sslhelp.products.decision import Question, Unfit
from sslhelp.products.names import Kind, Needs, kind, needs, registrable
from sslhelp.products.questions import next_question
from sslhelp.products.requirements import Requirements, Shown, Wish
from sslhelp.products.unfit import too_many, unfit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sslhelp.model.products import Product
    from sslhelp.products.catalogue import Catalogue

Decision: TypeAlias = Recommendation | Question | Unfit

_MOST_ALTERNATIVES = 2
_NOT_SOLD = Unfit(
    "not_in_catalogue", "The catalogue has no product of that kind. Our staff know whether one can be ordered."
)
_SEVERAL = {Coverage.MULTI, Coverage.MULTI_WILDCARD}
_MAIL = {Shown.NOBODY: Validation.DV, Shown.PERSON: Validation.IV, Shown.COMPANY: Validation.OV}

_OTHER_VALIDATION = {
    (Purpose.WEBSITE, Validation.DV): {Validation.OV: "The company's name should stand in the certificate."},
    (Purpose.WEBSITE, Validation.OV): {
        Validation.DV: "Encryption is all you need, and it should be quick and without papers.",
        Validation.EV: "You want the strictest check of the company.",
    },
    (Purpose.WEBSITE, Validation.EV): {Validation.OV: "The company's name is enough, with a simpler check."},
    (Purpose.EMAIL, Validation.DV): {
        Validation.IV: "Recipients should see your name.",
        Validation.OV: "Recipients should see your name and your company's.",
    },
    (Purpose.EMAIL, Validation.IV): {
        Validation.OV: "Your company's name should be shown too.",
        Validation.DV: "The mail address alone is enough.",
    },
    (Purpose.EMAIL, Validation.OV): {Validation.IV: "Your own name is enough, without the company's."},
    (Purpose.CODE, Validation.OV): {Validation.EV: "A partner or platform, such as a driver programme, asks for EV."},
    (Purpose.CODE, Validation.EV): {
        Validation.OV: "Nobody asks you for EV, or you sign as a person without a company."
    },
}
_WIDER = {
    Coverage.SINGLE: (Coverage.WILDCARD, "More subdomains are to come."),
    Coverage.WILDCARD: (Coverage.MULTI_WILDCARD, "You have more than one domain."),
    Coverage.MULTI: (Coverage.MULTI_WILDCARD, "All subdomains of these domains should be covered too."),
}


def at_once(known: Requirements) -> Requirements:
    """Return what somebody means who says at the outset which names it is for, and nothing of whose name is shown.

    The common answer, no name, is given at once, with the other as its alternative, instead of a question first.
    """
    site = _with_purpose(known)
    named = site.names or site.coverage or Wish.ADDRESS in site.wishes
    return replace(site, shown=Shown.NOBODY) if site.purpose is Purpose.WEBSITE and named and not site.shown else site


def decide(requirements: Requirements, catalogue: Catalogue) -> Decision:
    """Return the product that fits, what to ask next, or why none fits."""
    known = _with_purpose(requirements)
    return unfit(known) or next_question(known) or _choose(known, catalogue)


def _with_purpose(known: Requirements) -> Requirements:
    """Names and addresses to secure say that it is a website or server."""
    named = known.names or known.coverage or Wish.ADDRESS in known.wishes
    return replace(known, purpose=Purpose.WEBSITE) if named and known.purpose is None else known


def _choose(known: Requirements, catalogue: Catalogue) -> Recommendation | Unfit:
    needed = _needed(known)
    count = max(needed.count, known.count or 0)
    products = list(catalogue.matching(_purpose(known), _validation(known), needed.coverage, address=needed.address))
    product = next((each for each in products if count <= (each.names_max or count)), None)
    if product:
        return Recommendation(
            product=product,
            because=reasons.because(product, known, needed),
            limits=reasons.limits(product, known, needed),
            asks=reasons.asks(product, known, needed),
            alternatives=tuple(_alternatives(product, known, needed, catalogue))[:_MOST_ALTERNATIVES],
        )
    if products:
        return too_many(known, count, max(each.names_max or 0 for each in products))
    return _NOT_SOLD


def _purpose(known: Requirements) -> Purpose:
    if known.purpose is None:
        raise AssertionError("the purpose is asked for first")
    return known.purpose


def _validation(known: Requirements) -> Validation:
    """Whose name is shown decides; EV only when asked for, or for drivers."""
    match known.purpose:
        case Purpose.EMAIL:
            return _MAIL[known.shown or Shown.NOBODY]
        case Purpose.CODE:
            return Validation.EV if known.wishes & {Wish.EV, Wish.DRIVER} else Validation.OV
        case Purpose.WEBSITE if Wish.EV in known.wishes:
            return Validation.EV
        case Purpose.WEBSITE if known.shown is not Shown.COMPANY:
            return Validation.DV
        case _:
            return Validation.OV


def _needed(known: Requirements) -> Needs:
    if known.purpose is not Purpose.WEBSITE:
        return Needs(Coverage.MAILBOX if known.purpose is Purpose.EMAIL else Coverage.SIGNER, ())
    names = known.wanted_names
    if names:
        return needs(names, several=known.coverage in _SEVERAL)
    address = Wish.ADDRESS in known.wishes
    return Needs(Coverage.SINGLE if address else known.coverage or Coverage.SINGLE, (), address)


def _alternatives(product: Product, known: Requirements, needed: Needs, catalogue: Catalogue) -> Iterator[Alternative]:
    """Yield other products that cover the same names: of another validation first, then of a wider coverage."""
    count = max(needed.count, known.count or 0)
    for validation, choose_if in _OTHER_VALIDATION.get((product.purpose, product.validation), {}).items():
        for other in catalogue.matching(product.purpose, validation, needed.coverage, address=needed.address):
            if count <= (other.names_max or count):
                yield Alternative(other, choose_if)
                break
    wider = _wider(needed)
    if wider:
        coverage, choose_if = wider
        for other in catalogue.matching(product.purpose, product.validation, coverage):
            yield Alternative(other, choose_if)
            break


def _wider(needed: Needs) -> tuple[Coverage, str] | None:
    """The next wider coverage that still holds every name."""
    if needed.address:
        return None
    if needed.coverage is Coverage.MULTI and _fits_one_wildcard(needed.entries):
        return Coverage.WILDCARD, "More names of this one domain are to come."
    return _WIDER.get(needed.coverage)


def _fits_one_wildcard(names: tuple[str, ...]) -> bool:
    domains = {registrable(name) for name in names if kind(name) is Kind.HOST}
    return bool(names) and len(domains) == 1 and needs((*names, f"*.{domains.pop()}")).coverage is Coverage.WILDCARD
