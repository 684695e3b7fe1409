"""Slack's markup: text is cut without tearing what belongs together, and links lead where Slack opens them."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from sslhelp.render.blocks import mrkdwn


@given(st.text(alphabet="ab <>&|`\n*", max_size=400), st.integers(100, 200))
def test_cut_mrkdwn_stays_within_the_limit_and_loses_no_word(text: str, limit: int) -> None:
    escaped = mrkdwn.escape(text)
    cut = mrkdwn.pieces(escaped, limit)
    assert all(0 < len(piece) <= limit for piece in cut)
    assert re.sub(r"[\s`]", "", "".join(cut)) == re.sub(r"[\s`]", "", escaped)


def test_a_cut_falls_between_paragraphs_and_never_inside_a_link() -> None:
    linked = "<https://shop.example/a|one two three four five six>"
    cut = mrkdwn.pieces(f"{'word ' * 18}\n\n{linked} {linked} {linked}", 120)
    assert cut[0] == ("word " * 18).strip()
    assert all(piece.count("<") == piece.count(">") for piece in cut)


def test_a_code_block_that_is_cut_is_closed_and_opened_again() -> None:
    cut = mrkdwn.pieces("```\n" + "openssl req -new\n" * 30 + "```", 150)
    assert len(cut) > 2
    assert all(piece.startswith("```\n") and piece.endswith("\n```") for piece in cut)


def test_a_link_that_slack_would_not_open_is_only_its_label() -> None:
    assert mrkdwn.link("javascript:alert(1)", "a <b>") == "a &lt;b&gt;"
    assert mrkdwn.link("https://a.example/?b=1&c=2", "x|y") == "<https://a.example/?b=1&amp;c=2|x|y>"
