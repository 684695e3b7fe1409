"""Days and dates: a dated rule is taken by name, never typed, and no number of days goes against every rule."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from sslhelp.knowledge.placeholders import PATTERN
from sslhelp.policy.rules import rules
from sslhelp.policy.words import in_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from sslhelp.errors import Complaint
    from sslhelp.knowledge.lint.manuscript import Manuscript, Paragraph
    from sslhelp.knowledge.lint.surroundings import Surroundings

_DAYS = re.compile(r"\b(\d{1,4})(?:[ -]|&nbsp;)days?\b")
_DATE = re.compile(r"\b\d{1,2} [A-Z][a-z]+ 20\d\d\b")
_SENTENCE = re.compile(r"[^.!?]*(?:[.!?](?!\s)[^.!?]*)*[.!?]?")
_CERTIFICATE = re.compile(r"\b(?:certificates?|validations?)\b", re.IGNORECASE)
_LIMITS = re.compile(
    r"\b(?:at most|no more than|maximum|longest|lifetime|may last|can last|lasts?|valid for|validity)\b", re.IGNORECASE
)
_TELLING = 40
"""Days: smaller numbers stand for many things, so that one of them is a rule's value by accident."""


def check(manuscripts: Sequence[Manuscript], _: Surroundings) -> Iterator[Complaint]:
    """Complain of a rule's number or date that was typed, and of a limit in days that no rule knows."""
    days, dates = _values()
    for each in manuscripts:
        for paragraph in each.paragraphs:
            for offset, message in _faults(paragraph, days, dates):
                yield each.complaint(paragraph.line_at(offset), message)


def _values() -> tuple[Mapping[int, list[str]], Mapping[str, list[str]]]:
    """Return the numbers of days and the dates of all rules, each with the names of the rules that have it."""
    days: dict[int, list[str]] = defaultdict(list)
    dates: dict[str, list[str]] = defaultdict(list)
    for rule in rules().values():
        for step in rule.steps:
            if rule.unit == "days":
                days[step.value].append(rule.name)
        for step in rule.steps[1:]:
            dates[in_words(step.since)].append(rule.name)
    return days, dates


def _faults(
    paragraph: Paragraph, days: Mapping[int, list[str]], dates: Mapping[str, list[str]]
) -> Iterator[tuple[int, str]]:
    text = paragraph.text
    for match in _DATE.finditer(text):
        if match[0] in dates:
            yield match.start(), f"{match[0]} is typed: take it from {_either(dates[match[0]])}"
    for match in _DAYS.finditer(text):
        number = int(match[1])
        if number in days and number >= _TELLING:
            yield match.start(), f"{match[0]} is typed: take it from {_either(days[number])}"
        elif number not in days and _is_limit(_sentence_at(text, match.start())):
            yield match.start(), f"{match[0]} contradicts policy.toml: no rule of a certificate's life has that number"


def _either(names: Sequence[str]) -> str:
    return f"the rule {' or '.join(names)}"


def _is_limit(sentence: str) -> bool:
    return bool(_CERTIFICATE.search(sentence) and _LIMITS.search(sentence)) and not PATTERN.search(sentence)


def _sentence_at(text: str, offset: int) -> str:
    return next((match[0] for match in _SENTENCE.finditer(text) if match.start() <= offset < match.end()), text)
