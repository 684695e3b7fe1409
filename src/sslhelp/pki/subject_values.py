"""The values of a subject: how long they may be, and which say nothing, as fillers and the samples of tools do."""

from __future__ import annotations

import re

UPPER_BOUNDS = {
    "C": 2, "ST": 128, "L": 128, "O": 64, "OU": 64, "CN": 64, "street": 128, "postalCode": 40, "SN": 64, "GN": 64,
    "serialNumber": 64, "emailAddress": 255,
}  # fmt: skip
"""The longest values in characters, by type (TLS BR 7.1.4.2; RFC 5280 A.1)."""

_SAMPLES = frozenset({"some-state", "internet widgits pty ltd", "default city", "default company ltd", "my company"})
"""What OpenSSL's and others' sample configurations put where nobody typed anything, in lower case."""

_FILLER = re.compile(r"\s*(?:[\W_]*|n[./ ]?a\.?|nil|none|null|unknown|undefined|test|x+)\s*", re.IGNORECASE)


def says_something(value: str) -> bool:
    """Say whether a value is more than a filler such as a dot or N/A, which CAs must leave out (TLS BR 7.1.4.2)."""
    return _FILLER.fullmatch(value) is None


def is_sample(value: str) -> bool:
    """Say whether a value is a tool's own sample."""
    return value.strip().lower() in _SAMPLES


def is_abbreviated(kind: str, value: str) -> bool:
    """Say whether a value is a state by its two letters, which CAs want written out."""
    return kind == "ST" and len(value) == 2 and value.isupper()
