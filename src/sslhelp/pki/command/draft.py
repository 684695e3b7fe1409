"""What the CSR should say, whatever tool makes it: the mistakes of the one that was pasted are mended here."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from sslhelp.pki import countries
from sslhelp.pki.hosts.names import address, is_wildcard
from sslhelp.pki.subject_values import UPPER_BOUNDS, is_abbreviated, is_sample, says_something
from sslhelp.pki.text import one_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from sslhelp.model.pki import NameAttribute, PublicKey

MAX_NAMES = 250

_MAX_STEM = 100
_MAX_READ = 512
_KEPT = frozenset({"C", "ST", "L", "O"})  # OU must not be there (TLS BR 7.1.4.2), the rest no CA asks for
_CURVES = frozenset({"P-256", "P-384", "P-521"})
_RSA_SIZES = frozenset({3072, 4096})
_PLAIN_HOST = re.compile(r"(?:\*\.)?[A-Za-z0-9][A-Za-z0-9.-]*|[0-9A-Fa-f:.]+")
_PLAIN_EMAIL = re.compile(
    r"[A-Za-z0-9](?:[A-Za-z0-9.+_-]{0,62}[A-Za-z0-9])?@[A-Za-z0-9](?:[A-Za-z0-9.-]{0,251}[A-Za-z0-9])?"
)
_NOT_IN_FILE_NAMES = re.compile(r"[^A-Za-z0-9.-]+")


class Draft(NamedTuple):
    """A CSR to make: `subject` as pairs of type and value, CN first; `names` of kind (dns, ip, email) and name.

    `curve` is P-256, P-384 or P-521, None for RSA; `bits` the size of the key. The names hold no character
    that any of the tools gives a meaning; the values of the subject may hold whatever prints. `stem` begins the
    names of files: it is made of letters, digits, dots, hyphens and underscores.
    """

    stem: str
    subject: tuple[tuple[str, str], ...]
    names: tuple[tuple[str, str], ...]
    curve: str | None
    bits: int

    @property
    def kinds(self) -> frozenset[str]:
        """The kinds of the names."""
        return frozenset([kind for kind, _ in self.names])


def meant(
    subject: Sequence[NameAttribute], hosts: Sequence[str], emails: Sequence[str], key: PublicKey | None
) -> Draft | None:
    """Return what a CSR with these contents was meant to ask for, None when it has no name.

    `hosts` are mended names; the first `MAX_NAMES` of them, or where there are none, of the plain mail addresses. The
    bare domain of a wildcard is added, which the wildcard itself does not cover.
    """
    wanted = dict.fromkeys(filter(_PLAIN_HOST.fullmatch, hosts[:MAX_NAMES]))
    wanted |= dict.fromkeys([host[2:] for host in wanted if is_wildcard(host)])
    names = _hosts(wanted) or tuple(_mailboxes(emails))
    if not names:
        return None
    kept = _common_name(names[0][1])
    for attribute in subject:
        if attribute.type in _KEPT and attribute.type not in kept and (value := _mended(attribute)):
            kept[attribute.type] = value
    curve = key.curve if key and key.curve in _CURVES else None
    return Draft(_stem(names[0][1]), tuple(kept.items()), names, curve, _bits(key, curve))


def exactly(hosts: Sequence[str]) -> Draft | None:
    """Return a CSR for just these hosts, with the first as common name and a key that every CA takes.

    None where one of them is none that a tool could be handed, or where there are none or more than `MAX_NAMES`.
    """
    names = _hosts(dict.fromkeys(filter(_PLAIN_HOST.fullmatch, hosts)))
    if not names or len(names) < len(hosts):
        return None
    first = names[0][1]
    return Draft(_stem(first), tuple(_common_name(first).items()), names, None, _bits(None, None))


def _hosts(hosts: Iterable[str]) -> tuple[tuple[str, str], ...]:
    return tuple([("ip" if address(host) else "dns", host) for host in hosts])[:MAX_NAMES]


def _common_name(name: str) -> dict[str, str]:
    return {"CN": name} if len(name) <= UPPER_BOUNDS["CN"] else {}


def _stem(name: str) -> str:
    return _NOT_IN_FILE_NAMES.sub("_", name.replace("*", "wildcard"))[:_MAX_STEM]


def _mailboxes(emails: Sequence[str]) -> Iterator[tuple[str, str]]:
    plain = dict.fromkeys(email for email in emails[:MAX_NAMES] if _PLAIN_EMAIL.fullmatch(email))
    return (("email", email) for email in plain)


def _bits(key: PublicKey | None, curve: str | None) -> int:
    """Keep to the size that was chosen where every CA takes it."""
    if curve:
        return int(curve.removeprefix("P-"))
    return key.bits if key and key.algorithm == "RSA" and key.bits and key.bits in _RSA_SIZES else 2048


def _mended(attribute: NameAttribute) -> str:
    """Return the attribute's value as it may stand in a certificate, "" when it has to be left out."""
    value = one_line(attribute.value[:_MAX_READ])
    if attribute.type == "C":
        return value if value in countries.COUNTRIES else countries.meant(value) or ""
    value = value[: UPPER_BOUNDS[attribute.type]].rstrip()
    means_it = says_something(value) and not is_sample(value) and not is_abbreviated(attribute.type, value)
    return value if means_it else ""
