"""Countries as certificates name them, by two letters of ISO 3166-1 (TLS BR 7.1.4.2), and what people write instead."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

_MAX_CHARS = 64
_PUNCTUATION = re.compile(r"[^\w/]+|_+")  # not the slash: "N/A" is not Namibia
_STYLE = re.compile(r"^(?:republic|kingdom|state|principality)of(?:the)?")
_TABLE = [
    line.split("\t")
    for line in (files(__package__) / "countries.tsv").read_text("utf-8").splitlines()
    if not line.startswith("#")
]

COUNTRIES = frozenset(code for code, _, _ in _TABLE)
"""ISO 3166-1 alpha-2, all 249."""


def meant(value: str) -> str | None:
    """Return the two-letter code that `value` stands for, None when that cannot be said.

    It knows the codes themselves in any case, the three letters of ISO 3166-1 and of sport, the exceptions of the EU
    (UK, EL), and names of countries in English and some of their own languages.
    """
    plain = _plain(value[:_MAX_CHARS])
    return _meanings().get(plain) or _meanings().get(_STYLE.sub("", plain))


@cache
def _meanings() -> Mapping[str, str]:
    return {
        _plain(each): code for code, three_letters, names in _TABLE for each in (code, three_letters, *names.split(";"))
    }


def _plain(value: str) -> str:
    """Return a name without case, accents, blanks, punctuation and article: "U.S.A." is "usa"."""
    letters = "".join(each for each in unicodedata.normalize("NFKD", value) if not unicodedata.combining(each))
    return _PUNCTUATION.sub("", re.sub(r"\bst\b", "saint", letters.casefold())).removeprefix("the")
