"""By what a message that comes again is known, so that it is answered once.

Columns more, each of which may be empty: workers of the version before go on as they were.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

_HASH = sa.String(64)
_COLUMNS = ("delivery_key", "delivery_digest", "delivery_nonce")


def upgrade() -> None:
    """Add the columns, and see that no key comes twice."""
    for name in _COLUMNS:
        op.add_column("messages", sa.Column(name, _HASH, nullable=True))
    op.create_index("ix_messages_delivery_key", "messages", ["delivery_key"], unique=True)


def downgrade() -> None:
    """Drop the columns, with what is in them."""
    op.drop_index("ix_messages_delivery_key", "messages")
    for name in reversed(_COLUMNS):
        with op.batch_alter_table("messages") as batch:
            batch.drop_column(name)
