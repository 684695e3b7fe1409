"""Blocks as HTML, drawn about as Slack draws them: for whoever wants to see a message without a workspace."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from markupsafe import Markup, escape

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sslhelp.render.blocks.kit import Json

_FENCE = re.compile(r"```\n?(.*?)\n?```", re.DOTALL)
_MARKS = re.compile(
    r"`(?P<code>[^`\n]+)`|<(?P<target>[^<>|]+)\|(?P<label>[^<>]+)>|<(?P<name>[@#][^<>|]+)>|\*(?P<strong>[^*\n]+)\*"
)
_LEFT = str.maketrans({"<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;"})
_EMPTY = Markup("")


def html(blocks: Sequence[Json]) -> Markup:
    """Return a message, or a view, as HTML."""
    return _EMPTY.join(map(_block, blocks))


def mrkdwn(text: str) -> Markup:
    """Return Slack's mrkdwn, whose `&`, `<` and `>` are escaped, as HTML."""
    drawn = (
        f"<pre>{_inert(piece)}</pre>" if number % 2 else _drawn(piece.strip("\n"))
        for number, piece in enumerate(_FENCE.split(text))
    )
    return Markup("".join(drawn))  # noqa: S704  (every piece is inert or one of our tags)


def _block(block: Json) -> Markup:
    match block:
        case {"type": "header", "text": {"text": text}}:
            return _in("h3", escape(text))
        case {"type": "section"}:
            texts = [block["text"], *block.get("fields", [])] if "text" in block else block["fields"]
            return _in("div", _EMPTY.join(_in("div", mrkdwn(text["text"])) for text in texts), "prose")
        case {"type": "divider"}:
            return Markup("<hr>")
        case {"type": "context", "elements": elements}:
            return _in("p", Markup(" ").join(mrkdwn(element["text"]) for element in elements), "small soft")
        case {"type": "actions" | "context_actions", "elements": elements}:
            return _in("p", Markup(" ").join(map(_control, elements)), "row")
        case {"type": "rich_text", "elements": elements}:
            return _in("div", _EMPTY.join(map(_rich, elements)), "prose")
        case {"type": "table", "rows": rows}:
            return _in("table", _EMPTY.join(_row(row, first=at == 0) for at, row in enumerate(rows)))
        case {"type": "input", "label": {"text": label}, "element": element}:
            return _in("p", _in("b", escape(label)) + Markup("<br>") + _control(element), "small")
        case _:
            return _in("p", escape(block["type"]), "small soft")


def _control(element: Json) -> Markup:
    match element:
        case {"type": "button", "text": {"text": text}}:
            return _in("span", escape(text), f"btn{' main' if element.get('style') == 'primary' else ''}")
        case {"type": "feedback_buttons", "positive_button": good, "negative_button": bad}:
            return Markup(" ").join(_in("span", escape(each["text"]["text"]), "btn bare") for each in (good, bad))
        case {"options": options}:
            return _in("span", escape(" / ".join(option["text"]["text"] for option in options)), "soft")
        case _:
            return _in("span", escape(element.get("initial_value", f"[{element['type']}]")), "soft")


def _rich(element: Json) -> Markup:
    match element:
        case {"type": "rich_text_section", "elements": runs}:
            return _in("p", _runs(runs), "words")
        case {"type": "rich_text_preformatted", "elements": runs}:
            return _in("pre", _runs(runs))
        case {"type": "rich_text_list", "style": style, "elements": items}:
            shown = _EMPTY.join(_in("li", _runs(item["elements"])) for item in items)
            begin = Markup('<ol start="{}">').format(element.get("offset", 0) + 1)
            return begin + shown + Markup("</ol>") if style == "ordered" else _in("ul", shown)
        case _:
            return _in("p", escape(element["type"]), "soft")


def _runs(runs: Iterable[Json]) -> Markup:
    return _EMPTY.join(_run(run) for run in runs)


def _run(run: Json) -> Markup:
    said = escape(run.get("text") or run.get("url", ""))
    for style, tag in (("code", "code"), ("italic", "em"), ("bold", "strong")):
        if run.get("style", {}).get(style):
            said = _in(tag, said)
    return said


def _row(cells: Iterable[Json], *, first: bool) -> Markup:
    tag = "th" if first else "td"
    return _in("tr", _EMPTY.join(_in(tag, _cell(cell)) for cell in cells))


def _cell(cell: Json) -> Markup:
    if cell["type"] == "raw_text":
        return escape(cell["text"])
    return _EMPTY.join(_runs(line["elements"]) for line in cell["elements"])


def _in(tag: str, content: Markup, css_class: str = "") -> Markup:
    css = Markup(' class="{}"').format(css_class) if css_class else _EMPTY
    return Markup("<{tag}{css}>{content}</{tag}>").format(tag=tag, css=css, content=content)


def _drawn(text: str) -> str:
    drawn, at = [], 0
    for match in _MARKS.finditer(text):
        drawn += [_inert(text[at : match.start()]), _mark(match)]
        at = match.end()
    return "".join([*drawn, _inert(text[at:])]).replace("\n", "<br>")


def _mark(match: re.Match[str]) -> str:
    part = {name: _inert(text) for name, text in match.groupdict().items() if text}
    match part:
        case {"code": code}:
            return f"<code>{code}</code>"
        case {"target": target, "label": label}:
            return f'<a href="{target}">{label}</a>'
        case {"name": name}:
            return f"<b>{name}</b>"
        case _:
            return f"<strong>{part['strong']}</strong>"


def _inert(text: str) -> str:
    return text.translate(_LEFT)
