"""Placeholders in articles, `{{ house.menu.orders }}`: words of the shop and of the dated rules, kept in one place."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sslhelp.policy import words as policy

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from sslhelp.model.knowledge import House

PATTERN = re.compile(r"\{\{\s*([a-z0-9_.]+)\s*\}\}")


def words(house: House, day: date) -> dict[str, str]:
    """Return every word that an article may take, as it stands on `day`."""
    return {**house.words, **policy.words(day)}


def unknown(text: str, words: Mapping[str, str]) -> Iterator[str]:
    """Yield the placeholders in a text for which there is no word."""
    return (name for name in PATTERN.findall(text) if name not in words)


def fill(text: str, words: Mapping[str, str]) -> str:
    """Put words in the place of placeholders; raises KeyError for one that there is no word for."""
    return PATTERN.sub(lambda match: words[match[1]], text)
