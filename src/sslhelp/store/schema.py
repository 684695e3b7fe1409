"""The tables, in SQLAlchemy Core, and the two column types that make every database behave alike.

Whatever changes here needs a migration in `migrations/versions`, and its id as `HEAD`.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    DateTime,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
)

if TYPE_CHECKING:
    from sqlalchemy import Dialect

HEAD = "0006"
"""The id of the newest migration: the schema that this code reads and writes."""


class UtcDateTime(TypeDecorator[datetime]):
    """A time with its zone, kept and read as UTC, also by a database that forgets zones."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """Turn an aware time into UTC; raises ValueError for a naive one."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a time without its zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """Give the time its zone, UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Wording(TypeDecorator[str]):
    """Text from strangers: NUL (refused by PostgreSQL) and lone surrogates (refused by all) become question marks."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:  # noqa: ARG002
        """Replace the characters that databases refuse."""
        return None if value is None else value.replace("\0", "?").encode("utf-8", "replace").decode("utf-8")


metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    }
)

_HASH = String(64)
_REF = String(200)
_ROW_ID = BigInteger().with_variant(Integer, "sqlite")  # SQLite counts up only what is declared INTEGER


def _of_conversation() -> Column[str]:
    return Column("conversation", ForeignKey("conversations.id_hash", ondelete="CASCADE"), nullable=False)


conversations = Table(
    "conversations",
    metadata,
    Column("id_hash", _HASH, primary_key=True),
    Column("channel", String(16), nullable=False),
    Column("opened_at", UtcDateTime, nullable=False),
    Column("last_at", UtcDateTime, nullable=False),
)

messages = Table(
    "messages",
    metadata,
    Column("id", _ROW_ID, primary_key=True),
    _of_conversation(),
    Column("text", Wording, nullable=False),
    Column("reply", JSON, nullable=False),
    Column("explanation", JSON(none_as_null=True), nullable=True),
    Column("at", UtcDateTime, nullable=False),
    Column("delivery_key", _HASH, nullable=True),
    Column("delivery_digest", _HASH, nullable=True),
    Column("delivery_nonce", String(64), nullable=True),
    Column("told", Wording, nullable=True),
    Index(None, "conversation", "id"),
    Index(None, "delivery_key", unique=True),
)

feedback = Table(
    "feedback",
    metadata,
    Column("id", _ROW_ID, primary_key=True),
    _of_conversation(),
    Column("kind", String(16), nullable=False, server_default="rating"),
    Column("article_id", Wording, nullable=False),
    Column("helpful", Boolean, nullable=False),
    Column("comment", Wording, nullable=False),
    Column("question", Wording, nullable=False, server_default=""),
    Column("at", UtcDateTime, nullable=False),
    Index(None, "conversation"),
)

gaps = Table(
    "gaps",
    metadata,
    Column("key", _HASH, primary_key=True),
    Column("question", Wording, nullable=False),
    Column("cause", String(16), nullable=False, server_default="unanswered"),
    Column("count", Integer, nullable=False),
    Column("nearest", JSON, nullable=False),
    Column("answer", Wording, nullable=False, server_default=""),
    Column("last_seen", UtcDateTime, nullable=False),
    Index(None, "count", "last_seen"),
)

claims = Table(
    "claims",
    metadata,
    Column("key", _HASH, primary_key=True),
    Column("at", UtcDateTime, nullable=False),
)

intermediates = Table(
    "intermediates",
    metadata,
    Column("sha256", _HASH, primary_key=True),
    Column("subject_sha256", _HASH, nullable=False),
    Column("der", LargeBinary, nullable=False),
    Column("source", String(16), nullable=False),
    Column("since", UtcDateTime, nullable=False),
    Index(None, "subject_sha256"),
    Index(None, "source", "since"),
)

handoffs = Table(
    "handoffs",
    metadata,
    Column("id", _ROW_ID, primary_key=True),
    _of_conversation(),
    Column("state", String(16), nullable=False),
    Column("summary", Wording, nullable=False),
    Column("question", Wording, nullable=False),
    Column("page", Wording, nullable=False),
    Column("locale", String(35), nullable=False),
    Column("email", Wording, nullable=False),
    Column("opened_at", UtcDateTime, nullable=False),
    Column("closed_at", UtcDateTime, nullable=True),
    Column("taken_by", _REF, nullable=True),
    Column("thread", _REF, nullable=True),
    Column("shown", String(16), nullable=False),
    Column("told_up_to", BigInteger, nullable=False),
    Column("held_until", UtcDateTime, nullable=True),
    Column("attempts", Integer, nullable=False),
    Column("settled", Boolean, nullable=False),
    Index(None, "conversation"),
    Index(None, "thread", unique=True),
    Index(None, "settled"),
)

handoff_lines = Table(
    "handoff_lines",
    metadata,
    Column("ref", _REF, primary_key=True),
    Column("handoff", ForeignKey("handoffs.id", ondelete="CASCADE"), nullable=False),
    Column("author", _REF, nullable=False),
    Column("text", Wording, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("edited", Boolean, nullable=False),
    Column("deleted", Boolean, nullable=False),
    Index(None, "handoff"),
)

staff = Table(
    "staff",
    metadata,
    Column("author", _REF, primary_key=True),
    Column("person", Wording, nullable=False),
)

notifications = Table(
    "notifications",
    metadata,
    Column("id", _ROW_ID, primary_key=True),
    Column("kind", String(40), nullable=False),
    Column("body", JSON, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("due_at", UtcDateTime, nullable=True),
    Column("attempts", Integer, nullable=False),
    Column("dead", Boolean, nullable=False),
    Column("error", Wording, nullable=False, server_default=""),
    Index(None, "due_at"),
)

installations = Table(
    "installations",
    metadata,
    Column("team", String(64), primary_key=True),
    Column("team_name", Wording, nullable=False),
    Column("sealed_token", Text, nullable=False),
    Column("bot", String(64), nullable=False),
    Column("bot_user", String(64), nullable=False),
    Column("scopes", Text, nullable=False),
    Column("at", UtcDateTime, nullable=False),
)

channels = Table(
    "channels",
    metadata,
    Column("team", String(64), primary_key=True),
    Column("channel", String(64), primary_key=True),
    Column("hearing", String(16), nullable=False),
)
