"""The lexical index on Whoosh: BM25F over title, questions and body, scored so that a threshold means something."""

from __future__ import annotations

import json
from dataclasses import dataclass
from math import log
from threading import local
from typing import TYPE_CHECKING, Any

from whoosh import index as whoosh_index
from whoosh.fields import ID, STORED, TEXT, Schema
from whoosh.query import Or, Term
from whoosh.scoring import BM25F

from sslhelp.model.knowledge import Hit
from sslhelp.search import analysis, confidence
from sslhelp.search.passage import Passages

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from sslhelp.model.knowledge import Article

FIELD_WEIGHTS = {"title": 2.0, "questions": 2.0, "body": 1.0}
RAREST_TERMS = 12  # more terms cost time and gain nothing
MISSPELT_WEIGHT = 0.7
MAX_QUESTION_CHARS = 4_000  # of a longer text the first and the last: what is in between is a log or a paste
MAX_RESPELT = 12  # each word that no article has costs a search for spellings; so many in one question are not slips
# The most that one term can score, in units of its idf: BM25F gives a field at most 1 + k1 times it, at k1 = 1.2.
_CEILING = 2.2 * sum(FIELD_WEIGHTS.values())
_SMOOTHING = 10.0  # keeps a question of one common word from scoring as high as a specific one
_SYNONYMS = "synonyms.json"


def build(articles: Iterable[Article], *, synonyms: Mapping[str, str], folder: Path) -> None:
    """Write the index of the articles into an existing, empty folder."""
    words = analysis.Analysis(synonyms)
    (folder / _SYNONYMS).write_text(json.dumps(dict(synonyms), sort_keys=True), "utf-8")
    # Text arrives in the index already analysed, so that Whoosh only has to part it at spaces.
    text = TEXT(analyzer=analysis.PRE_ANALYSED, phrase=False)
    schema = Schema(article_id=ID(stored=True), title=text, questions=text, body=text, passages=STORED)
    writer = whoosh_index.create_in(str(folder), schema).writer()
    for article in articles:
        passages = Passages.of(article, words)
        writer.add_document(
            article_id=article.id,
            title=_joined(words, article.title),
            questions=_joined(words, *article.questions, *article.tags),
            body=_joined(words, *(f"{section.heading} {section.body.plain}" for section in article.sections)),
            passages=passages.dump(),
        )
    writer.commit(optimize=True)


def _joined(words: analysis.Analysis, *texts: str) -> str:
    return " ".join(term.stem for text in texts for term in words.terms(text))


@dataclass(frozen=True, slots=True)
class _Clause:
    """A term of the question as it is asked of the index: its spellings there, its idf, its weight."""

    word: str
    stems: tuple[str, ...]
    idf: float
    weight: float


class WhooshIndex:
    """A built index, opened read-only. Searchers are one per thread, since Whoosh's readers keep file positions."""

    def __init__(self, folder: Path) -> None:
        """Open the index in `folder`; raises OSError or whoosh's EmptyIndexError when there is none."""
        self._index = whoosh_index.open_dir(str(folder), readonly=True)
        self._words = analysis.Analysis(json.loads((folder / _SYNONYMS).read_text("utf-8")))
        self._local = local()

    def search(self, question: str, *, limit: int = 5) -> list[Hit]:
        """Return at most `limit` hits, best first, for the two ends of a question over `MAX_QUESTION_CHARS`."""
        searcher = self._searcher()
        clauses = self._clauses(searcher, _shortened(question))
        known = [clause for clause in clauses if clause.stems]
        if not known:
            return []
        found = searcher.search(Or([_query(clause) for clause in known]), limit=max(limit, 2), terms=True)
        ceiling = _CEILING * sum(clause.idf for clause in clauses) + _SMOOTHING
        scores = [hit.score / ceiling for hit in found]
        levels = confidence.confidences(scores)
        hits = []
        for hit, score, level in list(zip(found, scores, levels, strict=True))[:limit]:
            stems = {term.decode() for _, term in hit.matched_terms()}
            weights = {stem: clause.idf for clause in known for stem in clause.stems if stem in stems}
            hits.append(
                Hit(
                    article_id=hit["article_id"],
                    section=Passages.load(hit["passages"]).best(weights),
                    score=score,
                    confidence=level,
                    matched=tuple(clause.word for clause in known if stems.intersection(clause.stems)),
                )
            )
        return hits

    def _searcher(self) -> Any:
        if not hasattr(self._local, "searcher"):
            self._local.searcher = self._index.searcher(weighting=BM25F(title_B=0.3, questions_B=0.3, body_B=0.75))
        return self._local.searcher

    def _clauses(self, searcher: Any, question: str) -> list[_Clause]:
        """Return the rarest terms of the question, and the words that no article has: they find nothing but weigh."""
        total = searcher.doc_count()
        clauses = []
        unknown = 0
        for term in self._words.question_terms(question):
            frequencies = _frequencies(searcher, term.stem)
            if any(frequencies):
                rarest = max(log(total / (frequency + 1)) + 1 for frequency in frequencies if frequency)
                clauses.append(_Clause(term.word, (term.stem,), rarest, 1.0))
            else:
                unknown += 1
                near = _spellings(searcher, term.stem) if unknown <= MAX_RESPELT else ()
                clauses.append(_Clause(term.word, near, log(total + 1) + 1, MISSPELT_WEIGHT))
        known = sorted((clause for clause in clauses if clause.stems), key=lambda clause: -clause.idf)
        lost = [clause for clause in clauses if not clause.stems]
        return [*known[:RAREST_TERMS], *lost[:RAREST_TERMS]]


def _shortened(question: str) -> str:
    half = MAX_QUESTION_CHARS // 2
    return question if len(question) <= MAX_QUESTION_CHARS else f"{question[:half]} {question[-half:]}"


def _frequencies(searcher: Any, stem: str) -> list[int]:
    return [searcher.doc_frequency(name, stem) for name in FIELD_WEIGHTS]


def _spellings(searcher: Any, stem: str) -> tuple[str, ...]:
    """Return up to two index terms that a misspelt word may stand for: same first letter, one edit (two if long)."""
    if len(stem) < 4 or not stem.isalpha():
        return ()
    distance = 2 if len(stem) >= 8 else 1
    near: Sequence[str] = sorted(
        {found for name in FIELD_WEIGHTS for found in searcher.reader().terms_within(name, stem, distance, prefix=1)},
        key=lambda found: (-max(_frequencies(searcher, found)), found),
    )
    return tuple(near[:2])


def _query(clause: _Clause) -> Any:
    return Or(
        [
            Term(name, stem, boost=clause.weight * weight)
            for stem in clause.stems
            for name, weight in FIELD_WEIGHTS.items()
        ]
    )
