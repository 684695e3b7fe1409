"""Whole dialogues with the real application and the model: how many turns are answered as they ought to be."""

from __future__ import annotations

from pathlib import Path

import pytest

from sslhelp.app import Application
from tests.dialogues import Dialogue, Outcome, read, run

FOLDER = Path(__file__).parent / "dialogues"
DIALOGUES = [dialogue for path in sorted(FOLDER.glob("*.txt")) for dialogue in read(path)]
FLOOR = 0.94
NEVER_WRONG = frozenset({"change", "other"})
"""Kinds of which every turn has to be right: a change of subject, and what is no question."""


@pytest.fixture
def held(application: Application) -> dict[str, list[Outcome]]:
    return {dialogue.title: run(dialogue, application.assistant) for dialogue in DIALOGUES}


def wrong(outcomes: list[Outcome]) -> str:
    return "\n".join(str(each) for each in outcomes if not each.is_right)


def test_nearly_every_turn_is_answered_as_it_ought_to_be(held: dict[str, list[Outcome]]) -> None:
    outcomes = [each for dialogue in held.values() for each in dialogue]
    share = sum(each.is_right for each in outcomes) / len(outcomes)
    assert share >= FLOOR, f"{share:.3f} of {len(outcomes)} turns are right; these are not:\n{wrong(outcomes)}"


@pytest.mark.parametrize("kind", sorted(NEVER_WRONG))
def test_no_turn_of_these_dialogues_goes_wrong(held: dict[str, list[Outcome]], kind: str) -> None:
    outcomes = [each for dialogue in DIALOGUES if dialogue.kind == kind for each in held[dialogue.title]]
    assert not wrong(outcomes), wrong(outcomes)


def test_there_are_dialogues_of_every_kind_and_of_two_to_four_turns() -> None:
    least = {"article": 10, "report": 8, "choices": 5, "change": 5, "other": 5, "advisor": 5, "mail": 2}
    counts = {kind: sum(dialogue.kind == kind for dialogue in DIALOGUES) for kind in least}
    assert all(counts[kind] >= number for kind, number in least.items()), counts
    assert {dialogue.kind for dialogue in DIALOGUES} == set(least)
    assert len({dialogue.title for dialogue in DIALOGUES}) == len(DIALOGUES)
    assert all(2 <= length(dialogue) <= 4 for dialogue in DIALOGUES), [d.title for d in DIALOGUES if length(d) < 2]


def length(dialogue: Dialogue) -> int:
    return len(dialogue.turns)
