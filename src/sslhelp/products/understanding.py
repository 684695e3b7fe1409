"""Understand what a customer writes: the names in it, and what the words say of purpose, coverage and identity."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sslhelp.model.products import Coverage, Purpose
from sslhelp.products.names import MAX_NAMES, Kind, clean, kind, registrable, unique
from sslhelp.products.requirements import Requirements
from sslhelp.products.words import (
    ANSWERS,
    COUNTED,
    DECLINED,
    EVERY,
    NO_COMPANY,
    NUMBER,
    NUMBERS,
    PEOPLE,
    SUBDOMAINS,
    UNDECIDED,
    WISHES,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

MAX_TEXT = 20_000
"""Characters of a message that are read; 250 long names fit."""

_MAIL_ADDRESS = re.compile(r"[^\s@]{1,64}@[^\s@]{1,255}")
_NAME = re.compile(
    r"(?<![\w@.*:-])(?:[a-z]{1,10}://)?"
    r"((?:[\w*-]{1,64}\.){1,30}[\w-]{1,64}|localhost|(?:[0-9a-f]{0,4}:){2,7}[0-9a-f]{0,4})(?::\d{1,5})?(?:/\S*)?"
)
# `example,com` and `example .com`.
_MISTYPED = re.compile(r"(?<![\w.-])([a-z0-9-]{1,63})(?:,| \.)(com|net|org)\b(?!\.)")
# What looks like a host name in a sentence and is not meant as one.
_NOT_NAMES = frozenset({"asp.net", "vb.net", "ado.net", "socket.io", "acme.sh", "letsencrypt.org"})
_PRIVATE_TLDS = frozenset(
    {"local", "localhost", "lan", "internal", "intranet", "corp", "home", "localdomain", "private", "test", "invalid"}
)

# A name stands in the words as its number between these marks, so that "bank.example.com" says nothing of banks.
MARK = "\N{SECTION SIGN}"
_ONE = rf"{MARK}\d+{MARK}"
_LIST = rf"{_ONE}(?:\s*(?:,|;|&|\+|\band\b)+\s*{_ONE})*"
_BELOW = r"(?:under|below|beneath)"
_ALL = (
    rf"(?:{EVERY}{SUBDOMAINS}|everything|anything|wild-?cards?(?:\s+(?:ssl|tls|cert\w*))*)"
    rf"\s+(?:{_BELOW}|of|at|on|for|in)"
)
_NUMBERED = rf"{NUMBER}\s+(?:\w+\s+){{0,2}}?{COUNTED}(?:\s+all)?\s+{_BELOW}"
_ALL_BELOW = re.compile(rf"(?:{_ALL}|{_NUMBERED})\s+(?:the\s+domain\s+)?({_LIST})")
_AND_ALL_BELOW = re.compile(
    rf"({_ONE})[\s,(]*(?:(?:and|with|plus|including|incl\.?|as well as|&|\+)\s+)?"
    rf"(?:(?:{EVERY}|its\s+|the\s+)?{SUBDOMAINS}|everything\s+(?:under|below|beneath)\s+it|wild-?card)"
)
_HEADS = rf"({NUMBER})\s+(?:(?!for\b|of\b|on\b)\w+\s+){{0,2}}?{PEOPLE}"
_COUNT = rf"({NUMBER})\s+(?:(?!for\b|of\b|on\b|years?\b)\w+\s+){{0,2}}?{COUNTED}"
_FURTHER = re.compile(r"\b(?:other|more|further|additional)\b")


@dataclass(frozen=True, slots=True)
class Heard:
    """A message taken apart: its words in lower case, where each name is a mark, and the cleaned names."""

    words: str
    names: tuple[str, ...]


def hear(text: str) -> Heard:
    """Take a message apart. Mail addresses are neither words nor names."""
    names: list[str] = []

    def mark(found: re.Match[str]) -> str:
        name = clean(found[1])
        if not _is_meant(name):
            return found[0]
        names.append(name)
        return f"{MARK}{len(names) - 1}{MARK}"

    plain = text[:MAX_TEXT].lower().replace(MARK, " ").replace("\N{RIGHT SINGLE QUOTATION MARK}", "'")
    plain = _MISTYPED.sub(r"\1.\2", plain)
    words = _NAME.sub(mark, _MAIL_ADDRESS.sub(" ", plain))
    return Heard(words=" ".join(words.split()), names=tuple(names))


def _is_meant(name: str) -> bool:
    """Whether something with dots in a sentence is a name: `example.com` is, `server.key` and `3.5` are not."""
    match kind(name):
        case Kind.HOST | Kind.SUFFIX:
            return name not in _NOT_NAMES and (kind(name) is Kind.HOST or name.startswith("*."))
        case Kind.INTERNAL:
            return name.rpartition(".")[2] in _PRIVATE_TLDS
        case Kind.MALFORMED:
            without = name.replace("*", "x").replace("_", "x")
            return without != name and kind(without) is Kind.HOST
        case _:
            return True


def understand(text: str, *, names: Iterable[str] = ()) -> Requirements:
    """Return what a message says is needed. `names` are names given beside it, such as those of a CSR.

    A mail address among `names` says that mail is to be secured.
    """
    heard = hear(text)
    given = tuple(names)
    words = re.sub(_whole(DECLINED), " ", re.sub(_whole(UNDECIDED), " ", heard.words))
    wishes = frozenset(wish for wish, patterns in WISHES if re.search(_whole(*patterns), words))
    words = re.sub(_whole(*NO_COMPANY), " ", words)
    known = {field: _first(table, words) for field, table in ANSWERS.items()}
    if any("@" in name for name in given):
        known["purpose"] = Purpose.EMAIL
    known |= _counted(_ALL_BELOW.sub(" ", words), known["coverage"], len(heard.names)) or _heads(
        words, known["purpose"]
    )
    every = tuple(dict.fromkeys([*(clean(name) for name in given if "@" not in name), *_with_wildcards(heard)]))
    if len(every) > MAX_NAMES:
        known["count"] = len(every)
    return Requirements(**known, names=unique(every), wishes=wishes)


def _first(table: tuple[tuple[Any, tuple[str, ...]], ...], words: str) -> Any:
    return next((value for value, patterns in table if re.search(_whole(*patterns), words)), None)


def _whole(*patterns: str) -> str:
    return rf"\b(?:{'|'.join(patterns)})\b"


def _counted(words: str, coverage: Coverage | None, named: int) -> dict[str, Any]:
    """How many names there are to be, where that is said, and the coverage that follows.

    "3 more" stand beside those that are `named`.
    """
    found = re.search(_whole(_COUNT), words)
    count = _number(found[1]) if found else 0
    if found and _FURTHER.search(found[0]):
        count += named
    if not count:
        return {}
    if count == 1:
        return {"coverage": coverage or Coverage.SINGLE}
    wild = coverage in {Coverage.WILDCARD, Coverage.MULTI_WILDCARD}
    return {"count": count, "coverage": Coverage.MULTI_WILDCARD if wild else Coverage.MULTI}


def _heads(words: str, purpose: Purpose | None) -> dict[str, Any]:
    """How many people or mailboxes each need a certificate."""
    found = re.search(_whole(_HEADS), words) if purpose in {Purpose.EMAIL, Purpose.CODE} else None
    return {"count": _number(found[1])} if found and _number(found[1]) else {}


def _number(word: str) -> int:
    return NUMBERS.get(word) or int(word)


def _with_wildcards(heard: Heard) -> list[str]:
    """The names, where "everything under example.net" is `*.example.net`."""
    names = list(heard.names)
    added: list[str] = []
    replaced: set[int] = set()
    for found in _ALL_BELOW.finditer(heard.words):
        first, *further = _marks(found[1])
        replaced |= {first, *(each for each in further if registrable(names[each]) == names[each])}
    for found in _AND_ALL_BELOW.finditer(heard.words):
        whole = (names[each] for each in range(len(names)) if registrable(names[each]) == names[each])
        mine = [names[each] for each in _marks(found[1])]
        added += [_starred(name) for name in (whole if "their" in found[0] else mine)]
    return [_starred(name) if at in replaced else name for at, name in enumerate(names)] + added


def _starred(name: str) -> str:
    return f"*.{name}" if kind(name) is Kind.HOST else name


def _marks(text: str) -> list[int]:
    return [int(number) for number in re.findall(rf"{MARK}(\d+){MARK}", text)]
