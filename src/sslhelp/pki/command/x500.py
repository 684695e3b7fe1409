"""Distinguished names in the form that Windows reads."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_PLAIN = re.compile(r"[\w .*()'&/:@?-]+")


def text(subject: Iterable[tuple[str, str]]) -> str:
    """Return `CN=www.example.com, O="Example, Ltd"`, as CertStrToName of the Windows SDK reads it.

    A value with a character that may have a meaning stands in double quotes, and a double quote in it is doubled. No
    value begins or ends with a blank.
    """
    return ", ".join([f"{kind}={value if _PLAIN.fullmatch(value) else _quoted(value)}" for kind, value in subject])


def _quoted(value: str) -> str:
    return '"' + value.replace('"', '""') + '"'
