"""Values of a subject: fillers and samples are told from what somebody meant."""

from __future__ import annotations

import pytest

from sslhelp.pki import subject_values


@pytest.mark.parametrize(
    "value", ["", " ", ".", "-", "___", "N/A", "n.a.", "na", "None", "null", "nil", "Unknown", "xxx"]
)
def test_a_filler_says_nothing(value: str) -> None:
    assert not subject_values.says_something(value)


@pytest.mark.parametrize("value", ["A", "Nana", "Ann", "None Such Ltd", "Ö", "東京", "-1-", "Testing", "Xerox"])
def test_anything_else_says_something(value: str) -> None:
    assert subject_values.says_something(value)


def test_the_samples_of_tools_are_known_in_any_case() -> None:
    assert subject_values.is_sample("Internet Widgits Pty Ltd")
    assert subject_values.is_sample("some-state ")
    assert not subject_values.is_sample("Some State")
