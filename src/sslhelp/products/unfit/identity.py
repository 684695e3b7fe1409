"""Whose name cannot be shown: OV and EV are for organisations."""

from __future__ import annotations

from dataclasses import replace

from sslhelp.model.products import Purpose
from sslhelp.products.decision import Offer, Unfit
from sslhelp.products.requirements import Requirements, Shown, Wish

_COMPANY = Offer("In a company's name", "A registered sole trader counts as one for some CAs: ask us", Requirements())


def without_a_company(known: Requirements) -> Unfit | None:
    """Return what a person without a company may have instead of what only an organisation is given.

    Subjects: BR 7.1.2.7.4 (OV), EVG 4.1 (EV); mail: S/MIME BR 7.1.4.2 (sponsor-validated); EV for software: Sectigo
    Code Signing CPS 3.2.3.2.
    """
    person = known.is_individual or known.shown is Shown.PERSON
    ev = bool(known.wishes & {Wish.EV, Wish.DRIVER})
    match known.purpose:
        case Purpose.WEBSITE if person and (Wish.EV in known.wishes or known.shown is Shown.COMPANY):
            text = (
                "Organisation and extended validation are for registered organisations: the CA looks the company up in "
                "its official register. A person without one takes domain validation, which encrypts just as well and "
                "shows the domain alone."
            )
            offers = _offers(known, Offer("Domain validation", "No name, no papers", _plain(known, Shown.NOBODY)))
        case Purpose.EMAIL if known.is_individual and known.shown is Shown.COMPANY:
            text = (
                "A mail certificate shows a company's name only after the CA has found the company in its official "
                "register. A person without one can have their own name shown."
            )
            offers = _offers(known, Offer("A person's name", "Checked with a photo ID", _plain(known, Shown.PERSON)))
        case Purpose.CODE if person and ev:
            text = (
                "EV code signing is issued to registered organisations, not to a person. A person signs with ordinary "
                "code signing, which shows that person's name; whether that is enough for a driver, Microsoft's "
                "programme says."
            )
            offers = _offers(known, Offer("Ordinary code signing", "In a person's name", _plain(known, Shown.PERSON)))
        case Purpose.DOCUMENTS if person:
            text = (
                "The document signing certificates of the catalogue are issued to organisations. Our staff know "
                "whether one for a person can be ordered."
            )
            offers = _offers(known, Offer("A mail certificate", "It signs messages, not PDFs", _mail(known)))
        case _:
            return None
    return Unfit("without_a_company", text, offers)


def _offers(known: Requirements, instead: Offer) -> tuple[Offer, ...]:
    as_company = replace(known, shown=Shown.COMPANY, wishes=known.wishes - {Wish.INDIVIDUAL})
    return (instead, replace(_COMPANY, then=as_company))


def _plain(known: Requirements, shown: Shown) -> Requirements:
    return replace(known, shown=shown, wishes=known.wishes - {Wish.EV, Wish.DRIVER})


def _mail(known: Requirements) -> Requirements:
    return replace(known, purpose=Purpose.EMAIL, shown=Shown.PERSON)
