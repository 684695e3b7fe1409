"""Host names: what keeps one out of a public TLS certificate, and the name that was meant."""

from __future__ import annotations

import ipaddress
import re
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from sslhelp.pki.hosts import domains, idn
from sslhelp.pki.hosts.name_faults import Fault

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from sslhelp.pki.hosts.name_faults import Found

MAX_CHARS = 1024
"""The longest text that is taken apart; a name ends at 253 characters."""
MAX_SEVERAL = 50
"""How many names are looked for in one place."""

MAX_JUDGED, MAX_JUDGED_CHARS = 1000, 65_536
"""How many names are judged together, and how many characters of them, where a longer one counts `MAX_CHARS`."""

_PARTS = re.compile(
    r"""(?P<scheme>(?:[a-z][a-z0-9+.-]{0,20}:|https?;?)[/\\]{1,3}|(?:DNS|IP)[.\d]{0,4}[:=])?
        (?P<user>[^/?\#\\@]*@)?
        (?P<host>\[[^\]]*\]|[^/?\#\\]*?)
        (?P<port>:\d{0,6})?
        (?P<path>[/?\#\\].*)?\Z""",
    re.IGNORECASE | re.DOTALL | re.VERBOSE,
)
_BETWEEN_NAMES = re.compile(r"[\s,;|]+")
_AROUND = " \t\r\n\"'`<>(),;"
_EMAIL = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9.-]{1,253}")
_DOMAIN_INSIDE = re.compile(r"[^\s.]\.[^\s.]{2}")
_NONE: Mapping[Fault, str] = {}


class Judged(NamedTuple):
    """A host name as it was written, its faults, and the sound name that was meant, where one can be made of it.

    The evidence of a fault is the part of the name that has it, and what is wrong with it where that is not plain.
    """

    name: str
    faults: Mapping[Fault, str]
    mended: str | None


def judge(name: str, *, dns: bool = False) -> Judged:
    """Say what keeps a CA from putting `name` into a public TLS certificate, and which name was meant.

    `dns` says that it stands in a dNSName entry, where an IP address has no place. Capitals are no fault. Of several
    names in one place each is judged, but none of them is the one that was meant: see `mended_all`.
    """
    lower = name.lower()
    if name.isascii() and domains.is_sound(lower.removeprefix("*.")):
        return Judged(name, _NONE, lower)
    if len(name) > MAX_CHARS:
        return Judged(name, {Fault.TOO_LONG: f"{len(name)} characters"}, None)
    found: dict[Fault, str] = {}
    for fault, evidence in _faults(name, dns=dns):
        found.setdefault(fault, evidence)
    sound = (each for each in _meant(name) if not found or not any(_faults(each)))
    return Judged(name, found, None if Fault.SEVERAL in found else next(sound, None))


def first(names: Sequence[str]) -> Sequence[str]:
    """Return the first of the names, as many as are judged together."""
    if len(names) <= MAX_JUDGED and sum(map(len, names)) <= MAX_JUDGED_CHARS:
        return names
    totals = accumulate(min(len(name), MAX_CHARS) for name in names[:MAX_JUDGED])
    return names[: sum(total <= MAX_JUDGED_CHARS for total in totals)]


def mended(name: str) -> str | None:
    """Return the name that was meant, as a CSR should have it, or None when no one public name can be made of it."""
    return judge(name).mended


def mended_all(name: str) -> tuple[str, ...]:
    """Return the names that were meant where `name` may hold several, such as `example.com, www.example.com`."""
    return tuple(dict.fromkeys(filter(None, map(mended, _several(name) or (name,)))))


