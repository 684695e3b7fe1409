"""The names to be secured: what each one is, whether a public CA may certify it, and what all need together."""

from __future__ import annotations

import ipaddress
import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

import idna

from sslhelp.model.products import Coverage
from sslhelp.policy import names as policy

if TYPE_CHECKING:
    from collections.abc import Iterable

MAX_NAMES = 500
_MAX_CHARS = 253

_LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
_HOST = re.compile(rf"{_LABEL}(?:\.{_LABEL})*")
_DIGITS = re.compile(r"\d+")
_URL = re.compile(r"^[a-z][a-z0-9+.-]{0,20}://")
# RFC 2606 reserves these for writing about names and addresses, and so do RFC 5737 and RFC 3849: whoever names one asks
# for a name of that form, and is answered as if it were public.
_EXAMPLE_TLD = "example"
_EXAMPLE_NETWORKS = tuple(
    ipaddress.ip_network(each) for each in ("192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24", "2001:db8::/32")
)


class Kind(StrEnum):
    """What a name is. The first three can stand in a public certificate, the others cannot (BR 4.2.2, 7.1.4.2)."""

    HOST = "host"
    WILDCARD = "wildcard"
    ADDRESS = "address"
    PRIVATE_ADDRESS = "private_address"
    INTERNAL = "internal"
    SUFFIX = "suffix"
    ONION = "onion"
    MALFORMED = "malformed"

    @property
    def issuable(self) -> bool:
        """Whether a public CA may certify such a name."""
        return self in {Kind.HOST, Kind.WILDCARD, Kind.ADDRESS}


@dataclass(frozen=True, slots=True)
class Needs:
    """What a certificate must hold so that it is good for all names: its coverage, and the entries it lists.

    The first entry is the common name of its CSR.
    """

    coverage: Coverage
    entries: tuple[str, ...]
    address: bool = False

    @property
    def count(self) -> int:
        """How many names the order counts: a site with and without `www`, or a wildcard with its base, is one."""
        return 1 if self.coverage in {Coverage.SINGLE, Coverage.WILDCARD} else len(self.entries)

    @property
    def held(self) -> tuple[str, ...]:
        """The names that the certificate holds, with those that a product for one site or one wildcard adds."""
        match self.coverage:
            case Coverage.SINGLE if self.entries and not self.address:
                return whole_site(self.entries)
            case Coverage.WILDCARD if self.entries:
                return (self.entries[0], base(self.entries[0]))
            case _:
                return self.entries


def clean(raw: str) -> str:
    """Return a name as a certificate spells it: lower case, A-labels, without scheme, path, port and final dot.

    What is no name comes back as it is, cut short when it is longer than any name; `kind` then says so.
    """
    name = _URL.sub("", raw.strip().lower()[: _MAX_CHARS + 1]).split("/")[0].rstrip(".")
    bracketed = re.fullmatch(r"\[([0-9a-f:.]+)\](:\d+)?", name)
    if bracketed:
        name = bracketed[1]
    elif name.count(":") == 1:
        name = name.split(":")[0]
    star, host = ("*.", name[2:]) if name.startswith("*.") else ("", name)
    try:
        return star + (host if host.isascii() else idna.encode(host, uts46=True).decode())
    except idna.IDNAError:
        return name


def unique(names: Iterable[str]) -> tuple[str, ...]:
    """Clean names, each once, in their order, at most 500 of them."""
    return tuple(dict.fromkeys(name for name in map(clean, names) if name))[:MAX_NAMES]


def kind(name: str) -> Kind:
    """Say what a cleaned name is."""
    try:
        address = ipaddress.ip_address(name)
    except ValueError:
        return _kind_of_host(name)
    public = address.is_global and not address.is_multicast
    return Kind.ADDRESS if public or any(address in each for each in _EXAMPLE_NETWORKS) else Kind.PRIVATE_ADDRESS


def _kind_of_host(name: str) -> Kind:
    host = name.removeprefix("*.")
    top = host.rpartition(".")[2]
    if not _HOST.fullmatch(host) or len(name) > _MAX_CHARS or _DIGITS.fullmatch(top):
        return Kind.MALFORMED
    if top == "onion":
        return Kind.ONION
    if top == _EXAMPLE_TLD and top != host:
        return Kind.WILDCARD if name != host else Kind.HOST
    suffix = policy.public_suffix(host)
    if suffix is None or top == "arpa":
        return Kind.INTERNAL
    if suffix == host:
        return Kind.SUFFIX
    return Kind.WILDCARD if name != host else Kind.HOST


def registrable(name: str) -> str:
    """Return the domain that a registry sells under which this name lies: `example.co.uk` for `a.b.example.co.uk`."""
    host = name.removeprefix("*.")
    if host.endswith(f".{_EXAMPLE_TLD}"):
        return ".".join(host.split(".")[-2:])
    return policy.registrable(host) or host


def base(wildcard: str) -> str:
    """Return the domain below which a wildcard's names lie."""
    return wildcard.removeprefix("*.")


def is_one_site(names: Iterable[str]) -> bool:
    """Whether the names are one host, or a registered domain with and without `www`: one single-domain certificate."""
    hosts = set(names)
    bare = min(hosts, key=len)
    return hosts == {bare} or (hosts == {bare, f"www.{bare}"} and registrable(bare) == bare)


def whole_site(names: tuple[str, ...]) -> tuple[str, ...]:
    """Return both names of a site, bare first: with and without `www`, whichever of them was asked for."""
    bare = min(names, key=len).removeprefix("www.")
    return (bare, f"www.{bare}") if registrable(bare) == bare else names


def needs(names: tuple[str, ...], *, several: bool = False) -> Needs:
    """Derive what certificate is good for all of these names, which must be issuable and at least one.

    `several` asks for a multi-domain product even where a smaller one would do. A wildcard product holds its base
    domain too (Sectigo TLS CPS, appendix A); a wildcard among the entries of a multi-domain product does not, so there
    the base is an entry of its own. The common name of that product's CSR is a plain one (the shop's multi-domain FAQ):
    where only wildcards were asked for, the first one's base is added.
    """
    address = any(kind(name) is Kind.ADDRESS for name in names)
    wildcards = tuple(name for name in names if kind(name) is Kind.WILDCARD)
    plain = tuple(name for name in names if not any(policy.covers(each, name) for each in wildcards))
    if not wildcards:
        is_one = is_one_site(names) and (address or not several)  # products for addresses hold one
        return Needs(Coverage.SINGLE if is_one else Coverage.MULTI, plain, address)
    if not several and {*wildcards, *plain} <= {wildcards[0], base(wildcards[0])}:
        return Needs(Coverage.WILDCARD, wildcards[:1], address)
    return Needs(Coverage.MULTI_WILDCARD, (*(plain or (base(wildcards[0]),)), *wildcards), address)


def gathered(names: tuple[str, ...]) -> tuple[str, ...]:
    """Return the names with a wildcard in the place of those that are several right below one domain."""
    below: dict[str, int] = {}
    for name in names:
        below[_parent(name)] = below.get(_parent(name), 0) + 1
    return unique(f"*.{_parent(name)}" if below[_parent(name)] > 1 else name for name in names)


def _parent(name: str) -> str:
    """Return the domain whose wildcard covers a host; the name itself where no wildcard may."""
    return name.partition(".")[2] if kind(name) is Kind.HOST and registrable(name) != name else name
