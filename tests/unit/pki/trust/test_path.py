"""Paths: the verifier's own where it agrees, else as far as signatures lead; which certificate it all begins with."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from cryptography import x509

from sslhelp.pki.asn1 import issued
from sslhelp.pki.asn1.issued import Certificate
from sslhelp.pki.trust import path
from sslhelp.pki.trust.path import Traced
from sslhelp.pki.trust.roots import TrustStore
from tests import asn1, factories
from tests.factories import AT, Issued

MADE = factories.chain()
ROOTS = TrustStore.of([MADE.root.der])


def read(made: Issued | bytes) -> Certificate:
    certificate = issued.read(made if isinstance(made, bytes) else made.der)
    assert certificate is not None
    return certificate


LEAF, INTERMEDIATE, ROOT = map(read, (MADE.leaf, MADE.intermediate, MADE.root))


def find(leaf: Certificate, *others: Certificate, host: str | None = None, roots: TrustStore = ROOTS) -> Traced:
    return path.find(leaf, others, at=AT, roots=roots, host=host)


def trace(leaf: Certificate, *others: Certificate, roots: TrustStore = ROOTS) -> Traced:
    return path.trace(leaf, others, at=AT, roots=roots, refused="")


def test_a_path_that_verifies_is_made_of_what_was_given_and_a_root() -> None:
    assert find(LEAF, INTERMEDIATE) == Traced((LEAF, INTERMEDIATE, ROOT), trusted=True)
    assert find(LEAF, ROOT, INTERMEDIATE, host="example.com") == Traced((LEAF, INTERMEDIATE, ROOT), trusted=True)


def test_what_the_verifier_minds_is_kept_without_the_words_around_it() -> None:
    found = find(LEAF, INTERMEDIATE, host="www.example.org")
    assert (found.trusted, found.path) == (False, (LEAF, INTERMEDIATE, ROOT))
    assert found.refused
    assert "encountered" not in found.refused
    assert "validation failed" not in found.refused


def test_without_a_host_the_use_does_not_matter_but_with_one_it_does() -> None:
    mail = read(factories.certificate(("me@example.com",), issuer=MADE.intermediate, usages=("emailProtection",)))
    assert find(mail, INTERMEDIATE).trusted
    assert not find(mail, INTERMEDIATE, host="www.example.com").trusted


def test_an_intermediate_alone_is_verified_up_to_its_root() -> None:
    assert find(INTERMEDIATE) == Traced((INTERMEDIATE, ROOT), trusted=True)


def test_nothing_is_trusted_without_roots() -> None:
    found = find(LEAF, INTERMEDIATE, ROOT, roots=TrustStore.of([]))
    assert found == Traced((LEAF, INTERMEDIATE, ROOT), trusted=False)


def test_a_leaf_that_cannot_be_loaded_is_traced_and_refused_for_its_encoding() -> None:
    odd = read(asn1.certificate(version=b"\xa0\x03\x02\x01\x63"))
    found = find(odd, INTERMEDIATE)
    assert (found.trusted, found.path, found.refused) == (False, (odd,), "it is not encoded as it should be")


def test_a_leaf_without_a_name_that_can_be_verified_is_refused() -> None:
    odd = read(factories.certificate(("not a name!",), issuer=MADE.intermediate, common_name=None))
    found = find(odd, INTERMEDIATE)
    assert (found.trusted, found.path) == (False, (odd, INTERMEDIATE, ROOT))
    assert found.refused == "it has no name that can be verified"


def test_a_trace_goes_as_far_as_signatures_lead() -> None:
    assert trace(LEAF).path == (LEAF,)
    assert trace(LEAF, INTERMEDIATE).path == (LEAF, INTERMEDIATE, ROOT)
    private = list(map(read, (factories.chain().root, MADE.leaf)))
    assert trace(LEAF, *private).path == (LEAF,)


def test_those_who_carry_the_name_but_did_not_sign_are_impostors() -> None:
    impostor = read(factories.authority("Example Issuing CA", issuer=MADE.root))
    assert trace(LEAF, impostor) == Traced((LEAF,), trusted=False, impostors=(impostor,))
    assert trace(LEAF, impostor, INTERMEDIATE).impostors == ()


def test_a_valid_issuer_is_preferred_to_an_expired_one_and_a_trusted_to_a_stranger() -> None:
    expired = read(factories.authority("Example Issuing CA", issuer=MADE.root, key=MADE.intermediate.key, days=30))
    assert trace(LEAF, expired, INTERMEDIATE).path[1] == INTERMEDIATE
    stranger = read(factories.authority("Example Root", key=MADE.root.key))
    assert trace(LEAF, INTERMEDIATE, stranger).path[-1] == ROOT


def test_a_path_is_never_longer_than_anybody_builds_one() -> None:
    above = MADE.root
    ladder = []
    for step in range(20):
        above = factories.authority(f"CA {step}", issuer=above)
        ladder.append(read(above))
    found = trace(read(factories.certificate(issuer=above)), *ladder)
    assert len(found.path) == 10


def test_a_name_that_is_none_does_not_keep_the_next_from_being_verified() -> None:
    names = ("not a name!", "a_b.example.com", "www.example.com")
    leaf = read(factories.certificate(names, issuer=MADE.intermediate, common_name=None))
    assert find(leaf, INTERMEDIATE).trusted


@pytest.mark.parametrize(
    ("made", "is_leaf", "is_for_servers"),
    [
        (factories.certificate(), True, True),
        (factories.certificate(usages=()), True, True),
        (factories.certificate((), usages=()), True, False),
        (factories.certificate(("me@example.com",), usages=("emailProtection",)), True, False),
        (factories.certificate(("nas.local",), ca=True, usages=()), True, True),
        (factories.authority("Example CA"), False, False),
        (asn1.certificate(b"\x30\x7f"), True, True),
    ],
    ids=["server", "names", "nothing", "mail", "self-made CA", "CA", "unreadable"],
)
def test_leaves_are_told_from_cas_and_servers_from_others(
    made: Issued | bytes, is_leaf: bool, is_for_servers: bool
) -> None:
    assert path.is_leaf(read(made)) is is_leaf
    assert path.is_for_servers(read(made)) is is_for_servers


@pytest.mark.parametrize(
    ("pasted", "host", "chosen"),
    [
        ([ROOT, INTERMEDIATE, LEAF], None, LEAF),
        ([INTERMEDIATE, ROOT], None, INTERMEDIATE),
        ([ROOT, INTERMEDIATE], None, INTERMEDIATE),
        ([ROOT], None, ROOT),
        ([LEAF], "other.example.org", LEAF),
    ],
)
def test_the_leaf_is_what_the_others_are_there_for(
    pasted: Sequence[Certificate], host: str | None, chosen: Certificate
) -> None:
    assert path.choose_leaf(pasted, host) == chosen


def test_of_several_leaves_the_one_for_the_host_is_chosen_else_the_first() -> None:
    shop = read(factories.certificate(("shop.example.com",), issuer=MADE.intermediate, common_name=None))
    assert path.choose_leaf([LEAF, shop], None) == LEAF
    assert path.choose_leaf([LEAF, shop], "shop.example.com") == shop
    assert path.choose_leaf([LEAF, shop], "example.org") == LEAF


def test_a_certificate_that_is_somebodys_issuer_is_not_the_leaf() -> None:
    own_root = factories.certificate(("nas.local",), common_name="nas.local", ca=True)
    below = factories.certificate(("www.nas.local",), issuer=own_root, common_name="www.nas.local")
    assert path.choose_leaf(list(map(read, (own_root, below))), None) == read(below)


def test_a_candidate_that_is_no_ca_is_not_verified_through() -> None:
    plain = factories.certificate(
        (), issuer=MADE.root, common_name="No CA", without=(x509.BasicConstraints,), usages=(), policies=()
    )
    leaf = read(factories.certificate(issuer=plain, usages=("emailProtection",)))
    found = find(leaf, read(plain))
    assert (found.trusted, len(found.path)) == (False, 3)
