"""What this product does not do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sslhelp.model.products import Coverage, Purpose, Validation
from sslhelp.policy.names import covers, is_shared
from sslhelp.products.names import Kind, base, kind, registrable
from sslhelp.products.phrases import listed, spoken
from sslhelp.products.requirements import Shown, Wish

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sslhelp.products.fit import Fit
    from sslhelp.products.names import Needs

_OF_ITS_KIND = {
    (Purpose.WEBSITE, Validation.DV): ("No company name stands in it.",),
    (Purpose.WEBSITE, Validation.OV): ("The company's name is in the certificate's details, not in the address bar.",),
    (Purpose.WEBSITE, Validation.EV): (
        "Browsers no longer show a green bar: the company's name is in the certificate's details.",
    ),
    (Purpose.EMAIL, Validation.DV): ("It shows the mail address alone, no name.",),
    (Purpose.EMAIL, Validation.IV): ("It shows no company.",),
    (Purpose.CODE, Validation.OV): ("It does not sign PDFs or mail.",),
    (Purpose.CODE, Validation.EV): ("It is issued to registered organisations, not to a person.",),
    (Purpose.DOCUMENTS, Validation.OV): ("It does not sign mail or software.",),
}
_OF_MAIL = ("It is for one mail address; each further one needs its own.", "Adobe does not trust it for signing PDFs.")


def limits(fit: Fit) -> tuple[str, ...]:
    """Return what this product does not do: the names that it leaves out, then what was asked for and is not there."""
    product, known = fit.product, fit.known
    is_site = product.purpose is Purpose.WEBSITE
    lines = [*_uncovered(fit.needed)] if is_site else [*_no_site(known.names)]
    lines += _OF_ITS_KIND.get((product.purpose, product.validation), ())
    lines += _OF_MAIL if product.purpose is Purpose.EMAIL else ()
    lines += _unmet(fit)
    lines += _free(fit) if is_site and product.validation is Validation.DV else ()
    return tuple(lines)


def _uncovered(needed: Needs) -> Iterator[str]:
    names = needed.entries
    match needed.coverage:
        case Coverage.SINGLE if needed.address:
            yield "No host name is covered, only the address."
        case Coverage.SINGLE:
            domain = registrable(names[0]) if names else "example.com"
            yield f"Other names, such as {spoken(_other(domain, names))}, are not covered."
        case Coverage.WILDCARD if names and is_shared(base(names[0])):
            yield f"Strangers have sites right below {base(names[0])}: only who owns it is issued a wildcard for them."
        case Coverage.WILDCARD:
            domain = base(names[0]) if names else "example.com"
            yield f"Names two levels down, such as a.b.{spoken(domain)}, are not covered."
        case Coverage.MULTI_WILDCARD:
            bare = [base(name) for name in names if kind(name) is Kind.WILDCARD]
            left = [name for name in bare if not any(covers(entry, name) for entry in names)]
            if left:
                yield f"A wildcard leaves out the domain itself here: add {listed(left)} if visitors use it."
        case _:
            yield "Names that are not listed are not covered; adding one later means a reissue."


def _other(domain: str, entries: Sequence[str]) -> str:
    return next(name for name in (f"mail.{domain}", f"shop.{domain}") if name not in entries)


def _no_site(names: Sequence[str]) -> Iterator[str]:
    if names:
        yield f"It secures no website: {listed(names)} needs a certificate of its own."


def _unmet(fit: Fit) -> Iterator[str]:
    """Say what was wished for and this product has not."""
    product, known = fit.product, fit.known
    if known.shown is Shown.PERSON and product.purpose is Purpose.WEBSITE and product.validation is not Validation.IV:
        yield "No person's name stands in it either: the catalogue has no website certificate that shows one."
    if known.is_automatic and product.purpose is Purpose.WEBSITE and not product.acme:
        yield "That an ACME client may fetch it is not known: ask us before you build on that."
    if known.brand and product.brand != known.brand:
        yield f"The brand is {product.brand}: the catalogue has none of this kind from {known.brand}."
    if Wish.TRIAL in known.wishes and not product.trial:
        yield "It is no trial: the catalogue has none of this kind."
    if Wish.DRIVER in known.wishes:
        yield "Microsoft decides which certificates its driver programme takes: look there before you order."


def _free(fit: Fit) -> Iterator[str]:
    """Say where a free certificate would do: they are DV, and come and are renewed by ACME."""
    if fit.needed.address or fit.product.trial or Wish.PAID in fit.known.wishes:
        return
    if fit.product.acme:
        yield "A free certificate fetched by ACME encrypts just as well; what this one adds is support."
    else:
        yield "A free certificate encrypts just as well; it is enough where your host renews one by itself."
