"""Every piece of advice in the table of scenarios, shown on every channel."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from sslhelp.assistant.tools.advise import Advise
from sslhelp.model.chat import Reply
from sslhelp.model.products import Recommendation
from sslhelp.products.catalogue import load
from sslhelp.render import blocks, html, plain, wire
from tests.fakes.slack_blocks import message_faults
from tests.unit.products import scenarios

NOW = datetime.fromisoformat(scenarios.TODAY).replace(tzinfo=UTC)
ADVISE = Advise(load(Path(__file__).parents[3] / "kb" / "products.toml"), lambda: NOW)
HUNDREDS = ", ".join(f"a-rather-long-label-{number}.example{number}.com" for number in range(250))


def advice(said: str) -> Reply:
    words, _, beside = said.partition("|")
    return Reply(ADVISE.recommend(words, names=[name for name in beside.split(",") if name.strip()], csr_names=()), "c")


@pytest.mark.parametrize("said", [*(row[0] for row in scenarios.EVERY), f"| {HUNDREDS}"], ids=lambda said: said[:60])
def test_advice_is_within_slacks_limits_and_comes_back_from_the_store_as_it_went_in(said: str) -> None:
    reply = advice(said)
    shown = blocks.render(reply)
    assert message_faults(shown.text, shown.blocks) == []
    assert wire.load(wire.dump(reply)) == reply


@pytest.mark.parametrize("said", [row[0] for row in scenarios.EVERY], ids=lambda said: said[:60])
def test_every_sentence_of_advice_stands_on_the_page_and_in_the_terminal(said: str) -> None:
    (part, *_) = advice(said).parts
    if not isinstance(part, Recommendation):
        return
    page, text = html.render_part(part).unescape(), plain.part_text(part)
    for line in (
        *part.because,
        *part.limits,
        *part.expect,
        *part.asks,
        *(other.choose_if for other in part.alternatives),
    ):
        assert line in page
        assert line in text
    assert part.command is None or part.command in text
