"""Dated rules: the value of a day."""

from datetime import date

import pytest

from sslhelp.policy.rules import Step, rule


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


@pytest.mark.parametrize(
    "name",
    [
        "tls.max_days",
        "tls.domain_reuse_days",
        "tls.organisation_reuse_days",
        "dcv.mail",
        "smime.max_days",
        "code_signing.max_days",
    ],
)
def test_every_rule_cites_its_document_and_moves_forward_in_time(name: str) -> None:
    steps = rule(name).steps
    assert rule(name).cite.startswith("CA/B Forum ")
    assert [step.since for step in steps] == sorted({step.since for step in steps})
