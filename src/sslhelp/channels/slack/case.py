"""A hand-off as staff see it: its opening message, what the customer says, the articles to answer with."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sslhelp.model.handoff import State
from sslhelp.render.blocks import Blocks, kit
from sslhelp.render.blocks.mrkdwn import clip, escape

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sslhelp.model.handoff import Handoff, Told
    from sslhelp.model.knowledge import Article, Section

Json = dict[str, Any]

TAKE, ARTICLE, CLOSE = "handoff:take", "handoff:article", "handoff:close"
ARTICLE_VIEW = "handoff:article"
PICK_BLOCK, PICK_ACTION = "pick", "pick"
SUMMARY_CHARS = 6_000
HOW = "What you write in this thread goes to the customer, under your first name. Mention me to see what I would say."
OPTION_CHARS, VALUE_CHARS = 75, 150


def opening(handoff: Handoff) -> Blocks:
    """Return the message that the thread hangs on: who has it, what it is about, and what can be done."""
    wanted = handoff.wanted
    title = _title(handoff)
    facts = [
        f"Page: {escape(clip(wanted.page, 300))}" if wanted.page else "",
        f"Language: {escape(wanted.locale)}",
        f"Answer by mail to: {escape(clip(wanted.email, 300))}" if wanted.email else "",
    ]
    blocks = [
        kit.header(title),
        *kit.prose(clip(wanted.summary or "The customer has asked nothing yet.", SUMMARY_CHARS)),
        kit.context(*filter(None, facts)),
        *_buttons(handoff),
        *([kit.context(HOW)] if handoff.state is not State.CLOSED else []),
    ]
    said = clip(wanted.question, 200)
    return Blocks(f"{title}: {escape(said)}" if said else title, blocks)


def told(told: Told) -> Blocks:
    """Return what the customer said, as it stands in the thread."""
    return Blocks(clip(f"Customer: {escape(told.text)}", 3_000), [kit.context("*Customer*"), *kit.prose(told.text)])


def articles(handoff: Handoff, question: str, found: Sequence[tuple[Article, Section]]) -> Json:
    """Return the form in which an article is picked as the answer."""
    options = [
        {
            "text": kit.plain(section.heading or article.title, OPTION_CHARS),
            "description": kit.plain(article.title, OPTION_CHARS),
            "value": f"{article.id}#{section.anchor}"[:VALUE_CHARS],
        }
        for article, section in found
    ]
    view: Json = {"type": "modal", "title": kit.plain("Answer with an article", 24), "close": kit.plain("Cancel", 24)}
    asked = kit.prose(clip(question or "The customer has asked nothing yet.", 2_000))
    if not options:
        return view | {"blocks": [*asked, *kit.sections("No article comes near it. Answer in the thread.")]}
    pick = {"type": "radio_buttons", "action_id": PICK_ACTION, "options": options, "initial_option": options[0]}
    return view | {
        "callback_id": ARTICLE_VIEW,
        "private_metadata": str(handoff.id),
        "submit": kit.plain("Send", 24),
        "blocks": [
            *asked,
            {"type": "input", "block_id": PICK_BLOCK, "label": kit.plain("The passage to send", 150), "element": pick},
        ],
    }


def _title(handoff: Handoff) -> str:
    who = handoff.person or "Somebody"
    match handoff.state:
        case State.WAITING:
            return "A customer waits for an e-mail" if handoff.wanted.email else "A customer waits for a person"
        case State.TAKEN:
            return f"{who} has this customer"
        case State.CLOSED:
            return "Closed"


def _buttons(handoff: Handoff) -> list[Json]:
    faces = {
        State.WAITING: ((TAKE, "Take it"), (ARTICLE, "Answer with an article"), (CLOSE, "Close")),
        State.TAKEN: ((ARTICLE, "Answer with an article"), (CLOSE, "Close")),
        State.CLOSED: (),
    }[handoff.state]
    buttons = [kit.button(label, action, str(handoff.id)) for action, label in faces]
    if buttons and handoff.state is State.WAITING:
        buttons[0]["style"] = "primary"
    return [kit.buttons(*buttons)] if buttons else []
