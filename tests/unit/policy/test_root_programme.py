"""The terms of root programmes: what distrust.toml says, and how the age of a key becomes a day."""

from __future__ import annotations

import re
from datetime import date

import pytest

from sslhelp.policy import root_programme


@pytest.mark.parametrize(
    ("made", "until"),
    [
        (date(2004, 1, 1), date(2025, 4, 15)),
        (date(2005, 12, 31), date(2025, 4, 15)),
        (date(2006, 1, 1), date(2026, 4, 15)),
        (date(2008, 3, 6), date(2027, 4, 15)),
        (date(2010, 2, 1), date(2028, 4, 15)),
        (date(2014, 4, 14), date(2029, 4, 15)),
        (date(2014, 4, 15), date(2029, 4, 15)),
        (date(2015, 6, 4), date(2030, 6, 4)),
        (date(2016, 2, 29), date(2031, 3, 1)),
    ],
)
def test_a_root_leaves_fifteen_years_after_its_key_was_made_and_old_ones_by_the_schedule(
    made: date, until: date
) -> None:
    assert root_programme.mozilla().websites_until(made) == until


def test_every_distrusted_root_has_a_fingerprint_and_a_moment_with_its_zone() -> None:
    distrusted = root_programme.mozilla().distrusted
    assert all(re.fullmatch(r"[0-9a-f]{64}", sha256) for sha256 in distrusted)
    assert all(after.tzinfo for after in distrusted.values())


def test_entrusts_roots_may_issue_nothing_more_since_the_end_of_november_2024() -> None:
    g2 = "43df5774b03e7fef5fe40d931a7bedf1bb2e6b42738c4e6d3841103d3aa7f339"
    assert root_programme.mozilla().distrusted[g2].isoformat() == "2024-11-30T23:59:59+00:00"
