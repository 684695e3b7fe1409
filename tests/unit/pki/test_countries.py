"""The country that was meant is told from what people write instead of its two letters."""

from __future__ import annotations

import pytest

from sslhelp.pki import countries


def test_there_are_249_codes_of_two_capitals() -> None:
    assert len(countries.COUNTRIES) == 249
    assert all(len(each) == 2 and each.isascii() and each.isupper() for each in countries.COUNTRIES)


def test_every_code_means_itself_in_any_case() -> None:
    for code in countries.COUNTRIES:
        assert countries.meant(code) == countries.meant(f" {code.lower()} ") == code


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("UK", "GB"),
        ("U.K.", "GB"),
        ("ENGLAND", "GB"),
        ("EL", "GR"),
        ("USA", "US"),
        ("The United States of America", "US"),
        ("GER", "DE"),
        ("DEU", "DE"),
        ("Deutschland", "DE"),
        ("SUI", "CH"),
        ("che", "CH"),
        ("Österreich", "AT"),
        ("Cote dIvoire", "CI"),
        ("Republic of Poland", "PL"),
        ("Republic of Korea", "KR"),
        ("St. Lucia", "LC"),
        ("Россия", "RU"),
    ],
)
def test_a_common_mistake_means_a_country(written: str, code: str) -> None:
    assert countries.meant(written) == code


@pytest.mark.parametrize("written", ["", "  ", "XX", "ZZ", "00", "DE1", "Europe", "N/A", "-", "x" * 100_000, "\ud800"])
def test_what_means_no_country_is_left_unguessed(written: str) -> None:
    assert countries.meant(written) is None


def test_no_spelling_means_two_countries() -> None:
    spellings = [each for row in countries._TABLE for each in (row[0], row[1], *row[2].split("; "))]
    assert len({countries._plain(each) for each in spellings}) == len(spellings)
