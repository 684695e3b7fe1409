"""What one Slack message holds: fifty blocks, one table, and fewer than twelve thousand characters in all of them.

Slack documents the first two; above about 13,200 characters it answers `msg_blocks_too_long`, which it does not
document. Whatever does not fit is left out from the end of its part, and a line says so.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sslhelp.render.blocks import kit

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sslhelp.render.blocks.kit import Json

MESSAGE_CHARS = 11_900
MESSAGE_PARTS = 10
SHORTENED = "Shortened to fit into Slack."
_CONTROLS = {"actions", "context_actions"}


@dataclass(frozen=True, slots=True)
class Fragment:
    """The blocks of one part, and mrkdwn that leads to the whole of it ("" where there is no such place)."""

    blocks: list[Json]
    whole: str = field(default="")


@dataclass(frozen=True, slots=True)
class _Room:
    chars: int
    blocks: int

    def holds(self, blocks: Sequence[Json]) -> bool:
        return kit.weight(list(blocks)) <= self.chars and len(blocks) <= self.blocks

    def less(self, blocks: Sequence[Json]) -> _Room:
        return _Room(self.chars - kit.weight(list(blocks)), self.blocks - len(blocks))


_NOTICE_ROOM = [kit.context(SHORTENED)]
_RESERVE = _Room(600, 3)  # what every part is left, however much those before it take


def fitted(fragments: Sequence[Fragment]) -> list[Json]:
    """Return the blocks of one message; the parts come in order of importance, the first have the first claim."""
    shown = _one_table(fragments[:MESSAGE_PARTS])
    room = _Room(MESSAGE_CHARS, kit.MESSAGE_BLOCKS).less(_NOTICE_ROOM)
    blocks: list[Json] = []
    for position, fragment in enumerate(shown, 1):
        waiting = len(shown) - position
        share = _Room(room.chars - waiting * _RESERVE.chars, room.blocks - waiting * _RESERVE.blocks)
        kept = _fragment(fragment, share)
        room = room.less(kept)
        blocks += kept
    if len(fragments) > len(shown):
        blocks.append(kit.context(SHORTENED))
    return blocks


def _fragment(fragment: Fragment, room: _Room) -> list[Json]:
    if room.holds(fragment.blocks):
        return fragment.blocks
    notice = [kit.context(f"{SHORTENED} {fragment.whole}".strip())]
    controls = _prefix([block for block in fragment.blocks if block["type"] in _CONTROLS], room.less(notice))
    body = [block for block in fragment.blocks if block["type"] not in _CONTROLS]
    return [*_prefix(body, room.less(notice).less(controls)), *notice, *controls]


def _prefix(blocks: Iterable[Json], room: _Room) -> list[Json]:
    kept: list[Json] = []
    for block in blocks:
        if not room.holds([block]):
            break
        kept.append(block)
        room = room.less([block])
    return kept


def _one_table(fragments: Sequence[Fragment]) -> list[Fragment]:
    """Turn every table after the first into lines of text: Slack refuses a message with two."""
    single: list[Fragment] = []
    seen = False
    for fragment in fragments:
        blocks: list[Json] = []
        for block in fragment.blocks:
            is_table = block["type"] == "table"
            blocks.append(kit.untabled(block) if is_table and seen else block)
            seen = seen or is_table
        single.append(Fragment(blocks, fragment.whole))
    return single
