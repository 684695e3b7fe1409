"""Base64 of nothing known beside the mention of a key: the middle of one, or the encrypted body of one alone."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

from sslhelp.pki.pasted import decoding, digits, paste, sniff
from sslhelp.pki.pasted.private_key.span import Span
from sslhelp.pki.pasted.private_key.worded import kind_of_pem
from sslhelp.pki.pasted.sniff import BlockKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sslhelp.pki.pasted.private_key.span import Pasted

_MENTION = re.compile(
    r"(?:private|secret|priv|server|tls|ssl|rsa)[\s._-]{0,3}key(?! removed\])"  # not the mark of a key that was cut
    r"|\bkey[\s._-]{0,3}file|keystore|\.(?:key|pfx|p12|ppk|jks)\b",
    re.IGNORECASE,
)
_LEAST_DIGITS = 60  # a line of base64
_NEAR = 200
_HEAD_CHARS = 512


def _mentioned(pasted: Pasted) -> Iterator[Span]:
    text = pasted.text
    mentions = [mention.start() for mention in _MENTION.finditer(text)]
    runs = digits.runs(text, 0, len(text), least=_LEAST_DIGITS) if mentions else ()
    near = [(start, end) for start, end in runs if _between(mentions, start - _NEAR, end + _NEAR)]
    others = _others(pasted) if near else []
    for start, end in near:
        place = bisect_right(others, (start, len(text))) - 1
        is_other = place >= 0 and start < others[place][1]
        if not is_other and not paste.is_text(next(decoding.readings(text[start:end]))):
            yield Span(start, end, "part of a key")


def _between(places: Sequence[int], first: int, last: int) -> bool:
    place = bisect_left(places, first)
    return place < len(places) and places[place] <= last


def _others(pasted: Pasted) -> list[tuple[int, int]]:
    """Return where things other than keys lie, in order: from a BEGIN line to the next, or as far as their base64."""
    text = pasted.text
    ends = [*(marker.start for marker in pasted.markers[1:]), len(text)]
    armoured = [
        (marker.start, end)
        for marker, end in zip(pasted.markers, ends, strict=False)
        if marker.begins and not kind_of_pem(text[marker.start : marker.end])
    ]
    bare: list[tuple[int, int]] = []
    for start, _, opening in digits.openings(text, 0, len(text), chars=_HEAD_CHARS):
        is_past = not bare or start >= bare[-1][1]
        if is_past and sniff.kind(opening) not in {None, BlockKind.PRIVATE_KEY}:
            bare.append((start, digits.body_end(text, start, pasted.border(start))))
    return sorted(armoured + bare)


FINDERS = ((("key", ".pfx", ".p12", ".ppk", ".jks"), _mentioned),)
"""The finder, with words in lower case of which one is in any text that it finds something in."""
