"""Why this product."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sslhelp.model.products import Coverage, Purpose, Validation
from sslhelp.products.names import Kind, base, kind
from sslhelp.products.phrases import listed, spoken

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sslhelp.products.fit import Fit

_REASONS = {
    (Purpose.WEBSITE, Validation.DV): "Only control of the domain is checked: no company papers.",
    (Purpose.WEBSITE, Validation.IV): "A person's name stands in the certificate, checked by the CA.",
    (Purpose.WEBSITE, Validation.OV): "The company's legal name stands in the certificate, checked by the CA.",
    (Purpose.WEBSITE, Validation.EV): "Extended validation, as you asked: the strictest check of the company, whose "
    "registration number is shown too.",
    (Purpose.EMAIL, Validation.DV): "It signs and encrypts mail, and only the mailbox is checked: no papers.",
    (Purpose.EMAIL, Validation.IV): "It signs and encrypts mail, and shows the recipient a person's checked name.",
    (Purpose.EMAIL, Validation.OV): "It signs and encrypts mail, and shows the recipient a person's name and the "
    "company's.",
    (Purpose.CODE, Validation.OV): "It signs programs and installers, so that the system names the publisher.",
    (Purpose.CODE, Validation.EV): "It signs software after the strictest check of the company.",
    (Purpose.DOCUMENTS, Validation.OV): "It signs PDFs so that Adobe's programs trust the signature.",
}


def because(fit: Fit) -> tuple[str, ...]:
    """Return why this product, the names first."""
    product = fit.product
    lines = [*_covered(fit), *_spelt(fit)] if product.purpose is Purpose.WEBSITE else []
    reason = _REASONS.get((product.purpose, product.validation), "")
    lines.append(reason.replace("the domain", "the address") if fit.needed.address else reason)
    if product.acme:
        lines.append("An ACME client on your server fetches the certificate and renews it by itself.")
    if product.trial:
        lines.append("It is a trial, as you asked.")
    if product.brand == fit.known.brand:
        lines.append(f"The brand is {product.brand}, as you asked.")
    return tuple(filter(None, lines))


def _covered(fit: Fit) -> Iterator[str]:
    names = fit.needed.entries
    match fit.needed.coverage:
        case Coverage.SINGLE if fit.needed.address:
            yield f"It can hold a public IP address, which few products can{f': {names[0]}' if names else ''}."
        case Coverage.SINGLE if names:
            yield f"It covers {listed(fit.needed.held)}."
        case Coverage.SINGLE:
            yield "It covers one name, a bare domain also with www."
        case Coverage.WILDCARD:
            domain, star = (base(names[0]), names[0]) if names else ("one domain", "all its subdomains of one level")
            yield f"It covers {spoken(domain)} and {spoken(star)}: one level, any number of names."
        case _ if names:
            further = (fit.known.count or 0) - len(names)
            more = f", and {further} more" if further > 0 else ""
            yield f"One certificate covers {listed(names)}{more}."
            yield from _nested(names)
        case _:
            most = fit.product.names_max
            yield f"One certificate covers several names{f', up to {most}' if most else ''}."


def _spelt(fit: Fit) -> Iterator[str]:
    """Say how an internationalised name stands in the certificate (BR 7.1.4.2: in A-labels)."""
    for name in [name for name in fit.needed.entries if spoken(name) != name][:1]:
        yield f"In the CSR and the certificate {spoken(name)} is spelt {name}."


def _nested(names: Sequence[str]) -> list[str]:
    """Say once why a wildcard below another one is needed (BR 1.6.1: an asterisk is one label)."""
    stars = [name for name in names if kind(name) is Kind.WILDCARD]
    return [
        f"{outer} reaches one level only, so {inner} is an entry of its own."
        for outer in stars
        for inner in stars
        if inner.endswith(outer[1:]) and inner != outer
    ][:1]
