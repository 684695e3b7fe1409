"""The certificates in a PKCS#7 file are found in whatever state the file is."""

from __future__ import annotations

import pytest

from sslhelp.pki.pasted import extract, pkcs7
from sslhelp.pki.pasted.sniff import BlockKind
from tests import factories, unrelated

CHAIN = factories.chain()
CERTIFICATES = tuple(issued.der for issued in (CHAIN.leaf, CHAIN.intermediate, CHAIN.root))
BUNDLE = factories.pkcs7(CHAIN.leaf, CHAIN.intermediate, CHAIN.root)


@pytest.mark.parametrize("label", ["PKCS7", "CMS", "CERTIFICATE"])
def test_the_certificates_come_in_the_order_in_which_they_are_encoded(label: str) -> None:
    (block,) = extract.extract(factories.pem(BUNDLE, label)).blocks
    assert block.kind is BlockKind.PKCS7
    assert block.der is not None
    assert sorted(pkcs7.certificates(block.der)) == sorted(CERTIFICATES)
    assert b"".join(pkcs7.certificates(block.der)) in block.der


def test_indefinite_lengths_are_read() -> None:
    bundle = unrelated.indefinite(list(CERTIFICATES))
    (block,) = extract.extract(bundle).blocks
    assert (block.kind, block.der) == (BlockKind.PKCS7, bundle)
    assert pkcs7.certificates(bundle) == CERTIFICATES


def test_one_that_cannot_be_read_takes_none_of_the_others_along() -> None:
    broken = CHAIN.intermediate.der.replace(b"\x30\x82", b"\x04\x82", 1)
    assert pkcs7.certificates(unrelated.indefinite([CHAIN.leaf.der, broken, CHAIN.root.der])) == (
        CHAIN.leaf.der,
        CHAIN.root.der,
    )


def test_a_file_that_is_cut_off_gives_the_certificates_that_are_whole() -> None:
    bundle = unrelated.indefinite(list(CERTIFICATES))
    assert pkcs7.certificates(bundle[: bundle.index(CHAIN.root.der) + 40]) == CERTIFICATES[:2]


def test_a_file_of_revocation_lists_holds_no_certificate() -> None:
    bundle = unrelated.revocation_lists_in_pkcs7()
    (block,) = extract.extract(bundle).blocks
    assert block.kind is BlockKind.PKCS7
    assert pkcs7.certificates(bundle) == ()
    assert pkcs7.holds_revocation_lists(bundle)
    assert not pkcs7.holds_revocation_lists(BUNDLE)


@pytest.mark.parametrize("nested", [b"\x30\x80", b"\x30\x00", b"\xa0\x84\x00\x0f\x00\x00", b"\x30\x82\x04\x00\xa0\x03"])
def test_a_megabyte_of_nesting_is_walked_through(nested: bytes) -> None:
    assert pkcs7.certificates(nested * (1024 * 1024 // len(nested))) == ()


def test_more_certificates_than_the_limit_are_left_out() -> None:
    bundle = unrelated.indefinite([CHAIN.leaf.der] * (pkcs7.MAX_CERTIFICATES + 3))
    assert len(pkcs7.certificates(bundle)) == pkcs7.MAX_CERTIFICATES
