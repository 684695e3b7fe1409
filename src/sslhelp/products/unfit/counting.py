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
    entries = needs(known.wanted_names).entries if known.names else ()
    names = entries if len(entries) == count else ()  # else most of them were only counted
    return Unfit(
        "too_many_names", text, two([_first_piece(known, names, count, pieces), *_wildcards(known, names, limit)])
    )


def _first_piece(known: Requirements, names: tuple[str, ...], count: int, pieces: int) -> Offer:
    size = -(-count // pieces)
    if not names:
        return Offer(f"The first of {pieces}", f"Up to {size} names", replace(known, count=size))
    detail = f"{size} names, from {names[0]} to {names[size - 1]}"
    return Offer(f"The first of {pieces}", detail, known.for_names(names[:size]))


def _wildcards(known: Requirements, names: tuple[str, ...], limit: int) -> Iterator[Offer]:
    """Offer wildcards where they are fewer; never with EV (EVG 7.1.4.2)."""
    if Wish.EV in known.wishes:
        return
    if not names:
        below = known.for_names((), Coverage.MULTI_WILDCARD)
        yield Offer("Wildcards in their place", "All names one level below your domains", below)
        return
    fewer = needs(gathered(names))
    if fewer.count <= limit:
        yield Offer("Wildcards in their place", listed(fewer.held), known.for_names(fewer.entries))
