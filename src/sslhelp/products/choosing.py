"""Choose among the products of the catalogue: those that hold the names, in the order in which they suit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sslhelp.model.products import Coverage, Purpose, Validation
from sslhelp.products.names import Needs, needs
from sslhelp.products.requirements import Requirements, Shown, Wish

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sslhelp.model.products import Product
    from sslhelp.products.catalogue import Catalogue

_SEVERAL = {Coverage.MULTI, Coverage.MULTI_WILDCARD}
_MAIL = {Shown.NOBODY: Validation.DV, Shown.PERSON: Validation.IV, Shown.COMPANY: Validation.OV}


def needed(known: Requirements) -> Needs:
    """Return what the requirements need of a certificate; their names must be issuable."""
    if known.purpose is not Purpose.WEBSITE:
        return Needs(Coverage.MAILBOX if known.purpose is Purpose.EMAIL else Coverage.SIGNER, ())
    if known.wanted_names:
        return needs(known.wanted_names, several=known.coverage in _SEVERAL)
    address = Wish.ADDRESS in known.wishes
    return Needs(Coverage.SINGLE if address else known.coverage or Coverage.SINGLE, (), address)


def count(known: Requirements, need: Needs) -> int:
    """Return how many names one certificate is to hold: one, but for products that list several."""
    return max(need.count, known.count or 0) if need.coverage in _SEVERAL else 1


def validations(known: Requirements) -> tuple[Validation, ...]:
    """Return the validations that do, the best first.

    Whose name is shown decides; EV is for those who ask for it, and for drivers. A person's name in a website's
    certificate is IV (BR 7.1.2.7.3), where the catalogue has that, else DV without it.
    """
    match known.purpose:
        case Purpose.EMAIL:
            return (_MAIL[known.shown or Shown.NOBODY],)
        case Purpose.CODE:
            return (Validation.EV if known.wishes & {Wish.EV, Wish.DRIVER} else Validation.OV,)
        case Purpose.WEBSITE if Wish.EV in known.wishes:
            return (Validation.EV,)
        case Purpose.WEBSITE if known.shown is Shown.PERSON:
            return (Validation.IV, Validation.DV)
        case Purpose.WEBSITE if known.shown is not Shown.COMPANY:
            return (Validation.DV,)
        case _:
            return (Validation.OV,)


def fitting(known: Requirements, need: Needs, validation: Validation, catalogue: Catalogue) -> list[Product]:
    """Return the products that hold all the names, those first that suit the wishes, and then the preferred ones.

    What renews by itself stands before a brand: the one is a need, the other a taste. A product whose maximum is not
    known is not trusted with more names than the largest that is.
    """
    wanted = count(known, need)
    unknown = catalogue.most_names or wanted
    products = [each for each in _kind(known, need, validation, catalogue) if wanted <= (each.names_max or unknown)]
    return sorted(products, key=lambda each: (each.acme is not known.is_automatic, each.brand != known.brand))


def most_names(known: Requirements, need: Needs, catalogue: Catalogue) -> int:
    """Return how many names the largest product of the kind is known to hold, 0 where there is none of the kind."""
    kinds = [each for one in validations(known) for each in _kind(known, need, one, catalogue)]
    return max((each.names_max or catalogue.most_names or 0 for each in kinds), default=0)


def _kind(known: Requirements, need: Needs, validation: Validation, catalogue: Catalogue) -> Iterator[Product]:
    """Yield the products of a kind; trials only where one is asked for and there is one."""
    if known.purpose is None:
        raise AssertionError("the purpose is asked for first")
    products = list(catalogue.matching(known.purpose, validation, need.coverage, address=need.address))
    trials = [each for each in products if each.trial] if Wish.TRIAL in known.wishes else []
    yield from trials or (each for each in products if not each.trial)
