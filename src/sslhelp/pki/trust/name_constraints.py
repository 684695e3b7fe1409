"""Name constraints (RFC 5280 4.2.1.10): which names a CA may certify, and which of a leaf's are outside.

Only the explanation: whether the chain is refused, the verifier decides.
"""

from __future__ import annotations

import ipaddress
from collections import defaultdict
from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from sslhelp.pki.asn1 import der, extensions, general_names

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from sslhelp.pki.asn1.issued import Certificate

_MOST = 1024
_MOST_LABELS = 128

Networks = Mapping[tuple[int, int], set[int]]
"""Networks as numbers, by how many bytes their addresses have and by their masks."""


class _Subtrees(NamedTuple):
    """The domains and networks that one side of the extension lists.

    Both are looked up, never gone through: a thousand names under a thousand constraints would take seconds.
    """

    domains: Collection[str]
    networks: Networks


def violation(issuer: Certificate, leaf: Certificate) -> str:
    """Return the first name of `leaf` that `issuer` may not certify, with what it may; "" when all are fine."""
    content = extensions.content(issuer.extensions or (), extensions.NAME_CONSTRAINTS)
    if content is None:
        return ""
    try:
        permitted, excluded = _read(content)
    except (ValueError, IndexError):
        return ""
    for host in leaf.names.dns[:_MOST]:
        domains = list(_domains(host))
        if any(domain in excluded.domains for domain in domains):
            return f"{host} is excluded"
        if permitted.domains and not any(domain in permitted.domains for domain in domains):
            return f"{host} is not below {', '.join(permitted.domains)}"
    for address in leaf.names.addresses[:_MOST]:
        if _is_in(address, excluded.networks):
            return f"{address} is excluded"
        if permitted.networks and not _is_in(address, permitted.networks):
            return f"{address} is in none of the permitted networks"
    return ""


def _read(content: bytes) -> tuple[_Subtrees, _Subtrees]:
    _, _, body, end = der.only(content)
    sides = {0xA0: _Subtrees((), {}), 0xA1: _Subtrees((), {})}
    for tag, _, at, to in der.inside(content, body, end, 2):
        bases = [der.inside(content, start, stop, 3)[0] for _, _, start, stop in der.inside(content, at, to, _MOST)]
        listed = general_names.read(content, bases)
        sides[tag] = _Subtrees(
            dict.fromkeys(domain.lower().removeprefix(".") for domain in listed.dns),
            _networks(content[start:stop] for kind, _, start, stop in bases if kind == general_names.ADDRESS),
        )
    return sides[0xA0], sides[0xA1]


def _networks(written: Iterable[bytes]) -> Networks:
    """Read networks, each an address and its mask; one whose mask has gaps (RFC 4632 5.1) is none."""
    networks: defaultdict[tuple[int, int], set[int]] = defaultdict(set)
    for network in written:
        size = len(network) // 2
        mask = int.from_bytes(network[size:])
        hosts = (1 << 8 * size) - 1 - mask
        if len(network) in {8, 32} and not hosts & (hosts + 1):
            networks[size, mask].add(int.from_bytes(network[:size]) & mask)
    return networks


def _domains(host: str) -> Iterator[str]:
    """Yield a host and the domains above it, the one above all last: those under which it may be listed."""
    labels = host.lower().removeprefix("*.").split(".")[-_MOST_LABELS:]
    for place in range(len(labels)):
        yield ".".join(labels[place:])
    yield ""


def _is_in(address: str, networks: Networks) -> bool:
    given = ipaddress.ip_address(address).packed
    return any(size == len(given) and int.from_bytes(given) & mask in held for (size, mask), held in networks.items())
