"""What the advisor may ask: what is to be secured, which names, whose name is shown, who renews."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sslhelp.model.products import Coverage, Purpose
from sslhelp.policy.rules import rule
from sslhelp.policy.words import in_words
from sslhelp.products.decision import Offer, Question
from sslhelp.products.requirements import Renewal, Requirements, Shown, Wish

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

_WHICH_NAMES = "Which names is it for? Choose, or type them, such as shop.example.com, *.example.net."
_PURPOSES = (
    (Purpose.WEBSITE, "A website or server", "Everything reached over https or another TLS connection"),
    (Purpose.EMAIL, "E-mail", "Sign and encrypt messages"),
    (Purpose.CODE, "Software", "Sign programs, installers or drivers"),
    (Purpose.DOCUMENTS, "Documents", "Sign PDF files"),
    (Purpose.CLIENT, "Logging in", "Clients or people that show a certificate: mTLS, VPN, Wi-Fi"),
)
_COVERAGES = (
    (Coverage.SINGLE, "One site (with and without www)", "example.com and www.example.com, or one other name"),
    (Coverage.WILDCARD, "All subdomains of one domain", "example.com and *.example.com"),
    (Coverage.MULTI, "Several different domains", "example.com, example.net and shop.example.org"),
    (Coverage.MULTI_WILDCARD, "Several domains with all their subdomains", "*.example.com and *.example.net"),
)
_SHOWN_BY_SITE = (
    (Shown.NOBODY, "No name: the domain is enough", "Issued in minutes, without papers"),
    (Shown.COMPANY, "The company's name", "The CA checks the company first"),
)
_SHOWN_IN_MAIL = (
    (Shown.NOBODY, "No name: the mail address is enough", "Only the mailbox is checked"),
    (Shown.PERSON, "A person's name", "First and last name, checked with a photo ID"),
    (Shown.COMPANY, "A person's name and the company's", "The company is checked too"),
)


def open_questions(known: Requirements, today: date) -> Iterator[Question]:
    """Yield what is not known yet, the weightiest first; whether an answer changes anything is not looked at here."""
    if known.purpose is None:
        offers = (Offer(label, detail, replace(known, purpose=each)) for each, label, detail in _PURPOSES)
        yield Question("What is to be secured?", tuple(offers))
        return
    is_site = known.purpose is Purpose.WEBSITE
    if is_site and not (known.names or known.coverage or Wish.ADDRESS in known.wishes):
        offers = (Offer(label, detail, replace(known, coverage=each)) for each, label, detail in _COVERAGES)
        yield Question(_WHICH_NAMES, tuple(offers))
    if (is_site or known.purpose is Purpose.EMAIL) and not known.shown and Wish.EV not in known.wishes:
        yield _whose_name(known, is_site=is_site)
    if is_site and not known.renewal:
        yield _who_renews(known, today)


def _whose_name(known: Requirements, *, is_site: bool) -> Question:
    """Ask whose name is to be shown; of who has no company, not whether the company's is."""
    choices = _SHOWN_BY_SITE if is_site else _SHOWN_IN_MAIL
    possible = [each for each in choices if each[0] is not Shown.COMPANY or not known.is_individual]
    offers = (Offer(label, detail, replace(known, shown=each)) for each, label, detail in possible)
    return Question("Whose name should stand in the certificate?", tuple(offers))


def _who_renews(known: Requirements, today: date) -> Question:
    """Ask who renews, with how often that is under the limits of the day (BR 6.3.2)."""
    limit = rule("tls.max_days")
    following = limit.next_step(today)
    then = f", every {following.value} from {in_words(following.since)}" if following else ""
    choices = (
        (Renewal.BY_HAND, "We do, by hand", f"Every {limit.at(today)} days at the latest{then}"),
        (Renewal.AUTOMATIC, "The server, by itself", "An ACME client such as certbot, or the hosting panel"),
    )
    offers = (Offer(label, detail, replace(known, renewal=each)) for each, label, detail in choices)
    return Question("Who is to renew it?", tuple(offers))
