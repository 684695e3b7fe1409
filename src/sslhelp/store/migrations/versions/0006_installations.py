"""The Slack workspaces that the app was installed in, their tokens encrypted, and what is answered in which channel.

New tables: workers of the version before go on as they were.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "installations",
        sa.Column("team", sa.String(64), nullable=False),
        sa.Column("team_name", sa.Text, nullable=False),
        sa.Column("sealed_token", sa.Text, nullable=False),
        sa.Column("bot", sa.String(64), nullable=False),
        sa.Column("bot_user", sa.String(64), nullable=False),
        sa.Column("scopes", sa.Text, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("team", name="pk_installations"),
    )
    op.create_table(
        "channels",
        sa.Column("team", sa.String(64), nullable=False),
        sa.Column("channel", sa.String(64), nullable=False),
        sa.Column("hearing", sa.String(16), nullable=False),
        sa.PrimaryKeyConstraint("team", "channel", name="pk_channels"),
    )


def downgrade() -> None:
    """Drop the tables: the app has to be installed again."""
    op.drop_table("channels")
    op.drop_table("installations")
