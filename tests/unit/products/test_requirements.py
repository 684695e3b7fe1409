"""Requirements as they travel in an option's id."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sslhelp.model.products import Coverage, Purpose
from sslhelp.products.requirements import MAX_ENCODED, Renewal, Requirements, Shown, Wish, decode

LABELS = st.from_regex(r"[a-z][a-z0-9]{0,8}", fullmatch=True)
NAMES = st.builds(
    lambda star, label, tld: f"{star}{label}.{tld}",
    st.sampled_from(["", "*."]),
    LABELS,
    st.sampled_from(["com", "example"]),
)
REQUIREMENTS = st.builds(
    Requirements,
    purpose=st.none() | st.sampled_from(Purpose),
    names=st.lists(NAMES, max_size=12, unique=True).map(tuple),
    coverage=st.none() | st.sampled_from(Coverage),
    count=st.none() | st.integers(1, 9999),
    shown=st.none() | st.sampled_from(Shown),
    renewal=st.none() | st.sampled_from(Renewal),
    brand=st.none() | st.sampled_from(["DigiCert", "Sectigo"]),
    wishes=st.frozensets(st.sampled_from(Wish)),
)


@given(REQUIREMENTS)
def test_what_is_encoded_is_read_back(known: Requirements) -> None:
    assert decode(known.encode()) == known


@given(st.text(max_size=200))
def test_garbage_is_no_requirements_and_no_error(text: str) -> None:
    decode(text)


@pytest.mark.parametrize(
    "text",
    [
        "purpose=bank",
        "colour=red",
        "purpose",
        "names=Example.com",
        "names=a.example,,b.example",
        "names=%00.example",
        "count=0",
        "renewal=never",
        "brand=",
        "brand=Digi%20Cert",
        "count=99999",
        "count=many",
        "wishes=ev,cheap",
        "purpose=website&" * 40,
        "names=" + "a" * MAX_ENCODED,
        "=&=",
        "\ud800",
    ],
)
def test_what_was_never_offered_is_refused(text: str) -> None:
    assert decode(text) is None


def test_the_id_reads_as_its_answers() -> None:
    known = Requirements(purpose=Purpose.WEBSITE, names=("a.example", "*.b.example"), shown=Shown.COMPANY)
    assert known.encode() == "purpose=website&names=a.example,*.b.example&shown=company"
    assert Requirements(renewal=Renewal.AUTOMATIC, brand="DigiCert").encode() == "renewal=automatic&brand=DigiCert"


def test_nothing_known_is_an_empty_text() -> None:
    assert Requirements().encode() == ""
    assert decode("") == Requirements()


def test_more_names_than_fit_are_kept_as_what_they_need() -> None:
    names = tuple(f"a-rather-long-label-{number}.example.com" for number in range(100))
    text = Requirements(purpose=Purpose.WEBSITE, names=names).encode()
    assert len(text) <= MAX_ENCODED
    assert decode(text) == Requirements(purpose=Purpose.WEBSITE, coverage=Coverage.MULTI, count=100)


def test_a_later_answer_wins_and_silence_keeps_the_earlier() -> None:
    before = Requirements(purpose=Purpose.WEBSITE, names=("a.example",), wishes=frozenset({Wish.TODAY}))
    after = before.merge(Requirements(names=("b.example",), shown=Shown.COMPANY, wishes=frozenset({Wish.EV})))
    assert after == Requirements(
        Purpose.WEBSITE, ("b.example",), shown=Shown.COMPANY, wishes=frozenset({Wish.TODAY, Wish.EV})
    )


def test_a_csr_at_hand_is_not_for_other_names() -> None:
    known = Requirements(names=("a.example", "10.0.0.1"), count=2, wishes=frozenset({Wish.CSR, Wish.TODAY}))
    assert known.for_names(("a.example",)) == Requirements(names=("a.example",), wishes=frozenset({Wish.TODAY}))


@pytest.mark.parametrize(
    ("names", "coverage", "wanted"),
    [
        (("example.com",), Coverage.WILDCARD, ("example.com", "*.example.com")),
        (("example.com", "a.example.net"), Coverage.MULTI_WILDCARD, ("example.com", "*.example.com", "a.example.net")),
        (("a.example.com",), Coverage.WILDCARD, ("a.example.com", "*.a.example.com")),
        (("*.example.com", "example.net"), Coverage.WILDCARD, ("*.example.com", "example.net")),
        (("example.com",), Coverage.SINGLE, ("example.com",)),
    ],
)
def test_all_subdomains_of_a_domain_are_its_wildcard(
    names: tuple[str, ...], coverage: Coverage, wanted: tuple[str, ...]
) -> None:
    assert Requirements(names=names, coverage=coverage).wanted_names == wanted
