"""All-day events as an iCalendar file (RFC 5545)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime

_FOLD = 75
_ESCAPES = (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\n", "\\n"))


@dataclass(frozen=True, slots=True)
class Event:
    """An event of one whole day. `uid` is unique for what it stands for; `alarm` the time after midnight, or ""."""

    uid: str
    day: date
    summary: str
    description: str
    alarm: str = ""


def text(events: Iterable[Event], *, stamp: datetime) -> str:
    """Return the calendar with its lines folded and ended by CRLF; `stamp` is in UTC.

    Summaries and descriptions may hold line feeds and whatever prints.
    """
    written = f"{_day(stamp)}T{stamp:%H%M%S}Z"
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//sslhelp//renewal//EN", "CALSCALE:GREGORIAN", "METHOD:PUBLISH"]
    for event in events:
        summary = _escaped(event.summary)
        lines += [
            "BEGIN:VEVENT",
            f"UID:{event.uid}@sslhelp",
            f"DTSTAMP:{written}",
            f"DTSTART;VALUE=DATE:{_day(event.day)}",
            f"SUMMARY:{summary}",
            f"DESCRIPTION:{_escaped(event.description)}",
            "TRANSP:TRANSPARENT",
        ]
        if event.alarm:
            lines += [
                "BEGIN:VALARM", "ACTION:DISPLAY", f"TRIGGER:{event.alarm}", f"DESCRIPTION:{summary}", "END:VALARM"
            ]  # fmt: skip
        lines.append("END:VEVENT")
    lines.append("END:VCALENDAR\r\n")
    return "\r\n".join([line if len(line) <= _FOLD and line.isascii() else _folded(line) for line in lines])


def _day(day: date) -> str:
    return f"{day.year:04}{day.month:02}{day.day:02}"


def _escaped(text: str) -> str:
    for special, escaped in _ESCAPES:
        text = text.replace(special, escaped)
    return text


def _folded(line: str) -> str:
    """Fold a line so that no part has more than 75 octets, nor begins in the middle of a character (RFC 5545 3.1)."""
    octets = line.encode()
    parts, at, room = [], 0, _FOLD
    while len(octets) - at > room:
        end = at + room
        while octets[end] & 0xC0 == 0x80:
            end -= 1
        parts.append(octets[at:end])
        at, room = end, _FOLD - 1
    parts.append(octets[at:])
    return b"\r\n ".join(parts).decode()
