"""The lexical leg on Whoosh: BM25F over title, questions and body, scored so that a threshold means something.

BM25F wants the fields of a document weighed together before they are saturated, which Whoosh's own scorer does not do.
So a document is one field, in which each term stands once with the weight that its occurrences in the three fields have
together; what is left to do for a question is one look-up a term. Its postings are added up here, as arrays that are
kept: Whoosh's collectors take a call or more for each article, which is most of the time where there are thousands.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from math import log
from threading import local
from typing import TYPE_CHECKING, Any

import numpy as np
from whoosh import index as whoosh_index
from whoosh.analysis import DelimitedAttributeFilter, LowercaseFilter, RegexTokenizer
from whoosh.fields import STORED, TEXT, Schema

from sslhelp.search import analysis
from sslhelp.search.passage import Passages

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from sslhelp.model.knowledge import Article

DEPTH = 100  # articles that are scored; what comes after them shares next to nothing with the question
RAREST_TERMS = 12  # more terms cost time and gain nothing
KEPT_ARTICLES, KEPT_TERMS = 512, 4_096  # those last found and asked for, unpacked
MISSPELT_WEIGHT = 0.7
MAX_RESPELT = 12  # each word that no article has costs a search for spellings; so many in one question are not slips
_WEIGHTS = (2.0, 2.0, 1.0)  # of title, questions and body
_LENGTH_COUNTS = (0.3, 0.3, 0.75)  # BM25F's B: how much a long field is held against its terms
_SATURATION = 1.2  # BM25F's k1
_CEILING = 1 + _SATURATION
SHORTEST_SLIP = 5
LONG_WORD = 8
_PLAIN_WORD = re.compile(r"(?<![\w./:@-])[A-Za-z]+(?![\w./:@-])")  # no part of a name, an address or a code
_SMOOTHING = 2.0  # keeps a question of one common word from scoring as high as a specific one
_SYNONYMS = "synonyms.json"


def build(articles: Iterable[Article], *, synonyms: Mapping[str, str], folder: Path) -> None:
    """Write the index of the articles into an existing, empty folder; they are numbered in their order."""
    words = analysis.Analysis(synonyms)
    (folder / _SYNONYMS).write_text(json.dumps(dict(synonyms), sort_keys=True), "utf-8")
    weighed = RegexTokenizer(r"\S+") | DelimitedAttributeFilter(delimiter="^", attribute="boost", default=1.0)
    words_of_text = TEXT(analyzer=RegexTokenizer(analysis.WORD) | LowercaseFilter(), phrase=False)
    schema = Schema(text=TEXT(analyzer=weighed, phrase=False), words=words_of_text, passages=STORED, stems=STORED)
    writer = whoosh_index.create_in(str(folder), schema).writer()
    counted = [(_counts(article, words), Passages.of(article, words), _spoken(article)) for article in articles]
    means = [
        sum(counts[field].total() for counts, _, _ in counted) / len(counted) or 1.0 for field in range(len(_WEIGHTS))
    ]
    for fields, passages, spoken in counted:
        weights = _weights(fields, means)
        text = " ".join(f"{stem}^{weight:.4f}" for stem, weight in weights.items())
        writer.add_document(text=text, words=spoken, passages=passages.dump(), stems=sorted(weights))
    writer.commit(optimize=True)


def _texts(article: Article) -> tuple[list[str], list[str], list[str]]:
    """Return the texts of the fields: title, questions, body."""
    body = [f"{section.heading} {section.body.plain}" for section in article.sections]
    return [article.title], [*article.questions, *article.tags], body


def _counts(article: Article, words: analysis.Analysis) -> list[Counter[str]]:
    return [Counter(term.stem for text in field for term in words.terms(text)) for field in _texts(article)]


def _spoken(article: Article) -> str:
    return " ".join(text for field in _texts(article) for text in field)


def _weights(fields: Sequence[Counter[str]], means: Sequence[float]) -> Counter[str]:
    """Return BM25F's weight of each term: its counts, weighed by field and made less of where the field is long."""
    together: Counter[str] = Counter()
    for counts, mean, weight, counted in zip(fields, means, _WEIGHTS, _LENGTH_COUNTS, strict=True):
        length = 1 - counted + counted * counts.total() / mean
        for stem, count in counts.items():
            together[stem] += weight * count / length  # type: ignore[assignment]  # a Counter of floats
    return together


def _idf(documents: int, having: int) -> float:
    return log(1 + (documents - having + 0.5) / (having + 0.5))


@dataclass(frozen=True, slots=True)
class _Clause:
    """A term of the question as it is asked of the index: its spellings there, its idf, its weight."""

    word: str
    stems: tuple[str, ...]
    idf: float
    weight: float


@dataclass(frozen=True, slots=True)
class _Stored:
    """What is kept of an article beside its postings."""

    stems: frozenset[str]
    passages: Passages


@dataclass(frozen=True, slots=True)
class Lexical:
    """What the words of a question found: the score of each article that has any, 0 to 1, by the article's number."""

    scores: Mapping[int, float]
    clauses: tuple[_Clause, ...]

    @property
    def respelt(self) -> dict[str, str]:
        """The words that no article has, each with the index term that stands in for it."""
        return {each.word: each.stems[0] for each in self.clauses if each.weight == MISSPELT_WEIGHT}


