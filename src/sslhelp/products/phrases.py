"""How the advisor says names, numbers and days."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sslhelp.products.names import spoken

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

_LISTED = 5


def listed(names: Sequence[str]) -> str:
    """Return names as a sentence lists them, as people write them, the first five of many."""
    said = [spoken(name) for name in names[:_LISTED]]
    if len(names) > _LISTED:
        return f"{', '.join(said)} and {len(names) - _LISTED} more"
    return " and ".join([", ".join(said[:-1]), said[-1]] if len(said) > 1 else said)


def on(day: date) -> str:
    """Return a day as a sentence names it: 15 March 2027."""
    return f"{day.day} {day:%B %Y}"
