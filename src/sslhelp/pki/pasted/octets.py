"""Binary that was written out octet by octet: hexadecimal in dumps, in C and with colons, decimals in arrays."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_HEX = r"[\s:,\\]{0,4}(?:0?[xX])?[0-9a-fA-F]{2}"
_MARGIN = r"(?:[ \t]{2,4}[^\n]{1,20})?\n[ \t>|]{0,8}(?:[0-9a-fA-F]{4,10}[: \t-]{1,4})?"
_HEX_ROW = re.compile(
    r"[3fFcC62](?:(?<![A-Za-z0-9+/].)|(?<=[xX].))(?:(?<=3)0|(?<=[fFcC])[eE]|(?<=6)[fF]|(?<=2)[dD])"
    f"(?:{_HEX}){{15}}"
)
_HEX_DUMP = re.compile(rf"(?:{_HEX})+(?:[\s\S]{{1,60}}?(?:{_HEX}){{8,}})*")
_NOT_HEX = re.compile(rf"{_MARGIN}|0?[xX]|[^0-9a-fA-F]")
_DECIMAL = r"[,;\s]{1,16}-?\d{1,3}\b"
_DECIMAL_ROW = re.compile(
    r"[412-](?<![\w.,-].)(?:(?<=4)[58]|(?<=1)11|(?<=2)(?:54|06)|(?<=-)(?:2|50))\b" + f"(?:{_DECIMAL}){{15}}"
)
_DECIMAL_DUMP = re.compile(rf"-?\d{{1,3}}(?:{_DECIMAL})+")
"""A row begins as DER does (30 in hexadecimal), JKS (FE), JCEKS (CE), OpenSSH's format (6F) or PEM (2D)."""


@dataclass(frozen=True, slots=True)
class Dump:
    """Octets written out between `start` and `end` of a text."""

    start: int
    end: int
    octets: bytes


def dumps(text: str, start: int, limit: int, begins: Callable[[bytes], bool]) -> Iterator[Dump]:
    """Yield what is written out between `start` and `limit` where `begins` holds for its first dozen octets.

    It begins as DER, as a key store, an OpenSSH key or PEM does. Each character is looked at a bounded number of times.
    """
    for row_pattern, whole_pattern, octets in (
        (_HEX_ROW, _HEX_DUMP, _from_hexadecimal),
        (_DECIMAL_ROW, _DECIMAL_DUMP, _from_decimals),
    ):
        floor = start
        for row in row_pattern.finditer(text, start, limit):
            whole = row.start() >= floor and begins(octets(row[0])) and whole_pattern.match(text, row.start(), limit)
            if whole:
                floor = whole.end()
                yield Dump(row.start(), floor, octets(whole[0]))


def _from_hexadecimal(text: str) -> bytes:
    figures = _NOT_HEX.sub("", text)
    return bytes.fromhex(figures[: len(figures) & ~1])


def _from_decimals(text: str) -> bytes:
    return bytes(int(figures) & 0xFF for figures in re.findall(r"-?\d{1,3}\b", text))
