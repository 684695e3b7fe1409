"""What stands in a field of a subject where nobody said anything: fillers, and the samples of the tools."""

from __future__ import annotations

import re

_SAMPLES = frozenset({"some-state", "internet widgits pty ltd", "default city", "default company ltd", "my company"})
"""What OpenSSL's and others' sample configurations put where nobody typed anything, in lower case."""

_FILLER = re.compile(r"\s*(?:[\W_]*|n[./ ]?a\.?|nil|none|null|unknown|undefined|test|x+)\s*", re.IGNORECASE)


def says_something(value: str) -> bool:
    """Say whether a value is more than a filler such as a dot or N/A, which CAs must leave out (TLS BR 7.1.4.2)."""
    return _FILLER.fullmatch(value) is None


def is_sample(value: str) -> bool:
    """Say whether a value is a tool's own sample."""
    return value.strip().lower() in _SAMPLES
