"""The head of an article: days that have passed or lie ahead, and how many questions there are."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sslhelp.errors import Complaint
    from sslhelp.knowledge.lint.manuscript import Manuscript
    from sslhelp.knowledge.lint.surroundings import Surroundings

FEWEST_QUESTIONS, MOST_QUESTIONS = 5, 10


def check(manuscripts: Sequence[Manuscript], surroundings: Surroundings) -> Iterator[Complaint]:
    """Complain of a review that is due, a day that lies ahead, and too few or too many questions."""
    today = surroundings.today
    for each in manuscripts:
        article = each.article
        if article.review_by < today:
            yield each.complaint(each.line_of("review_by:"), f"review_by: was due on {article.review_by}")
        if article.updated > today:
            yield each.complaint(each.line_of("updated:"), f"updated: {article.updated} lies ahead")
        count = len(article.questions)
        if not FEWEST_QUESTIONS <= count <= MOST_QUESTIONS:
            wanted = f"{FEWEST_QUESTIONS} to {MOST_QUESTIONS} are wanted"
            yield each.complaint(each.line_of("questions:"), f"questions: there are {count}, {wanted}")
