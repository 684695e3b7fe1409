"""The head of an article: days that have passed or lie ahead, and questions that are too few."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sslhelp.errors import Complaint
    from sslhelp.knowledge.lint.manuscript import Manuscript
    from sslhelp.knowledge.lint.surroundings import Surroundings

FEWEST_QUESTIONS = 5


def check(manuscripts: Sequence[Manuscript], surroundings: Surroundings) -> Iterator[Complaint]:
    """Complain of a review that is due, a day that lies ahead, and too few questions."""
    today = surroundings.today
    for each in manuscripts:
        article = each.article
        if article.review_by < today:
            yield each.complaint(each.line_of("review_by:"), f"review_by: was due on {article.review_by}")
        if article.updated > today:
            yield each.complaint(each.line_of("updated:"), f"updated: {article.updated} lies ahead")
        count = len(article.questions)
        if count < FEWEST_QUESTIONS:
            message = f"questions: there are {count}, {FEWEST_QUESTIONS} or more are wanted"
            yield each.complaint(each.line_of("questions:"), message)
