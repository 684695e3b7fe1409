"""The table of scenarios, held against the shipped catalogue."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from sslhelp.model.products import Recommendation
from sslhelp.products.advisor import at_once, decide
from sslhelp.products.catalogue import load
from sslhelp.products.decision import Question, Unfit
from sslhelp.products.understanding import understand
from tests.unit.products import scenarios

CATALOGUE = load(Path(__file__).parents[3] / "kb" / "products.toml")
TODAY = date.fromisoformat(scenarios.TODAY)


def told(said: str) -> str:
    """What the advisor comes to, written as the table writes it."""
    words, _, beside = said.partition("|")
    names = [name.strip() for name in beside.split(",") if name.strip()]
    decision = decide(at_once(understand(words, names=names)), CATALOGUE, TODAY)
    match decision:
        case Recommendation():
            return decision.product.id
        case Unfit():
            return f"no: {decision.code}"
        case Question():
            return f"ask: {decision.prompt}"


@pytest.mark.parametrize(
    ("said", "decision", "rule"), scenarios.EVERY, ids=[f"{row[0]} ({row[2]})" for row in scenarios.EVERY]
)
def test_a_customer_is_told_what_the_rule_says(said: str, decision: str, rule: str) -> None:
    assert told(said).startswith(decision)
    assert told(said) == decision or decision.startswith("ask: ")


def test_the_table_is_of_a_size_that_can_be_trusted_and_says_nothing_twice() -> None:
    assert len(scenarios.EVERY) >= 80
    assert len({row[0] for row in scenarios.EVERY}) == len(scenarios.EVERY)
