"""Domain names without an asterisk: whether their labels, and their place in the DNS, fit a public certificate."""

from __future__ import annotations

import base64
import hashlib
import re
from typing import TYPE_CHECKING

from sslhelp.pki.hosts import idn
from sslhelp.pki.hosts.name_faults import Fault
from sslhelp.policy.names import public_suffix

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sslhelp.pki.hosts.name_faults import Found

_LABEL = r"(?!-|..--)[a-z0-9-]{1,63}+(?<!-)"  # a non-reserved LDH label
_SOUND = re.compile(rf"(?:{_LABEL}\.)++{_LABEL}")
_MAX_LABEL = 63
_NOT_LDH = re.compile(r"[^a-z0-9-]")
_ONION_ADDRESS = re.compile(r"[a-z2-7]{56}")
_REVERSE_ZONES = frozenset({"in-addr.arpa", "ip6.arpa"})
_JUDGED_CLOSELY = _REVERSE_ZONES | {None, "onion"}


def is_sound(domain: str) -> bool:
    """Say whether a domain in lower case is plainly without faults; for every other `faults` finds which it has."""
    if len(domain) > idn.MAX_NAME or not _SOUND.fullmatch(domain) or domain.startswith("www.www."):
        return False
    suffix = public_suffix(domain)
    return suffix not in _JUDGED_CLOSELY and suffix != domain


def faults(domain: str, *, wildcard: bool) -> Iterator[Found]:
    """Yield the faults of a domain; `wildcard` says that `*.` stands before it. It has no blanks and no dot at the end.

    TLS BR 7.1.2.7.12: Punycode and non-reserved LDH labels joined by dots, whose top level is IANA's.
    """
    if "_" in domain:
        yield Fault.UNDERSCORE, domain
    a_labels = idn.a_labels(domain.replace("_", "x"))
    if not domain.isascii():
        if idn.PREFIX in a_labels:
            yield Fault.U_LABEL, f"{domain}: {a_labels}"
        else:
            yield Fault.CHARACTERS, f"{domain}: {_listed(each for each in domain if not each.isascii())}"
    if len(a_labels) > idn.MAX_NAME:
        yield Fault.TOO_LONG, f"{len(a_labels)} characters"
    elif a_labels:
        labels = dict.fromkeys(a_labels.split("."))
        if "" in labels:
            yield Fault.EMPTY_LABEL, domain
        for label in filter(None, labels):
            yield from _label_faults(label)
        yield from _place_faults(a_labels, wildcard=wildcard)


def _label_faults(label: str) -> Iterator[Found]:
    if len(label) > _MAX_LABEL:
        yield Fault.LABEL_TOO_LONG, f"{label}: {len(label)} characters"
    elif other := _NOT_LDH.findall(label):
        yield Fault.CHARACTERS, f"{label}: {_listed(other)}"
    elif label.startswith("-") or label.endswith("-"):
        yield Fault.HYPHEN, label
    elif label.startswith(idn.PREFIX):
        yield from _a_label_faults(label)
    elif label[2:4] == "--":
        yield Fault.RESERVED_LABEL, label


def _a_label_faults(label: str) -> Iterator[Found]:
    decoded = idn.decoded(label)
    if decoded is None:
        yield Fault.A_LABEL, label
    elif not idn.is_u_label(decoded):
        yield Fault.NOT_IDNA, label
    elif scripts := idn.mixed_scripts(decoded):
        yield Fault.MIXED_SCRIPTS, f"{decoded} ({label}): {', '.join(scripts)}"


def _place_faults(domain: str, *, wildcard: bool) -> Iterator[Found]:
    top = domain.rpartition(".")[2]
    suffix = public_suffix(domain)
    if suffix in _REVERSE_ZONES:
        yield Fault.REVERSE_ZONE, domain
    elif top == "onion":
        if not _is_onion_address(domain):
            yield Fault.ONION, domain
    elif top.isdigit():
        yield Fault.NUMERIC_TLD, domain
    elif suffix is None:
        yield Fault.INTERNAL, domain
    elif suffix == domain:
        yield (Fault.WILDCARD_SUFFIX if wildcard else Fault.PUBLIC_SUFFIX), domain
    if domain.startswith("www.www."):
        yield Fault.WWW_TWICE, domain


def _is_onion_address(domain: str) -> bool:
    """Say whether the label before `onion` is a version 3 address (TLS BR appendix B; Tor's rend-spec-v3, 6)."""
    label = domain.removesuffix(".onion").rpartition(".")[2]
    if not _ONION_ADDRESS.fullmatch(label):
        return False
    address = base64.b32decode(label.upper())
    key, checksum, version = address[:32], address[32:34], address[34:]
    return version == b"\x03" and checksum == hashlib.sha3_256(b".onion checksum" + key + version).digest()[:2]


def _listed(characters: Iterable[str]) -> str:
    """Write out a few characters, those that cannot be seen by their numbers."""
    distinct = list(dict.fromkeys(characters))[:8]
    return " ".join(each if each.isprintable() and not each.isspace() else f"U+{ord(each):04X}" for each in distinct)
