"""Reads calendars as strictly as RFC 5545 is written, so that what any client may refuse fails here."""

from __future__ import annotations

import re
from collections.abc import Mapping

Event = dict[str, str]


def _unfolded(calendar: str) -> list[str]:
    """Return the content lines of RFC 5545 3.1: CRLF ends each, none is longer than 75 octets, a blank goes on."""
    assert calendar.endswith("\r\n")
    lines: list[str] = []
    for line in calendar.removesuffix("\r\n").split("\r\n"):
        assert len(line.encode()) <= 75
        assert line
        assert all(each.isprintable() for each in line)
        if line.startswith(" "):
            lines[-1] += line[1:]
        else:
            lines.append(line)
    return lines


def _unescaped(text: str) -> str:
    """Return a TEXT value of RFC 5545 3.3.11."""
    assert re.fullmatch(r"(?:[^\\;,]|\\[\\;,nN])*", text), text
    return re.sub(r"\\(.)", lambda escape: "\n" if escape[1] in "nN" else escape[1], text)


_VALUES = {
    "UID": r"[0-9a-z.@_-]{8,128}",
    "DTSTAMP": r"\d{8}T\d{6}Z",
    "DTSTART;VALUE=DATE": r"\d{8}",
    "TRANSP": r"TRANSPARENT",
    "ACTION": r"DISPLAY",
    "TRIGGER": r"-?PT?\d+[DHM]",
}
_TEXTS = {"SUMMARY", "DESCRIPTION"}


def events(calendar: str) -> list[Event]:
    """Read a calendar strictly and return its events, the trigger of an alarm among their properties."""
    head, *lines = _unfolded(calendar)
    assert head == "BEGIN:VCALENDAR"
    assert lines.pop() == "END:VCALENDAR"
    assert lines[:2] == ["VERSION:2.0", "PRODID:-//sslhelp//renewal//EN"]
    found: list[Event] = []
    inside: list[str] = []
    for line in lines[4:]:
        name, _, value = line.partition(":")
        if name == "BEGIN":
            assert (value, inside) in [("VEVENT", []), ("VALARM", ["VEVENT"])]
            inside.append(value)
            if value == "VEVENT":
                found.append({})
            continue
        if name == "END":
            assert inside.pop() == value
            continue
        assert inside
        assert name in _TEXTS or re.fullmatch(_VALUES[name], value), line
        key = f"alarm.{name}" if inside[-1] == "VALARM" else name
        assert key not in found[-1]
        found[-1][key] = _unescaped(value) if name in _TEXTS else value
    assert inside == []
    for event in found:
        assert {"UID", "DTSTAMP", "DTSTART;VALUE=DATE", "SUMMARY"} <= event.keys()
    assert len({event["UID"] for event in found}) == len(found)
    return found


def days_of(calendar: str) -> Mapping[str, str]:
    """Return the day of each event by its summary."""
    return {event["SUMMARY"]: event["DTSTART;VALUE=DATE"] for event in events(calendar)}
