"""Corpora of any size, and an embedder that is quick enough for the large ones."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from sslhelp.model.knowledge import Article, Body, Section
from sslhelp.search.embedding import WIDTH, Embedded, Embedder

_SEED = 20261126
_SYLLABLES = "ba ce di fo gu ka le mi no pu ra se ti vo zu tha che shi pro stu".split()


def made_up(articles: Sequence[Article], size: int) -> list[Article]:
    """Make so many articles from the sentences of real ones, each with some words of its own, as real ones have."""
    chance = random.Random(_SEED)
    sentences = [
        sentence
        for article in articles
        for section in article.sections
        for sentence in section.body.plain.split(". ")
        if sentence
    ]
    asked = [question for article in articles for question in article.questions]

    def made() -> Iterator[Article]:
        for number in range(size):
            own = _word(chance), _word(chance)
            text = ". ".join([*chance.sample(sentences, 6), f"It is about {own[0]} and {own[1]}"])
            question = f"{chance.choice(asked)} {own[0]}"
            sections = (Section("", "", Body("", "", text)),)
            yield replace(articles[0], id=str(number), title=" ".join(own), questions=(question,), sections=sections)

    return list(islice(made(), size))


def _word(chance: random.Random) -> str:
    return "".join(chance.choices(_SYLLABLES, k=3))


def text_of(article: Article) -> str:
    """Return all that an article says, as one text for those that search texts."""
    parts = [part for section in article.sections for part in (section.heading, section.body.plain)]
    return "\n".join([article.title, *article.questions, *parts])


@dataclass(frozen=True)
class Quick:
    """Embeds without a model, the pieces of a text by a table of random vectors: what takes long is left out.

    It makes the index of a large corpus, of which only the size matters. The questions go to the real model.
    """

    model: Embedder

    @property
    def name(self) -> str:
        """No model's."""
        return "quick"

    @property
    def vocabulary(self) -> frozenset[str]:
        """The real model's."""
        return self.model.vocabulary

    @cached_property
    def _vectors(self) -> NDArray[np.float32]:
        return np.random.Generator(np.random.PCG64(_SEED)).standard_normal((1 << 16, WIDTH), dtype=np.float32)

    def pieces(self, text: str) -> NDArray[np.int32]:
        """The real model's."""
        return self.model.pieces(text)

    def embed(self, text: str) -> Embedded:
        """Look the pieces up."""
        pieces = self.model.pieces(text)
        return Embedded(pieces, self._vectors[pieces], np.arange(len(pieces), dtype=np.int32))
