"""Whether a certificate is good for a host, and why it is not."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from sslhelp.pki.hosts.names import address, is_wildcard
from sslhelp.policy.names import covers, is_shared, public_suffix, registrable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from collections.abc import Set as AbstractSet


def is_covered(dns_names: Sequence[str], ip_addresses: Sequence[str], host: str) -> bool:
    """Say whether a certificate with these alternative names is good for `host`, a name or an address (RFC 9525 6)."""
    return not uncovered(dns_names, ip_addresses, [host])


def uncovered(dns_names: Iterable[str], ip_addresses: Iterable[str], hosts: Iterable[str]) -> list[str]:
    """Return the hosts that a certificate with these alternative names is not good for.

    A wildcard among the hosts is covered by itself only.
    """
    patterns = {name.lower().rstrip(".") for name in dns_names}
    addresses = {*map(address, ip_addresses)}
    return [host for host in hosts if not _is_covered(patterns, addresses, host)]


def _is_covered(patterns: AbstractSet[str], addresses: AbstractSet[object], host: str) -> bool:
    """Only two patterns can cover a name, so that many names are found among many patterns."""
    ip = address(host)
    if ip is not None:
        return ip in addresses
    name = host.lower().rstrip(".")
    wildcard = f"*.{name.partition('.')[2]}"
    return name in patterns or (wildcard in patterns and covers(wildcard, name))


def without_bare_domain(names: Iterable[str]) -> list[str]:
    """Return the wildcards among names in lower case whose bare domain none of the names is good for."""
    held = dict.fromkeys(names)
    return [name for name in held if is_wildcard(name) and held.keys().isdisjoint(_covering(name[2:]))]


def over_strangers(names: Iterable[str]) -> list[str]:
    """Return the wildcards among names that cover the sites of strangers, as `*.github.io` does."""
    return [name for name in dict.fromkeys(names) if is_wildcard(name) and is_shared(name[2:])]


def _covering(name: str) -> tuple[str, str]:
    """Return the two patterns that cover a name: itself, and the wildcard beside it."""
    return name, f"*.{name.partition('.')[2]}"


def why_not_covered(names: Sequence[str], host: str) -> str:
    """Say in a sentence why none of a certificate's alternative names, addresses among them, is good for `host`."""
    host = host.lower().rstrip(".")
    patterns = [name.lower().rstrip(".") for name in names]
    if address(host):
        return _why_not_the_address(patterns, host)
    reasons = chain(_wildcards(patterns, host), _neighbours(patterns, host), _domains(patterns, host))
    return next(reasons, f"{host} is none of the names in it.")


def _why_not_the_address(patterns: Sequence[str], host: str) -> str:
    if host in patterns:
        return f"{host} is in it as a DNS name, where browsers do not look for addresses."
    if any(map(address, patterns)):
        return f"{host} is none of the addresses in it."
    return "It has names and no address: open the site by its name, or get a certificate for the address."


def _wildcards(patterns: Sequence[str], host: str) -> Iterator[str]:
    for pattern in filter(is_wildcard, patterns):
        base = pattern[2:]
        if host == base:
            yield f"{pattern} covers the names below {base}, not the bare domain itself."
        elif host.endswith(f".{base}"):
            yield f"{pattern} covers one label only, and {host} has more than one before {base}."


def _neighbours(patterns: Sequence[str], host: str) -> Iterator[str]:
    """Give the reasons that lie in names a level or more apart, `www` first."""
    if f"www.{host}" in patterns:
        yield f"It covers www.{host}, but not {host} without www: each has to be in it."
    if host.removeprefix("www.") in patterns:
        bare = host.removeprefix("www.")
        yield f"It covers {bare}, but not {host} with www: each has to be in it."
    for pattern in patterns:
        if host.endswith(f".{pattern}") and pattern != public_suffix(pattern):
            yield f"It covers {pattern} itself, not the names below it such as {host}."
        if pattern.endswith(f".{host}") and not is_wildcard(pattern):
            yield f"It covers {pattern}, which lies below {host}, not {host} itself."


def _domains(patterns: Sequence[str], host: str) -> Iterator[str]:
    """Give the reasons that lie in the registered domains."""
    own = registrable(host)
    domains = list(dict.fromkeys(filter(None, (registrable(each.removeprefix("*.")) for each in patterns))))
    if own in domains:
        yield f"It covers other names of {own}, not {host}."
    elif own is not None:
        label = own.partition(".")[0]
        alike = next((each for each in domains if each.partition(".")[0] == label), None)
        if alike:
            yield f"It is for {alike}; {own} ends in another top-level domain and is another domain."
        elif domains:
            yield f"It is for another domain: {', '.join(domains[:3])}{' and others' if len(domains) > 3 else ''}."
