"""The first schema: conversations with their messages and feedback, unanswered questions, taken deliveries."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

_HASH = sa.String(64)
_ROW_ID = sa.BigInteger().with_variant(sa.Integer, "sqlite")
_TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "conversations",
        sa.Column("id_hash", _HASH, nullable=False),
        sa.Column("channel", sa.String(16), nullable=False),
        sa.Column("opened_at", _TIME, nullable=False),
        sa.Column("last_at", _TIME, nullable=False),
        sa.PrimaryKeyConstraint("id_hash", name="pk_conversations"),
    )
    op.create_table(
        "messages",
        sa.Column("id", _ROW_ID, nullable=False),
        sa.Column("conversation", _HASH, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("reply", sa.JSON, nullable=False),
        sa.Column("at", _TIME, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_messages"),
        sa.ForeignKeyConstraint(
            ["conversation"], ["conversations.id_hash"], name="fk_messages_conversation", ondelete="CASCADE"
        ),
    )
    op.create_index("ix_messages_conversation_id", "messages", ["conversation", "id"])
    op.create_table(
        "feedback",
        sa.Column("id", _ROW_ID, nullable=False),
        sa.Column("conversation", _HASH, nullable=False),
        sa.Column("article_id", sa.Text, nullable=False),
        sa.Column("helpful", sa.Boolean, nullable=False),
        sa.Column("comment", sa.Text, nullable=False),
        sa.Column("at", _TIME, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_feedback"),
        sa.ForeignKeyConstraint(
            ["conversation"], ["conversations.id_hash"], name="fk_feedback_conversation", ondelete="CASCADE"
        ),
    )
    op.create_index("ix_feedback_conversation", "feedback", ["conversation"])
    op.create_table(
        "gaps",
        sa.Column("key", _HASH, nullable=False),
        sa.Column("question", sa.Text, nullable=False),
        sa.Column("count", sa.Integer, nullable=False),
        sa.Column("nearest", sa.JSON, nullable=False),
        sa.Column("last_seen", _TIME, nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_gaps"),
    )
    op.create_table(
        "claims",
        sa.Column("key", _HASH, nullable=False),
        sa.Column("at", _TIME, nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_claims"),
    )


def downgrade() -> None:
    """Drop the tables, with all that is in them."""
    for table in ("claims", "gaps", "feedback", "messages", "conversations"):
        op.drop_table(table)
