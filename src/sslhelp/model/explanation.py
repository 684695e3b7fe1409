"""Why a question was answered as it was: what the search weighed, and what the assistant held it to."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from sslhelp.model.knowledge import Legs, Respelling


class Decision(StrEnum):
    """What became of a question: one article was quoted, several were offered, or it went to a person."""

    ANSWER = "answer"
    CHOICES = "choices"
    HANDOFF = "handoff"


@dataclass(frozen=True, slots=True)
class Candidate:
    """An article that was weighed: its scores by leg, and the words of the question that it has."""

    article_id: str
    legs: Legs
    confidence: float
    matched: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    """The account of one question, for the operator and nobody else; its words have been redacted.

    `candidates` are the best few articles, best first; `lead` is the score of the first above the second's. `sure` and
    `possible` are the confidences from which on an article is quoted, or offered. `respelt` are the slips that were
    mended; `leans_on` is what was asked before, where the question needs that to be understood, else "".
    """

    decision: Decision
    sure: float
    possible: float
    lead: float
    candidates: tuple[Candidate, ...]
    respelt: tuple[Respelling, ...] = ()
    leans_on: str = ""
