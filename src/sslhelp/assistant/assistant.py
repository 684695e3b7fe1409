"""Message in, reply out: asks the tools in order and keeps the exchange, redacted."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sslhelp.assistant import delivery
from sslhelp.assistant.context import with_choice
from sslhelp.assistant.redact import redact, redact_reply
from sslhelp.assistant.summary import exchange
from sslhelp.errors import RepeatedMessageError, RequestError
from sslhelp.model.chat import Context, Explaining, Message, Notice, Reply, Turn
from sslhelp.model.handoff import State

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from sslhelp.assistant.feedback import Feedback
    from sslhelp.assistant.handoffs import Handoffs
    from sslhelp.model.chat import Part, Tool
    from sslhelp.model.store import Store

REMEMBERED_TURNS = 4
MAX_FILES = 10


@dataclass(frozen=True)
class Assistant:
    """Holds the tools in the order of the shop's policy; the last of them has an answer to everything.

    While a person has the conversation it is quiet: staff are told what was said, and what it would have replied.
    """

    tools: Sequence[Tool]
    store: Store
    feedback: Feedback
    handoffs: Handoffs
    clock: Callable[[], datetime]
    new_id: Callable[[], str]
    max_text_chars: int

    def reply(self, message: Message) -> Reply:
        """Answer a message, and keep the exchange; one that comes again gets the reply that it got before.

        Raises RequestError for a message that is empty or too long, StoreError when it cannot be kept.
        """
        self._check(message)
        return self._again(message) or self._first(message)

    def _again(self, message: Message) -> Reply | None:
        kept = self.store.delivered(message.delivery_key) if message.delivery_key else None
        return delivery.reply_again(kept, message) if kept else None

    def _first(self, message: Message) -> Reply:
        conversation_id, delivered = delivery.begin(message, self.new_id)
        asked = redact(message.text)
        now = self.clock()
        self.store.open_conversation(conversation_id, channel=message.channel, at=now)
        passed_on = self.handoffs.open_one(message.conversation_id)
        context = Context(tuple(self.store.turns(conversation_id, last=REMEMBERED_TURNS)), asked, passed_on)
        understood = with_choice(replace(message, conversation_id=conversation_id), context)
        tool, parts = self._answered(understood, context)
        quiet = passed_on is not None and passed_on.state is State.TAKEN and not _is_refusal(parts)
        reply = Reply(parts=() if quiet else parts, conversation_id=conversation_id)
        turn = Turn(
            text=_kept(understood, asked),
            reply=redact_reply(reply),
            at=now,
            explanation=tool.explain(understood, context, parts) if isinstance(tool, Explaining) else None,
            delivery=delivered,
            told=exchange(_kept(understood, asked), parts, withheld=quiet) if passed_on else None,
        )
        try:
            self.store.add_turn(conversation_id, turn)
        except RepeatedMessageError:  # it came twice at once, and the other was quicker
            if not message.conversation_id:
                self.store.delete_conversation(conversation_id)
            return self._again(message) or reply
        if not quiet:
            self.feedback.note(turn, understood.choice, context.turns)
        return reply

    def _check(self, message: Message) -> None:
        if not message.text.strip() and not message.files and not message.choice:
            raise RequestError("the message is empty", hint="send a question, or paste a CSR or a certificate")
        if len(message.text) > self.max_text_chars:
            raise RequestError(
                f"the message is over {self.max_text_chars:,} characters", status=413, hint="send the part that matters"
            )
        if len(message.files) > MAX_FILES:
            raise RequestError(f"more than {MAX_FILES} files in one message", status=413, hint="send them in turn")

    def _answered(self, message: Message, context: Context) -> tuple[Tool, tuple[Part, ...]]:
        for tool in self.tools:
            parts = tool(message, context)
            if parts:
                return tool, parts
        raise AssertionError("the last tool answers everything")


def _is_refusal(parts: tuple[Part, ...]) -> bool:
    """Whether a private key was refused: that is said, whoever has the conversation."""
    return isinstance(parts[0], Notice) and parts[0].code.startswith("private_key.")


def _kept(message: Message, asked: str) -> str:
    if message.choice:
        return asked or f"[choice {message.choice[:200]}]"
    return (asked + " [file]" * len(message.files)).strip()
