"""The dated rules in words, for articles: written for a day, and right again on the next change without an edit."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from sslhelp.policy.rules import rules

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from sslhelp.policy.rules import Rule, Step


def words(day: date) -> dict[str, str]:
    """Return what articles may take from the rules, as they stand on `day`, under names such as `tls.max_days.now`.

    Of a rule in numbers: `now` (200), `since` (15 March 2026, the day of the step in force), `outlook` (200 days (100
    from 15 March 2027)) and, where the rule has columns, `table` (every step as a Markdown table). Of a permission that
    is withdrawn: `end` (15 March 2028) and `ends` (ends on 15 March 2028; from that day on: ended on ...). Of a duty:
    `since`.
    """
    return {f"{rule.name}.{form}": text for rule in rules().values() for form, text in _forms(rule, day)}


def in_words(day: date) -> str:
    """Return a day as articles, findings and reports write it: 15 March 2027."""
    return f"{day.day} {day:%B %Y}"


def _forms(rule: Rule, day: date) -> Iterator[tuple[str, str]]:
    present = rule.step(day) or rule.steps[0]
    last = rule.steps[-1]
    if rule.unit == "allowed":
        yield "end", in_words(last.since)
        yield "ends", f"{'ended' if last.since <= day else 'ends'} on {in_words(last.since)}"
        return
    yield "since", in_words(present.since)
    if rule.unit != "required":
        yield "now", str(present.value)
        yield "outlook", _outlook(rule, present)
    if rule.columns:
        yield "table", _table(rule, rule.columns)


def _outlook(rule: Rule, present: Step) -> str:
    coming = ", ".join(f"{step.value} from {in_words(step.since)}" for step in rule.steps if step.since > present.since)
    return f"{present.value} {rule.unit}" + (f" ({coming})" if coming else "")


def _table(rule: Rule, columns: tuple[str, ...]) -> str:
    rows = (f"| {when} | {step.value} {rule.unit} |" for when, step in zip(_periods(rule), rule.steps, strict=True))
    return "\n".join((f"| {' | '.join(columns)} |", "|---|---|", *rows))


def _periods(rule: Rule) -> Iterator[str]:
    """Say when each step holds: before the second began, from the one to the other, from the last on."""
    ends = [step.since - timedelta(days=1) for step in rule.steps[1:]]
    for number, step in enumerate(rule.steps):
        if number == len(ends):
            yield f"from {in_words(step.since)}"
        elif number == 0:
            yield f"before {in_words(rule.steps[1].since)}"
        else:
            yield f"{in_words(step.since)} to {in_words(ends[number])}"
