"""Why a question was answered as it was, put together for the operator from what the search has weighed."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from sslhelp.model.chat import Answer, Choices
from sslhelp.model.explanation import Candidate, Decision, Explanation
from sslhelp.model.knowledge import Legs
from sslhelp.model.store import MAX_GAP_CHARS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sslhelp.model.chat import Part
    from sslhelp.model.knowledge import Found

_DIGITS = 4  # of a score, after the point
_WORD = re.compile(r"\w+")


def decision(parts: Sequence[Part]) -> Decision:
    """Return what a reply that came of a search made of the question."""
    match parts[0]:
        case Answer():
            return Decision.ANSWER
        case Choices():
            return Decision.CHOICES
        case _:
            return Decision.HANDOFF


def explanation(decided: Decision, found: Found, *, sure: float, possible: float) -> Explanation:
    """Return the account of a question from what the search found; `redacted` has to come after."""
    scores = [*(hit.score for hit in found.hits), 0.0, 0.0]
    return Explanation(
        decision=decided,
        sure=sure,
        possible=possible,
        lead=round(scores[0] - scores[1], _DIGITS),
        candidates=tuple(
            Candidate(hit.article_id, _rounded(hit.legs), round(hit.confidence, _DIGITS), hit.matched)
            for hit in found.hits
        ),
        respelt=found.respelt,
    )


def redacted(told: Explanation, said: str, kept: str, *, leans_on: str = "") -> Explanation:
    """Return the account without the words that redaction took out of a text; `kept` is what it left of it.

    `leans_on` comes of what is kept, and has been redacted.
    """
    told = replace(told, leans_on=leans_on[:MAX_GAP_CHARS])
    removed = _words(said) - _words(kept)
    if not removed:
        return told
    candidates = (
        replace(each, matched=tuple(word for word in each.matched if not _words(word) & removed))
        for each in told.candidates
    )
    respelt = (each for each in told.respelt if not _words(each.typed) & removed)
    return replace(told, candidates=tuple(candidates), respelt=tuple(respelt))


def _words(text: str) -> set[str]:
    return set(_WORD.findall(text.casefold()))


def _rounded(legs: Legs) -> Legs:
    return Legs(*(round(each, _DIGITS) for each in (legs.words, legs.whole, legs.word_by_word, legs.context)))
