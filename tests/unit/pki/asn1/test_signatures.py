"""Signatures: checked over any hash and padding, weak ones too; None where that cannot be done, never an exception."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, ed448, ed25519, mldsa, padding
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from sslhelp.pki.asn1 import der, keys, signatures, signed
from tests import asn1, factories

CONTENT = asn1.sequence(asn1.integer(5))
RSA = factories.rsa_key()
RSA_SPKI = asn1.spki_of(RSA)
SHA256_WITH_RSA, PSS, RSA_ENCRYPTION = "1.2.840.113549.1.1.11", "1.2.840.113549.1.1.10", "1.2.840.113549.1.1.1"
SHA1, SHA256 = "1.3.14.3.2.26", "2.16.840.1.101.3.4.2.1"


def holds(spki: bytes, algorithm: bytes, signature: bytes, content: bytes = CONTENT) -> bool | None:
    outline = signed.read(asn1.sequence(content, algorithm, asn1.bits(signature)))
    return signatures.holds(outline, spki, keys.read(spki))


def named(oid: str, parameters: bytes = b"") -> bytes:
    return asn1.sequence(asn1.oid(oid), parameters)


@pytest.mark.parametrize(
    ("oid", "digest"),
    [
        ("1.2.840.113549.1.1.4", hashes.MD5()),  # noqa: S303
        ("1.2.840.113549.1.1.5", hashes.SHA1()),  # noqa: S303
        ("1.3.14.3.2.29", hashes.SHA1()),  # noqa: S303
        ("1.2.840.113549.1.1.14", hashes.SHA224()),
        ("1.2.840.113549.1.1.11", hashes.SHA256()),
        ("1.2.840.113549.1.1.12", hashes.SHA384()),
        ("1.2.840.113549.1.1.13", hashes.SHA512()),
        ("2.16.840.1.101.3.4.3.14", hashes.SHA3_256()),
    ],
)
@pytest.mark.parametrize("parameters", [asn1.NULL, b""], ids=["null", "absent"])
def test_rsa_over_any_hash(oid: str, digest: hashes.HashAlgorithm, parameters: bytes) -> None:
    signature = RSA.sign(CONTENT, padding.PKCS1v15(), digest)
    assert holds(RSA_SPKI, named(oid, parameters), signature) is True
    assert holds(RSA_SPKI, named(oid, parameters), signature, asn1.sequence(asn1.integer(6))) is False


@pytest.mark.parametrize(
    ("oid", "digest"),
    [
        ("1.2.840.10045.4.1", hashes.SHA1()),  # noqa: S303
        ("1.2.840.10045.4.3.2", hashes.SHA256()),
        ("1.2.840.10045.4.3.4", hashes.SHA512()),
        ("2.16.840.1.101.3.4.3.10", hashes.SHA3_256()),
    ],
)
def test_ecdsa_over_any_hash(oid: str, digest: hashes.HashAlgorithm) -> None:
    key = factories.ec_key(ec.SECP384R1())
    assert holds(asn1.spki_of(key), named(oid), key.sign(CONTENT, ec.ECDSA(digest))) is True
    assert holds(asn1.spki_of(factories.ec_key()), named(oid), key.sign(CONTENT, ec.ECDSA(digest))) is False


@pytest.mark.parametrize(
    ("oid", "digest"),
    [
        ("1.2.840.10040.4.3", hashes.SHA1()),  # noqa: S303
        ("2.16.840.1.101.3.4.3.2", hashes.SHA256()),
    ],
)
def test_dsa_over_any_hash(oid: str, digest: hashes.HashAlgorithm) -> None:
    signature = factories.dsa_key().sign(CONTENT, digest)
    assert holds(asn1.spki_of(factories.dsa_key()), named(oid), signature) is True


def test_dsa_under_its_oid_of_old() -> None:
    spki = asn1.spki_of(factories.dsa_key())
    _, _, body, end = der.only(spki)
    (_, _, algorithm, algorithm_end), (_, key, _, _) = der.inside(spki, body, end)
    (_, _, _, today_end), _ = der.inside(spki, algorithm, algorithm_end)
    parameters = spki[today_end:algorithm_end]
    old = asn1.sequence(asn1.sequence(asn1.oid("1.3.14.3.2.12"), parameters), spki[key:end])
    scheme, signature = named("1.3.14.3.2.27"), factories.dsa_key().sign(CONTENT, hashes.SHA1())  # noqa: S303
    assert holds(old, scheme, signature) is True
    assert holds(old, scheme, factories.dsa_key().sign(CONTENT + b".", hashes.SHA1())) is False  # noqa: S303


@pytest.mark.parametrize(
    ("generate", "oid"),
    [
        (ed25519.Ed25519PrivateKey.generate, "1.3.101.112"),
        (ed448.Ed448PrivateKey.generate, "1.3.101.113"),
        (mldsa.MLDSA44PrivateKey.generate, "2.16.840.1.101.3.4.3.17"),
        (mldsa.MLDSA65PrivateKey.generate, "2.16.840.1.101.3.4.3.18"),
        (mldsa.MLDSA87PrivateKey.generate, "2.16.840.1.101.3.4.3.19"),
    ],
    ids=["Ed25519", "Ed448", "ML-DSA-44", "ML-DSA-65", "ML-DSA-87"],
)
def test_keys_that_hash_by_themselves(generate: Callable[[], ed25519.Ed25519PrivateKey], oid: str) -> None:
    key = generate()
    spki = key.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    assert holds(spki, named(oid), key.sign(CONTENT)) is True
    assert holds(spki, named(oid), key.sign(b"something else")) is False


def pss(digest: str = "", mask: str = "", salt: int | None = None) -> bytes:
    """The parameters of RSASSA-PSS; those that are left out take the defaults of RFC 4055 3.1."""
    parts = [asn1.explicit(0, named(digest, asn1.NULL))] if digest else []
    parts += [asn1.explicit(1, named("1.2.840.113549.1.1.8", named(mask, asn1.NULL)))] if mask else []
    parts += [] if salt is None else [asn1.explicit(2, asn1.integer(salt))]
    return named(PSS, asn1.sequence(*parts))


def pss_signature(digest: hashes.HashAlgorithm, mask: hashes.HashAlgorithm, salt: int) -> bytes:
    return RSA.sign(CONTENT, padding.PSS(padding.MGF1(mask), salt), digest)


def test_pss_with_hash_mask_and_salt_as_they_are_named() -> None:
    sha1, sha256 = hashes.SHA1(), hashes.SHA256()  # noqa: S303
    assert holds(RSA_SPKI, pss(SHA256, SHA256, 32), pss_signature(sha256, sha256, 32)) is True
    assert holds(RSA_SPKI, pss(SHA256, SHA1, 11), pss_signature(sha256, sha1, 11)) is True
    assert holds(RSA_SPKI, pss(), pss_signature(sha1, sha1, 20)) is True
    assert holds(RSA_SPKI, pss(SHA256, SHA256, 20), pss_signature(sha256, sha256, 32)) is False


@pytest.mark.parametrize(
    "algorithm",
    [named(PSS), named(PSS, asn1.NULL), pss("1.2.3.4", SHA256, 32), pss(SHA256, SHA256, -5), pss(SHA256, SHA256, 9999)],
    ids=["none", "null", "unknown hash", "negative salt", "salt longer than the key"],
)
def test_pss_with_parameters_that_make_no_sense_does_not_hold(algorithm: bytes) -> None:
    signature = pss_signature(hashes.SHA256(), hashes.SHA256(), 32)
    assert not holds(RSA_SPKI, algorithm, signature)


def test_a_key_restricted_to_pss_is_checked_by_its_numbers() -> None:
    numbers = RSA.public_key().public_numbers()
    restricted = asn1.spki(PSS, asn1.sequence(), asn1.sequence(asn1.integer(numbers.n), asn1.integer(numbers.e)))
    assert holds(restricted, pss(SHA256, SHA256, 32), pss_signature(hashes.SHA256(), hashes.SHA256(), 32)) is True


def test_an_rsa_key_with_odd_parameters_is_checked_by_its_numbers() -> None:
    numbers = RSA.public_key().public_numbers()
    odd = asn1.spki(RSA_ENCRYPTION, asn1.sequence(), asn1.sequence(asn1.integer(numbers.n), asn1.integer(numbers.e)))
    signature = RSA.sign(CONTENT, padding.PKCS1v15(), hashes.SHA256())
    assert holds(odd, named(SHA256_WITH_RSA), signature) is True


def test_a_key_of_the_wrong_kind_did_not_sign() -> None:
    signature = RSA.sign(CONTENT, padding.PKCS1v15(), hashes.SHA256())
    assert holds(asn1.spki_of(factories.ec_key()), named(SHA256_WITH_RSA), signature) is False
    assert holds(RSA_SPKI, named("1.2.840.10045.4.3.2"), signature) is False
    assert holds(asn1.spki("1.3.101.110"), named(SHA256_WITH_RSA), signature) is False


@pytest.mark.parametrize("kind", ["1.2.643.7.1.1.1.1", "2.16.840.1.101.3.4.3.20", "1.2.3.4"])
def test_a_key_that_nobody_here_knows_is_not_checked(kind: str) -> None:
    assert holds(asn1.spki(kind), named("1.2.643.7.1.1.3.2"), b"\1" * 64) is None


def test_an_unknown_signature_algorithm_is_not_checked() -> None:
    assert holds(RSA_SPKI, named("1.2.3.4"), b"\1" * 256) is None
    assert holds(asn1.spki_of(factories.ec_key()), named("1.2.156.10197.1.501"), b"\1" * 64) is None


@pytest.mark.parametrize(
    ("modulus_bits", "exponent"), [(2**17, 65537), (8192, 2**8000 + 1)], ids=["huge modulus", "huge exponent"]
)
def test_an_absurd_rsa_key_is_not_checked(modulus_bits: int, exponent: int) -> None:
    key = asn1.sequence(asn1.integer(2**modulus_bits - 1), asn1.integer(exponent))
    spki = asn1.spki(RSA_ENCRYPTION, asn1.NULL, key)
    assert holds(spki, named(SHA256_WITH_RSA, asn1.NULL), b"\1" * (modulus_bits // 8)) is None


def test_a_large_rsa_key_is_still_checked() -> None:
    key = asn1.sequence(asn1.integer(2**8192 - 1), asn1.integer(65537))
    assert holds(asn1.spki(RSA_ENCRYPTION, asn1.NULL, key), named(SHA256_WITH_RSA), b"\1" * 1024) is False


@pytest.mark.parametrize("signature", [b"", b"\1", b"\1" * 4096])
def test_a_signature_that_is_none_does_not_hold(signature: bytes) -> None:
    assert holds(RSA_SPKI, named(SHA256_WITH_RSA), signature) is False
    assert holds(asn1.spki_of(factories.ec_key()), asn1.SHA256_WITH_EC, signature) is False
