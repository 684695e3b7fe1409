"""Names that cannot stand in a public certificate, or not together."""

from __future__ import annotations

from dataclasses import replace

from sslhelp.model.products import Coverage, Purpose
from sslhelp.products.decision import Offer, Unfit, two
from sslhelp.products.names import MAX_NAMES, Kind, kind
from sslhelp.products.phrases import listed
from sslhelp.products.requirements import Requirements, Shown, Wish

_WILD = {Coverage.WILDCARD, Coverage.MULTI_WILDCARD}
_OWN_CA = (
    "A certificate from a CA of your own, which your own devices are told to trust, does it. Or give the server a name "
    "under a domain that you own, such as server1.example.com, and certify that: it need not be reachable from outside."
)

_SPELLING = (
    "Names are made of letters, digits and hyphens; an underscore is not allowed, and a star stands alone, in front, "
    "once: *.example.com."
)

# Why not (BR 4.2.2 and 7.1.4.2 for names, BR 3.2.2.6 for public suffixes), and what to do; `{names}` are those meant.
_NOT_ISSUABLE = {
    Kind.PRIVATE_ADDRESS: ("No public CA may certify a private or reserved IP address ({names}).", _OWN_CA),
    Kind.INTERNAL: ("No public CA may certify a name that exists only inside a network ({names}).", _OWN_CA),
    Kind.SUFFIX: (
        "{names} stands for everybody's domains, not for yours, so no CA certifies it.",
        "A wildcard begins below a domain that you own: *.example.com.",
    ),
    Kind.ONION: (
        "{names} is a Tor address.",
        "Only few CAs certify those, and none of this catalogue's products does.",
    ),
    Kind.MALFORMED: ("{names} cannot stand in a certificate.", _SPELLING),
}

# What is asked for without a name.
_UNNAMED = (
    (Wish.INTERNAL, Kind.INTERNAL, "such as server1 or mail.local"),
    (Wish.ONION, Kind.ONION, "A name in .onion"),
)


def more_than_are_read(known: Requirements) -> Unfit | None:
    """A list that was cut short is not advised on as if it were whole."""
    if not known.count or known.count <= MAX_NAMES or len(known.names) < MAX_NAMES:
        return None
    text = (
        f"These are {known.count} names, and I look at {MAX_NAMES} at most; one certificate holds 250 or fewer. Give "
        "them in smaller lists, one for each certificate. Where many names lie one level below the same domain, give "
        "*.example.com instead: a wildcard takes the place of all of them."
    )
    return Unfit("more_than_are_read", text)


def that_cannot_be(known: Requirements) -> Unfit | None:
    """Names that no public CA may certify; every one is told, and the others are offered."""
    if known.purpose is not Purpose.WEBSITE:
        return None
    bad: dict[Kind, list[str]] = {}
    for name in known.names:
        if not kind(name).issuable:
            bad.setdefault(kind(name), []).append(name)
    if bad:
        text = _not_issuable({why: listed(alike) for why, alike in bad.items()})
        good = tuple(name for name in known.names if kind(name).issuable)
        onward = [Offer("Go on without", listed(good), known.for_names(good, known.coverage))] if good else []
        return Unfit(f"name.{next(iter(bad))}", text, two(onward))
    if known.names:
        return None
    unnamed = {what: example for wish, what, example in _UNNAMED if wish in known.wishes}
    return Unfit(f"name.{next(iter(unnamed))}", _not_issuable(unnamed)) if unnamed else None


def _not_issuable(bad: dict[Kind, str]) -> str:
    """Return why the names of each kind cannot be, and then what to do, once where it is the same for several."""
    why = [_NOT_ISSUABLE[each][0].format(names=names) for each, names in bad.items()]
    return " ".join([*why, *dict.fromkeys(_NOT_ISSUABLE[each][1] for each in bad)])


def wildcard_by_ev(known: Requirements) -> Unfit | None:
    """EV holds no wildcard (EVG 7.1.4.2): two ways out."""
    wild = known.coverage in _WILD or any(kind(name) is Kind.WILDCARD for name in known.names)
    if known.purpose is not Purpose.WEBSITE or Wish.EV not in known.wishes or not wild:
        return None
    stars = [name for name in known.wanted_names if kind(name) is Kind.WILDCARD]
    text = (
        f"There is no EV wildcard{f', so none for {listed(stars)}' if stars else ''}: the EV rules forbid it for every "
        "CA. Either keep the wildcard with organisation validation, which shows the company's name too, or take EV and "
        "list each name in a multi-domain certificate."
    )
    keep = replace(known, wishes=known.wishes - {Wish.EV}, shown=Shown.COMPANY)
    hosts = tuple(name for name in known.names if name not in stars)
    listing = known.for_names(hosts, Coverage.MULTI)
    offers = (
        Offer("Keep the wildcard", "With organisation validation (OV)", keep),
        Offer("Keep EV", f"{listed((*hosts, 'others'))}, each listed" if hosts else "Each name listed", listing),
    )
    return Unfit("ev_wildcard", text, offers)


def address_among_others(known: Requirements) -> Unfit | None:
    """The catalogue knows of no product that holds an address beside other names; EV holds none at all."""
    addresses = tuple(name for name in known.names if kind(name) is Kind.ADDRESS)
    if known.purpose is not Purpose.WEBSITE or not addresses:
        return None
    if len(known.names) > 1:
        return _one_certificate_each(known, addresses)
    if Wish.EV in known.wishes:
        text = "EV certificates hold no IP addresses. With organisation validation the company's name is shown too."
        keep = replace(known, wishes=known.wishes - {Wish.EV}, shown=Shown.COMPANY)
        return Unfit("ev_address", text, two([Offer("Organisation validation (OV)", addresses[0], keep)]))
    return None


def _one_certificate_each(known: Requirements, addresses: tuple[str, ...]) -> Unfit:
    hosts = tuple(name for name in known.names if name not in addresses)
    text = (
        f"The products for IP addresses are for one address each; none is known to hold {listed(addresses)} "
        "beside other names. Order one certificate for each address"
        f"{', and one for the host names' if hosts else ''}."
    )
    offers = [Offer(f"The address {addresses[0]}", "A certificate of its own", known.for_names(addresses[:1]))]
    offers += [Offer("The host names", listed(hosts), known.for_names(hosts))] if hosts else []
    return Unfit("address_among_others", text, two(offers))
