"""Conversations that are passed on to a person, what staff say in them, and what is still to be told to whom.

New tables, and columns that may be empty: workers of the version before go on as they were.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

_ROW_ID = sa.BigInteger().with_variant(sa.Integer, "sqlite")
_WORD = sa.String(16)
_REF = sa.String(200)
_TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Make the tables."""
    op.add_column("messages", sa.Column("told", sa.Text, nullable=True))
    op.add_column("gaps", sa.Column("answer", sa.Text, nullable=False, server_default=""))
    op.create_table(
        "handoffs",
        sa.Column("id", _ROW_ID, nullable=False),
        sa.Column("conversation", sa.String(64), nullable=False),
        sa.Column("state", _WORD, nullable=False),
        sa.Column("summary", sa.Text, nullable=False),
        sa.Column("question", sa.Text, nullable=False),
        sa.Column("page", sa.Text, nullable=False),
        sa.Column("locale", sa.String(35), nullable=False),
        sa.Column("email", sa.Text, nullable=False),
        sa.Column("opened_at", _TIME, nullable=False),
        sa.Column("closed_at", _TIME, nullable=True),
        sa.Column("taken_by", _REF, nullable=True),
        sa.Column("thread", _REF, nullable=True),
        sa.Column("shown", _WORD, nullable=False),
        sa.Column("told_up_to", sa.BigInteger, nullable=False),
        sa.Column("held_until", _TIME, nullable=True),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("settled", sa.Boolean, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_handoffs"),
        sa.ForeignKeyConstraint(
            ["conversation"],
            ["conversations.id_hash"],
            name="fk_handoffs_conversation",
            ondelete="CASCADE",
        ),
    )
    op.create_index("ix_handoffs_conversation", "handoffs", ["conversation"])
    op.create_index("ix_handoffs_thread", "handoffs", ["thread"], unique=True)
    op.create_index("ix_handoffs_settled", "handoffs", ["settled"])
    op.create_table(
        "handoff_lines",
        sa.Column("ref", _REF, nullable=False),
        sa.Column("handoff", _ROW_ID, nullable=False),
        sa.Column("author", _REF, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("at", _TIME, nullable=False),
        sa.Column("edited", sa.Boolean, nullable=False),
        sa.Column("deleted", sa.Boolean, nullable=False),
        sa.PrimaryKeyConstraint("ref", name="pk_handoff_lines"),
        sa.ForeignKeyConstraint(["handoff"], ["handoffs.id"], name="fk_handoff_lines_handoff", ondelete="CASCADE"),
    )
    op.create_index("ix_handoff_lines_handoff", "handoff_lines", ["handoff"])
    op.create_table(
        "staff",
        sa.Column("author", _REF, nullable=False),
        sa.Column("person", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("author", name="pk_staff"),
    )
    op.create_table(
        "notifications",
        sa.Column("id", _ROW_ID, nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("body", sa.JSON, nullable=False),
        sa.Column("at", _TIME, nullable=False),
        sa.Column("due_at", _TIME, nullable=True),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("dead", sa.Boolean, nullable=False),
        sa.Column("error", sa.Text, nullable=False, server_default=""),
        sa.PrimaryKeyConstraint("id", name="pk_notifications"),
    )
    op.create_index("ix_notifications_due_at", "notifications", ["due_at"])


def downgrade() -> None:
    """Drop the tables and the columns, with what is in them, and what only this version knows of."""
    op.execute(sa.text("DELETE FROM gaps WHERE cause = 'handed_over'"))
    for name in ("notifications", "staff", "handoff_lines", "handoffs"):
        op.drop_table(name)
    for table, column in (("messages", "told"), ("gaps", "answer")):
        with op.batch_alter_table(table) as batch:
            batch.drop_column(column)
