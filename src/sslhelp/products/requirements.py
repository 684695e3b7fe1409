"""What a customer needs, as far as it is known: the state of a consultation, small enough to live in an option's id."""

from __future__ import annotations

import re
from dataclasses import dataclass, fields, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, urlencode

from sslhelp.model.products import Coverage, Purpose
from sslhelp.products.names import MAX_NAMES, Kind, clean, kind, needs, registrable, unique

if TYPE_CHECKING:
    from collections.abc import Callable

MAX_ENCODED = 1500
"""Characters: a Slack button's value holds 2,000."""

_MAX_COUNT = 9999
_BRAND = re.compile(r"[A-Za-z0-9]{1,30}")


class Shown(StrEnum):
    """Whose name the certificate is to show beside the domain or mail address."""

    NOBODY = "nobody"
    PERSON = "person"
    COMPANY = "company"


class Renewal(StrEnum):
    """Who sees to it that a certificate is followed by the next one: an ACME client (RFC 8555), or a person."""

    AUTOMATIC = "automatic"
    BY_HAND = "by_hand"


class Wish(StrEnum):
    """What a customer said of their own accord, beyond what the other answers say.

    INDIVIDUAL is a person without a company. FREE asks for a certificate that costs nothing, PAID for one from the shop
    all the same. CSR says that there is one already.
    """

    EV = "ev"
    CPAC = "cpac"
    DRIVER = "driver"
    ADDRESS = "address"
    INTERNAL = "internal"
    ONION = "onion"
    TODAY = "today"
    INDIVIDUAL = "individual"
    FREE = "free"
    PAID = "paid"
    TRIAL = "trial"
    CSR = "csr"


@dataclass(frozen=True, slots=True)
class Requirements:
    """The answers so far; None and () stand for what is not known yet.

    `names` are cleaned names, at most 500. `coverage` and `count` are what was said of the names without naming them;
    `count` is also how many there were where they are more than are kept. `brand` is as the catalogue spells it.
    """

    purpose: Purpose | None = None
    names: tuple[str, ...] = ()
    coverage: Coverage | None = None
    count: int | None = None
    shown: Shown | None = None
    renewal: Renewal | None = None
    brand: str | None = None
    wishes: frozenset[Wish] = frozenset()

    def encode(self) -> str:
        """Return a short text that `decode` reads back, at most 1,500 characters.

        Names that do not fit are kept as what they need: their coverage and their count.
        """
        text = urlencode(
            {field: _write(value) for field in _FIELDS if (value := getattr(self, field))}, safe=",*:", errors="replace"
        )
        return text if len(text) <= MAX_ENCODED else self._summarised().encode()

    @property
    def is_automatic(self) -> bool:
        """Whether an ACME client is to renew."""
        return self.renewal is Renewal.AUTOMATIC

    @property
    def is_individual(self) -> bool:
        """Whether there is no company that a CA could validate."""
        return Wish.INDIVIDUAL in self.wishes

    @property
    def wanted_names(self) -> tuple[str, ...]:
        """The names with what was said of them: "all subdomains" makes a wildcard of a domain that was named."""
        if self.coverage not in {Coverage.WILDCARD, Coverage.MULTI_WILDCARD}:
            return self.names
        if any(kind(name) is not Kind.HOST for name in self.names):
            return self.names
        whole = [name for name in self.names if registrable(name) == name] or self.names
        return unique(each for name in self.names for each in ([name, f"*.{name}"] if name in whole else [name]))

    def _summarised(self) -> Requirements:
        if not all(kind(name).issuable for name in self.names):
            return replace(self, names=())
        needed = needs(self.wanted_names)
        wishes = self.wishes | {Wish.ADDRESS} if needed.address else self.wishes
        return replace(self, names=(), coverage=needed.coverage, count=needed.count, wishes=wishes)

    def for_names(self, names: tuple[str, ...], coverage: Coverage | None = None) -> Requirements:
        """Return the same for other names, for which a CSR at hand was not made."""
        wishes = self.wishes - {Wish.CSR}
        return replace(self, names=names, coverage=coverage, count=None, wishes=wishes)

    def merge(self, later: Requirements) -> Requirements:
        """Return these answers with later ones, which win where both know; wishes add up."""
        known = {field: value for field in _FIELDS if (value := getattr(later, field))}
        wishes = self.wishes | later.wishes
        return replace(self, **(known | {"wishes": wishes}))


_FIELDS = tuple(field.name for field in fields(Requirements))


def with_csr(known: Requirements) -> Requirements:
    """Return the requirements of who has a CSR already."""
    return replace(known, wishes=known.wishes | {Wish.CSR})


def decode(text: str) -> Requirements | None:
    """Read what `encode` wrote; None for anything else, whatever it is. An empty text is a fresh start."""
    if not text:
        return Requirements()
    if len(text) > MAX_ENCODED:
        return None
    try:
        pairs = parse_qsl(text, keep_blank_values=True, strict_parsing=True, max_num_fields=len(_FIELDS))
        known = {key: _READERS[key](value) for key, value in pairs}
    except (KeyError, ValueError):
        return None
    return Requirements(**known)


def _write(value: object) -> str:
    match value:
        case frozenset():
            return ",".join(sorted(value))
        case tuple():
            return ",".join(value)
        case _:
            return str(value)


def _read_names(text: str) -> tuple[str, ...]:
    names = tuple(text.split(","))
    if len(names) > MAX_NAMES or not all(name and name.isprintable() and clean(name) == name for name in names):
        raise ValueError("not names as they are kept")
    return names


def _read_count(text: str) -> int:
    count = int(text)
    if not 1 <= count <= _MAX_COUNT:
        raise ValueError("not a number of names")
    return count


def _read_brand(text: str) -> str:
    if not _BRAND.fullmatch(text):
        raise ValueError("not a brand")
    return text


_READERS: dict[str, Callable[[str], Any]] = {
    "purpose": Purpose,
    "names": _read_names,
    "coverage": Coverage,
    "count": _read_count,
    "shown": Shown,
    "renewal": Renewal,
    "brand": _read_brand,
    "wishes": lambda text: frozenset(map(Wish, text.split(","))),
}
