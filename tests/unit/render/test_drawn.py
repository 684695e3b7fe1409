"""Blocks drawn as HTML: all of them, and nothing of what strangers wrote becomes markup."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sslhelp.model.chat import Part, Reply
from sslhelp.render import blocks
from sslhelp.render.blocks import drawn
from tests.parts import every_part

HOSTILE = """<script>alert(1)</script> "x" 'y' & <img src=x onerror=alert(2)> *bold*"""
OURS = set("h3 div p span b strong em code pre hr br ol ul li table tr th td a".split())


class Tags(HTMLParser):
    """The tags and attributes of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}


@pytest.mark.parametrize("part", every_part(HOSTILE, 2), ids=lambda part: type(part).__name__)
def test_nothing_that_strangers_wrote_becomes_markup(part: Part) -> None:
    shown = Tags(drawn.html(blocks.render(Reply((part,), "")).blocks))
    assert shown.tags <= OURS
    assert shown.attributes <= {"class", "href", "start"}


def test_every_kind_of_block_that_we_send_is_drawn() -> None:
    for part in every_part("text", 3):
        for block in blocks.render(Reply((part,), "")).blocks:
            shown = drawn.html([block])
            assert f">{block['type']}<" not in shown, block["type"]


def test_slacks_markup_is_drawn_with_its_links_code_and_bold_words() -> None:
    shown = drawn.mrkdwn("*Bold* and `a &lt; b`\n<https://shop.example/?a=1&amp;b=2|there>\n```\nx *y*\n```")
    assert shown == (
        "<strong>Bold</strong> and <code>a &lt; b</code><br>"
        '<a href="https://shop.example/?a=1&amp;b=2">there</a><pre>x *y*</pre>'
    )


@given(st.text(alphabet="<>&;*`|\n\"'ahrefscript:/ltgmp"))
def test_nothing_in_slacks_markup_becomes_markup_of_the_page(text: str) -> None:
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    shown = str(drawn.mrkdwn(escaped))
    for known in ("strong", "code", "br", "pre"):
        shown = shown.replace(f"<{known}>", "").replace(f"</{known}>", "")
    assert "<" not in shown
