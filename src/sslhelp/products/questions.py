"""What the advisor asks, at most: what is to be secured, which names, whose name is shown."""

from __future__ import annotations

from dataclasses import replace

from sslhelp.model.products import Coverage, Purpose
from sslhelp.products.decision import Offer, Question
from sslhelp.products.requirements import Requirements, Shown, Wish

_WHICH_NAMES = "Which names is it for? Choose, or type them, such as shop.example.com, *.example.net."
_PURPOSES = (
    (Purpose.WEBSITE, "A website or server", "Everything reached over https or another TLS connection"),
    (Purpose.EMAIL, "E-mail", "Sign and encrypt messages"),
    (Purpose.CODE, "Software", "Sign programs, installers or drivers"),
    (Purpose.DOCUMENTS, "Documents", "Sign PDF files"),
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


def next_question(known: Requirements) -> Question | None:
    """Return the next thing that would change the decision, or None when enough is known."""
    if known.purpose is None:
        offers = (Offer(label, detail, replace(known, purpose=each)) for each, label, detail in _PURPOSES)
        return Question("What is to be secured?", tuple(offers))
    if known.purpose is Purpose.WEBSITE and not (known.names or known.coverage or Wish.ADDRESS in known.wishes):
        offers = (Offer(label, detail, replace(known, coverage=each)) for each, label, detail in _COVERAGES)
        return Question(_WHICH_NAMES, tuple(offers))
    if known.purpose in {Purpose.WEBSITE, Purpose.EMAIL} and not known.shown and Wish.EV not in known.wishes:
        by_site = known.purpose is Purpose.WEBSITE
        choices = _SHOWN_BY_SITE if by_site else _SHOWN_IN_MAIL
        offers = (Offer(label, detail, replace(known, shown=each)) for each, label, detail in choices)
        return Question("Whose name should stand in the certificate?", tuple(offers))
    return None
