"""Renewals: when a certificate is due, what follows under the shrinking limits, and the calendar of it."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sslhelp.model.pki import Renewal, Term
from sslhelp.pki import renewal
from sslhelp.policy.rules import rule
from tests import factories
from tests.calendars import days_of, events

if TYPE_CHECKING:
    from collections.abc import Sequence

NAMES = ("www.example.com", "example.com")
HOSTILE = "evil.example\r\nEND:VCALENDAR\r\nBEGIN:VEVENT;x,y\\z\x00\u202e\ud800\u00e9\U0001f512"
FIRST, LAST = datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)


def plan(
    not_before: datetime = datetime(2026, 11, 10, tzinfo=UTC),
    days: float = 199,
    at: datetime = factories.AT,
    names: Sequence[str] = NAMES,
) -> Renewal:
    return renewal.plan(not_before, not_before + timedelta(days=days, seconds=-1), at=at, names=names)


@pytest.mark.parametrize(
    ("days", "due"),
    [
        (398, date(2027, 11, 12)),
        (199, date(2027, 4, 27)),
        (90, date(2027, 1, 8)),
        (46, date(2026, 12, 10)),
        (160 / 24, date(2026, 11, 14)),
    ],
)
def test_a_certificate_is_due_thirty_days_before_its_end_or_after_two_thirds_of_a_shorter_life(
    days: float, due: date
) -> None:
    assert plan(days=days).due == due


def test_it_ends_on_the_last_day_of_its_validity() -> None:
    assert plan(days=199).ends == date(2027, 5, 27)


def test_each_term_begins_when_the_one_before_is_due_and_keeps_a_day_under_the_limit_of_its_day() -> None:
    terms = plan(datetime(2026, 6, 1, tzinfo=UTC), 199).terms
    assert terms[:3] == (
        Term(date(2026, 11, 20), 199, date(2027, 6, 7)),
        Term(date(2027, 5, 8), 99, date(2027, 8, 15)),
        Term(date(2027, 7, 16), 99, date(2027, 10, 23)),
    )
    assert len(terms) == renewal.MAX_TERMS
    limits = rule("tls.max_days")
    assert all(term.days + 1 == limits.at(term.issued) for term in terms)
    assert all(term.ends - term.issued == timedelta(term.days) for term in terms)
    assert all(later.issued == earlier.ends - timedelta(30) for earlier, later in pairwise(terms))


def test_the_terms_end_with_the_first_under_the_last_limit() -> None:
    terms = plan(datetime(2028, 9, 1, tzinfo=UTC), 99, at=datetime(2028, 10, 1, tzinfo=UTC)).terms
    assert [term.days for term in terms] == [99, 99, 46]
    assert terms[-1].issued >= date(2029, 3, 15)


def test_what_is_overdue_is_replaced_today() -> None:
    overdue = plan(datetime(2025, 1, 1, tzinfo=UTC), 90)
    assert overdue.due == date(2025, 3, 1)
    assert overdue.terms[0].issued == factories.AT.date()


@pytest.mark.parametrize(
    ("not_before", "not_after"),
    [
        (FIRST, LAST),
        (LAST, FIRST),
        (FIRST, FIRST),
        (LAST, LAST),
        (factories.AT, factories.AT),
    ],
)
def test_absurd_validities_still_have_a_plan(not_before: datetime, not_after: datetime) -> None:
    found = renewal.plan(not_before, not_after, at=factories.AT, names=NAMES)
    assert found.ends == not_after.date()
    assert len(events(found.calendar)) >= 2


def test_the_terms_cite_their_rule() -> None:
    assert plan().cite == rule("tls.max_days").cite


def test_the_calendar_has_the_days_of_the_certificate_and_the_changes_that_matter() -> None:
    assert days_of(plan().calendar) == {
        "Renew the certificate of www.example.com": "20270427",
        "The certificate of www.example.com expires": "20270527",
        "TLS certificates issued from today on last at most 100 days": "20270315",
    }
    late = plan(datetime(2028, 9, 1, tzinfo=UTC), 99, at=datetime(2028, 10, 1, tzinfo=UTC)).calendar
    assert days_of(late)["TLS certificates issued from today on last at most 47 days"] == "20290315"
    far = plan(datetime(2030, 1, 1, tzinfo=UTC), 46, at=datetime(2030, 1, 10, tzinfo=UTC)).calendar
    assert len(events(far)) == 2


def test_only_the_renewal_reminds() -> None:
    due, *others = events(plan().calendar)
    assert due["alarm.ACTION"] == "DISPLAY"
    assert due["alarm.TRIGGER"] == "PT9H"
    assert due["alarm.DESCRIPTION"] == due["SUMMARY"]
    assert not any("alarm.TRIGGER" in event for event in others)


def test_the_stamp_is_the_time_of_the_report_and_the_identifiers_are_the_certificates_own() -> None:
    first, second = events(plan().calendar), events(plan(at=factories.AT + timedelta(hours=1)).calendar)
    assert [event["DTSTAMP"] for event in first] == ["20261120T120000Z"] * 3
    assert [event["DTSTAMP"] for event in second] == ["20261120T130000Z"] * 3
    assert [event["UID"] for event in first] == [event["UID"] for event in second]
    other = events(plan(names=("www.example.org",)).calendar)
    same = {event["UID"] for event in first} & {event["UID"] for event in other}
    assert same == {"tls.max_days-2027-03-15@sslhelp"}
    assert len(same | {event["UID"] for event in events(plan(days=198).calendar)}) == 3


def test_names_from_strangers_stay_inside_their_values() -> None:
    found = events(plan(names=(HOSTILE,)).calendar)
    assert len(found) == 3
    assert found[1]["SUMMARY"] == (
        "The certificate of evil.example END:VCALENDAR BEGIN:VEVENT;x,y\\z\u00e9\U0001f512 expires"
    )


def test_many_and_long_names_are_cut() -> None:
    calendar = plan(names=[f"{'a' * 5000}{at}" for at in range(500)]).calendar
    assert len(calendar) < 10_000
    assert events(calendar)[0]["DESCRIPTION"].count("aaa") > 10
    assert "and 490 more" in events(calendar)[0]["DESCRIPTION"]


def test_a_certificate_without_names_has_a_calendar_too() -> None:
    assert events(plan(names=()).calendar)[0]["SUMMARY"] == "Renew the certificate of a site without a name"


@settings(max_examples=100)
@given(
    names=st.lists(st.text(max_size=80), max_size=12),
    not_before=st.datetimes(timezones=st.just(UTC)),
    not_after=st.datetimes(timezones=st.just(UTC)),
    at=st.datetimes(timezones=st.just(UTC)),
)
def test_whatever_a_certificate_says_there_is_a_plan_and_the_calendar_holds_to_the_rfc(
    names: list[str], not_before: datetime, not_after: datetime, at: datetime
) -> None:
    found = renewal.plan(not_before, not_after, at=at, names=names)
    assert len(found.terms) <= renewal.MAX_TERMS
    assert found.due <= found.ends
    assert len(events(found.calendar)) >= 2
