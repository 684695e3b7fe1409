"""The block types that we use, each built within the limits that Slack sets for it.

Text that strangers wrote goes into `rich_text` and `raw_text`, where Slack reads no markup, or through `mrkdwn.code`.
Limits: docs.slack.dev/reference/block-kit, and what the SDK's own models enforce.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sslhelp.render.blocks.mrkdwn import clip, escape, pieces
from sslhelp.render.plain.text import visible

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from sslhelp.model.chat import Option

Json = dict[str, Any]

MESSAGE_BLOCKS = 50
SECTION_CHARS = 3_000
FIELD_CHARS = 2_000
HEADER_CHARS = 150
BUTTON_CHARS = 75
VALUE_CHARS = 2_000
BUTTONS_A_ROW = 5
TABLE_ROWS = 100
TABLE_CHARS = 2_500
CELL_CHARS = 600
CHOICE_ACTION = "choice:"
FEEDBACK_ACTION = "feedback"
OTHERS_ACTION = "others"
REST_ACTION = "rest"
HELPFUL, NOT_HELPFUL = "helpful", "not_helpful"


def _plain(text: str, limit: int) -> Json:
    return {"type": "plain_text", "text": _shown(text, limit), "emoji": False}


def _shown(text: str, limit: int) -> str:
    """Slack refuses a text of nothing."""
    return clip(visible(text), limit) if text.strip() else "-"


def _mrkdwn(text: str) -> Json:
    """A text object whose bare URLs and names Slack leaves alone: only `<...>` is read."""
    return {"type": "mrkdwn", "text": text, "verbatim": True}


def header(text: str) -> Json:
    """Return a heading, cut to what Slack takes."""
    return {"type": "header", "text": _plain(" ".join(text.split()), HEADER_CHARS)}


def sections(mrkdwn: str) -> list[Json]:
    """Return mrkdwn as one section, or as several when it is longer than one may be."""
    return [{"type": "section", "text": _mrkdwn(piece)} for piece in pieces(mrkdwn, SECTION_CHARS)]


def fields(*pairs: tuple[str, str]) -> Json:
    """Return facts side by side: at most ten pairs of a title and mrkdwn of at most `FIELD_CHARS` less the title."""
    return {"type": "section", "fields": [_mrkdwn(f"*{title}*\n{body}") for title, body in pairs]}


def divider() -> Json:
    """Return a thin line."""
    return {"type": "divider"}


def context(*remarks: str) -> Json:
    """Return a small grey line of one to ten remarks in mrkdwn, each of at most `SECTION_CHARS`."""
    return {"type": "context", "elements": [_mrkdwn(remark) for remark in remarks]}


def run(text: str, *, limit: int = 1_000, **style: bool) -> Json:
    """Return literal text for a rich text line; `style` is bold, italic or code."""
    said: Json = {"type": "text", "text": _shown(text, limit)}
    return {**said, "style": style} if style else said


def line(*runs: Json) -> Json:
    """Return one line of rich text."""
    return {"type": "rich_text_section", "elements": list(runs)}


def rich(*elements: Json) -> Json:
    """Return a rich text block of lines, lists and code."""
    return {"type": "rich_text", "elements": list(elements)}


def prose(text: str) -> list[Json]:
    """Return literal text of any length as rich text."""
    whole = visible(text)
    return [rich(line(run(whole[at : at + 1_000]))) for at in range(0, len(whole), 1_000)]


def listing(items: Iterable[Json], style: str) -> list[Json]:
    """Return lines as a list, `ordered` or `bullet`; a long list goes on, with its numbers, in further blocks."""
    blocks: list[Json] = []
    done = 0
    for group in _grouped(items, SECTION_CHARS):
        offset = {"offset": done} if style == "ordered" and done else {}
        blocks.append(rich({"type": "rich_text_list", "style": style, "elements": group, **offset}))
        done += len(group)
    return blocks


def preformatted(title: str, text: str) -> Json:
    """Return text that is copied as it stands, under a title; it must be under `SECTION_CHARS`."""
    box = {"type": "rich_text_preformatted", "elements": [run(text, limit=SECTION_CHARS)]}
    return rich(line(run(title, bold=True)), box) if title else rich(box)


def table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> Json:
    """Return a table of code cells under plain heads; rows over the limits of rows and characters are left out."""
    cells = [[{"type": "raw_text", "text": head} for head in heads]]
    room = TABLE_CHARS
    for row in rows[: TABLE_ROWS - 1]:
        coded = [rich(line(run(cell, limit=CELL_CHARS, code=True))) for cell in row]
        room -= weight(coded)
        if room < 0:
            break
        cells.append(coded)
    return {"type": "table", "rows": cells, "column_settings": [{"is_wrapped": True} for _ in heads]}


def untabled(block: Json) -> Json:
    """Return a table as preformatted text, a line for each row."""
    return preformatted("", "\n".join("  ".join(map(spoken, row)) for row in block["rows"]))


def plain(text: str, limit: int) -> Json:
    """Return a text object without any markup, cut to `limit` characters."""
    return _plain(" ".join(text.split()), limit)


def button(label: str, action: str, value: str) -> Json:
    """Return a button; `value` is at most `VALUE_CHARS` long."""
    return {"type": "button", "text": _plain(label, BUTTON_CHARS), "action_id": action, "value": value}


def buttons(*these: Json) -> Json:
    """Return buttons in a row."""
    return {"type": "actions", "elements": list(these)}


def choice_buttons(options: Sequence[Option]) -> list[Json]:
    """Return a button for each option, in rows; an id that no button can carry is left out."""
    offered = [
        button(option.label, f"{CHOICE_ACTION}{number}", option.id)
        for number, option in enumerate(options)
        if 0 < len(option.id) <= VALUE_CHARS
    ]
    return [buttons(*offered[at : at + BUTTONS_A_ROW]) for at in range(0, len(offered), BUTTONS_A_ROW)]


def feedback(article_id: str) -> list[Json]:
    """Return the two buttons that judge an answer; the value of each names the article."""
    if len(f"{NOT_HELPFUL}:{article_id}") > VALUE_CHARS:
        return []
    judged = {
        "type": "feedback_buttons",
        "action_id": FEEDBACK_ACTION,
        "positive_button": {"text": _plain("Helpful", BUTTON_CHARS), "value": f"{HELPFUL}:{article_id}"},
        "negative_button": {"text": _plain("Not helpful", BUTTON_CHARS), "value": f"{NOT_HELPFUL}:{article_id}"},
    }
    return [
        {"type": "context_actions", "elements": [judged]},
        buttons(button("Not what I meant", OTHERS_ACTION, article_id)),
    ]


def weight(node: object) -> int:
    """Return how many characters of text a block or a list of blocks shows."""
    match node:
        case {"text": str(text)}:
            return len(text)
        case dict():
            return sum(weight(value) for value in node.values())
        case list():
            return sum(weight(item) for item in node)
        case _:
            return 0


def spoken(node: Json) -> str:
    """Return the text that a block or an element of one shows, as mrkdwn, a line for each line that it draws."""
    match node:
        case {"type": "mrkdwn", "text": str(text)}:
            return text
        case {"text": str(text)}:
            return escape(text)
        case {"type": "rich_text_section", "elements": list(runs)}:
            return "".join(map(spoken, runs))
        case {"text": dict(text)}:
            return spoken(text)
        case {"rows": list(rows)}:
            return "\n".join(" | ".join(map(spoken, row)) for row in rows)
        case {"fields": list(children)} | {"elements": list(children)}:
            return "\n".join(filter(None, map(spoken, children)))
        case _:
            return ""


def _grouped(items: Iterable[Json], limit: int) -> Iterator[list[Json]]:
    group: list[Json] = []
    room = limit
    for item in items:
        if group and weight(item) > room:
            yield group
            group, room = [], limit
        group.append(item)
        room -= weight(item)
    if group:
        yield group