def _faults(name: str, *, dns: bool = False) -> Iterator[Found]:
    if several := _several(name):
        yield Fault.SEVERAL, name
        for each in several:
            yield from _faults(each, dns=dns)
        return
    scheme, user, host, port, path = _apart(name)
    if scheme:
        yield Fault.SCHEME, name
    elif user:
        yield Fault.EMAIL, name
    if port:
        yield Fault.PORT, name
    if path:
        yield (Fault.TRAILING_SLASH if path == "/" else Fault.PATH), name
    unspaced = "".join(host.split())
    if unspaced != host or name != name.strip() or not host:
        yield Fault.BLANK, name
    yield from _host_faults(unspaced, dns=dns)


def _host_faults(host: str, *, dns: bool) -> Iterator[Found]:
    if ip := address(host):
        if dns:
            yield Fault.IP_AS_DNS, host
        if not ip.is_global or ip.is_multicast:
            yield Fault.RESERVED_IP, host
        return
    if host.endswith("."):
        yield Fault.TRAILING_DOT, host
        host = host.removesuffix(".")
    domain = host.removeprefix("*.")
    if "*" in host and (address(domain) or address(host.replace("*", "1"))):
        yield Fault.WILDCARD_IP, host
    elif "*" in domain:
        yield _misplacement(host), host
    elif domain:
        yield from domains.faults(domain, wildcard=is_wildcard(host))


def _misplacement(host: str) -> Fault:
    """Say how an asterisk stands where it may not: it can be the whole left-most label, once (TLS BR 1.6.1)."""
    if host.count("*") > 1:
        return Fault.WILDCARD_DOUBLE
    first, dot, _ = host.partition(".")
    return Fault.WILDCARD_PARTIAL if dot and "*" in first else Fault.WILDCARD_MISPLACED


def _meant(name: str) -> Iterator[str]:
    """Yield what may have been meant by a name, the likeliest first; whether it is sound remains to be seen."""
    scheme, user, host, _, _ = _apart(name.strip(_AROUND))
    if user and not scheme:
        return
    if ip := address(host):
        yield str(ip)
        return
    host = ".".join(label.strip() for label in host.split(".")).rstrip(".")
    star = "*." if is_wildcard(host) else ""
    domain = idn.a_labels(host.removeprefix("*."))
    first, _, rest = domain.partition(".")
    yield star + domain
    if "*" in first and not star:
        yield f"*.{rest}"
        yield f"*.{first.replace('*', '')}.{rest}"
    if domain.startswith("www.www."):
        yield star + domain.removeprefix("www.")


def _apart(name: str) -> tuple[str, str, str, str, str]:
    """Return scheme, user, host, port and path of a name that may be written as a URL, all but one often empty."""
    text = name.strip()
    if address(text):
        return "", "", text, "", ""
    scheme, user, host, port, path = next(_PARTS.finditer(text)).groups("")
    return scheme, user, host, port, path


def _several(name: str) -> tuple[str, ...]:
    """Return the names in a text that holds at least two, empty for every other."""
    parts = _BETWEEN_NAMES.split(name) if len(name) <= MAX_CHARS else []
    found = [part for part in parts if "." in part.strip(".*") or address(part)]
    return tuple(dict.fromkeys(found[:MAX_SEVERAL])) if len(found) > 1 else ()


def is_email(name: str) -> bool:
    """Say whether `name` has the form of a mail address."""
    return "@" in name and _EMAIL.fullmatch(name) is not None


def is_wildcard(name: str) -> bool:
    """Say whether `name` has an asterisk as its whole left-most label."""
    return name.startswith("*.")


def address(name: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    """Return the IP address that `name` is, with or without brackets, or None. One with a zone (RFC 4007) is none."""
    if ":" not in name and name[-1:].isalpha():  # as nearly every name
        return None
    name = name.strip().strip("[]")
    if (":" not in name and not name[-1:].isdigit()) or "%" in name:
        return None
    try:
        return ipaddress.ip_address(name)
    except ValueError:
        return None


def is_host(name: str) -> bool:
    """Say whether a common name was meant as a host: a mail address, a person or a company was not."""
    return not is_email(name) and (" " not in name.strip() or _DOMAIN_INSIDE.search(name) is not None)
