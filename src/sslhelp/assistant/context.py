"""What a message leans on: the choices that the last reply offered, named in words instead of pressed."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from sslhelp.model.chat import Choices, Notice

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sslhelp.model.chat import Context, Message, Option, Reply, Turn

ARTICLE_CHOICE = "article:"
"""What the id of an option that stands for an article begins with; the article's id follows."""

HANDOFF_CHOICE = "handoff"
"""The id of an option that leads to a person."""

ASIDE = "smalltalk."
"""What the code of a notice begins with that changes no subject: a greeting, thanks, a word on languages."""

MAX_CHARS = 200  # nobody names a choice at greater length
_PLACES = ("first 1st 1", "second 2nd 2", "third 3rd 3", "fourth 4th 4")
_NTH = {word: place for place, words in enumerate(_PLACES) for word in words.split()}
_FILLERS = frozenset(
    "a an the one ones option number choice answer please i we want would like need it is its that this just only our"
    " my of for in to with take choose go think guess".split()
)
_YES = frozenset(
    {"yes", "yes please", "yep", "yeah", "yes it is", "that one", "exactly", "correct", "right", "that is it"}
)
_NO = frozenset(
    {"no", "nope", "none", "neither", "no none", "none of them", "none of those", "neither of them", "not really"}
)


def is_aside(reply: Reply) -> bool:
    """Whether a reply left the subject of the conversation as it was."""
    first = reply.parts[0] if reply.parts else None
    return isinstance(first, Notice) and first.code.startswith(ASIDE)


def subject(context: Context) -> Turn | None:
    """Return the last turn that was no aside: what the conversation is about."""
    return next((turn for turn in reversed(context.turns) if not is_aside(turn.reply)), None)


def offered(reply: Reply | None) -> list[Option]:
    """Return the options that a reply offers, in their order."""
    parts = reply.parts if reply else ()
    return [option for part in parts if isinstance(part, Choices) for option in part.options]


def with_choice(message: Message, context: Context) -> Message:
    """Return the message with its `choice` set, where its words name one of the options on offer."""
    if message.choice or message.files or len(message.text) > MAX_CHARS:
        return message
    last = subject(context)
    named = _named(message.text, offered(context.last_reply) or offered(last.reply if last else None))
    return replace(message, choice=named.id) if named else message


def _named(text: str, options: Sequence[Option]) -> Option | None:
    """The option that a text names by its place ("the second one") or by words of its label that no other has."""
    words = re.findall(r"[\w-]+", text.lower())
    telling = {word for word in words if word not in _FILLERS}
    places = [_NTH[word] for word in telling if word in _NTH]
    if telling and len(places) == len(telling) == 1 and places[0] < len(options):
        return options[places[0]]
    if telling == {"last"}:
        return next((option for option in reversed(options) if option.id != HANDOFF_CHOICE), None)
    whether = _agreed(" ".join(words), options)
    if whether:
        return whether
    exact = [option for option in options if words == re.findall(r"[\w-]+", option.label.lower())]
    alike = [option for option in options if telling and telling <= set(re.findall(r"[\w-]+", option.label.lower()))]
    found = exact or alike
    return found[0] if len(found) == 1 else None


def _agreed(said: str, options: Sequence[Option]) -> Option | None:
    """The one article that was offered, for a yes; the way to a person, for a no to every article."""
    articles = [option for option in options if option.id.startswith(ARTICLE_CHOICE)]
    if len(articles) == 1 and said in _YES:
        return articles[0]
    if articles and said in _NO:
        return next((option for option in options if option.id == HANDOFF_CHOICE), None)
    return None
