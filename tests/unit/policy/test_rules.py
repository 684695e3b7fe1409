"""Dated rules: the value of a day."""

import tomllib
from datetime import date
from importlib.resources import files

import pytest

from sslhelp.policy.rules import Step, rule

FILE = tomllib.loads(files("sslhelp.policy").joinpath("policy.toml").read_text("utf-8"))
NAMES = [f"{group}.{name}" for group, entries in FILE.items() for name in entries]


@pytest.mark.parametrize(
    ("day", "days"),
    [
        (date(2020, 8, 31), None),
        (date(2026, 3, 14), 398),
        (date(2026, 3, 15), 200),
        (date(2027, 3, 14), 200),
        (date(2027, 3, 15), 100),
        (date(2029, 3, 15), 47),
    ],
)
def test_the_longest_life_of_a_certificate_goes_by_its_day_of_issue(day: date, days: int | None) -> None:
    assert rule("tls.max_days").at(day) == days


def test_the_next_change_of_a_rule_is_known_until_the_last() -> None:
    assert rule("tls.max_days").next_step(date(2026, 11, 24)) == Step(date(2027, 3, 15), 100)
    assert rule("tls.max_days").next_step(date(2029, 3, 15)) is None


def test_validation_by_mail_ends() -> None:
    assert [rule("dcv.mail").at(day) for day in (date(2028, 3, 14), date(2028, 3, 15))] == [1, 0]


@pytest.mark.parametrize("name", NAMES)
def test_every_rule_cites_its_source_and_moves_forward_in_time(name: str) -> None:
    found = rule(name)
    assert (found.name, bool(found.cite), bool(found.unit)) == (name, True, True)
    days = [step.since for step in found.steps]
    assert days == sorted(set(days))
    assert days
