"""The store on a database: SQLAlchemy Core, the same statements for every database that it runs on."""

from __future__ import annotations

from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import structlog
from sqlalchemy import delete, select, update
from sqlalchemy.exc import SQLAlchemyError

from sslhelp.errors import RepeatedMessageError, StoreError, UnknownConversationError
from sslhelp.model.chat import Delivery, Reply, Turn
from sslhelp.model.store import Cause
from sslhelp.store import databases, explanations, feedback, gaps, intermediates, retention
from sslhelp.store.desk import SqlDesk
from sslhelp.store.insert import insert
from sslhelp.store.installations import SqlChannels, SqlInstallations
from sslhelp.store.keys import hashed
from sslhelp.store.notifications import SqlOutbox
from sslhelp.store.schema import claims, conversations, messages
from sslhelp.store.upgrade import is_current, upgrade

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from sqlalchemy import Connection, Engine, Row

    from sslhelp.model.store import Gap, Intermediate, KeptIntermediate, Source

_EPOCH = datetime.fromtimestamp(0, UTC)

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class ReplyCodec:
    """How replies become JSON and back: `load` raises ValueError for what an older or newer version dumped."""

    dump: Callable[[Reply], dict[str, Any]]
    load: Callable[[dict[str, Any]], Reply]


class SqlStore:
    """Implements `Store` on a database, for any number of threads, and for processes that open it each by itself.

    Every method raises StoreError when the database does not do as it is told.
    """

    def __init__(self, engine: Engine, *, codec: ReplyCodec, notifying: bool = False) -> None:
        self._engine = engine
        self._reader = engine.execution_options(read_only=True)
        self._codec = codec
        self.installations = SqlInstallations(self._writing, self._reading)
        self.channels = SqlChannels(self._writing, self._reading)
        self.outbox = SqlOutbox(self._writing, self._reading)
        self.desk = SqlDesk(self._writing, self._reading, notifying=notifying)

    @classmethod
    def open(cls, url: str, *, codec: ReplyCodec, notifying: bool = False) -> SqlStore:
        """Open the database of a URL, see `databases.of`, and bring its schema up to date.

        `notifying` is whether anybody is to be notified of hand-offs.

        Raises StoreError when it cannot be reached, or when a newer version has upgraded it.
        """
        database = databases.of(url)
        with _store_errors(), ExitStack() as on_failure:
            engine = database.engine()
            on_failure.callback(engine.dispose)
            with database.upgrade_lock(engine):
                upgrade(engine)
            on_failure.pop_all()
        return cls(engine, codec=codec, notifying=notifying)

    @classmethod
    def find(cls, url: str, *, codec: ReplyCodec, notifying: bool = False) -> SqlStore | None:
        """Open the database as `open` does, but make none and upgrade none: None without one of this very schema."""
        database = databases.of(url)
        if not database.exists():
            return None
        with _store_errors(), ExitStack() as unless_current:
            engine = database.engine()
            unless_current.callback(engine.dispose)
            if not is_current(engine):
                return None
            unless_current.pop_all()
        return cls(engine, codec=codec, notifying=notifying)

    def close(self) -> None:
        """Close the connections; the store may be used again, and opens new ones."""
        self._engine.dispose()

    def open_conversation(self, conversation_id: str, *, channel: str, at: datetime) -> None:
        """Make the conversation known; a no-op when it already is."""
        with self._writing() as connection:
            row = insert(connection, conversations).values(
                id_hash=hashed(conversation_id), channel=str(channel), opened_at=at, last_at=at
            )
            connection.execute(row.on_conflict_do_nothing())

    def has_conversation(self, conversation_id: str) -> bool:
        """Say whether the conversation is known."""
        known = select(conversations.c.id_hash).where(conversations.c.id_hash == hashed(conversation_id))
        with self._reading() as connection:
            return connection.execute(known).first() is not None

    def delete_conversation(self, conversation_id: str) -> None:
        """Forget the conversation and all that hangs on it; raises UnknownConversationError for one never opened."""
        with self._writing() as connection:
            gone = connection.execute(delete(conversations).where(conversations.c.id_hash == hashed(conversation_id)))
            if not gone.rowcount:
                raise UnknownConversationError

    def add_turn(self, conversation_id: str, turn: Turn) -> None:
        """Append an exchange; raises UnknownConversationError for a conversation never opened.

        Raises RepeatedMessageError, and keeps nothing, when an exchange with the same delivery key is kept.
        """
        reply = self._codec.dump(replace(turn.reply, conversation_id=""))
        delivery = turn.delivery
        with self._writing() as connection:
            conversation = _touch(connection, conversation_id, turn.at)
            row = insert(connection, messages).values(
                conversation=conversation,
                text=turn.text,
                reply=reply,
                explanation=explanations.dump(turn.explanation),
                at=turn.at,
                delivery_key=hashed(delivery.key) if delivery else None,
                delivery_digest=delivery.digest if delivery else None,
                delivery_nonce=delivery.nonce if delivery else None,
                told=turn.told,
            )
            kept = connection.execute(row.on_conflict_do_nothing().returning(messages.c.id))
            if kept.first() is None:
                raise RepeatedMessageError

    def delivered(self, key: str) -> Turn | None:
        """Return the exchange of the message with this delivery key, its reply without a conversation's id."""
        with self._reading() as connection:
            row = connection.execute(select(messages).where(messages.c.delivery_key == hashed(key))).first()
        if row is None or not (turn := self._turn(row, "")):
            return None
        return replace(turn, delivery=Delivery(key, row.delivery_digest, row.delivery_nonce))

    def turns(self, conversation_id: str, *, last: int) -> Sequence[Turn]:
        """Return the last exchanges, oldest first, without those whose reply this version cannot read."""
        newest = (
            select(messages)
            .where(messages.c.conversation == hashed(conversation_id))
            .order_by(messages.c.id.desc())
            .limit(last)
        )
        with self._reading() as connection:
            rows = connection.execute(newest).all()
        return [turn for row in reversed(rows) if (turn := self._turn(row, conversation_id))]

    def explained(self, *, last: int) -> Sequence[Turn]:
        """Return the last exchanges of all conversations that have an explanation, newest first, and not whose."""
        newest = select(messages).where(messages.c.explanation.is_not(None)).order_by(messages.c.id.desc()).limit(last)
        with self._reading() as connection:
            rows = connection.execute(newest).all()
        return [turn for row in rows if (turn := self._turn(row, "")) and turn.explanation]

    def add_feedback(
        self, conversation_id: str, article_id: str, *, helpful: bool, comment: str, at: datetime, question: str = ""
    ) -> bool | None:
        """Keep a judgement on an answer, and return the one that it takes the place of, if any."""
        with self._writing() as connection:
            conversation = _touch(connection, conversation_id, at)
            return feedback.rate(
                connection, conversation, article_id, helpful=helpful, comment=comment, question=question, at=at
            )

    def add_choice(self, conversation_id: str, article_id: str | None, *, question: str, at: datetime) -> bool:
        """Keep what was chosen for a question, and say whether it is the conversation's first article for it."""
        with self._writing() as connection:
            conversation = _touch(connection, conversation_id, at)
            return feedback.choose(connection, conversation, article_id, question=question, at=at)

    def add_gap(
        self,
        question: str,
        *,
        nearest: Sequence[str],
        at: datetime,
        cause: Cause = Cause.UNANSWERED,
        answer: str = "",
    ) -> None:
        """Count a question that was left open; the same question again, by the same cause, raises its count."""
        with self._writing() as connection:
            gaps.add(connection, question, cause=cause, nearest=nearest, at=at, answer=answer)

    def settle_gap(self, question: str, *, cause: Cause) -> None:
        """Take back one count of a question; a no-op when there is none."""
        with self._writing() as connection:
            gaps.settle(connection, question, cause)

    def gaps(self, *, limit: int, since: datetime | None = None) -> Sequence[Gap]:
        """Return the questions left open, most frequent first, the latest first among equals."""
        with self._reading() as connection:
            return gaps.kept(connection, limit=limit, since=since)

    def claim(self, key: str, *, at: datetime) -> bool:
        """Take `key` once: True for the first caller, False for every later one."""
        with self._writing() as connection:
            row = insert(connection, claims).values(key=hashed(key), at=at)
            taken = connection.execute(row.on_conflict_do_nothing().returning(claims.c.key))
            return taken.first() is not None

    def import_intermediates(self, these: Sequence[Intermediate], *, at: datetime) -> None:
        """Keep these as imported, all at once, in place of all that were imported before; learned ones stay."""
        with self._writing() as connection:
            intermediates.replace_imported(connection, these, at)

    def learn_intermediates(self, these: Sequence[Intermediate], *, at: datetime) -> None:
        """Keep those that are not kept yet as learned; nothing is written when all of them are."""
        with self._reading() as connection:
            new = intermediates.unknown(connection, these)
        if new:
            with self._writing() as connection:
                intermediates.learn(connection, new, at)

    def intermediates_of(self, subject: bytes) -> Sequence[bytes]:
        """Return the certificates (DER) with this subject (DER), newest first, at most `MAX_OF_ONE_NAME`."""
        with self._reading() as connection:
            return intermediates.of(connection, subject)

    def intermediates(self) -> Sequence[KeptIntermediate]:
        """Return every intermediate that is kept, newest first."""
        with self._reading() as connection:
            return intermediates.kept(connection)

    def forget_intermediates(self, source: Source) -> int:
        """Drop all that came from this source, and return how many that were."""
        with self._writing() as connection:
            return intermediates.forget(connection, source)

    def purge(self, before: datetime, *, now: datetime) -> int:
        """Drop what was last gone on with before a time, and return how many conversations that were.

        What a person has is kept, and so is what is still to be told to anybody.
        """
        dropped = 0
        while some := self._dropped(before):
            dropped += some
        while self._others_dropped(before, now):
            pass
        return dropped

    def _dropped(self, before: datetime) -> int:
        with self._writing() as connection:
            return retention.drop_conversations(connection, before)

    def _others_dropped(self, before: datetime, now: datetime) -> int:
        with self._writing() as connection:
            return retention.drop_others(connection, before, now)

    def check(self) -> None:
        """Write one row, always the same: raises StoreError when the store cannot be read and written just now."""
        with self._writing() as connection:
            row = insert(connection, claims).values(key=retention.PROBE, at=_EPOCH)
            connection.execute(row.on_conflict_do_update(index_elements=[claims.c.key], set_={"at": row.excluded.at}))

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        with _store_errors(), self._engine.begin() as connection:
            yield connection

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        with _store_errors(), self._reader.connect() as connection:
            yield connection

    def _turn(self, row: Row[Any], conversation_id: str) -> Turn | None:
        try:
            reply = self._codec.load(row.reply)
        except ValueError:
            log.warning("unreadable_reply", message_row=row.id)
            return None
        told = explanations.load(row.explanation)
        return Turn(row.text, replace(reply, conversation_id=conversation_id), row.at, told)


def _touch(connection: Connection, conversation_id: str, at: datetime) -> str:
    """Note that the conversation was alive at that time, and return its hash."""
    conversation = hashed(conversation_id)
    touched = connection.execute(
        update(conversations).where(conversations.c.id_hash == conversation).values(last_at=at)
    )
    if not touched.rowcount:
        raise UnknownConversationError
    return conversation


@contextmanager
def _store_errors() -> Iterator[None]:
    """Raise what goes wrong with the database as StoreError, without the statement and what was to be written."""
    try:
        yield
    except SQLAlchemyError as error:
        cause = str(getattr(error, "orig", None) or error).partition("\n")[0]
        raise StoreError(
            f"the database failed: {cause}", hint="see that it can be reached, has room, and lets this account write"
        ) from None
