"""Where a missing intermediate is looked for, and which ones are learned."""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256

import pytest

from sslhelp.model.pki import ChainLink, ChainReport, Verdict
from sslhelp.model.store import Intermediates, Source
from sslhelp.pki.trust import intermediates
from sslhelp.pki.trust.intermediates import Kept
from sslhelp.store.memory import MemoryStore
from tests import factories
from tests.factories import AT

MADE = factories.chain()
ROOT, INTERMEDIATE, LEAF = MADE.root, MADE.intermediate, MADE.leaf
ISSUER = LEAF.certificate.issuer.public_bytes()


@pytest.fixture
def store() -> MemoryStore:
    return MemoryStore()


def link(role: str, issued: factories.Issued) -> ChainLink:
    fingerprint = sha256(issued.der).hexdigest()
    return ChainLink("", "", role, "pasted", None, fingerprint)


REPORT = ChainReport(
    Verdict.COMPLETE,
    (link("leaf", LEAF), link("intermediate", INTERMEDIATE), link("root", ROOT)),
    (),
    (),
    None,
    (),
)


def test_certificates_are_named_once_each_and_what_cannot_be_read_is_left_out() -> None:
    given = [ROOT.der, b"\x30\x00", INTERMEDIATE.der, b"", INTERMEDIATE.der]
    named = intermediates.named(given)
    assert [each.der for each in named] == [ROOT.der, INTERMEDIATE.der]
    assert [each.subject for each in named] == [ROOT.certificate.subject.public_bytes(), ISSUER]


def test_learned_intermediates_are_found_by_the_name_that_a_child_calls_its_issuer(store: MemoryStore) -> None:
    kept = Kept(store, lambda: AT)
    found: Intermediates = kept
    assert list(found.of(ISSUER)) == []
    kept.learn([INTERMEDIATE.der])
    assert list(found.of(ISSUER)) == [INTERMEDIATE.der]
    assert [(each.source, each.since) for each in store.intermediates()] == [(Source.LEARNED, AT)]


def test_imported_intermediates_are_found_too(store: MemoryStore) -> None:
    store.import_intermediates(intermediates.named([INTERMEDIATE.der]), at=AT)
    assert list(Kept(store, lambda: AT).of(ISSUER)) == [INTERMEDIATE.der]


def test_what_cannot_be_read_is_not_learned(store: MemoryStore) -> None:
    Kept(store, lambda: AT).learn([b"\x30\x00"])
    Kept(store, lambda: AT).learn([])
    assert list(store.intermediates()) == []


def test_of_a_complete_chain_the_pasted_intermediates_are_proven_and_nothing_else() -> None:
    unrelated = factories.authority("Unrelated CA")
    pasted = [unrelated.der, ROOT.der, INTERMEDIATE.der, LEAF.der, INTERMEDIATE.der]
    assert intermediates.proven(REPORT, pasted) == [INTERMEDIATE.der]
    assert intermediates.proven(REPORT, [LEAF.der]) == []


@pytest.mark.parametrize("verdict", [Verdict.INCOMPLETE, Verdict.UNTRUSTED, Verdict.BROKEN])
def test_a_chain_that_is_not_complete_proves_nothing(verdict: Verdict) -> None:
    assert intermediates.proven(replace(REPORT, verdict=verdict), [INTERMEDIATE.der]) == []
