"""A store that forgets at exit: for the command line and for tests."""

from __future__ import annotations

from collections import OrderedDict, deque
from dataclasses import replace
from threading import Lock
from typing import TYPE_CHECKING, TypeVar

from sslhelp.errors import UnknownConversationError
from sslhelp.model.store import MAX_LEARNED, MAX_OF_ONE_NAME, Gap, KeptIntermediate, Source
from sslhelp.store.keys import digest, hashed, question_key

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sslhelp.model.chat import Turn
    from sslhelp.model.store import Intermediate

MAX_TURNS = 100
MAX_GAPS = 1_000
MAX_CLAIMS = 10_000

_Kept = TypeVar("_Kept")


class MemoryStore:
    """Implements `Store` within one process, for any number of threads.

    Keeps the newest `max_conversations` conversations with their newest `MAX_TURNS` turns, the `MAX_GAPS` questions
    and the `MAX_CLAIMS` claims that came last; feedback is not kept, since nobody could read it.
    """

    def __init__(self, *, max_conversations: int = 1_000) -> None:
        self._max_conversations = max_conversations
        self._lock = Lock()
        self._conversations: OrderedDict[str, deque[Turn]] = OrderedDict()
        self._gaps: OrderedDict[str, Gap] = OrderedDict()
        self._claims: OrderedDict[str, datetime] = OrderedDict()
        self._intermediates: dict[Intermediate, KeptIntermediate] = {}

    def open_conversation(self, conversation_id: str, *, channel: str, at: datetime) -> None:  # noqa: ARG002
        """Make the conversation known; a no-op when it already is."""
        with self._lock:
            self._conversations.setdefault(hashed(conversation_id), deque(maxlen=MAX_TURNS))
            _drop_oldest(self._conversations, beyond=self._max_conversations)

    def has_conversation(self, conversation_id: str) -> bool:
        """Say whether the conversation is known."""
        with self._lock:
            return hashed(conversation_id) in self._conversations

    def add_turn(self, conversation_id: str, turn: Turn) -> None:
        """Append an exchange; raises UnknownConversationError for a conversation never opened, or dropped."""
        with self._lock:
            nameless = replace(turn, reply=replace(turn.reply, conversation_id=""))
            self._conversation(conversation_id).append(nameless)

    def turns(self, conversation_id: str, *, last: int) -> Sequence[Turn]:
        """Return the last exchanges, oldest first; empty for an unknown conversation."""
        with self._lock:
            kept = tuple(self._conversations.get(hashed(conversation_id), ()))
        return [
            replace(turn, reply=replace(turn.reply, conversation_id=conversation_id))
            for turn in kept[max(len(kept) - last, 0) :]
        ]

    def add_feedback(self, conversation_id: str, article_id: str, *, helpful: bool, comment: str, at: datetime) -> None:  # noqa: ARG002
        """Take a judgement on an answer; raises UnknownConversationError for a conversation never opened."""
        with self._lock:
            self._conversation(conversation_id)

    def add_gap(self, question: str, *, nearest: Sequence[str], at: datetime) -> None:
        """Count an unanswered question; the same question again raises its count."""
        key = question_key(question)
        with self._lock:
            gap = self._gaps.setdefault(key, Gap(question, count=0, last_seen=at))
            self._gaps[key] = replace(gap, count=gap.count + 1, last_seen=at, nearest=tuple(nearest))
            self._gaps.move_to_end(key)
            _drop_oldest(self._gaps, beyond=MAX_GAPS)

    def gaps(self, *, limit: int) -> Sequence[Gap]:
        """Return the unanswered questions, most frequent first, the latest first among equals."""
        with self._lock:
            gaps = list(self._gaps.values())
        return sorted(gaps, key=lambda gap: (gap.count, gap.last_seen), reverse=True)[:limit]

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

    def _conversation(self, conversation_id: str) -> deque[Turn]:
        try:
            return self._conversations[hashed(conversation_id)]
        except KeyError:
            raise UnknownConversationError from None

    def _forget(self, source: Source) -> int:
        before = len(self._intermediates)
        self._intermediates = {each: kept for each, kept in self._intermediates.items() if kept.source is not source}
        return before - len(self._intermediates)


def _newest_first(kept: KeptIntermediate) -> tuple[float, str]:
    return -kept.since.timestamp(), digest(kept.der)


def _drop_oldest(kept: OrderedDict[str, _Kept], *, beyond: int) -> None:
    while len(kept) > beyond:
        kept.popitem(last=False)
