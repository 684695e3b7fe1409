"""Follow-ups: a short question is meant of what was just spoken of, unless something else answers it far better.

The article that was spoken of gets a part of the score that it has for its own title on top of what it has for the
question, and answers with the section that fits the question best, other than the one just shown. So "and in Plesk?"
stays with the article on hosting panels, and "what is a CSR?" leaves any. The part was measured over 45 follow-ups and
12 changes of subject: a quarter gets 53 of the 57 right, a fifth and a half 49 and 47, none 30.

How sure to be: as sure as the question is by itself; or together with the one before it, if any section comes near it,
which talk of pizza and weather does not; or, where a section has the very words, as sure as that has turned out to be.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sslhelp.assistant import asked
from sslhelp.assistant.context import ARTICLE_CHOICE, is_aside
from sslhelp.model.chat import Answer, Choices
from sslhelp.model.knowledge import Legs

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sslhelp.model.chat import Context, Turn
    from sslhelp.model.knowledge import Hit, Library

SHARE_OF_TITLE = 0.25
FITS = 0.5
"""How well a section fits that has a telling word of the question: they have 0.7 and more."""
NEAR = 0.25
"""How well a section fits at least: 0.34 in 33 follow-ups, at most 0.24 in 150 of 154 asides (pizza, cats)."""
RIGHT_WHERE_IT_FITS = 0.87
"""The share of right answers among the 38 of the dialogues above that a section fitted."""

DEPTH = 20
MOST_WORDS = 14
MOST_TELLING_WORDS = 3
_LEANS = re.compile(
    r"^\W*(?:and|but|so|or|then|also|ok|okay|what (?:if|about)|how about|what else|same for)\b"
    r"|\b(?:it|its|that|this|they|them|these|those|there|then|one|ones|both|same|else|instead|otherwise)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Topic:
    """What was spoken of: the question, and the articles, each with the anchor of what was shown (None: offered)."""

    shown: Mapping[str, str | None]
    question: str


def topic(context: Context) -> Topic | None:
    """Return what the conversation is about, asides left out; None where nothing was asked yet."""
    turns = [turn for turn in reversed(context.turns) if not is_aside(turn.reply)]
    questions: list[str] = []
    for turn in turns:  # back to the question that stands alone
        question = asked.read(turn.text).question
        if question and not turn.text.startswith("[choice "):
            questions.insert(0, question)
            if not leans(question):
                break
    return Topic(_articles(turns[0]), " ".join(questions)) if questions else None


def _articles(turn: Turn) -> dict[str, str | None]:
    found: dict[str, str | None] = {}
    for part in turn.reply.parts:
        if isinstance(part, Answer):
            found[part.article.id] = part.anchor
        elif isinstance(part, Choices):
            ids = (option.id for option in part.options if option.id.startswith(ARTICLE_CHOICE))
            found |= {each.removeprefix(ARTICLE_CHOICE): None for each in ids}
    return found


def leans(question: str) -> bool:
    """Whether a question may need what was said before: it is short, and points back or says little by itself."""
    if len(question.split()) > MOST_WORDS:
        return False
    return bool(_LEANS.search(question)) or len(asked.telling_words(question)) <= MOST_TELLING_WORDS


def says_enough(question: str) -> bool:
    """Whether a question tells by itself what it is about: it points back to nothing, and has words that tell."""
    return not _LEANS.search(question) and bool(asked.telling_words(question))


def search(library: Library, question: str, about: Topic) -> list[Hit]:
    """Return the hits for a question that may be meant of a topic, best first."""
    alone = library.index.search(question, limit=DEPTH)
    if not about.shown and asked.telling_words(question):  # there is no article to stay with, and it says enough
        return alone
    together = library.index.search(f"{about.question} {question}", limit=DEPTH)
    spoken_of = about.shown.keys() & library.articles.keys()
    if not spoken_of:
        return together
    found = _merged(alone, together)
    hits = [
        _raised(hit, SHARE_OF_TITLE * _score_for_title(library, hit.article_id)) if hit.article_id in spoken_of else hit
        for hit in found
    ]
    best, *rest = sorted(hits, key=lambda hit: -hit.score)
    fits = library.index.sections(question, best.article_id)
    if asked.telling_words(question) and max(fits) < NEAR:
        best = replace(best, confidence=_confidence(alone[:1], best.article_id))
    return [_in_fitting_section(library, best, fits, about) if best.article_id in spoken_of else best, *rest]


def _merged(alone: Sequence[Hit], together: Sequence[Hit]) -> list[Hit]:
    """Return what either search found, with the score that the question has alone, and the better confidence."""
    least = alone[-1].score if len(alone) == DEPTH else 0.0  # what was not found has at most that
    found = {hit.article_id: replace(hit, score=least, legs=Legs(context=least)) for hit in together}
    for place, hit in enumerate(alone):
        by_itself = 0.0 if place else hit.confidence
        found[hit.article_id] = replace(hit, confidence=max(by_itself, _confidence(together, hit.article_id)))
    return list(found.values())


def _confidence(hits: Sequence[Hit], article: str) -> float:
    return next((hit.confidence for hit in hits if hit.article_id == article), 0.0)


def _raised(hit: Hit, by: float) -> Hit:
    return replace(hit, score=hit.score + by, legs=replace(hit.legs, context=hit.legs.context + by))


def _score_for_title(library: Library, article: str) -> float:
    hits = library.index.search(library.articles[article].title, limit=DEPTH)
    return next((hit.score for hit in hits if hit.article_id == article), 0.0)


def _in_fitting_section(library: Library, hit: Hit, fits: Sequence[float], about: Topic) -> Hit:
    """Return a hit in the section that fits best, the one that was just shown left out."""
    sections = library.articles[hit.article_id].sections
    fresh = [number for number, each in enumerate(sections) if each.anchor != about.shown[hit.article_id]]
    section = max(fresh or range(len(sections)), key=fits.__getitem__)
    level = RIGHT_WHERE_IT_FITS if fits[section] >= FITS else 0.0
    return replace(hit, section=section, confidence=max(hit.confidence, level))
