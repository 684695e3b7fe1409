"""Trust stores: what is in them, how it is looked up, and until when it is trusted."""

from __future__ import annotations

from datetime import UTC, date, datetime

from cryptography.hazmat.primitives.hashes import SHA256

from sslhelp.pki import roots
from sslhelp.pki.roots import TrustStore
from sslhelp.policy import root_programme
from sslhelp.policy.root_programme import RootProgramme
from tests import factories

OLD = factories.authority("Old Root", not_before=datetime(2008, 3, 6, tzinfo=UTC), days=10_000)
YOUNG = factories.authority("Young Root", not_before=datetime(2022, 5, 1, tzinfo=UTC), days=10_000)
STRANGER = factories.authority("Private Root")
AFTER = datetime(2026, 4, 15, 23, 59, 59, tzinfo=UTC)
PROGRAMME = RootProgramme(
    distrusted={OLD.certificate.fingerprint(SHA256()).hex(): AFTER},
    schedule=((date(2010, 1, 1), date(2027, 4, 15)),),
    years=15,
)
STORE = TrustStore.of([OLD.der, YOUNG.der], PROGRAMME)


def test_a_root_is_found_by_its_subject_and_known_by_its_bytes() -> None:
    namesake = factories.authority("Old Root")
    assert STORE.by_subject[OLD.certificate.subject] == (OLD.certificate,)
    assert OLD.certificate in STORE
    assert namesake.certificate not in STORE


def test_what_cannot_be_read_is_left_out_and_no_roots_are_no_store() -> None:
    assert TrustStore.of([b"\x30\x00", OLD.der]).by_subject.keys() == {OLD.certificate.subject}
    assert TrustStore.of([b"\x30\x00"]).store is None


def test_a_root_that_may_issue_no_more_is_told_with_the_moment_and_another_has_none() -> None:
    assert STORE.distrusted_after(OLD.certificate) == AFTER
    assert STORE.distrusted_after(YOUNG.certificate) is None


def test_a_distrusted_root_is_told_also_when_the_store_has_it_no_more() -> None:
    assert TrustStore.of([YOUNG.der], PROGRAMME).distrusted_after(OLD.certificate) == AFTER


def test_a_root_leaves_by_the_age_of_its_key() -> None:
    assert STORE.websites_until(OLD.certificate) == date(2027, 4, 15)
    assert STORE.websites_until(YOUNG.certificate) == date(2037, 5, 1)


def test_a_certificate_that_is_no_root_of_the_store_has_no_day_to_leave() -> None:
    assert STORE.websites_until(STRANGER.certificate) is None


def test_roots_that_the_caller_trusts_are_trusted_without_a_term() -> None:
    own = TrustStore.of([OLD.der])
    assert own.distrusted_after(OLD.certificate) is None
    assert own.websites_until(OLD.certificate) is None


def test_mozillas_roots_are_trusted_on_mozillas_terms() -> None:
    store = roots.mozilla()
    assert store.programme is root_programme.mozilla()
    for root in (each for found in store.by_subject.values() for each in found):
        listed = root_programme.mozilla().distrusted.get(root.fingerprint(SHA256()).hex())
        assert store.distrusted_after(root) == listed
        assert store.websites_until(root) is not None
