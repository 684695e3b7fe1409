"""Trust stores: what is in them, how it is looked up, and until when it is trusted."""

from __future__ import annotations

from datetime import UTC, date, datetime

from sslhelp.pki.asn1 import issued
from sslhelp.pki.asn1.issued import Certificate
from sslhelp.pki.trust import roots
from sslhelp.pki.trust.roots import TrustStore
from sslhelp.policy import root_programme
from sslhelp.policy.root_programme import RootProgramme
from tests import factories


def root(common_name: str, since: datetime = datetime(2022, 5, 1, tzinfo=UTC)) -> Certificate:
    certificate = issued.read(factories.authority(common_name, not_before=since, days=10_000).der)
    assert certificate is not None
    return certificate


OLD = root("Old Root", datetime(2008, 3, 6, tzinfo=UTC))
YOUNG = root("Young Root")
AFTER = datetime(2026, 4, 15, 23, 59, 59, tzinfo=UTC)
PROGRAMME = RootProgramme(
    distrusted={OLD.sha256: AFTER},
    schedule=((date(2010, 1, 1), date(2027, 4, 15)),),
    years=15,
)
STORE = TrustStore.of([OLD.encoding, YOUNG.encoding], PROGRAMME)


def test_a_root_is_found_by_its_subject_and_known_by_its_bytes() -> None:
    assert STORE.named(OLD.subject_name) == (OLD,)
    assert OLD in STORE
    assert root("Old Root") not in STORE
    assert STORE.named(b"") == ()


def test_what_cannot_be_read_is_left_out_and_no_roots_are_no_store() -> None:
    assert TrustStore.of([b"\x30\x00", OLD.encoding]).by_subject.keys() == {OLD.subject_name}
    assert TrustStore.of([b"\x30\x00"]).store is None


def test_a_root_that_may_issue_no_more_is_told_with_the_moment_and_another_has_none() -> None:
    assert STORE.distrusted_after(OLD) == AFTER
    assert STORE.distrusted_after(YOUNG) is None


def test_a_distrusted_root_is_told_also_when_the_store_has_it_no_more() -> None:
    assert TrustStore.of([YOUNG.encoding], PROGRAMME).distrusted_after(OLD) == AFTER


def test_a_root_leaves_by_the_age_of_its_key() -> None:
    assert STORE.websites_until(OLD) == date(2027, 4, 15)
    assert STORE.websites_until(YOUNG) == date(2037, 5, 1)


def test_a_certificate_that_is_no_root_of_the_store_has_no_day_to_leave() -> None:
    assert STORE.websites_until(root("Private Root")) is None


def test_roots_that_the_caller_trusts_are_trusted_without_a_term() -> None:
    own = TrustStore.of([OLD.encoding])
    assert own.distrusted_after(OLD) is None
    assert own.websites_until(OLD) is None


def test_mozillas_roots_are_trusted_on_mozillas_terms() -> None:
    store = roots.mozilla()
    assert store.programme is root_programme.mozilla()
    for each in (each for found in store.by_subject.values() for each in found):
        assert store.distrusted_after(each) == root_programme.mozilla().distrusted.get(each.sha256)
        assert store.websites_until(each) is not None
