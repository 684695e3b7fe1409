"""Intermediate certificates, imported and learned. A table more: workers of the version before go on as they were."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

_HASH = sa.String(64)


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "intermediates",
        sa.Column("sha256", _HASH, nullable=False),
        sa.Column("subject_sha256", _HASH, nullable=False),
        sa.Column("der", sa.LargeBinary, nullable=False),
        sa.Column("source", sa.String(16), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("sha256", name="pk_intermediates"),
    )
    op.create_index("ix_intermediates_subject_sha256", "intermediates", ["subject_sha256"])
    op.create_index("ix_intermediates_source_since", "intermediates", ["source", "since"])


def downgrade() -> None:
    """Drop the table, with all that is in it."""
    op.drop_table("intermediates")
