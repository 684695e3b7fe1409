"""Where nothing needs to be bought: a free certificate is domain validated, and comes and is renewed by ACME."""

from __future__ import annotations

from dataclasses import replace

from sslhelp.model.pki import Severity
from sslhelp.model.products import Coverage, Purpose
from sslhelp.products.choosing import needed
from sslhelp.products.decision import Offer, Unfit
from sslhelp.products.phrases import listed
from sslhelp.products.requirements import Renewal, Requirements, Shown, Wish

_WILD = {Coverage.WILDCARD, Coverage.MULTI_WILDCARD}


def shows_no_company(known: Requirements) -> Unfit | None:
    """Free CAs know no OV and no EV (Let's Encrypt's documentation)."""
    if known.purpose is not Purpose.WEBSITE or Wish.FREE not in known.wishes or not _is_identified(known):
        return None
    text = (
        "A free certificate shows the domain alone: CAs that give them away, such as Let's Encrypt, check no company. "
        "For the company's name in it take organisation validation; where encryption is all you need, the free one is "
        "enough."
    )
    unpaid = known.wishes - {Wish.FREE}
    offers = (
        Offer("The company's name", "Bought, with a check of the company", replace(known, wishes=unpaid)),
        Offer("The free one", "No name", replace(known, shown=Shown.NOBODY, wishes=known.wishes - {Wish.EV})),
    )
    return Unfit("free_shows_no_company", text, offers)


def is_enough(known: Requirements) -> Unfit | None:
    """One site that renews by itself and shows no name needs nothing that costs money; nor does who asks for free."""
    if known.purpose is not Purpose.WEBSITE or known.wishes & {Wish.PAID, Wish.TRIAL} or _is_identified(known):
        return None
    need = needed(known)
    is_small = need.coverage is Coverage.SINGLE and not need.address
    is_anonymous = bool(known.shown) or known.is_individual
    if Wish.FREE not in known.wishes and not (known.is_automatic and is_anonymous and is_small):
        return None
    paid = replace(known, wishes=known.wishes - {Wish.FREE} | {Wish.PAID})
    offers = (
        Offer("Bought, renewed by ACME", "With support by people", replace(paid, renewal=Renewal.AUTOMATIC)),
        Offer("Bought, renewed by hand", "Where no ACME client can run", replace(paid, renewal=Renewal.BY_HAND)),
    )
    return Unfit("free_is_enough", _text(known), offers, Severity.INFO)


def _is_identified(known: Requirements) -> bool:
    return known.shown is Shown.COMPANY or Wish.EV in known.wishes


def _text(known: Requirements) -> str:
    need = needed(known)
    names = f" for {listed(need.held)}" if need.held else ""
    sentences = [
        f"A free certificate is enough{names}, where an ACME client or your host fetches it and renews it by itself.",
        "It encrypts just as well, and browsers treat it alike.",
    ]
    if need.coverage in _WILD:
        sentences.append("For a wildcard that client must be able to change your DNS.")
    if need.address:
        sentences.append("For an IP address it lives six days, so nothing but automation will do.")
    sentences.append(
        "What a bought one adds: support by people, a longer life where you renew by hand, the CA's warranty."
    )
    return " ".join(sentences)
