"""What holds for DNS names whoever looks at them: what a wildcard covers, and where a registry's domains end."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from publicsuffixlist import PublicSuffixList


def covers(pattern: str, host: str) -> bool:
    """Say whether the certificate name `pattern` covers `host` (RFC 9525 6.3): the asterisk stands for one label."""
    pattern, host = pattern.lower().rstrip("."), host.lower().rstrip(".")
    if pattern.startswith("*."):
        return host.partition(".")[2] == pattern[2:] and "." in pattern[2:]
    return pattern == host


def public_suffix(domain: str) -> str | None:
    """Return the suffix of an A-label domain in the list's ICANN section, None when its top level is in no list.

    No wildcard is issued right below one (CA/B Forum TLS BR 3.2.2.6).
    """
    try:
        return suffixes().publicsuffix(domain)
    except (ValueError, UnicodeError):
        return None


def registrable(domain: str) -> str | None:
    """Return the domain that a registry sells: `example.co.uk` for `a.b.example.co.uk`; None for a suffix itself."""
    try:
        return suffixes().privatesuffix(domain)
    except (ValueError, UnicodeError):
        return None


@cache
def suffixes() -> PublicSuffixList:
    """Return the public suffix list, read at the first call (it takes some 80 ms)."""
    from publicsuffixlist import PublicSuffixList  # noqa: PLC0415

    return PublicSuffixList(accept_unknown=False, only_icann=True)
