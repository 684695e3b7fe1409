"""When to replace a TLS certificate, the certificates after it under the shrinking limits, and both as a calendar."""

from __future__ import annotations

import hashlib
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from sslhelp.model.pki import Renewal, Term
from sslhelp.pki import icalendar
from sslhelp.pki.icalendar import Event
from sslhelp.pki.text import one_line
from sslhelp.policy.rules import rule

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sslhelp.policy.rules import Rule

MAX_TERMS = 8

_AHEAD = timedelta(days=30)
_NAMES_SHOWN = 10
_MAX_NAME = 253


def plan(
    not_before: datetime, not_after: datetime, *, at: datetime, names: Sequence[str], is_private: bool = False
) -> Renewal:
    """Return the renewal of a certificate with this validity, seen at the time `at`; all three are in UTC.

    Due is the day 30 days before the end, or a third of the lifetime before it when that is shorter. Each term begins
    when the certificate before it is due, not before today, and lasts a day less than the limit of that day, as CAs
    have it (TLS BR 6.3.2). The terms end with the first under the last known limit, or after `MAX_TERMS`. A private
    CA's certificate has none, for the limits are not for it.
    """
    limits, today = rule("tls.max_days"), at.date()
    due = (not_after - max(min(_AHEAD, (not_after - not_before) / 3), timedelta())).date()
    ends = not_after.date()
    terms = () if is_private else tuple(_terms(limits, max(due, today)))
    until = terms[-1].issued if terms else today
    events = [*_days_of_certificate(due, ends, names), *_changes(limits, today, until)]
    return Renewal(due, ends, terms, limits.cite, icalendar.text(events, stamp=at))


def _terms(limits: Rule, issued: date) -> Iterator[Term]:
    for _ in range(MAX_TERMS):
        limit = limits.at(issued)
        if limit is None or (date.max - issued).days < limit:
            return
        days = limit - 1
        ends = issued + timedelta(days)
        yield Term(issued, days, ends)
        if limit == limits.steps[-1].value:
            return
        issued = ends - min(_AHEAD, timedelta(days // 3))


def _days_of_certificate(due: date, ends: date, names: Sequence[str]) -> tuple[Event, Event]:
    """Return the days when a certificate is due and when it expires; the same names and end have the same UIDs."""
    shown = [one_line(name[:_MAX_NAME]) for name in names[:_NAMES_SHOWN]]
    first = shown[0] if shown else "a site without a name"
    more = f" and {len(names) - len(shown)} more" if len(names) > len(shown) else ""
    listed = f"Names: {', '.join(shown)}{more}."
    mark = hashlib.sha256("\n".join([ends.isoformat(), *names]).encode("utf-8", "replace")).hexdigest()[:32]
    todo = f"{listed}\nIt expires on {ends.isoformat()}: order or reissue it now, and install the new one."
    return (
        Event(f"{mark}-due", due, f"Renew the certificate of {first}", todo, alarm="PT9H"),
        Event(f"{mark}-end", ends, f"The certificate of {first} expires", listed),
    )


def _changes(limits: Rule, today: date, until: date) -> Iterator[Event]:
    """Return the days after `today` on which the limit changes, as far as the terms reach."""
    for step in limits.steps:
        if today < step.since <= until:
            uid = f"{limits.name}-{step.since.isoformat()}"
            summary = f"TLS certificates issued from today on last at most {step.value} days"
            yield Event(uid, step.since, summary, f"{limits.cite}. Those issued before keep their dates.")
