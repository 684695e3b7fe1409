"""Answer: the knowledge base has it. Sure enough, the passage; less sure, two or three candidates to choose from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sslhelp.assistant import asked, follow_up
from sslhelp.assistant.context import ARTICLE_CHOICE, HANDOFF_CHOICE
from sslhelp.assistant.explain import decision, explanation, redacted
from sslhelp.model.chat import Answer, Choices, Option
from sslhelp.model.knowledge import ArticleRef, Found

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from sslhelp.model.chat import Context, Message, Part
    from sslhelp.model.explanation import Explanation
    from sslhelp.model.knowledge import Article, Hit, Library

NEAR = 0.5  # a runner-up with at least this share of the best score is offered beside it
MAX_CHOICES = 3
SOMETHING_ELSE = Option(HANDOFF_CHOICE, "None of these", "Pass the question to a person")


@dataclass(frozen=True)
class AnswerFromArticles:
    """Quotes the section that answers; `library` gives the edition to answer from, taken once for a message."""

    library: Callable[[], Library]
    article_url: Callable[[str], str]

    def __call__(self, message: Message, context: Context) -> tuple[Part, ...] | None:
        """Answer a chosen article, or a question; one that stands beside anger and the like only when sure."""
        library = self.library()
        if message.choice and message.choice.startswith(ARTICLE_CHOICE):
            article = library.articles.get(message.choice.removeprefix(ARTICLE_CHOICE))
            return (self._answer(library, article, 0, 1.0),) if article else None
        heard = asked.read(message.text)
        hits = _found(library, heard.question, context).hits if heard.question else ()
        if hits and hits[0].confidence >= library.index.sure:
            best = hits[0]
            return (self._answer(library, library.articles[best.article_id], best.section, best.confidence),)
        if hits and heard.is_plain and _worth_offering(hits[0], library.index.possible):
            return (_choices(library, hits),)
        return None

    def explain(self, message: Message, context: Context, parts: tuple[Part, ...]) -> Explanation | None:
        """Say why the question got these parts, of this tool or of the one that hands over after it."""
        question = asked.read(message.text).question
        if not question or (message.choice and message.choice.startswith(ARTICLE_CHOICE)):
            return None
        library = self.library()
        found = _found(library, question, context)  # once more: the index remembers it
        told = explanation(decision(parts), found, sure=library.index.sure, possible=library.index.possible)
        about = None if follow_up.says_enough(question) else _leaned_on(question, context)
        return redacted(told, message.text, context.asked, leans_on=about.question if about else "")

    def _answer(self, library: Library, article: Article, section: int, confidence: float) -> Answer:
        return quote(library, article, section, confidence=confidence, article_url=self.article_url)


def _found(library: Library, question: str, context: Context) -> Found:
    about = _leaned_on(question, context)
    if about is None:
        return library.index.explain(question, limit=MAX_CHOICES)
    hits = follow_up.search(library, question, about)[:MAX_CHOICES]
    return Found(tuple(hits), library.index.explain(question, limit=follow_up.DEPTH).respelt)


def _leaned_on(question: str, context: Context) -> follow_up.Topic | None:
    """Return what the question may be meant of; None for one that stands alone."""
    return follow_up.topic(context) if follow_up.leans(question) else None


def quote(
    library: Library, article: Article, section: int, *, confidence: float, article_url: Callable[[str], str]
) -> Answer:
    """Return a section of an article as the answer that it makes."""

    def ref(each: Article) -> ArticleRef:
        return ArticleRef(each.id, each.title, article_url(each.id), each.updated)

    passage = article.sections[section]
    return Answer(
        article=ref(article),
        heading=passage.heading,
        anchor=passage.anchor,
        body=passage.body,
        related=tuple(ref(library.articles[other]) for other in article.related if other in library.articles),
        confidence=round(confidence, 3),
    )


def _worth_offering(best: Hit, possible: float) -> bool:
    """Say whether a hit is likely enough, and has a word of the question: what is like it in manner alone is not."""
    return best.confidence >= possible and bool(best.matched or best.legs.context)


def _choices(library: Library, hits: Sequence[Hit]) -> Choices:
    """Offer the best hit and those that come near it."""
    near = [hit for hit in hits if hit.score >= hits[0].score * NEAR]
    options = [Option(ARTICLE_CHOICE + hit.article_id, library.articles[hit.article_id].title) for hit in near]
    return Choices("Is it one of these?" if len(options) > 1 else "Is it this?", (*options, SOMETHING_ELSE))
