"""More names than one certificate holds: into how many they go, or which wildcards take their place."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sslhelp.model.products import Coverage
from sslhelp.products.decision import Offer, Unfit, two
from sslhelp.products.names import gathered, needs
from sslhelp.products.phrases import listed
from sslhelp.products.requirements import Requirements, Wish

if TYPE_CHECKING:
    from collections.abc import Iterator


def too_many(known: Requirements, count: int, limit: int) -> Unfit:
    """Return that a certificate holds at most `limit` names and `count` are asked for, with the ways out."""
    pieces = -(-count // limit)
    text = (
        f"One certificate holds at most {limit} names, and these are {count}: they go into {pieces} certificates. "
        "Where many names lie one level below the same domain, a wildcard takes the place of all of them."
    )
    return Unfit("too_many_names", text, two([_first_piece(known, count, pieces), *_wildcards(known, limit)]))


def _first_piece(known: Requirements, count: int, pieces: int) -> Offer:
    size = -(-count // pieces)
    if not known.names:
        return Offer(f"The first of {pieces}", f"Up to {size} names", replace(known, count=size))
    some = needs(known.wanted_names).entries[:size]
    piece = replace(known, names=some, coverage=None, count=None)
    return Offer(f"The first of {pieces}", f"{len(some)} names, from {some[0]} to {some[-1]}", piece)


def _wildcards(known: Requirements, limit: int) -> Iterator[Offer]:
    """Offer wildcards where they are fewer; never with EV (EVG 7.1.4.2)."""
    if Wish.EV in known.wishes:
        return
    if not known.names:
        below = replace(known, coverage=Coverage.MULTI_WILDCARD, count=None)
        yield Offer("Wildcards in their place", "All names one level below your domains", below)
        return
    fewer = needs(gathered(known.wanted_names))
    if fewer.count <= limit:
        instead = replace(known, names=fewer.entries, coverage=None, count=None)
        yield Offer("Wildcards in their place", listed(fewer.held), instead)
