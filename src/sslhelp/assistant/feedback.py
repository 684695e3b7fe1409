"""What customers make of the replies: judged, chosen among, or left open. Each goes back to the question it came of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sslhelp.assistant.context import ARTICLE_CHOICE, HANDOFF_CHOICE
from sslhelp.model.chat import Answer, Channel, Choices
from sslhelp.model.explanation import Decision
from sslhelp.model.store import Cause

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from sslhelp.model.chat import Turn
    from sslhelp.model.store import Store

JUDGED_TURNS = 50  # a page shows as many, each with its buttons
_LEFT_OPEN = {Decision.CHOICES: Cause.NONE_TAKEN, Decision.HANDOFF: Cause.UNANSWERED}


@dataclass(frozen=True)
class Feedback:
    """Keeps it in the store; a question that was left open becomes a gap, and is none any more once it is settled."""

    store: Store
    clock: Callable[[], datetime]
    new_id: Callable[[], str]

    def judge(self, conversation_id: str, article_id: str, *, helpful: bool, comment: str = "") -> None:
        """Keep a judgement on the answer from an article; `comment` has been redacted.

        Raises UnknownConversationError for a conversation never opened.
        """
        turns = self.store.turns(conversation_id, last=JUDGED_TURNS)
        question = _question_behind(turns, article_id)
        before = self.store.add_feedback(
            conversation_id, article_id, helpful=helpful, comment=comment, question=question, at=self.clock()
        )
        if not question or before is helpful:
            return
        if not helpful:
            self.store.add_gap(question, cause=Cause.ILL_RATED, nearest=[article_id], at=self.clock())
        elif before is not None:
            self.store.settle_gap(question, cause=Cause.ILL_RATED)

    def judge_page(self, article_id: str, *, helpful: bool, comment: str = "") -> None:
        """Keep a judgement on an article that was read outside of any conversation; `comment` has been redacted."""
        nobody, now = self.new_id(), self.clock()
        self.store.open_conversation(nobody, channel=Channel.WEB, at=now)
        self.store.add_feedback(nobody, article_id, helpful=helpful, comment=comment, at=now)

    def note(self, turn: Turn, choice: str | None, before: Sequence[Turn]) -> None:
        """Keep what an exchange says of the articles; `choice` was made on an offer of the exchanges `before` it."""
        told, asked = turn.explanation, _question(turn)
        if told and asked and (cause := _LEFT_OPEN.get(told.decision)):
            nearest = [each.article_id for each in told.candidates]
            self.store.add_gap(asked, cause=cause, nearest=nearest, at=turn.at)
        offer = _offer(before, choice) if choice else None
        if offer and choice:
            chosen = None if choice == HANDOFF_CHOICE else choice.removeprefix(ARTICLE_CHOICE)
            conversation_id = turn.reply.conversation_id
            if self.store.add_choice(conversation_id, chosen, question=_question(offer), at=turn.at):
                self.store.settle_gap(_question(offer), cause=Cause.NONE_TAKEN)


def _question(turn: Turn) -> str:
    """Return what was asked, in words that stand alone: a follow-up comes after what it leans on."""
    before = turn.explanation.leans_on if turn.explanation else ""
    return f"{before} {turn.text}".strip()


def _question_behind(turns: Sequence[Turn], article_id: str) -> str:
    """Return the question that the last answer from an article came of, directly or by a choice; "" for none."""
    for place in range(len(turns) - 1, -1, -1):
        turn = turns[place]
        if any(isinstance(part, Answer) and part.article.id == article_id for part in turn.reply.parts):
            came_of = turn if turn.explanation else _offer(turns[:place], ARTICLE_CHOICE + article_id)
            return _question(came_of) if came_of else ""
    return ""


def _offer(turns: Sequence[Turn], choice: str) -> Turn | None:
    """Return the exchange that last offered a choice, if that was an offer of articles for a question."""
    for turn in reversed(turns):
        offered = (option.id for part in turn.reply.parts if isinstance(part, Choices) for option in part.options)
        if choice in offered:
            return turn if turn.explanation and turn.explanation.decision is Decision.CHOICES else None
    return None
