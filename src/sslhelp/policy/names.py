"""What holds for DNS names whoever looks at them: what a wildcard covers, and where a registry's domains end."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_SECTION = r"^// ===BEGIN {0} DOMAINS===$(.*)^// ===END {0} DOMAINS===$"


def covers(pattern: str, host: str) -> bool:
    """Say whether the certificate name `pattern` covers `host` (RFC 9525 6.3): the asterisk stands for one label."""
    pattern, host = pattern.lower().rstrip("."), host.lower().rstrip(".")
    if pattern.startswith("*."):
        return host.partition(".")[2] == pattern[2:] and "." in pattern[2:]
    return pattern == host


def public_suffix(domain: str) -> str | None:
    """Return the suffix of an A-label domain in the list's ICANN section, None when its top level is in no list.

    No wildcard is issued right below one (CA/B Forum TLS BR 3.2.2.6). The longest rule that fits decides.
    """
    domain = domain.lower()
    rules = suffixes()
    found, every_label, dot = None, False, len(domain)
    while dot >= 0:
        dot = domain.rfind(".", 0, dot)
        tail = domain[dot + 1 :]
        rule = rules.get(tail)
        if rule is None:
            return tail if every_label else found
        is_suffix, every_label = rule
        if is_suffix:
            found = tail
    return found


def registrable(domain: str) -> str | None:
    """Return the domain that a registry sells: `example.co.uk` for `a.b.example.co.uk`; None for a suffix itself."""
    suffix = public_suffix(domain)
    if suffix is None:
        return None
    label = domain.lower().removesuffix(suffix).removesuffix(".").rpartition(".")[2]
    return f"{label}.{suffix}" if label else None


def is_shared(domain: str) -> bool:
    """Say whether strangers have their sites right below an A-label domain: a suffix of the list's private section."""
    domain = domain.lower()
    rules = shared_suffixes()
    return domain in rules or f"*.{domain.partition('.')[2]}" in rules


@cache
def shared_suffixes() -> frozenset[str]:
    """Return the rules of the list's private section, such as `github.io`, read at the first call (some 30 ms)."""
    return frozenset(_rules("PRIVATE"))


@cache
def suffixes() -> Mapping[str, tuple[bool, bool]]:
    """Return the rules of the public suffix list, read from `publicsuffixlist` at the first call (some 30 ms).

    Every suffix, and every domain above one, in A-labels: whether it is a suffix itself, and whether each label right
    below it makes one (a rule with an asterisk), but for those that are listed as none (a rule with an exclamation
    mark).
    """
    rules = frozenset(_rules("ICANN"))
    every_label = {rule[2:] for rule in rules if rule.startswith("*.")}
    listed = {tail for rule in rules for tail in _tails(rule.removeprefix("*.").removeprefix("!"))}
    return {
        name: (
            f"!{name}" not in rules and (name in rules or name in every_label or name.partition(".")[2] in every_label),
            name in every_label,
        )
        for name in listed
    }


def _rules(name: str) -> Iterator[str]:
    text = (files("publicsuffixlist") / "public_suffix_list.dat").read_text("utf-8")
    section = re.search(_SECTION.format(name), text, re.DOTALL | re.MULTILINE)
    for line in section[1].splitlines() if section else ():
        rule = line.partition(" ")[0].lower()
        if rule and not rule.startswith("//"):
            yield rule if rule.isascii() else ".".join(label.encode("idna").decode() for label in rule.split("."))


def _tails(domain: str) -> Iterator[str]:
    yield domain
    while domain := domain.partition(".")[2]:
        yield domain
