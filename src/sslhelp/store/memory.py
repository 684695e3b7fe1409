"""A store that forgets at exit: for the command line and for tests."""

from __future__ import annotations

from collections import OrderedDict, deque
from dataclasses import dataclass, field, replace
from threading import Lock
from typing import TYPE_CHECKING, TypeVar

from sslhelp.errors import RepeatedMessageError, UnknownConversationError
from sslhelp.model.store import MAX_GAPS, MAX_LEARNED, MAX_OF_ONE_NAME, Cause, Gap, KeptIntermediate, Source
from sslhelp.store.keys import digest, gap_key, gap_text, hashed

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sslhelp.model.chat import Turn
    from sslhelp.model.store import Intermediate

MAX_TURNS = 100
MAX_CLAIMS = 10_000

_Kept = TypeVar("_Kept")


@dataclass
class _Conversation:
    """The newest turns, the judgement on each article, and the questions for which an article was chosen."""

    turns: deque[Turn] = field(default_factory=lambda: deque(maxlen=MAX_TURNS))
    ratings: dict[str, bool] = field(default_factory=dict)
    decided: set[str] = field(default_factory=set)


class MemoryStore:
    """Implements `Store` within one process, for any number of threads.

    Keeps the newest `max_conversations` conversations with their newest `MAX_TURNS` turns, and the `MAX_CLAIMS` claims
    that came last. Of feedback it keeps only what tells a second judgement from a first, since nobody could read more.
    """

    def __init__(self, *, max_conversations: int = 1_000) -> None:
        self._max_conversations = max_conversations
        self._lock = Lock()
        self._conversations: OrderedDict[str, _Conversation] = OrderedDict()
        self._gaps: dict[str, Gap] = {}
        self._claims: OrderedDict[str, datetime] = OrderedDict()
        self._intermediates: dict[Intermediate, KeptIntermediate] = {}

    def open_conversation(self, conversation_id: str, *, channel: str, at: datetime) -> None:  # noqa: ARG002
        """Make the conversation known; a no-op when it already is."""
        with self._lock:
            self._conversations.setdefault(hashed(conversation_id), _Conversation())
            _drop_oldest(self._conversations, beyond=self._max_conversations)

    def has_conversation(self, conversation_id: str) -> bool:
        """Say whether the conversation is known."""
        with self._lock:
            return hashed(conversation_id) in self._conversations

    def delete_conversation(self, conversation_id: str) -> None:
        """Forget the conversation and all that hangs on it; raises UnknownConversationError for one never opened."""
        with self._lock:
            self._conversation(conversation_id)
            del self._conversations[hashed(conversation_id)]

    def add_turn(self, conversation_id: str, turn: Turn) -> None:
        """Append an exchange; raises UnknownConversationError for a conversation never opened, or dropped.

        Raises RepeatedMessageError, and keeps nothing, when an exchange with the same delivery key is kept.
        """
        with self._lock:
            conversation = self._conversation(conversation_id)
            if turn.delivery and self._delivered(turn.delivery.key):
                raise RepeatedMessageError
            conversation.turns.append(replace(turn, reply=replace(turn.reply, conversation_id=""), told=None))

    def delivered(self, key: str) -> Turn | None:
        """Return the exchange of the message with this delivery key, its reply without a conversation's id."""
        with self._lock:
            return self._delivered(key)

    def turns(self, conversation_id: str, *, last: int) -> Sequence[Turn]:
        """Return the last exchanges, oldest first; empty for an unknown conversation."""
        with self._lock:
            conversation = self._conversations.get(hashed(conversation_id))
            kept = tuple(conversation.turns) if conversation else ()
        return [
            replace(turn, reply=replace(turn.reply, conversation_id=conversation_id), delivery=None)
            for turn in kept[max(len(kept) - last, 0) :]
        ]

    def add_feedback(
        self,
        conversation_id: str,
        article_id: str,
        *,
        helpful: bool,
        comment: str,  # noqa: ARG002
        at: datetime,  # noqa: ARG002
        question: str = "",  # noqa: ARG002
    ) -> bool | None:
        """Take a judgement on an answer, and return the one that it takes the place of, if any."""
        with self._lock:
            ratings = self._conversation(conversation_id).ratings
            before = ratings.get(article_id)
            ratings[article_id] = helpful
        return before

    def add_choice(self, conversation_id: str, article_id: str | None, *, question: str, at: datetime) -> bool:  # noqa: ARG002
        """Take what was chosen for a question, and say whether it is the conversation's first article for it."""
        with self._lock:
            decided = self._conversation(conversation_id).decided
            first = article_id is not None and question not in decided
            if first:
                decided.add(question)
        return first

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
        key = gap_key(question, cause)
        with self._lock:
            gap = self._gaps.pop(key, None) or Gap(gap_text(question), count=0, last_seen=at, cause=cause)
            rarest = min(self._gaps, key=lambda other: _frequency(self._gaps[other]), default=None)
            if rarest and len(self._gaps) >= MAX_GAPS:
                del self._gaps[rarest]
            self._gaps[key] = replace(
                gap, count=gap.count + 1, last_seen=at, nearest=tuple(nearest), answer=answer or gap.answer
            )

    def settle_gap(self, question: str, *, cause: Cause) -> None:
        """Take back one count of a question; a no-op when there is none."""
        key = gap_key(question, cause)
        with self._lock:
            gap = self._gaps.pop(key, None)
            if gap and gap.count > 1:
                self._gaps[key] = replace(gap, count=gap.count - 1)

    def gaps(self, *, limit: int, since: datetime | None = None) -> Sequence[Gap]:
        """Return the questions left open, most frequent first, the latest first among equals."""
        with self._lock:
            kept = [gap for gap in self._gaps.values() if since is None or gap.last_seen >= since]
        return sorted(kept, key=_frequency, reverse=True)[:limit]

    def claim(self, key: str, *, at: datetime) -> bool:
        """Take `key` once: True for the first caller, False for every later one."""
        with self._lock:
            first = hashed(key) not in self._claims
            self._claims.setdefault(hashed(key), at)
            _drop_oldest(self._claims, beyond=MAX_CLAIMS)
        return first

    def import_intermediates(self, these: Sequence[Intermediate], *, at: datetime) -> None:
        """Keep these as imported, all at once, in place of all that were imported before; learned ones stay."""
        with self._lock:
            self._forget(Source.IMPORTED)
            self._intermediates |= {each: KeptIntermediate(each.der, Source.IMPORTED, at) for each in these}

    def learn_intermediates(self, these: Sequence[Intermediate], *, at: datetime) -> None:
        """Keep those that are not kept yet as learned; the oldest learned beyond `MAX_LEARNED` are dropped."""
        with self._lock:
            for each in these:
                self._intermediates.setdefault(each, KeptIntermediate(each.der, Source.LEARNED, at))
            learned = [each for each, kept in self._intermediates.items() if kept.source is Source.LEARNED]
            for each in sorted(learned, key=lambda each: _newest_first(self._intermediates[each]))[MAX_LEARNED:]:
                del self._intermediates[each]

    def intermediates_of(self, subject: bytes) -> Sequence[bytes]:
        """Return the certificates (DER) with this subject (DER), newest first, at most `MAX_OF_ONE_NAME`."""
        with self._lock:
            named = [kept for each, kept in self._intermediates.items() if each.subject == subject]
        return [kept.der for kept in sorted(named, key=_newest_first)[:MAX_OF_ONE_NAME]]

    def intermediates(self) -> Sequence[KeptIntermediate]:
        """Return every intermediate that is kept, newest first."""
        with self._lock:
            return sorted(self._intermediates.values(), key=_newest_first)

    def forget_intermediates(self, source: Source) -> int:
        """Drop all that came from this source, and return how many that were."""
        with self._lock:
            return self._forget(source)

    def check(self) -> None:
        """Return: memory is always there."""

    def _conversation(self, conversation_id: str) -> _Conversation:
        try:
            return self._conversations[hashed(conversation_id)]
        except KeyError:
            raise UnknownConversationError from None

    def _delivered(self, key: str) -> Turn | None:
        kept = (turn for conversation in self._conversations.values() for turn in conversation.turns)
        return next((turn for turn in kept if turn.delivery and turn.delivery.key == key), None)

    def _forget(self, source: Source) -> int:
        before = len(self._intermediates)
        self._intermediates = {each: kept for each, kept in self._intermediates.items() if kept.source is not source}
        return before - len(self._intermediates)


def _frequency(gap: Gap) -> tuple[int, datetime]:
    return gap.count, gap.last_seen


def _newest_first(kept: KeptIntermediate) -> tuple[float, str]:
    return -kept.since.timestamp(), digest(kept.der)


def _drop_oldest(kept: OrderedDict[str, _Kept], *, beyond: int) -> None:
    while len(kept) > beyond:
        kept.popitem(last=False)
