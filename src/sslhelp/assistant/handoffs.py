"""Passing a conversation on: to people in the chat while they are there, by mail when they are not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sslhelp.model.chat import Channel, Choices, Notice, Option
from sslhelp.model.handoff import State, Wanted
from sslhelp.model.pki import Severity
from sslhelp.model.store import Cause

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from sslhelp.model.chat import Message, Part
    from sslhelp.model.handoff import Desk, Handoff
    from sslhelp.model.knowledge import Library
    from sslhelp.model.store import Store

PASS_ON, STAY = "handoff:pass_on", "handoff:stay"
EMAIL_WANTED, WAITING, KEPT = "handoff.email_wanted", "handoff.waiting", "handoff.kept"
_SEEN = "They see what you asked, what was answered, and what the files say that you pasted. No key and no password."
_WAITING = (
    "{name} has this conversation now. Whoever is free first answers here. You may close the page and come back: "
    "the answer waits for you."
)
_EMAIL_WANTED = (
    "Nobody of {name} is in the chat just now{hours}. Write your e-mail address here, and the answer comes by mail. "
    "The address is kept for that alone."
)
_KEPT = "Kept. The answer of {name} comes by mail to the address that you gave."


@dataclass(frozen=True)
class Handoffs:
    """What the assistant knows of hand-offs. Without a desk there are none, only the way to reach a person.

    `in_chat` is whether staff can answer in the chat at all; when they do, the house's hours say.
    """

    store: Store
    desk: Desk | None
    library: Callable[[], Library]
    clock: Callable[[], datetime]
    in_chat: bool = False

    def open_one(self, conversation_id: str | None) -> Handoff | None:
        """Return the open hand-off of a conversation."""
        kept = self.desk.of(conversation_id) if self.desk and conversation_id else None
        return kept if kept and kept.state is not State.CLOSED else None

    def offer(self, message: Message) -> tuple[Part, ...]:
        """Return the question whether to pass the conversation on; nothing where it cannot be."""
        if self.desk is None or message.channel is not Channel.WEB:
            return ()
        return (
            Choices(
                f"Shall I pass this conversation on to {self._name}?",
                (Option(PASS_ON, "Yes, pass it on", _SEEN), Option(STAY, "No, thank you")),
            ),
        )

    def pass_on(self, message: Message, summary: str, question: str, email: str = "") -> tuple[Part, ...]:
        """Pass the conversation on, or ask for an address where nobody could answer in the chat.

        `summary` and `question` are redacted.
        """
        if not self.desk or not message.conversation_id:
            return ()
        if not email and not self._somebody_there():
            return (self._say(EMAIL_WANTED),)
        wanted = Wanted(summary, question, message.page, message.locale, email)
        self.desk.open(message.conversation_id, wanted, at=self.clock())
        return (self._say(KEPT if email else WAITING),)

    def close(self, handoff_id: int) -> bool:
        """End a hand-off; what was asked and answered becomes a gap. False when it is closed already."""
        if self.desk is None or not self.desk.close(handoff_id, at=self.clock()):
            return False
        kept = self.desk.get(handoff_id)
        question = (kept.wanted.question if kept else "") or self.desk.last_question(handoff_id)
        answer = "\n\n".join(line.text for line in self.desk.answers(handoff_id) if line.text)
        if question and answer:
            nearest = [hit.article_id for hit in self.library().index.search(question, limit=3)]
            self.store.add_gap(question, cause=Cause.HANDED_OVER, nearest=nearest, answer=answer, at=self.clock())
        return True

    def waiting(self) -> Part:
        """Return the line for who asks for a person again."""
        return self._say(WAITING)

    @property
    def _name(self) -> str:
        return self.library().house.contact.name

    def _somebody_there(self) -> bool:
        hours = self.library().house.hours
        return self.in_chat and (hours is None or hours.hold(self.clock()))

    def _say(self, code: str) -> Notice:
        hours = self.library().house.contact.hours
        text = {EMAIL_WANTED: _EMAIL_WANTED, WAITING: _WAITING, KEPT: _KEPT}[code]
        name = self._name if code != WAITING else self._name[:1].upper() + self._name[1:]
        return Notice(Severity.INFO, code, text.format(name=name, hours=f" ({hours})" if hours else ""))
