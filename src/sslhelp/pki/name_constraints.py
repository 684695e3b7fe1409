"""Name constraints (RFC 5280 4.2.1.10): which names a CA may certify, and which of a leaf's are outside.

Only the explanation: whether the chain is refused, the verifier decides.
"""

from __future__ import annotations

import ipaddress
from typing import TYPE_CHECKING, NamedTuple

from sslhelp.pki import der, extensions, general_names

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sslhelp.pki.issued import Certificate

_MOST = 1024


class _Subtrees(NamedTuple):
    """The domains and networks that one side of the extension lists."""

    domains: Sequence[str]
    networks: Sequence[bytes]


def violation(issuer: Certificate, leaf: Certificate) -> str:
    """Return the first name of `leaf` that `issuer` may not certify, with what it may; "" when all are fine."""
    content = extensions.content(issuer.extensions or (), extensions.NAME_CONSTRAINTS)
    if content is None:
        return ""
    try:
        permitted, excluded = _read(content)
    except ValueError:
        return ""
    for host in leaf.names.dns[:_MOST]:
        if any(_in_domain(host, domain) for domain in excluded.domains):
            return f"{host} is excluded"
        if permitted.domains and not any(_in_domain(host, domain) for domain in permitted.domains):
            return f"{host} is not below {', '.join(permitted.domains)}"
    for address in leaf.names.addresses[:_MOST]:
        if any(_in_network(address, network) for network in excluded.networks):
            return f"{address} is excluded"
        if permitted.networks and not any(_in_network(address, network) for network in permitted.networks):
            return f"{address} is in none of the permitted networks"
    return ""


def _read(content: bytes) -> tuple[_Subtrees, _Subtrees]:
    _, _, body, end = der.only(content)
    sides = {0xA0: _Subtrees((), ()), 0xA1: _Subtrees((), ())}
    for tag, _, at, to in der.inside(content, body, end, 2):
        bases = [der.inside(content, start, stop, 3)[0] for _, _, start, stop in der.inside(content, at, to, _MOST)]
        listed = general_names.read(content, bases)
        networks = [content[start:stop] for kind, _, start, stop in bases if kind == general_names.ADDRESS]
        sides[tag] = _Subtrees(listed.dns, networks)
    return sides[0xA0], sides[0xA1]


def _in_domain(host: str, domain: str) -> bool:
    host, domain = host.lower().removeprefix("*."), domain.lower().removeprefix(".")
    return not domain or host == domain or host.endswith(f".{domain}")


def _in_network(address: str, network: bytes) -> bool:
    """Say whether an address is in a network, written as address and mask (RFC 5280 4.2.1.10)."""
    size = len(network) // 2
    given = ipaddress.ip_address(address).packed
    mask = int.from_bytes(network[size:])
    return len(given) == size and int.from_bytes(given) & mask == int.from_bytes(network[:size]) & mask
