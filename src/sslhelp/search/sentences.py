"""The sentences of a long question, such as a mail: what is asked may stand in one of them, and the rest is story."""

from __future__ import annotations

import re

LONG = 20  # words
MOST = 8  # sentences that are looked at: the first and the last of more
_FEWEST_WORDS = 2
_SENTENCE = re.compile(r"[^.!?\n]+(?:[.!?](?=\S)[^.!?\n]+)*[.!?]*")


def of(text: str) -> list[tuple[int, int]]:
    """Return where the sentences of a text begin and end; none for a text that is short, or all one sentence."""
    if len(text.split()) < LONG:
        return []
    found = [match.span() for match in _SENTENCE.finditer(text) if len(match[0].split()) >= _FEWEST_WORDS]
    if len(found) == 1:
        return []
    return found if len(found) <= MOST else [*found[: MOST // 2], *found[-MOST // 2 :]]
