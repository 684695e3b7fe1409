"""What Slack takes as a message: the form of its block types as JSON Schema, and the table of their limits.

Sources: docs.slack.dev/reference/block-kit for forms and documented limits; the sum of all text in a message
(`msg_blocks_too_long`) and the length of a text (`msg_too_long`) are from reports of what Slack's servers refuse.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from jsonschema import Draft202012Validator

Json = dict[str, Any]

STRING: Json = {"type": "string", "minLength": 1}
FLAG: Json = {"type": "boolean"}
COUNT: Json = {"type": "integer", "minimum": 0}


def ref(*names: str) -> Json:
    return {"$ref": f"#/$defs/{names[0]}"} if len(names) == 1 else {"oneOf": [ref(name) for name in names]}


def many(item: Json) -> Json:
    return {"type": "array", "minItems": 1, "items": item}


def closed(required: Json, optional: Json | None = None) -> Json:
    """An object with these keys and no others."""
    return {
        "type": "object",
        "required": list(required),
        "properties": {**required, **(optional or {})},
        "additionalProperties": False,
    }


def typed(name: str, required: Json, optional: Json | None = None) -> Json:
    return closed({"type": {"const": name}, **required}, optional)


def block(name: str, required: Json, optional: Json | None = None) -> Json:
    return typed(name, required, {"block_id": STRING, **(optional or {})})


BUTTON_FACE = closed({"text": ref("plain_text"), "value": STRING}, {"accessibility_label": STRING})
STYLE = closed({}, dict.fromkeys(("bold", "italic", "strike", "code"), FLAG))
RICH_PARTS = ("rich_text_section", "rich_text_list", "rich_text_preformatted", "rich_text_quote")
RUNS = many(ref("text", "rich_link"))
ELEMENTS = {
    "plain_text": typed("plain_text", {"text": STRING}, {"emoji": FLAG}),
    "mrkdwn": typed("mrkdwn", {"text": STRING}, {"verbatim": FLAG}),
    "raw_text": typed("raw_text", {"text": STRING}),
    "text": typed("text", {"text": STRING}, {"style": STYLE}),
    "rich_link": typed("link", {"url": STRING}, {"text": STRING, "style": STYLE}),
    "rich_text_section": typed("rich_text_section", {"elements": RUNS}),
    "rich_text_quote": typed("rich_text_quote", {"elements": RUNS}, {"border": COUNT}),
    "rich_text_preformatted": typed("rich_text_preformatted", {"elements": RUNS}, {"border": COUNT}),
    "rich_text_list": typed(
        "rich_text_list",
        {"style": {"enum": ["bullet", "ordered"]}, "elements": many(ref("rich_text_section"))},
        {"indent": COUNT, "offset": COUNT, "border": COUNT},
    ),
    "button": typed(
        "button",
        {"text": ref("plain_text"), "action_id": STRING},
        {"value": STRING, "url": STRING, "style": {"enum": ["primary", "danger"]}, "accessibility_label": STRING},
    ),
    "feedback_buttons": typed(
        "feedback_buttons", {"action_id": STRING, "positive_button": BUTTON_FACE, "negative_button": BUTTON_FACE}
    ),
    "plain_text_input": typed(
        "plain_text_input",
        {"action_id": STRING},
        {"multiline": FLAG, "initial_value": STRING, "max_length": COUNT, "placeholder": ref("plain_text")},
    ),
    "static_select": typed("static_select", {"action_id": STRING, "options": many(ref("option"))}),
    "radio_buttons": typed(
        "radio_buttons", {"action_id": STRING, "options": many(ref("option"))}, {"initial_option": ref("option")}
    ),
    "option": closed({"text": ref("plain_text"), "value": STRING}, {"description": ref("plain_text")}),
    "file_input": typed("file_input", {"action_id": STRING}, {"filetypes": many(STRING), "max_files": COUNT}),
}
BLOCKS = {
    "header": block("header", {"text": ref("plain_text")}),
    "divider": block("divider", {}),
    "section": {
        **block(
            "section",
            {},
            {
                "text": ref("plain_text", "mrkdwn"),
                "fields": many(ref("plain_text", "mrkdwn")),
                "accessory": ref("button"),
                "expand": FLAG,
            },
        ),
        "anyOf": [{"required": ["text"]}, {"required": ["fields"]}],
    },
    "context": block("context", {"elements": many(ref("plain_text", "mrkdwn"))}),
    "actions": block("actions", {"elements": many(ref("button"))}),
    "context_actions": block("context_actions", {"elements": many(ref("feedback_buttons"))}),
    "rich_text": block("rich_text", {"elements": many(ref(*RICH_PARTS))}),
    "table": block(
        "table",
        {"rows": many(many(ref("raw_text", "rich_text")))},
        {
            "column_settings": many(
                closed({}, {"is_wrapped": FLAG, "align": {"enum": ["left", "center", "right"]}}),
            )
        },
    ),
}
VIEW_BLOCKS = {
    **{name: form for name, form in BLOCKS.items() if name not in {"table", "context_actions"}},
    "input": block(
        "input",
        {
            "label": ref("plain_text"),
            "element": ref("plain_text_input", "file_input", "radio_buttons", "static_select"),
        },
        {"hint": ref("plain_text"), "optional": FLAG},
    ),
}
VIEW = {
    "oneOf": [
        typed(
            "modal",
            {"title": ref("plain_text"), "blocks": many(ref("view_block"))},
            {
                "submit": ref("plain_text"),
                "close": ref("plain_text"),
                "callback_id": STRING,
                "private_metadata": {"type": "string"},
            },
        ),
        typed("home", {"blocks": many(ref("view_block"))}, {"private_metadata": {"type": "string"}}),
    ]
}


def _one_of(forms: Json) -> Json:
    """A choice by `type`, so that a fault is told of the form that was meant."""
    return {
        "type": "object",
        "required": ["type"],
        "properties": {"type": {"enum": list(forms)}},
        "allOf": [{"if": {"properties": {"type": {"const": name}}}, "then": ref(name)} for name in forms],
    }


DEFINITIONS = {
    **ELEMENTS,
    **BLOCKS,
    **VIEW_BLOCKS,
    "message_block": _one_of(BLOCKS),
    "view_block": _one_of(VIEW_BLOCKS),
}
_MESSAGE = Draft202012Validator({"$defs": DEFINITIONS, "type": "array", "items": ref("message_block")})
_VIEW = Draft202012Validator({"$defs": DEFINITIONS, **VIEW})

LIMITS: dict[tuple[str, str], int] = {
    # (the type of a block or element, the path in it): characters of a string, or members of a list
    ("header", "text.text"): 150,
    ("section", "text.text"): 3_000,
    ("section", "fields"): 10,
    ("section", "fields.text"): 2_000,
    ("context", "elements"): 10,
    ("actions", "elements"): 25,
    ("context_actions", "elements"): 5,
    ("table", "rows"): 100,
    ("table", "rows."): 20,
    ("table", "column_settings"): 20,
    ("button", "text.text"): 75,
    ("button", "value"): 2_000,
    ("button", "url"): 3_000,
    ("feedback_buttons", "positive_button.text.text"): 75,
    ("feedback_buttons", "negative_button.text.text"): 75,
    ("feedback_buttons", "positive_button.value"): 2_000,
    ("feedback_buttons", "negative_button.value"): 2_000,
    ("mrkdwn", "text"): 3_000,
    ("plain_text", "text"): 3_000,
    ("modal", "title.text"): 24,
    ("modal", "submit.text"): 24,
    ("modal", "close.text"): 24,
    ("modal", "private_metadata"): 3_000,
    ("modal", "blocks"): 100,
    ("home", "blocks"): 100,
    ("home", "private_metadata"): 3_000,
    ("input", "label.text"): 2_000,
    ("input", "hint.text"): 2_000,
    ("radio_buttons", "options"): 10,
    ("static_select", "options"): 100,
    ("static_select", "options.text.text"): 75,
    ("static_select", "options.value"): 150,
    ("radio_buttons", "options.text.text"): 75,
    ("radio_buttons", "options.description.text"): 75,
    ("radio_buttons", "options.value"): 150,
    ("*", "block_id"): 255,
    ("*", "action_id"): 255,
    ("*", "callback_id"): 255,
}
MESSAGE_BLOCKS = 50
MESSAGE_CHARS = 12_000
MESSAGE_TEXT = 4_000
TABLE_CHARS = 10_000
INPUT_CHARS = 3_000


@dataclass(frozen=True)
class Fault:
    """What Slack would refuse: its error code, and where and why."""

    error: str
    reason: str


def message_faults(text: object, blocks: object) -> list[Fault]:
    """Return what is wrong with a message; a message always carries its text for notifications."""
    faults: list[Fault] = []
    if not isinstance(text, str) or not text.strip():
        faults.append(Fault("no_text", "a message needs a text beside its blocks"))
    elif len(text) > MESSAGE_TEXT:
        faults.append(Fault("msg_too_long", f"the text has {len(text)} characters"))
    if blocks is None:
        return faults
    faults += _faults(_MESSAGE, blocks)
    if isinstance(blocks, list) and not faults:
        faults += _whole_message(blocks)
    return faults


def view_faults(view: object) -> list[Fault]:
    """Return what is wrong with a view."""
    faults = _faults(_VIEW, view)
    if faults or not isinstance(view, dict):
        return faults
    inputs = [block for block in view["blocks"] if block["type"] == "input"]
    if inputs and view["type"] == "modal" and "submit" not in view:
        faults.append(Fault("invalid_arguments", "a modal with an input needs a submit button"))
    if any(block["element"].get("max_length", 0) > INPUT_CHARS for block in inputs):
        faults.append(Fault("invalid_arguments", f"an input takes at most {INPUT_CHARS} characters"))
    return faults


def _whole_message(blocks: list[Json]) -> Iterator[Fault]:
    if len(blocks) > MESSAGE_BLOCKS:
        yield Fault("invalid_blocks", f"{len(blocks)} blocks")
    if (shown := _chars(blocks)) >= MESSAGE_CHARS:
        yield Fault("msg_blocks_too_long", f"{shown} characters in all blocks")
    tables = [block for block in blocks if block["type"] == "table"]
    if len(tables) > 1:
        yield Fault("only_one_table_allowed", f"{len(tables)} tables")
    if any(_chars(table) > TABLE_CHARS for table in tables):
        yield Fault("invalid_blocks", f"a table of more than {TABLE_CHARS} characters")
    if any(len(row) != len(table["rows"][0]) for table in tables for row in table["rows"]):
        yield Fault("invalid_blocks", "a table whose rows differ in length")
    twice = [name for name, count in Counter(block.get("block_id") for block in blocks).items() if name and count > 1]
    if twice:
        yield Fault("invalid_blocks", f"block_id {twice[0]} is there twice")
    for block in blocks:
        actions = [element.get("action_id") for element in block.get("elements", []) if element.get("action_id")]
        if len(set(actions)) < len(actions):
            yield Fault("invalid_blocks", "an action_id is there twice in one block")


def _faults(validator: Draft202012Validator, payload: object) -> list[Fault]:
    form = [
        Fault("invalid_blocks", f"{error.json_path}: {error.message}"[:500]) for error in validator.iter_errors(payload)
    ]
    return form or list(_over_limit(payload))


def _over_limit(node: object) -> Iterator[Fault]:
    for owner in _typed_nodes(node):
        for (kind, path), limit in LIMITS.items():
            if kind not in {owner["type"], "*"}:
                continue
            for value in _at(owner, path.split(".")):
                if len(value) > limit:
                    yield Fault("invalid_blocks", f"{owner['type']} {path} is {len(value)} long, {limit} are allowed")


def _typed_nodes(node: object) -> Iterator[Json]:
    if isinstance(node, dict):
        if "type" in node:
            yield node
        for value in node.values():
            yield from _typed_nodes(value)
    elif isinstance(node, list):
        for item in node:
            yield from _typed_nodes(item)


def _at(node: Any, steps: list[str]) -> Iterator[Any]:
    """Yield what lies at a path; a list on the way stands for each of its members, an empty step for them alone."""
    if not steps:
        if node is not None:
            yield node
    elif isinstance(node, list):
        for item in node:
            yield from _at(item, steps[1:] if not steps[0] else steps)
    elif isinstance(node, dict):
        yield from _at(node.get(steps[0]), steps[1:])


def _chars(node: object) -> int:
    if isinstance(node, dict):
        own = sum(len(node[key]) for key in ("text", "url") if isinstance(node.get(key), str))
        return own + sum(_chars(value) for value in node.values() if not isinstance(value, str))
    return sum(_chars(item) for item in node) if isinstance(node, list) else 0
