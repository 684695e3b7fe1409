"""A recommendation in the customer's terms: why this product, what it does not do, what to have ready."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sslhelp.model.products import Coverage, Purpose, Validation
from sslhelp.policy.names import covers
from sslhelp.products.names import Kind, base, kind, registrable
from sslhelp.products.requirements import Requirements, Shown, Wish

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sslhelp.model.products import Product
    from sslhelp.products.names import Needs

_LISTED = 5
_COMPANY_PAPERS = (
    "The company's exact legal name and address as its official register has them, and a publicly listed phone number "
    "for the call-back."
)
_MAILBOX = "The mailbox itself: the CA sends a message there that has to be answered."
_PHOTO_ID = "A government photo ID with the name that the certificate is to show."
_HARDWARE = "A hardware token or a cloud HSM for the key: since June 2023 no code signing key may be a mere file."

_BECAUSE = {
    (Purpose.WEBSITE, Validation.OV): "The company's legal name stands in the certificate, checked by the CA.",
    (Purpose.WEBSITE, Validation.EV): "Extended validation, as you asked: the strictest check of the company, whose "
    "registration number is shown too.",
    (Purpose.EMAIL, Validation.DV): "It signs and encrypts mail, and only the mailbox is checked: no papers.",
    (Purpose.EMAIL, Validation.IV): "It signs and encrypts mail, and shows the recipient a person's checked name.",
    (
        Purpose.EMAIL,
        Validation.OV,
    ): "It signs and encrypts mail, and shows the recipient a person's name and the company's.",
    (Purpose.CODE, Validation.OV): "It signs programs and installers, so that the system names the publisher.",
    (Purpose.CODE, Validation.EV): "It signs software after the strictest check of the company.",
    (Purpose.DOCUMENTS, Validation.OV): "It signs PDFs so that Adobe's programs trust the signature.",
}
_LIMITS = {
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
_ASKS = {
    (Purpose.WEBSITE, Validation.OV): (_COMPANY_PAPERS,),
    (Purpose.WEBSITE, Validation.EV): (_COMPANY_PAPERS, "The company's registration number."),
    (Purpose.EMAIL, Validation.DV): (_MAILBOX,),
    (Purpose.EMAIL, Validation.IV): (_MAILBOX, _PHOTO_ID),
    (Purpose.EMAIL, Validation.OV): (_MAILBOX, _PHOTO_ID, _COMPANY_PAPERS),
    (Purpose.CODE, Validation.OV): (_HARDWARE, f"{_COMPANY_PAPERS} A person without a company: a photo ID."),
    (Purpose.CODE, Validation.EV): (_HARDWARE, _COMPANY_PAPERS),
    (Purpose.DOCUMENTS, Validation.OV): (_COMPANY_PAPERS,),
}


def listed(names: Sequence[str]) -> str:
    """Return names as a sentence lists them, the first five of many."""
    if len(names) > _LISTED:
        return f"{', '.join(names[:_LISTED])} and {len(names) - _LISTED} more"
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


def because(product: Product, known: Requirements, needed: Needs) -> tuple[str, ...]:
    """Return why this product."""
    lines = [*_covered(product, needed)] if product.purpose is Purpose.WEBSITE else []
    if product.purpose is Purpose.WEBSITE and product.validation is Validation.DV:
        what = "address" if needed.address else "domain"
        lines.append(f"Only control of the {what} is checked: no company papers.")
    else:
        lines.append(_BECAUSE[product.purpose, product.validation])
    if product.issue_time:
        realistic = ", so today is realistic" if _in_minutes(product) and Wish.TODAY in known.wishes else ""
        lines.append(f"Time to issue: {product.issue_time}{realistic}.")
    return tuple(lines)


def limits(product: Product, known: Requirements, needed: Needs) -> tuple[str, ...]:
    """Return what this product does not do."""
    lines = list(_LIMITS.get((product.purpose, product.validation), ()))
    if product.purpose is Purpose.WEBSITE:
        lines = [*_uncovered(needed), *lines, *_anonymous(product, known, needed)]
    if product.purpose is Purpose.EMAIL:
        lines += [
            "It is for one mail address; each further one needs its own.",
            "Adobe does not trust it for signing PDFs.",
        ]
    if Wish.DRIVER in known.wishes:
        lines.append("Microsoft decides which certificates its driver programme takes: look there before you order.")
    if Wish.TODAY in known.wishes and not _in_minutes(product):
        lines.append("Today is hardly realistic: the CA checks identity first.")
    return tuple(lines)


def asks(product: Product, known: Requirements, needed: Needs) -> tuple[str, ...]:
    """Return what to have ready for the order."""
    papers = _ASKS.get((product.purpose, product.validation), ())
    if product.purpose is not Purpose.WEBSITE:
        return papers
    return (*_request(needed), *_extra_names(product, known, needed), _control(needed), *papers)


def _covered(product: Product, needed: Needs) -> list[str]:
    names = needed.entries
    match needed.coverage:
        case Coverage.SINGLE if needed.address:
            return [f"It can hold a public IP address, which few products can{f': {names[0]}' if names else ''}."]
        case Coverage.SINGLE:
            return [
                f"It covers {listed(_site(names))}." if names else "It covers one name, a bare domain also with www."
            ]
        case Coverage.WILDCARD:
            domain, star = (base(names[0]), names[0]) if names else ("one domain", "all its subdomains of one level")
            return [f"It covers {domain} and {star}: one level, any number of names."]
        case _ if names:
            return [f"One certificate covers {listed(names)}.", *_nested(names)]
        case _:
            return [
                f"One certificate covers several names{f', up to {product.names_max}' if product.names_max else ''}."
            ]


def _site(names: Sequence[str]) -> tuple[str, ...]:
    """Both names of a site, where the product adds the one that was not asked for: with and without `www`."""
    bare = min(names, key=len).removeprefix("www.")
    return (bare, f"www.{bare}") if registrable(bare) == bare else tuple(names)


def _nested(names: Sequence[str]) -> list[str]:
    stars = [name for name in names if kind(name) is Kind.WILDCARD]
    return [
        f"{outer} reaches one level only, so {inner} is an entry of its own."
        for outer in stars
        for inner in stars
        if inner.endswith(outer[1:]) and inner != outer
    ][:1]


def _uncovered(needed: Needs) -> list[str]:
    match needed.coverage:
        case Coverage.SINGLE if needed.address:
            return ["No host name is covered, only the address."]
        case Coverage.SINGLE:
            domain = registrable(needed.entries[0]) if needed.entries else "example.com"
            return [f"Other names, such as {_other(domain, needed.entries)}, are not covered."]
        case Coverage.WILDCARD:
            domain = base(needed.entries[0]) if needed.entries else "example.com"
            return [f"Names two levels down, such as a.shop.{domain}, are not covered."]
        case Coverage.MULTI_WILDCARD:
            bare = [base(name) for name in needed.entries if kind(name) is Kind.WILDCARD]
            left = [name for name in bare if not any(covers(entry, name) for entry in needed.entries)]
            return (
                [f"A wildcard leaves out the domain itself here: add {listed(left)} if visitors use it."]
                if left
                else []
            )
        case _:
            return ["Names that are not listed are not covered; adding one later means a reissue."]


def _other(domain: str, entries: Sequence[str]) -> str:
    return next(name for name in (f"mail.{domain}", f"shop.{domain}") if name not in entries)


def _anonymous(product: Product, known: Requirements, needed: Needs) -> list[str]:
    if product.validation is not Validation.DV:
        return []
    person = "No person's name stands in it either." if known.shown is Shown.PERSON else ""
    lines = [f"No company name stands in it. {person}".strip()]
    if not needed.address:
        lines.append("A free certificate encrypts just as well; it is enough where your host renews one by itself.")
    return lines


def _request(needed: Needs) -> list[str]:
    if not needed.entries:
        return ["A CSR; the private key made with it stays with you."]
    plain = next((name for name in needed.entries if kind(name) is not Kind.WILDCARD), None)
    name = plain or (base(needed.entries[0]) if needed.coverage is Coverage.MULTI_WILDCARD else needed.entries[0])
    further = "; the other names go into the order form" if needed.count > 1 else ""
    return [f"A CSR for {name}{further}. The private key made with it stays with you."]


def _extra_names(product: Product, known: Requirements, needed: Needs) -> list[str]:
    count = max(needed.count, known.count or 0)
    if product.names_included is None or needed.coverage not in {Coverage.MULTI, Coverage.MULTI_WILDCARD}:
        return []
    if count <= product.names_included:
        return [f"The list of names: {product.names_included} are included."]
    return [f"{count} names in the order, {product.names_included} of them included in the product."]


def _control(needed: Needs) -> str:
    if needed.address:
        return "A web server that answers at that address, for the CA's file."
    if needed.coverage in {Coverage.WILDCARD, Coverage.MULTI_WILDCARD}:
        return "Access to the domain's DNS: a file on the web server does not prove a wildcard."
    return "Access to the domain's DNS, or to its web server for a small file."


def _in_minutes(product: Product) -> bool:
    return (product.issue_time or "").startswith("minutes")
