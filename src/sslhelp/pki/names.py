"""Names: distinguished names as attributes, and what makes a host name fit or unfit for a public certificate."""

from __future__ import annotations

import ipaddress
import re
from enum import StrEnum
from typing import TYPE_CHECKING

import idna

from sslhelp.model.pki import NameAttribute
from sslhelp.pki import oids
from sslhelp.policy.names import public_suffix

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from cryptography.x509 import Name

_SCHEME = re.compile(r"^[a-z][a-z0-9+.-]{0,20}:/{1,3}", re.IGNORECASE)
_AFTER_HOST = re.compile(r"(?::\d{0,6})?(?:[/?#].*)?$", re.DOTALL)
_LABEL = re.compile(r"(?!-)[a-z0-9-]{1,63}(?<!-)", re.IGNORECASE)
_EMAIL = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9.-]{1,253}")
_DOMAIN_INSIDE = re.compile(r"[^\s.]\.[^\s.]{2}")
_MAX_NAME = 253


class Fault(StrEnum):
    """What is wrong with a host name."""

    URL = "url"
    CHARACTERS = "characters"
    TRAILING_DOT = "trailing_dot"
    UNDERSCORE = "underscore"
    U_LABEL = "u_label"
    RESERVED_IP = "reserved_ip"
    WILDCARD_MISPLACED = "wildcard_misplaced"
    PUBLIC_SUFFIX = "public_suffix"
    INTERNAL = "internal"


def attributes(name: Name) -> tuple[NameAttribute, ...]:
    """Return the attributes of a distinguished name, in the order in which they are encoded."""
    return tuple(
        NameAttribute(
            type=oids.ATTRIBUTE_TYPES.get(attribute.oid.dotted_string, attribute.oid.dotted_string),
            oid=attribute.oid.dotted_string,
            value=attribute.value if isinstance(attribute.value, str) else attribute.value.hex(),
        )
        for attribute in name
    )


def text(name: Iterable[NameAttribute]) -> str:
    """Return a distinguished name on one line: "CN=www.example.com, O=Example Ltd"."""
    return ", ".join(f"{attribute.type}={attribute.value}" for attribute in name)


def values(name: Iterable[NameAttribute] | None, kind: str) -> list[str]:
    """Return the values of the attributes of one type, such as `CN`."""
    return [attribute.value for attribute in name or () if attribute.type == kind]


def is_email(name: str) -> bool:
    """Say whether `name` has the form of a mail address."""
    return _EMAIL.fullmatch(name) is not None


def is_wildcard(name: str) -> bool:
    """Say whether `name` has an asterisk as its whole left-most label."""
    return name.startswith("*.")


def address(name: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    """Return the IP address that `name` is, with or without brackets, or None."""
    name = name.strip().strip("[]")
    if ":" not in name and not name[-1:].isdigit():
        return None
    try:
        return ipaddress.ip_address(name)
    except ValueError:
        return None


def faults(name: str) -> tuple[Fault, ...]:
    """Return what keeps a CA from putting `name` into a public TLS certificate; empty when nothing does.

    TLS BR 1.6.1 (wildcard), 4.2.2 (internal names, reserved addresses), 3.2.2.6 (public suffixes), 7.1.4.2.1 (labels).
    """
    return tuple(dict.fromkeys(_faults(name)))


def _faults(name: str) -> Iterator[Fault]:
    host = name
    if bare_host(name) != name.strip():
        yield Fault.URL
        host = bare_host(name)
    ip = address(host)
    if ip is not None:
        if not ip.is_global or ip.is_multicast:
            yield Fault.RESERVED_IP
        return
    if host.endswith("."):
        yield Fault.TRAILING_DOT
        host = host.removesuffix(".")
    domain = host.removeprefix("*.")
    if "*" in domain:
        yield Fault.WILDCARD_MISPLACED
        return
    yield from _label_faults(domain)
    ascii_domain = _a_labels(domain)
    suffix = public_suffix(ascii_domain) if ascii_domain else None
    if ascii_domain and suffix is None:
        yield Fault.INTERNAL
    elif suffix is not None and suffix == ascii_domain:
        yield Fault.PUBLIC_SUFFIX


def _label_faults(domain: str) -> Iterator[Fault]:
    if "_" in domain:
        yield Fault.UNDERSCORE
    if not domain.isascii() and _a_labels(domain):
        yield Fault.U_LABEL
        return
    labels = domain.replace("_", "x").split(".")
    if len(domain) > _MAX_NAME or not all(_LABEL.fullmatch(label) for label in labels):
        yield Fault.CHARACTERS


def bare_host(name: str) -> str:
    """Return `name` without scheme, port, path and the blanks around it; an IPv6 address stays whole."""
    if address(name):
        return name.strip()
    return _AFTER_HOST.sub("", _SCHEME.sub("", name.strip()))


def mended(name: str) -> str | None:
    """Return the name that was meant, as a CSR should have it, or None when no public name can be made of it."""
    host = bare_host(name).rstrip(".")
    ip = address(host)
    if ip is None:
        wildcard = "*." if is_wildcard(host) else ""
        host = _a_labels(host.removeprefix("*."))
        host = wildcard + host if host else ""
    return (str(ip) if ip else host) if (ip or host) and not faults(host) else None


def _a_labels(domain: str) -> str:
    """Return a domain in lower case with its IDN labels in ASCII (RFC 5890 A-labels), "" when that cannot be done."""
    if domain.isascii():
        return domain.lower()
    try:
        return idna.encode(domain[:_MAX_NAME], uts46=True).decode("ascii").lower()
    except (idna.IDNAError, UnicodeError):
        return ""


def why_not_covered(patterns: Sequence[str], host: str) -> str:
    """Say in a sentence why none of `patterns` covers `host`."""
    host = host.lower().rstrip(".")
    for pattern in filter(is_wildcard, (each.lower() for each in patterns)):
        base = pattern[2:]
        if host == base:
            return f"{pattern} covers the names below {base}, not the bare domain itself."
        if host.endswith(f".{base}"):
            return f"{pattern} covers one label only, and {host} has more than one before {base}."
    return f"{host} is none of the names in it."


def asked_for(subject: Iterable[NameAttribute] | None, alternatives: Iterable[str]) -> tuple[str, ...]:
    """Return the hosts that a CSR asks for: its common name, where that was meant as one, and the alternative names."""
    common = [name for name in values(subject, "CN") if is_host(name)]
    return tuple(dict.fromkeys([*common, *alternatives]))


def is_host(name: str) -> bool:
    """Say whether a common name was meant as a host: a mail address, a person or a company was not."""
    return not is_email(name) and (" " not in name.strip() or _DOMAIN_INSIDE.search(name) is not None)
