"""An operator's file of CA certificates: what is read out of it, and what is fit to be kept."""

from __future__ import annotations

import base64
from datetime import timedelta

import pytest
from cryptography.hazmat.primitives.serialization import Encoding

from sslhelp.pki.trust import bundle
from sslhelp.pki.trust.bundle import Unfit
from sslhelp.pki.trust.roots import TrustStore
from tests import factories
from tests.factories import AT, Issued

MADE = factories.chain()
ROOT, INTERMEDIATE, LEAF = MADE.root, MADE.intermediate, MADE.leaf
LOWER = factories.authority("Example Issuing CA 2", issuer=INTERMEDIATE)
ROOTS = TrustStore.of([ROOT.der])


def sift(*issued: Issued) -> bundle.Sifted:
    return bundle.sift([each.der for each in issued], at=AT, roots=ROOTS)


def csv(heading: str, *rows: str) -> bytes:
    return "\r\n".join([f'"CA Owner","{heading}"', *(f'"Example Trust","{row}"' for row in rows)]).encode()


@pytest.mark.parametrize("heading", ["PEM", "PEM Info", "X.509 Certificate (PEM)"])
def test_certificates_are_found_in_ccadbs_csv_under_any_heading_and_in_single_quotes(heading: str) -> None:
    content = csv(heading, f"'{INTERMEDIATE.pem.strip()}'", LOWER.pem.replace("\n", "\r\n"))
    assert bundle.certificates(content) == [INTERMEDIATE.der, LOWER.der]


@pytest.mark.parametrize(
    "content",
    [
        f"# comment\n{INTERMEDIATE.pem}\n{LOWER.pem}".encode(),
        factories.pkcs7(INTERMEDIATE, LOWER),
        factories.pem(factories.pkcs7(INTERMEDIATE, LOWER), "PKCS7").encode(),
    ],
    ids=["PEM", "PKCS#7", "PKCS#7 in PEM"],
)
def test_certificates_are_found_in_pem_and_pkcs7(content: bytes) -> None:
    assert sorted(bundle.certificates(content)) == sorted([INTERMEDIATE.der, LOWER.der])


def test_a_der_file_is_one_certificate() -> None:
    assert bundle.certificates(INTERMEDIATE.certificate.public_bytes(Encoding.DER)) == [INTERMEDIATE.der]


@pytest.mark.parametrize("content", [b"", b"hello", LEAF.pem[:20].encode(), b"\xff" * 9])
def test_a_file_without_a_certificate_has_none(content: bytes) -> None:
    assert bundle.certificates(content) == []


def test_what_chains_to_a_root_is_fit_also_by_way_of_another_in_the_file_and_in_any_order() -> None:
    for given in ((INTERMEDIATE, LOWER), (LOWER, INTERMEDIATE)):
        sifted = sift(*given)
        assert {each.der for each in sifted.fit} == {INTERMEDIATE.der, LOWER.der}
        assert sifted.unfit == {}


def test_an_intermediate_is_kept_under_the_name_that_its_children_call_their_issuer() -> None:
    assert [each.subject for each in sift(INTERMEDIATE).fit] == [LEAF.certificate.issuer.public_bytes()]


def test_an_intermediate_whose_issuer_is_not_in_the_file_is_unchained() -> None:
    assert sift(LOWER).unfit == {Unfit.UNCHAINED: 1}


def test_an_intermediate_of_a_namesake_of_the_root_is_unchained() -> None:
    impostor = factories.authority("Example Root")
    assert sift(factories.authority("Issuing CA", issuer=impostor)).unfit == {Unfit.UNCHAINED: 1}


def test_an_intermediate_with_a_damaged_signature_is_unchained() -> None:
    damaged = INTERMEDIATE.der[:-1] + bytes([INTERMEDIATE.der[-1] ^ 1])
    assert bundle.sift([damaged], at=AT, roots=ROOTS).unfit == {Unfit.UNCHAINED: 1}


def test_an_expired_intermediate_is_left_out_with_what_hangs_on_it() -> None:
    old = factories.authority("Old CA", issuer=ROOT, not_before=AT - timedelta(days=30), days=20)
    below = factories.authority("Below", issuer=old)
    assert sift(old, below).unfit == {Unfit.EXPIRED: 1, Unfit.UNCHAINED: 1}


def test_an_intermediate_that_is_not_valid_yet_is_kept() -> None:
    assert len(sift(factories.authority("New CA", issuer=ROOT, not_before=AT + timedelta(days=1))).fit) == 1


def test_leaves_and_roots_are_no_intermediates() -> None:
    assert sift(LEAF, ROOT, INTERMEDIATE).unfit == {Unfit.NOT_A_CA: 1, Unfit.SELF_SIGNED: 1}


def test_a_root_signed_by_another_root_is_an_intermediate() -> None:
    other = factories.authority("New Root")
    cross_sign = factories.certificate(
        (), issuer=ROOT, common_name="New Root", ca=True, key=other.key, days=900, usages=(), policies=()
    )
    below = factories.authority("Below the new root", issuer=other)
    assert {each.der for each in sift(below, cross_sign).fit} == {cross_sign.der, below.der}


def test_a_certificate_given_twice_is_kept_once() -> None:
    assert len(sift(INTERMEDIATE, INTERMEDIATE).fit) == 1


def test_blocks_that_cannot_be_read_are_counted_each() -> None:
    cut_off = base64.b64encode(INTERMEDIATE.der[:300]).decode()
    blocks = [f"-----BEGIN CERTIFICATE-----\n{body}\n-----END CERTIFICATE-----\n" for body in (cut_off, "?", "!!")]
    found = bundle.certificates("".join([*blocks, INTERMEDIATE.pem]).encode())
    assert bundle.sift(found, at=AT, roots=ROOTS).unfit == {Unfit.UNREADABLE: 3}


def test_without_roots_nothing_is_fit() -> None:
    assert bundle.sift([INTERMEDIATE.der], at=AT, roots=TrustStore.of([])).fit == ()
