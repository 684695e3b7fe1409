"""The dated rules in words: right on every day, before a change and after it."""

from datetime import date

import pytest

from sslhelp.policy.rules import epoch, rules
from sslhelp.policy.words import words


@pytest.mark.parametrize(
    ("day", "now", "outlook"),
    [
        (date(2026, 11, 26), "200", "200 days (100 from 15 March 2027, 47 from 15 March 2029)"),
        (date(2027, 3, 15), "100", "100 days (47 from 15 March 2029)"),
        (date(2029, 3, 15), "47", "47 days"),
    ],
)
def test_a_limit_is_said_with_the_changes_that_are_still_to_come(day: date, now: str, outlook: str) -> None:
    assert words(day)["tls.max_days.now"] == now
    assert words(day)["tls.max_days.outlook"] == outlook


def test_a_permission_ends_and_from_that_day_on_has_ended() -> None:
    assert words(date(2028, 3, 14))["dcv.mail.ends"] == "ends on 15 March 2028"
    assert words(date(2028, 3, 15))["dcv.mail.ends"] == "ended on 15 March 2028"


def test_a_table_holds_every_step_with_its_first_and_last_day() -> None:
    assert words(date(2026, 11, 26))["tls.max_days.table"].split("\n") == [
        "| Issued | Longest life |",
        "|---|---|",
        "| before 15 March 2026 | 398 days |",
        "| 15 March 2026 to 14 March 2027 | 200 days |",
        "| 15 March 2027 to 14 March 2029 | 100 days |",
        "| from 15 March 2029 | 47 days |",
    ]


def test_a_duty_has_the_day_since_when_it_binds_and_no_number() -> None:
    known = words(date(2026, 11, 26))
    assert known["dcv.dnssec.since"] == "15 March 2026"
    assert "dcv.dnssec.now" not in known


def test_the_words_of_a_day_differ_from_those_of_the_day_before_only_when_a_rule_changes() -> None:
    changes = {step.since for each in rules().values() for step in each.steps[1:]}
    for change in changes:
        before = change.fromordinal(change.toordinal() - 1)
        assert words(before) != words(change)
        assert epoch(before) < epoch(change) == change