class WhooshIndex:
    """A built index, opened read-only. Searchers are one per thread, since Whoosh's readers keep file positions."""

    def __init__(self, folder: Path) -> None:
        """Open the index in `folder`; raises OSError or whoosh's EmptyIndexError when there is none."""
        self._index = whoosh_index.open_dir(str(folder), readonly=True)
        self._words = analysis.Analysis(json.loads((folder / _SYNONYMS).read_text("utf-8")))
        self._local = local()
        self._stored = lru_cache(KEPT_ARTICLES)(self._read)
        self._postings = lru_cache(KEPT_TERMS)(self._read_postings)

    def search(self, question: str) -> Lexical:
        """Score the articles for the terms of a question."""
        searcher = self._searcher()
        clauses = self._clauses(searcher, question)
        known = [clause for clause in clauses if clause.stems]
        if not known:
            return Lexical({}, ())
        ceiling = _CEILING * sum(clause.idf for clause in clauses) + _SMOOTHING
        scores = np.zeros(searcher.doc_count())
        for clause in known:
            for stem in clause.stems:
                articles, weighed = self._postings(stem)
                scores[articles] += clause.weight / ceiling * weighed
        found = np.flatnonzero(scores)
        if len(found) > DEPTH:
            found = found[np.argpartition(-scores[found], DEPTH)[:DEPTH]]
        return Lexical(dict(zip(found.tolist(), scores[found].tolist(), strict=True)), tuple(known))

    def weights(self, question: str) -> dict[str, float]:
        """Return the stems of a question, each with its idf: what it asks about, also where no article does."""
        searcher = self._searcher()
        total = searcher.doc_count()
        stems = [term.stem for term in self._words.question_terms(question)]
        return {stem: _idf(total, searcher.doc_frequency("text", stem)) for stem in stems}

    def matched(self, lexical: Lexical, article: int) -> tuple[str, ...]:
        """Return the words of the question that an article has."""
        stems = self._stored(article).stems
        return tuple(clause.word for clause in lexical.clauses if stems.intersection(clause.stems))

    def sections(self, lexical: Lexical, article: int) -> list[float]:
        """Return the share of the question's information that each section of an article has, 0 to 2."""
        stored = self._stored(article)
        weights = {stem: clause.idf for clause in lexical.clauses for stem in clause.stems if stem in stored.stems}
        return stored.passages.shares(weights)

    def respelt(self, text: str, known: Collection[str]) -> str:
        """Return a text with each slip in it mended: a word that neither the articles nor `known` have, and has a near
        one in the articles with the same first letter: one edit away, or two of a long word.
        """
        searcher = self._searcher()
        mended = 0

        def mend(match: re.Match[str]) -> str:
            nonlocal mended
            word = match[0].lower()
            if (
                mended >= MAX_RESPELT
                or len(word) < SHORTEST_SLIP
                or word in known
                or searcher.doc_frequency("words", word)
            ):
                return match[0]
            mended += 1
            near = searcher.reader().terms_within("words", word, 2 if len(word) >= LONG_WORD else 1, prefix=1)
            return max(
                near,
                key=lambda other: (-abs(len(other) - len(word)), searcher.doc_frequency("words", other)),
                default=match[0],
            )

        return _PLAIN_WORD.sub(mend, text)

    def _read_postings(self, stem: str) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
        """Return the articles that have a term, and what it adds to each: idf * w * (k1 + 1) / (w + k1)."""
        searcher = self._searcher()
        matcher = searcher.reader().postings("text", stem)
        read = []
        while matcher.is_active():
            read.append((matcher.id(), matcher.weight()))
            matcher.next()
        articles, weights = np.array(read).T
        idf = _idf(searcher.doc_count(), len(read))
        return articles.astype(np.int64), idf * weights * _CEILING / (weights + _SATURATION)

    def _read(self, article: int) -> _Stored:
        fields = self._searcher().stored_fields(article)
        return _Stored(frozenset(fields["stems"]), Passages.load(fields["passages"]))

    def _searcher(self) -> Any:
        if not hasattr(self._local, "searcher"):
            self._local.searcher = self._index.searcher()
        return self._local.searcher

    def _clauses(self, searcher: Any, question: str) -> list[_Clause]:
        """Return the rarest terms of the question, and the words that no article has: they find nothing but weigh."""
        total = searcher.doc_count()
        clauses = []
        unknown = 0
        for term in self._words.question_terms(question):
            frequency = searcher.doc_frequency("text", term.stem)
            if frequency:
                clauses.append(_Clause(term.word, (term.stem,), _idf(total, frequency), 1.0))
            else:
                unknown += 1
                near = _spellings(searcher, term.stem) if unknown <= MAX_RESPELT else ()
                clauses.append(_Clause(term.word, near, _idf(total, 0), MISSPELT_WEIGHT))
        known = sorted((clause for clause in clauses if clause.stems), key=lambda clause: -clause.idf)
        lost = [clause for clause in clauses if not clause.stems]
        return [*known[:RAREST_TERMS], *lost[:RAREST_TERMS]]


def _spellings(searcher: Any, stem: str) -> tuple[str, ...]:
    """Return up to two index terms that a misspelt word may stand for: same first letter, one edit (two if long)."""
    if len(stem) < 4 or not stem.isalpha():
        return ()
    distance = 2 if len(stem) >= 8 else 1
    near = searcher.reader().terms_within("text", stem, distance, prefix=1)
    return tuple(sorted(near, key=lambda found: (-searcher.doc_frequency("text", found), found))[:2])
