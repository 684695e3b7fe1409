"""Look up a dated rule: which value holds on a day, and what it cites."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date


@dataclass(frozen=True, slots=True)
class Step:
    """The value of a rule from a day on."""

    since: date
    value: int


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule that changes on known days; `steps` in order of time."""

    name: str
    unit: str
    cite: str
    steps: tuple[Step, ...]

    def at(self, day: date) -> int | None:
        """Return the value that holds on `day`, or None before the first step."""
        for step in reversed(self.steps):
            if step.since <= day:
                return step.value
        return None

    def next_step(self, day: date) -> Step | None:
        """Return the first change after `day`, or None when none is known."""
        for step in self.steps:
            if step.since > day:
                return step
        return None


@cache
def _rules() -> dict[str, Rule]:
    document = tomllib.loads(files("sslhelp.policy").joinpath("policy.toml").read_text("utf-8"))
    return {
        f"{group}.{name}": Rule(
            name=f"{group}.{name}",
            unit=entry["unit"],
            cite=entry["cite"],
            steps=tuple(Step(step["from"], step["value"]) for step in entry["steps"]),
        )
        for group, entries in document.items()
        for name, entry in entries.items()
    }


def rule(name: str) -> Rule:
    """Return the rule called `group.name`, such as `tls.max_days`; raises KeyError for a name not in policy.toml."""
    return _rules()[name]
