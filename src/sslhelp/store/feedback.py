"""What customers made of answers and offers, in a database: the statements, in a transaction that the store opens."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from sslhelp.store.insert import insert
from sslhelp.store.schema import feedback as table

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection

_RATING, _CHOICE = "rating", "choice"
_NONE_OF_THESE = ""


def rate(
    connection: Connection,
    conversation: str,
    article_id: str,
    *,
    helpful: bool,
    comment: str,
    question: str,
    at: datetime,
) -> bool | None:
    """Keep a judgement on an answer, and return the one that the conversation had given of the article before."""
    rated = (table.c.conversation == conversation, table.c.article_id == article_id, table.c.kind == _RATING)
    before = connection.scalar(select(table.c.helpful).where(*rated).order_by(table.c.id.desc()).limit(1))
    connection.execute(
        insert(connection, table).values(
            conversation=conversation,
            kind=_RATING,
            article_id=article_id,
            helpful=helpful,
            comment=comment,
            question=question,
            at=at,
        )
    )
    return before


def choose(connection: Connection, conversation: str, article_id: str | None, *, question: str, at: datetime) -> bool:
    """Keep what was chosen for a question, and say whether it is the conversation's first article for it."""
    chosen = (table.c.conversation == conversation, table.c.kind == _CHOICE, table.c.question == question)
    before = connection.execute(select(table.c.id).where(*chosen, table.c.helpful).limit(1)).first()
    connection.execute(
        insert(connection, table).values(
            conversation=conversation,
            kind=_CHOICE,
            article_id=article_id or _NONE_OF_THESE,
            helpful=article_id is not None,
            comment="",
            question=question,
            at=at,
        )
    )
    return article_id is not None and before is None
