"""Products: what an article names like one is one of the catalogue's, spelt as there."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from sslhelp.errors import Complaint
    from sslhelp.knowledge.lint.manuscript import Manuscript
    from sslhelp.knowledge.lint.surroundings import Surroundings

_NO_PRODUCTS = {"OpenSSL", "LibreSSL", "BoringSSL", "wolfSSL", "ZeroSSL", "AutoSSL"}
"""Software, a CA and a panel's feature that are spelt like a product."""

_TOKEN = r"[A-Za-z]\w*SSL\b"  # noqa: S105  (PositiveSSL, RapidSSL)


def check(manuscripts: Sequence[Manuscript], surroundings: Surroundings) -> Iterator[Complaint]:
    """Complain of a name that is made of the catalogue's words, or ends in SSL, and is not in it."""
    named = _pattern(surroundings)
    known = {*surroundings.products, *surroundings.brands, *_NO_PRODUCTS, *_short(surroundings)}
    for each in manuscripts:
        for paragraph in each.paragraphs:
            for match in named.finditer(paragraph.text):
                name = " ".join(match[0].split())
                if name not in known:
                    message = f"{name} is not a product of the catalogue"
                    yield each.complaint(paragraph.line_at(match.start()), message)


def _pattern(surroundings: Surroundings) -> re.Pattern[str]:
    """Match a brand, or a word that ends in SSL, with the words after it that products are called by."""
    words = {word for name in surroundings.products for word in name.split()}
    first = "|".join(map(re.escape, sorted(surroundings.brands, key=len, reverse=True)))
    rest = "|".join(map(re.escape, sorted(words, key=len, reverse=True)))
    return re.compile(rf"\b(?:{first}|{_TOKEN})(?!-)(?:\s+(?:{rest})(?![\w-]))*")


def _short(surroundings: Surroundings) -> Collection[str]:
    """Names without the brand in front of them: True BusinessID for GeoTrust True BusinessID."""
    return {
        name.removeprefix(f"{brand} ")
        for name in surroundings.products
        for brand in surroundings.brands
        if name.startswith(f"{brand} ")
    }
