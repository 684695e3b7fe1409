"""How the advisor says names, numbers and days."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

_LISTED = 5


def listed(names: Sequence[str]) -> str:
    """Return names as a sentence lists them, the first five of many."""
    if len(names) > _LISTED:
        return f"{', '.join(names[:_LISTED])} and {len(names) - _LISTED} more"
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


def on(day: date) -> str:
    """Return a day as a sentence names it: 15 March 2027."""
    return f"{day.day} {day:%B %Y}"
