"""Questions: none that two articles claim, and no article that its questions do not lead to."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sslhelp.errors import Complaint
    from sslhelp.knowledge.lint.manuscript import Manuscript
    from sslhelp.knowledge.lint.surroundings import Surroundings

_ALIKE = 0.8
_FEWEST_TERMS = 2  # a single term in common says nothing: "renew?" and "renewal" may be about anything


def check(manuscripts: Sequence[Manuscript], surroundings: Surroundings) -> Iterator[Complaint]:
    """Complain of near-duplicates across articles, and of articles that are lost to the search."""
    yield from _alike(manuscripts, surroundings)
    lost = set(surroundings.lost([each.article for each in manuscripts]))
    for each in manuscripts:
        if each.article.id in lost:
            yield each.complaint(each.line_of("questions:"), "questions: none of them finds the article by the others")


def _alike(manuscripts: Sequence[Manuscript], surroundings: Surroundings) -> Iterator[Complaint]:
    """Compare each question with those of other articles that share a term with it, not with all."""
    asked = [
        (each, question, terms)
        for each in manuscripts
        for question in each.article.questions
        if len(terms := surroundings.terms(question)) >= _FEWEST_TERMS
    ]
    by_term: dict[str, list[int]] = defaultdict(list)
    for number, (each, question, terms) in enumerate(asked):
        earlier = sorted({other for term in terms for other in by_term[term]})
        for other in earlier:
            before, its_question, its_terms = asked[other]
            if before is not each and len(terms & its_terms) / len(terms | its_terms) >= _ALIKE:
                message = f"questions: {question!r} is nearly {its_question!r} of {before.article.id}"
                yield each.complaint(each.line_of(question), message)
        for term in terms:
            by_term[term].append(number)
