"""The second-best products, and when each would be the better one."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sslhelp.model.products import Alternative, Coverage, Purpose, Validation
from sslhelp.products.choosing import fitting
from sslhelp.products.names import Kind, Needs, kind, needs, registrable
from sslhelp.products.requirements import Renewal, Requirements, Wish

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sslhelp.products.catalogue import Catalogue
    from sslhelp.products.fit import Fit

MOST = 2

_OTHER_VALIDATION = {
    (Purpose.WEBSITE, Validation.DV): {Validation.OV: "The company's name should stand in the certificate."},
    (Purpose.WEBSITE, Validation.IV): {Validation.DV: "It should be quick, and no name is needed."},
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


def alternatives(fit: Fit, catalogue: Catalogue) -> tuple[Alternative, ...]:
    """Return at most two other products that hold the same names: what the situation suggests, then what is usual."""
    found: dict[str, Alternative] = {}
    for other in _each(fit, catalogue):
        if other.product != fit.product:
            found.setdefault(other.product.id, other)
    return tuple(found.values())[:MOST]


def _each(fit: Fit, catalogue: Catalogue) -> Iterator[Alternative]:
    yield from _bridge(fit, catalogue)
    yield from _by_hand(fit, catalogue)
    yield from _of_other_validation(fit, catalogue)
    yield from _wider(fit, catalogue)


def _best(
    known: Requirements, need: Needs, validation: Validation, catalogue: Catalogue, choose_if: str
) -> Iterator[Alternative]:
    if products := fitting(known, need, validation, catalogue):
        yield Alternative(products[0], choose_if)


def _bridge(fit: Fit, catalogue: Catalogue) -> Iterator[Alternative]:
    """Offer DV to who is in a hurry and cannot have the identity checked that fast."""
    if Wish.TODAY in fit.known.wishes and fit.product.purpose is Purpose.WEBSITE and not fit.is_quick:
        until = f"It has to work today: issued in minutes, it bridges the time until the {fit.product.validation}."
        yield from _best(fit.known, fit.needed, Validation.DV, catalogue, until)


def _by_hand(fit: Fit, catalogue: Catalogue) -> Iterator[Alternative]:
    if fit.product.acme:
        known = replace(fit.known, renewal=Renewal.BY_HAND)
        yield from _best(known, fit.needed, fit.product.validation, catalogue, "You would rather renew by hand.")


def _of_other_validation(fit: Fit, catalogue: Catalogue) -> Iterator[Alternative]:
    purpose = fit.product.purpose
    for validation, choose_if in _OTHER_VALIDATION.get((purpose, fit.product.validation), {}).items():
        if _is_open_to(fit.known, purpose, validation):
            yield from _best(fit.known, fit.needed, validation, catalogue, choose_if)


def _is_open_to(known: Requirements, purpose: Purpose, validation: Validation) -> bool:
    """Whether somebody can have it: OV and EV are for organisations, but for OV of software, which is IV as well."""
    as_a_person = validation in {Validation.DV, Validation.IV} or (purpose, validation) == (Purpose.CODE, Validation.OV)
    return as_a_person or not known.is_individual


def _wider(fit: Fit, catalogue: Catalogue) -> Iterator[Alternative]:
    """Offer the next wider coverage that still holds every name."""
    need = fit.needed
    if need.address:
        return
    if need.coverage is Coverage.MULTI and _fit_one_wildcard(need.entries):
        wider = Coverage.WILDCARD, "More names of this one domain are to come."
    elif need.coverage in _WIDER:
        wider = _WIDER[need.coverage]
    else:
        return
    coverage, choose_if = wider
    yield from _best(fit.known, Needs(coverage, ()), fit.product.validation, catalogue, choose_if)


def _fit_one_wildcard(names: tuple[str, ...]) -> bool:
    domains = {registrable(name) for name in names if kind(name) is Kind.HOST}
    return bool(names) and len(domains) == 1 and needs((*names, f"*.{domains.pop()}")).coverage is Coverage.WILDCARD
