"""Dialogues: what customers say in turn, and what each turn ought to be answered with.

    # a remark
    [kind] what the dialogue is about
    C: the customer's words, over more lines if need be; {good.csr} stands for a file below tests/golden/files
    A: answer dcv-dns / How to add the record | choices dcv-file

An expectation is one or more of these, parted by ` | ` (one is enough) or ` & ` (all of them, and that binds tighter):

    answer [ARTICLE [/ the beginning of the heading]]     choices ARTICLE          choices advise      handoff
    notice CODE                                          recommendation [ID]      report TYPE
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sslhelp.model.chat import Answer, Choices, Handoff, Message, Notice, Part, Reply
from sslhelp.model.products import Recommendation
from tests.golden import FILES

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sslhelp.assistant.assistant import Assistant


@dataclass(frozen=True)
class Turn:
    """What a customer says, and what is expected of the reply."""

    said: str
    expected: str


@dataclass(frozen=True)
class Dialogue:
    """A conversation of a few turns; `kind` tells what it tries."""

    kind: str
    title: str
    turns: tuple[Turn, ...]


def read(path: Path) -> list[Dialogue]:
    """Read the dialogues of a file."""
    blocks = re.split(r"^\[([\w-]+)\] (.+)\n", path.read_text("utf-8"), flags=re.MULTILINE)[1:]
    return [
        Dialogue(kind, title, tuple(_turns(text)))
        for kind, title, text in zip(blocks[::3], blocks[1::3], blocks[2::3], strict=True)
    ]


def _turns(text: str) -> Iterator[Turn]:
    for said, expected in re.findall(r"^C: ((?:(?!\n[AC]: ).|\n)*?)\nA: (.+)$", text, flags=re.MULTILINE):
        yield Turn(re.sub(r"\{([\w.-]+)\}", lambda name: (FILES / name[1]).read_text("utf-8"), said), expected)


@dataclass(frozen=True)
class Outcome:
    """A turn as it was answered."""

    dialogue: Dialogue
    turn: Turn
    reply: Reply

    @property
    def is_right(self) -> bool:
        return is_expected(self.reply, self.turn.expected)

    def __str__(self) -> str:
        said = " ".join(self.turn.said.split())[-100:]
        about = f"[{self.dialogue.kind}] {self.dialogue.title}"
        return f"{about}\n    C: {said}\n    A: {self.turn.expected}\n   not {told(self.reply)}"


def run(dialogue: Dialogue, assistant: Assistant) -> list[Outcome]:
    """Hold a dialogue."""
    conversation: str | None = None
    outcomes = []
    for turn in dialogue.turns:
        reply = assistant.reply(Message(turn.said, conversation_id=conversation))
        conversation = reply.conversation_id
        outcomes.append(Outcome(dialogue, turn, reply))
    return outcomes


def is_expected(reply: Reply, expected: str) -> bool:
    """Say whether a reply has the parts that are expected."""
    return any(
        all(any(_is(part, *each.strip().split(" ", 1)) for part in reply.parts) for each in one.split(" & "))
        for one in expected.split(" | ")
    )


def _is(part: Part, kind: str, what: str = "") -> bool:
    match part:
        case Answer():
            article, _, heading = what.partition(" / ")
            return kind == "answer" and article in {"", part.article.id} and part.heading.startswith(heading)
        case Choices():
            ids = [option.id for option in part.options]
            return kind == "choices" and (f"article:{what}" in ids or any(each.startswith(f"{what}:") for each in ids))
        case Notice():
            return kind == "notice" and (part.code == what or part.code.startswith(f"{what}."))
        case Handoff():
            return kind == "handoff"
        case Recommendation():
            return kind == "recommendation" and what in {"", part.product.id}
        case _:
            return kind == "report" and type(part).__name__ == what


def told(reply: Reply) -> str:
    """Return in a line what a reply consists of."""
    return " & ".join(map(_told, reply.parts))


def _told(part: Part) -> str:
    match part:
        case Answer():
            return f"answer {part.article.id} / {part.heading} ({part.confidence})"
        case Choices():
            return f"choices {' '.join(option.id for option in part.options)}"
        case Notice():
            return f"notice {part.code}"
        case Handoff():
            return "handoff"
        case Recommendation():
            return f"recommendation {part.product.id}"
        case _:
            return f"report {type(part).__name__}"
