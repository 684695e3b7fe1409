"""Slack's mrkdwn: strangers' text made inert, and long text cut where that breaks no markup.

The rules are those of docs.slack.dev/messaging/formatting-message-text: `&`, `<` and `>` are the only characters to
escape, and a mention or a link exists only between `<` and `>`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sslhelp.render.plain.text import visible

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

ELLIPSIS = "…"
LINK_CHARS = 1_500
_ENTITIES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})
_LOOKALIKE_BACKTICK = "\u02cb"  # a code span ends at the first backtick, and there is no way to escape one
_LINKABLE = re.compile(r"(?:https?://|mailto:)[^\s<>|]+")
_FENCE = "```"
_ATOM = re.compile(r"<[^<>\n]{1,1000}>|&(?:amp|lt|gt);|\n|[ \t]+|[^\s<&]{1,80}|[\s\S]")


def clip(text: str, limit: int) -> str:
    """Return the text, cut to `limit` characters with an ellipsis when it is longer."""
    return text if len(text) <= limit else text[: limit - 1] + ELLIPSIS


def escape(text: str) -> str:
    """Return a stranger's text so that no mention, channel or link comes alive in it."""
    return visible(text).translate(_ENTITIES)


def code(text: str, limit: int = 260) -> str:
    """Return a stranger's text as a code span on one line; nothing in it can close the span."""
    line = " ".join(text.replace("`", _LOOKALIKE_BACKTICK).split())
    return f"`{escape(clip(line, limit))}`" if line else "(empty)"


def link(url: str, label: str) -> str:
    """Return a link; only its label where the URL is none that Slack would open."""
    said = escape(clip(" ".join(label.split()), 200))
    target = url.replace("&", "&amp;")
    return f"<{target}|{said}>" if len(target) <= LINK_CHARS and _LINKABLE.fullmatch(url) else said


def listed(lines: Sequence[str], limit: int) -> str:
    """Join as many whole lines as fit into `limit` characters, and say how many were left out."""
    kept: list[str] = []
    room = limit - len(f"and {len(lines)} more")
    for line in lines:
        room -= len(line) + 1
        if room < 0:
            break
        kept.append(line)
    left_out = len(lines) - len(kept)
    return "\n".join([*kept, f"and {left_out} more"] if left_out else kept)


def pieces(text: str, limit: int) -> list[str]:
    """Cut mrkdwn into pieces of at most `limit` characters (at least 100), at the best place that each leaves.

    That is a blank line, else a line end, else between two words or links. A code block that is cut is closed and
    opened again.
    """
    found: list[str] = []
    piece, fenced = "", False
    room = limit - 2 * (len(_FENCE) + 1)
    for line in _lines(text, room):
        if len(piece) + len(line) > room:
            head, piece = _parted(piece)
            found.append(head)
        piece += line
    found.append(piece)
    whole: list[str] = []
    for body in found:
        opened = f"{_FENCE}\n{body}" if fenced else body
        fenced = opened.count(_FENCE) % 2 == 1
        closed = f"{opened.rstrip()}\n{_FENCE}" if fenced else opened
        whole.append(closed.lstrip("\n").rstrip())
    return [body for body in whole if body.strip()]


def _lines(text: str, limit: int) -> Iterator[str]:
    """Yield the text line by line, line ends kept; a line over the limit in parts of whole words and links."""
    for line in text.splitlines(keepends=True):
        part = ""
        for atom in [line] if len(line) <= limit else _ATOM.findall(line):
            if len(part) + len(atom) > limit:
                yield part
                part = ""
            part += atom
        yield part


def _parted(piece: str) -> tuple[str, str]:
    """Part a full piece at its last blank line when that lies in its second half and outside code."""
    at = piece.rfind("\n\n")
    if at < len(piece) // 2 or piece[:at].count(_FENCE) % 2:
        return piece, ""
    return piece[:at], piece[at + 2 :]
