"""A page that shows messages of ours about as Slack draws them, for whoever has no workspace at hand."""

from __future__ import annotations

from importlib.resources import files
from typing import TYPE_CHECKING

from markupsafe import Markup

from sslhelp.errors import RequestError
from sslhelp.model.chat import Channel, Message
from sslhelp.render import blocks
from sslhelp.render.blocks import drawn

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sslhelp.app import Application
    from sslhelp.render.blocks import Blocks

_PAGE = Markup("""<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<title>As in Slack</title><style>{css}</style></head>
<body><main>{messages}</main></body></html>""")
_MESSAGE = Markup(
    '<article><p class="asked">{asked}</p><p><b>sslhelp</b> <span class="app">APP</span>{private}</p>{drawn}</article>'
)
_PRIVATE = Markup(' <span class="soft small">Only visible to you</span>')
_ASKED_CHARS = 200


def page(application: Application, said: Iterable[str]) -> str:
    """Return the page of what the assistant would answer in Slack to each of these messages."""
    return str(
        _PAGE.format(
            css=Markup((files("sslhelp.channels.slack") / "previewer.css").read_text("utf-8")),  # noqa: S704  (ours)
            messages=Markup("").join(_message(text, _answer(application, text)) for text in said),
        )
    )


def _answer(application: Application, text: str) -> Blocks:
    try:
        return blocks.render(application.assistant.reply(Message(text, channel=Channel.SLACK)))
    except RequestError as refusal:
        return blocks.Blocks(f"{refusal}. {refusal.hint}", private=True)


def _message(asked: str, message: Blocks) -> Markup:
    line = " ".join(asked.split())
    return _MESSAGE.format(
        asked=line if len(line) <= _ASKED_CHARS else f"{line[:_ASKED_CHARS]}...",
        private=_PRIVATE if message.private else "",
        drawn=drawn.html(message.blocks) if message.blocks else message.text,
    )
