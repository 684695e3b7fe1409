"""Names of hosts in a question, said in the trade's words: which names there are is not what an article answers.

"does *.example.com cover example.com" asks whether a wildcard covers a bare domain; "my-shop.com shows an error" asks
about neither shops nor what is mine.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sslhelp.products.names import Kind, kind, registrable
from sslhelp.products.understanding import MARK, hear

if TYPE_CHECKING:
    from collections.abc import Sequence

_MARKED = re.compile(rf"{MARK}(\d+){MARK}")
_OF_COVERAGE = re.compile(
    r"\b(?:cover\w*|reach\w*|includ\w+|contain\w*|secures?\b(?<!not secure)|protects?|works? (?:for|with|on|too)"
    r"|also (?:for|good|valid)"
    r"|(?:good|valid|same|enough|use\w*) (?:for|on|with)|apply|applies)\b"
)


def in_trade_words(question: str) -> str:
    """Return a question in lower case with its host names left out, or told by what they are where that matters.

    A question without host names comes back as it is, and so does one that is nothing but names.
    """
    heard = hear(question)
    if not heard.names or not _MARKED.sub("", heard.words).strip(" ,;.?!"):
        return question
    matters = len(set(heard.names)) > 1 or bool(_OF_COVERAGE.search(heard.words))
    said = _MARKED.sub(lambda mark: _told(heard.names[int(mark[1])], heard.names, matters=matters), heard.words)
    return " ".join(said.split())


def _told(name: str, names: Sequence[str], *, matters: bool) -> str:
    match kind(name):
        case Kind.HOST:
            return _place(name, names) if matters else ""
        case Kind.WILDCARD:
            return "wildcard"
        case Kind.ADDRESS:
            return "public ip address"
        case _:
            return name


def _place(name: str, names: Sequence[str]) -> str:
    """Say where a name stands below its domain, or below the wildcard that is spoken of beside it."""
    if f"*.{name}" in names:
        return "bare domain"
    domain = registrable(name) or name
    below = name.removesuffix(domain).rstrip(".")
    if below == "www":
        return "www"
    return {0: "bare domain", 1: "subdomain"}.get(below.count(".") + 1 if below else 0, "subdomain at two levels")
