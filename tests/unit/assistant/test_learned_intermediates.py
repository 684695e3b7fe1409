"""What one customer pasted completes the chain of the next."""

from __future__ import annotations

import pytest

from sslhelp.app import Application
from sslhelp.assistant.tools.inspect import Inspect
from sslhelp.model.chat import Context, Message
from sslhelp.model.pki import ChainReport
from sslhelp.pki.trust.intermediates import Kept
from sslhelp.pki.trust.roots import TrustStore
from sslhelp.store.memory import MemoryStore
from tests import factories
from tests.factories import AT, Issued

MADE = factories.chain()
ROOTS = TrustStore.of([MADE.root.der])


@pytest.fixture
def store() -> MemoryStore:
    return MemoryStore()


@pytest.fixture
def inspect(store: MemoryStore, application: Application) -> Inspect:
    return Inspect(lambda: AT, lambda: ROOTS, lambda: application.library.current, Kept(store, lambda: AT))


def chain_of(inspect: Inspect, *pasted: Issued) -> ChainReport:
    parts = inspect(Message("".join(each.pem for each in pasted)), Context()) or ()
    return next(part for part in parts if isinstance(part, ChainReport))


def test_an_intermediate_of_a_verified_chain_is_found_for_the_next_customer(inspect: Inspect) -> None:
    assert chain_of(inspect, MADE.leaf).bundle_pem is None
    chain_of(inspect, MADE.leaf, MADE.intermediate)
    other = factories.certificate(("shop.example.org",), issuer=MADE.intermediate, common_name="shop.example.org")
    report = chain_of(inspect, other)
    assert report.bundle_pem == other.pem + MADE.intermediate.pem
    assert [missing.subject for missing in report.missing] == ["CN=Example Issuing CA"]


def test_only_intermediates_are_learned(inspect: Inspect, store: MemoryStore) -> None:
    chain_of(inspect, MADE.leaf, MADE.intermediate, MADE.root, factories.authority("Unrelated CA"))
    assert [each.der for each in store.intermediates()] == [MADE.intermediate.der]


def test_nothing_is_learned_from_a_chain_to_a_root_that_is_not_trusted(inspect: Inspect, store: MemoryStore) -> None:
    private = factories.chain()
    chain_of(inspect, private.leaf, private.intermediate, private.root)
    assert store.intermediates() == []


def test_nothing_is_learned_from_a_chain_that_has_expired(inspect: Inspect, store: MemoryStore) -> None:
    expired = factories.certificate(issuer=MADE.intermediate, days=5)
    chain_of(inspect, expired, MADE.intermediate)
    assert store.intermediates() == []
