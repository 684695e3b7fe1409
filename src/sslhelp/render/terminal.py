"""A Reply on a terminal: the plain text with rich's typography. Strangers' text can neither style nor steer it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rich.text import Text

from sslhelp.render import plain
from sslhelp.render.plain.text import visible
from sslhelp.render.verdict import Report, headline

if TYPE_CHECKING:
    from rich.console import Console

    from sslhelp.model.chat import Reply

_LABELS = (
    "Found|Fix|Rule|Names|Key|Subject|Signature|SHA-256|Kind|Issuer|Valid|SCTs|Must-staple|OCSP|CRL|Serial"
    "|First|Second|Older|Newer"
)
_STYLES = {
    re.compile(r"^  Error: .*$", re.MULTILINE): "bold red",
    re.compile(r"^  Warning: .*$", re.MULTILINE): "bold yellow",
    re.compile(r"^  Note: .*$", re.MULTILINE): "bold",
    re.compile(r"^(?:From|See also): .*$", re.MULTILINE): "dim",
    re.compile(rf"^ {{2,4}}(?:{_LABELS})(?= )", re.MULTILINE): "dim",
}
_TONES = {"bad": "bold red", "warn": "bold yellow", "ok": "bold green"}


def render(reply: Reply, console: Console) -> None:
    """Print the reply; without a colour terminal this is exactly the plain text."""
    for number, part in enumerate(reply.parts):
        text = Text(visible(plain.part_text(part)))
        first_line = text.plain.partition("\n")[0]
        tone = _TONES[headline(part).tone] if isinstance(part, Report) else "bold"
        text.stylize(tone, 0, len(first_line))
        for pattern, style in _STYLES.items():
            text.highlight_regex(pattern, style)
        console.print(*([""] if number else []), text, sep="\n", soft_wrap=True)
