"""Lines of plain text in which a stranger's value can neither steer a terminal nor begin a line of its own."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

# C0 and C1 controls but for tab and line feed, the marks that turn the direction of writing, and lone surrogates.
_ACTIVE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def visible(text: str) -> str:
    """Return the text with every character that could steer a terminal replaced by U+FFFD."""
    return _ACTIVE.sub("\ufffd", text)


def one_line(text: str) -> str:
    """Keep a stranger's value from beginning a line of its own."""
    return text.replace("\n", "\ufffd")


def facts(pairs: Sequence[tuple[str, str | None]]) -> Iterator[str]:
    """Return a line for each pair of label and value, the values in one column; a pair without a value is left out."""
    width = max(len(label) for label, _ in pairs) + 2
    return (f"  {label:<{width}}{one_line(value)}" for label, value in pairs if value)
