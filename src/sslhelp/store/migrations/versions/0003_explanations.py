"""Why a question was answered as it was, which article was chosen for it, and how it came to be a gap.

Columns more, each with a default: workers of the version before go on as they were.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

_WORD = sa.String(16)


def upgrade() -> None:
    """Add the columns, and the order in which gaps are listed and let go."""
    op.add_column("messages", sa.Column("explanation", sa.JSON, nullable=True))
    op.add_column("feedback", sa.Column("kind", _WORD, nullable=False, server_default="rating"))
    op.add_column("feedback", sa.Column("question", sa.Text, nullable=False, server_default=""))
    op.add_column("gaps", sa.Column("cause", _WORD, nullable=False, server_default="unanswered"))
    op.create_index("ix_gaps_count_last_seen", "gaps", ["count", "last_seen"])


def downgrade() -> None:
    """Drop the columns, with what is in them, and what only this version knows of."""
    op.execute(sa.text("DELETE FROM gaps WHERE cause <> 'unanswered'"))
    op.execute(sa.text("DELETE FROM feedback WHERE kind <> 'rating'"))
    op.drop_index("ix_gaps_count_last_seen", "gaps")
    for table, column in (
        ("gaps", "cause"),
        ("feedback", "question"),
        ("feedback", "kind"),
        ("messages", "explanation"),
    ):
        with op.batch_alter_table(table) as batch:
            batch.drop_column(column)
