"""Calendar files: whatever is put into them comes out of them."""

from __future__ import annotations

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from sslhelp.pki import icalendar
from tests import factories
from tests.calendars import events


@settings(max_examples=100)
@given(st.text(st.characters(exclude_categories=["C", "Z"]) | st.sampled_from(" \n,;\\"), max_size=400))
def test_what_is_folded_and_escaped_is_read_back_as_it_was(text: str) -> None:
    event = icalendar.Event("12345678", date(2026, 11, 20), text, text)
    (found,) = events(icalendar.text([event], stamp=factories.AT))
    assert found["SUMMARY"] == found["DESCRIPTION"] == text
