"""Articles, and what a search over them returns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Protocol
from zoneinfo import ZoneInfo


@dataclass(frozen=True, slots=True)
class Body:
    """One text in the three forms that channels show: allow-listed HTML, Slack mrkdwn, plain text.

    The HTML has passed the allow-list of `knowledge.markdown` and may be shown as it is; nothing else may be put in it.
    """

    html: str
    mrkdwn: str
    plain: str


@dataclass(frozen=True, slots=True)
class Section:
    """The part of an article under one heading: what an answer quotes. `markdown` is its text as it was written."""

    heading: str
    anchor: str
    body: Body
    markdown: str = ""


@dataclass(frozen=True, slots=True)
class Article:
    """An article of the knowledge base as it was read from `kb/articles/<group>/<id>.md`.

    `findings` are the codes that it explains; one that ends in `.*` stands for all that begin so. A `draft` is shown to
    its writer alone.
    """

    id: str
    group: str
    title: str
    questions: tuple[str, ...]
    tags: tuple[str, ...]
    updated: date
    review_by: date
    sources: tuple[str, ...]
    related: tuple[str, ...]
    findings: tuple[str, ...]
    offers: tuple[str, ...]
    draft: bool
    sections: tuple[Section, ...]


@dataclass(frozen=True, slots=True)
class Contact:
    """How to reach a person at the shop; empty strings where the shop has no such way."""

    name: str
    url: str
    email: str
    hours: str


@dataclass(frozen=True, slots=True)
class Hours:
    """When staff answer in the chat: for each weekday, 0 for Monday, from when to when by the clock of `timezone`."""

    timezone: str
    days: Mapping[int, tuple[time, time]]

    def hold(self, now: datetime) -> bool:
        """Whether staff are there at an aware time."""
        there = now.astimezone(ZoneInfo(self.timezone))
        begins, ends = self.days.get(there.weekday(), (time.max, time.min))
        return begins <= there.time() < ends


@dataclass(frozen=True, slots=True)
class House:
    """The shop, as `kb/house.toml` describes it: `words` maps `house.menu.orders` and the like to the shop's own.

    `groups` are the titles of the articles' groups by their ids, in the order in which they are shown. Without `hours`
    staff are there at any time.
    """

    name: str
    url: str
    contact: Contact
    words: Mapping[str, str]
    groups: Mapping[str, str] = field(default_factory=dict)
    hours: Hours | None = None


@dataclass(frozen=True, slots=True)
class ArticleRef:
    """Enough of an article to cite it."""

    id: str
    title: str
    url: str
    updated: date


@dataclass(frozen=True, slots=True)
class Legs:
    """What a score is the sum of: the words in common, the likeness as a whole, the likeness word by word.

    `context` is what an article gets for having been spoken of before.
    """

    words: float = 0.0
    whole: float = 0.0
    word_by_word: float = 0.0
    context: float = 0.0

    @property
    def total(self) -> float:
        """The score."""
        return self.words + self.whole + self.word_by_word + self.context


@dataclass(frozen=True, slots=True)
class Respelling:
    """A slip in a question: the word as it was typed, and the word that it was taken for."""

    typed: str
    taken: str


@dataclass(frozen=True, slots=True)
class Hit:
    """An article that a search found.

    `score` grows with how much of the question's information the article carries (about 0 to 1); `confidence` is the
    probability, 0 to 1, that this article answers the question; `section` is the index of the passage to quote;
    `matched` are the words of the question that were found; `legs` is what the score is the sum of.
    """

    article_id: str
    section: int
    score: float
    confidence: float
    matched: tuple[str, ...]
    legs: Legs = Legs()


@dataclass(frozen=True, slots=True)
class Found:
    """What a search came to: the hits, best first, and the slips in the question that it mended."""

    hits: tuple[Hit, ...]
    respelt: tuple[Respelling, ...]


class SearchIndex(Protocol):
    """A built index over the articles, opened for reading; safe to use from several threads."""

    @property
    def sure(self) -> float:
        """The confidence from which on a hit is an answer."""
        ...

    @property
    def possible(self) -> float:
        """The confidence from which on hits are worth offering to choose from."""
        ...

    def search(self, question: str, *, limit: int = 5) -> list[Hit]:
        """Return at most `limit` hits, best first; an empty list when no word of the question is known."""
        ...

    def explain(self, question: str, *, limit: int = 5) -> Found:
        """Return the same hits with what else there is to tell of the search; after `search` it costs nothing."""
        ...

    def groups(self, questions: Sequence[str]) -> list[list[int]]:
        """Group questions by what they ask: each group by the places of its members, the most typical first."""
        ...

    def sections(self, question: str, article_id: str) -> list[float]:
        """Return how well each section of an article fits a question, in the order of the article."""
        ...


class Library(Protocol):
    """The knowledge base as the assistant sees it: the articles of one edition and the index over them."""

    @property
    def articles(self) -> Mapping[str, Article]:
        """The articles by id."""
        ...

    @property
    def house(self) -> House:
        """The shop whose knowledge base this is."""
        ...

    @property
    def index(self) -> SearchIndex:
        """The index over exactly these articles."""
        ...
