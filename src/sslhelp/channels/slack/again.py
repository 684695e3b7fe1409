"""What was answered, once more: shown to all, the rest of it, or what else came near."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sslhelp.assistant.context import ARTICLE_CHOICE, HANDOFF_CHOICE
from sslhelp.model.chat import Answer, Choices, Option, Reply
from sslhelp.render import blocks
from sslhelp.render.blocks import Blocks, kit
from sslhelp.render.blocks.mrkdwn import clip, escape

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sslhelp.channels.slack.incoming import Place
    from sslhelp.channels.slack.responder import Responder
    from sslhelp.model.chat import Turn
    from sslhelp.model.explanation import Explanation

SHARE_ACTION = "share"
LOOKED_AT = 50  # exchanges of one conversation
OTHERS = 3
FORGOTTEN = Blocks("That is no longer kept. Ask again.", private=True)
NOTHING_ELSE = Blocks("Nothing else comes near it. Ask in other words.", private=True)
_BETWEEN = "|"


def with_share(message: Blocks, place: Place, turn: Turn) -> Blocks:
    """Return the message with a button that shows it to all, where there are others and there is room."""
    if place.direct or len(message.blocks) >= kit.MESSAGE_BLOCKS:
        return message
    label = "Share in the thread" if place.about else "Share in the channel"
    share = kit.button(label, SHARE_ACTION, f"{turn.at.isoformat()}{_BETWEEN}{place.about}")
    return replace(message, blocks=[*message.blocks, kit.buttons(share)])


@dataclass(frozen=True)
class Again:
    """The buttons under an answer that lead back to it. Its methods take where one was pressed, and its value."""

    responder: Responder

    def share(self, place: Place, shared: str) -> None:
        """Post for all what one person was shown: in the thread of the message that it is about, or in the channel."""
        at, _, about = shared.partition(_BETWEEN)
        turn = next((turn for turn in self._turns(place) if turn.at.isoformat() == at), None)
        if turn is None:
            return self.responder.tell(place, FORGOTTEN)
        message = blocks.render(turn.reply)
        said = kit.context(f"Asked by <@{place.user}>: {escape(clip(turn.text, 300))}")
        everybody = replace(place, response_url="", thread=about)
        return self.responder.post(everybody, Blocks(message.text, [said, *message.blocks][: kit.MESSAGE_BLOCKS]))

    def show_rest(self, place: Place, _which: str) -> None:
        """Show what the last report had a button for."""
        rests = (blocks.render_rest(turn.reply) for turn in reversed(self._turns(place)))
        shown = next(filter(None, rests), FORGOTTEN)
        self.responder.tell(place, replace(shown, private=bool(place.response_url) or shown.private))

    def offer_others(self, place: Place, article_id: str) -> None:
        """Offer the next articles that came near, after one that was not what was meant."""
        articles = self.responder.application.library.articles
        told = _why(self._turns(place), article_id)
        near = [each.article_id for each in told.candidates] if told else []
        options = [
            Option(f"{ARTICLE_CHOICE}{each}", articles[each].title)
            for each in near
            if each != article_id and each in articles
        ]
        if not options:
            return self.responder.tell(place, NOTHING_ELSE)
        offer = Choices("Is it one of these?", (*options[:OTHERS], Option(HANDOFF_CHOICE, "None of these")))
        shown = replace(blocks.render(Reply((offer,), "")), private=bool(place.response_url))
        return self.responder.tell(place, shown)

    def _turns(self, place: Place) -> Sequence[Turn]:
        conversation_id = self.responder.conversation_id(place)
        return self.responder.application.store.turns(conversation_id, last=LOOKED_AT)


def _why(turns: Sequence[Turn], article_id: str) -> Explanation | None:
    """Return why an article was quoted or offered; None where the search had no say in it."""
    for turn in reversed(turns):
        quoted = any(isinstance(part, Answer) and part.article.id == article_id for part in turn.reply.parts)
        weighed = turn.explanation and any(each.article_id == article_id for each in turn.explanation.candidates)
        if weighed or (quoted and turn.explanation):
            return turn.explanation
    return None
