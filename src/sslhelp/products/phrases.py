"""How the advisor says names."""

from __future__ import annotations

from typing import TYPE_CHECKING

import idna

if TYPE_CHECKING:
    from collections.abc import Sequence

_LISTED = 5


def spoken(name: str) -> str:
    """Return a name as people write it: `*.münchen.de` for `*.xn--mnchen-3ya.de`."""
    host = name.removeprefix("*.")
    try:
        return name.removesuffix(host) + (idna.decode(host) if "xn--" in host else host)
    except idna.IDNAError:
        return name


def listed(names: Sequence[str]) -> str:
    """Return names as a sentence lists them, as people write them, the first five of many."""
    said = [spoken(name) for name in names[:_LISTED]]
    if len(names) > _LISTED:
        return f"{', '.join(said)} and {len(names) - _LISTED} more"
    return " and ".join([", ".join(said[:-1]), said[-1]] if len(said) > 1 else said)
