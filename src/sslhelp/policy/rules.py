"""Look up a dated rule: which value holds on a day, and what it cites."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Step:
    """The value of a rule from a day on."""

    since: date
    value: int


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule that changes on known days; `steps` in order of time, `columns` the two heads of its table, if any."""

    name: str
    unit: str
    cite: str
    columns: tuple[str, ...]
    steps: tuple[Step, ...]

    def step(self, day: date) -> Step | None:
        """Return the step in force on `day`, or None before the first."""
        return next((step for step in reversed(self.steps) if step.since <= day), None)

    def at(self, day: date) -> int | None:
        """Return the value that holds on `day`, or None before the first step."""
        step = self.step(day)
        return step.value if step else None

    def next_step(self, day: date) -> Step | None:
        """Return the first change after `day`, or None when none is known."""
        for step in self.steps:
            if step.since > day:
                return step
        return None


@cache
def rules() -> dict[str, Rule]:
    """Return every rule of policy.toml under its name."""
    document = tomllib.loads(files("sslhelp.policy").joinpath("policy.toml").read_text("utf-8"))
    return {
        f"{group}.{name}": Rule(
            name=f"{group}.{name}",
            unit=entry["unit"],
            cite=entry["cite"],
            columns=tuple(entry.get("columns", ())),
            steps=tuple(Step(step["from"], step["value"]) for step in entry["steps"]),
        )
        for group, entries in document.items()
        for name, entry in entries.items()
    }


def rule(name: str) -> Rule:
    """Return the rule called `group.name`, such as `tls.max_days`; raises KeyError for a name not in policy.toml."""
    return rules()[name]


def epoch(day: date) -> date:
    """Return the last day up to `day` on which any rule changed: what is written from the rules holds from then on."""
    return max((step.since for each in rules().values() for step in each.steps if step.since <= day), default=date.min)
