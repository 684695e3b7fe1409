"""What no public product does, why, and what to do instead."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sslhelp.model.products import Coverage, Purpose
from sslhelp.products.decision import Offer, Unfit
from sslhelp.products.names import Kind, kind, registrable
from sslhelp.products.reasons import listed
from sslhelp.products.requirements import Requirements, Shown, Wish

if TYPE_CHECKING:
    from collections.abc import Callable

_WILD = {Coverage.WILDCARD, Coverage.MULTI_WILDCARD}
_RESTART = Offer("Start again", "Forget these answers", Requirements())
_OWN_CA = "A certificate from a CA of your own, which your own devices are told to trust, does it."

# BR 4.2.2 and 7.1.4.2 for names, BR 3.2.2.6 for public suffixes; `{names}` are those concerned.
_NOT_ISSUABLE = {
    Kind.PRIVATE_ADDRESS: f"No public CA may certify a private or reserved IP address ({{names}}). {_OWN_CA} "
    "Or give the server a name under a domain that you own and certify that name.",
    Kind.INTERNAL: f"No public CA may certify a name that exists only inside a network ({{names}}). {_OWN_CA} "
    "Or use a name under a domain that you own, such as server1.example.com: it need not be reachable from outside.",
    Kind.SUFFIX: "{names} stands for everybody's domains, not for yours, so no CA certifies it. "
    "A wildcard begins below a domain that you own: *.example.com.",
    Kind.ONION: "{names} is a Tor address. Only few CAs certify those, and none of this catalogue's products does.",
    Kind.MALFORMED: "{names} cannot stand in a certificate. Names are made of letters, digits and hyphens; "
    "an underscore is not allowed, and a star stands alone, in front, once: *.example.com.",
}


def unfit(known: Requirements) -> Unfit | None:
    """Return why no product can do what is asked, or None when one may."""
    return next((found for rule in _RULES if (found := rule(known))), None)


def too_many(known: Requirements, count: int, limit: int) -> Unfit:
    """Return that a certificate holds fewer names than asked for."""
    domains = {registrable(name) for name in known.names}
    fewer = replace(known, names=(), count=limit)
    offers = [Offer(f"A certificate of up to {limit} names", "One of several", fewer)]
    if len(domains) == 1 and Wish.EV not in known.wishes:
        domain = domains.pop()
        below = replace(known, names=(f"*.{domain}",), coverage=None, count=None)
        offers.append(Offer(f"A wildcard for {domain}", "Every name one level below it", below))
    text = (
        f"One certificate holds at most {limit} names, and these are {count}. Spread them over several certificates; "
        "where many lie one level below the same domain, a wildcard replaces them."
    )
    return Unfit("too_many_names", text, _two(offers))


def _client_authentication(known: Requirements) -> Unfit | None:
    if known.purpose is not Purpose.CLIENT:
        return None
    text = (
        "Public TLS certificates are for servers. For logging clients in (mTLS, VPN, RADIUS) they are about to end: "
        "Chrome's root programme takes none issued from 15 March 2027, and several CAs stop earlier. Use a private CA, "
        "whose certificates your servers accept. People may log in with a mail certificate too, if a system takes it."
    )
    person = replace(known, purpose=Purpose.EMAIL, wishes=known.wishes | {Wish.CPAC})
    server = replace(known, purpose=Purpose.WEBSITE)
    offers = (
        Offer("A mail certificate for a person", "Where your system accepts it for logging in", person),
        Offer("A certificate for the server's side", "", server),
    )
    return Unfit("client_authentication", text, offers)


def _documents_by_mail_certificate(known: Requirements) -> Unfit | None:
    if known.purpose is not Purpose.DOCUMENTS or Wish.CPAC not in known.wishes:
        return None
    text = (
        "A mail certificate (CPAC) does not sign PDFs so that Adobe trusts them: that takes a document signing "
        "certificate, from a CA on Adobe's list. A mail certificate signs and encrypts messages."
    )
    wishes = known.wishes - {Wish.CPAC}
    offers = (
        Offer("A document signing certificate", "For PDFs that Adobe trusts", replace(known, wishes=wishes)),
        Offer("A mail certificate", "For messages", replace(known, purpose=Purpose.EMAIL)),
    )
    return Unfit("documents_by_mail_certificate", text, offers)


def _name_that_cannot_be(known: Requirements) -> Unfit | None:
    if known.purpose is not Purpose.WEBSITE:
        return None
    bad = [name for name in known.names if not kind(name).issuable]
    if bad:
        why = kind(bad[0])
        alike = [name for name in bad if kind(name) is why]
        good = tuple(name for name in known.names if kind(name).issuable)
        onward = [Offer("Go on without", listed(good), replace(known, names=good, count=None))] if good else []
        return Unfit(f"name.{why}", _NOT_ISSUABLE[why].format(names=listed(alike)), _two(onward))
    if Wish.INTERNAL in known.wishes and not known.names:
        return Unfit("name.internal", _NOT_ISSUABLE[Kind.INTERNAL].format(names="such as server1 or mail.local"))
    return None


def _ev_wildcard(known: Requirements) -> Unfit | None:
    wild = known.coverage in _WILD or any(kind(name) is Kind.WILDCARD for name in known.names)
    if known.purpose is not Purpose.WEBSITE or Wish.EV not in known.wishes or not wild:
        return None
    text = (
        "There is no EV wildcard: the EV rules forbid it for every CA. Either keep the wildcard with organisation "
        "validation, which shows the company's name too, or take EV and list each name in a multi-domain certificate."
    )
    keep = replace(known, wishes=known.wishes - {Wish.EV}, shown=Shown.COMPANY)
    listing = replace(known, names=(), coverage=Coverage.MULTI, count=None)
    offers = (
        Offer("Keep the wildcard", "With organisation validation (OV)", keep),
        Offer("Keep EV", "List each name, up to 250", listing),
    )
    return Unfit("ev_wildcard", text, offers)


def _address_among_others(known: Requirements) -> Unfit | None:
    addresses = tuple(name for name in known.names if kind(name) is Kind.ADDRESS)
    if known.purpose is not Purpose.WEBSITE or not addresses:
        return None
    if len(known.names) > 1:
        text = (
            "The products for IP addresses are for one address each; none is known to hold an address "
            "beside other names. Order one certificate for each address, and one for the host names."
        )
        hosts = tuple(name for name in known.names if name not in addresses)
        alone = replace(known, coverage=None, count=None)
        offers = [Offer(f"The address {addresses[0]}", "", replace(alone, names=addresses[:1]))]
        offers += [Offer("The host names", listed(hosts), replace(alone, names=hosts))] if hosts else []
        return Unfit("address_among_others", text, _two(offers))
    if Wish.EV in known.wishes:
        text = "EV certificates hold no IP addresses. With organisation validation the company's name is shown too."
        keep = replace(known, wishes=known.wishes - {Wish.EV}, shown=Shown.COMPANY)
        return Unfit("ev_address", text, _two([Offer("Organisation validation (OV)", "", keep)]))
    return None


def _ev_for_a_person(known: Requirements) -> Unfit | None:
    ev = known.wishes & {Wish.EV, Wish.DRIVER}
    if known.purpose is not Purpose.CODE or known.shown is not Shown.PERSON or not ev:
        return None
    text = (
        "EV code signing is issued to registered organisations, not to a person. A person signs with ordinary code "
        "signing, which shows that person's name; whether that is enough for a driver, Microsoft's programme says."
    )
    ordinary = replace(known, wishes=known.wishes - {Wish.EV, Wish.DRIVER})
    company = replace(known, shown=Shown.COMPANY)
    offers = (
        Offer("Ordinary code signing", "In a person's name", ordinary),
        Offer("EV in a company's name", "", company),
    )
    return Unfit("ev_for_a_person", text, offers)


def _two(offers: list[Offer]) -> tuple[Offer, ...]:
    """A lone offer gets a fresh start beside it, since a choice has two sides."""
    return (*offers, _RESTART) if len(offers) == 1 else tuple(offers)


_RULES: tuple[Callable[[Requirements], Unfit | None], ...] = (
    _client_authentication,
    _documents_by_mail_certificate,
    _name_that_cannot_be,
    _ev_wildcard,
    _address_among_others,
    _ev_for_a_person,
)
