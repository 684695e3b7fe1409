"""Public keys: read whatever the algorithm, and judged by what public CAs take."""

from __future__ import annotations

import pytest
from cryptography.hazmat.primitives.asymmetric import ec, ed448, ed25519, mldsa, x25519
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from sslhelp.model.pki import PublicKey
from sslhelp.pki import key_faults
from sslhelp.pki.asn1 import keys
from sslhelp.pki.key_faults import Fault
from tests import asn1, factories

RSA, RSA_PSS, EC, DSA = "1.2.840.113549.1.1.1", "1.2.840.113549.1.1.10", "1.2.840.10045.2.1", "1.2.840.10040.4.1"


def rsa_spki(modulus: int, exponent: int = 65537, kind: str = RSA, parameters: bytes = asn1.NULL) -> bytes:
    return asn1.spki(kind, parameters, asn1.sequence(asn1.integer(modulus), asn1.integer(exponent)))


def faults(spki: bytes) -> list[tuple[str, str]]:
    """What is wrong with a key's kind and size; its numbers are made up here."""
    found = key_faults.of(keys.read(spki))
    return [(str(fault), evidence) for fault, evidence in found if isinstance(fault, Fault)]


def test_an_rsa_key_is_size_exponent_and_modulus() -> None:
    key = factories.rsa_key()
    found = keys.read(asn1.spki_of(key))
    assert found.public == PublicKey("RSA", 2048, None, 65537)
    assert (found.oid, found.parameters) == (RSA, asn1.NULL)
    assert found.modulus == key.public_key().public_numbers().n
    assert tuple(key_faults.of(found)) == ()


@pytest.mark.parametrize(
    ("curve", "name", "bits"),
    [
        (ec.SECP256R1(), "P-256", 256),
        (ec.SECP384R1(), "P-384", 384),
        (ec.SECP521R1(), "P-521", 521),
        (ec.SECP256K1(), "secp256k1", 256),
        (ec.SECP224R1(), "P-224", 224),
        (ec.BrainpoolP256R1(), "brainpoolP256r1", 256),
    ],
)
def test_a_curve_is_called_by_its_usual_name(curve: ec.EllipticCurve, name: str, bits: int) -> None:
    assert keys.read(asn1.spki_of(factories.ec_key(curve))).public == PublicKey("EC", bits, name, None)


@pytest.mark.parametrize(
    ("key", "public"),
    [
        (ed25519.Ed25519PrivateKey.generate(), PublicKey("Ed25519", 256, None, None)),
        (ed448.Ed448PrivateKey.generate(), PublicKey("Ed448", 456, None, None)),
        (x25519.X25519PrivateKey.generate(), PublicKey("X25519", 253, None, None)),
        (mldsa.MLDSA65PrivateKey.generate(), PublicKey("ML-DSA-65", None, None, None)),
        (factories.dsa_key(), PublicKey("DSA", 1024, None, None)),
    ],
    ids=lambda value: value.algorithm if isinstance(value, PublicKey) else "",
)
def test_other_keys_that_a_library_makes_are_named(key: ed25519.Ed25519PrivateKey, public: PublicKey) -> None:
    spki = key.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    assert keys.read(spki).public == public


@pytest.mark.parametrize(
    ("kind", "name", "bits", "fault"),
    [
        ("2.16.840.1.101.3.4.3.17", "ML-DSA-44", None, Fault.POST_QUANTUM),
        ("2.16.840.1.101.3.4.4.2", "ML-KEM-768", None, Fault.POST_QUANTUM),
        ("2.16.840.1.101.3.4.3.20", "SLH-DSA-SHA2-128s", None, Fault.POST_QUANTUM),
        ("2.16.840.1.101.3.4.3.31", "SLH-DSA-SHAKE-256f", None, Fault.POST_QUANTUM),
        ("1.2.643.7.1.1.1.1", "GOST R 34.10-2012", 256, Fault.ALGORITHM),
        ("1.2.643.2.2.19", "GOST R 34.10-2001", 256, Fault.ALGORITHM),
        ("1.2.840.113549.1.3.1", "DH", None, Fault.ALGORITHM),
        ("1.3.101.111", "X448", 448, Fault.EDWARDS),
        ("1.2.3.4", "1.2.3.4", None, Fault.ALGORITHM),
    ],
)
def test_a_kind_that_no_library_loads_is_named_and_not_taken(
    kind: str, name: str, bits: int | None, fault: Fault
) -> None:
    found = keys.read(asn1.spki(kind))
    assert found.public == PublicKey(name, bits, None, None)
    assert tuple(key_faults.of(found)) == ((fault, name),)


def test_sm2_is_a_curve_by_its_own_name() -> None:
    spki = asn1.spki(EC, asn1.oid("1.2.156.10197.1.301"))
    assert keys.read(spki).public == PublicKey("EC", 256, "SM2", None)
    assert faults(spki) == [("curve", "SM2")]


def test_an_unknown_curve_is_called_by_its_oid() -> None:
    assert keys.read(asn1.spki(EC, asn1.oid("1.2.3.4"))).public == PublicKey("EC", None, "1.2.3.4", None)


def test_a_curve_that_is_written_out_shows_its_size_and_is_not_taken() -> None:
    order = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
    field = asn1.sequence(asn1.oid("1.2.840.10045.1.1"), asn1.integer(2**256 - 1))
    parameters = asn1.sequence(
        asn1.integer(1),
        field,
        asn1.sequence(asn1.octets(b"a"), asn1.octets(b"b")),
        asn1.octets(b"g"),
        asn1.integer(order),
    )
    spki = asn1.spki(EC, parameters)
    assert keys.read(spki).public == PublicKey("EC", 256, None, None)
    assert faults(spki) == [("explicit_curve", "256 bits, parameters written out")]


def test_an_rsa_pss_key_is_read_as_rsa_and_told_apart() -> None:
    spki = rsa_spki(factories.rsa_key().public_key().public_numbers().n, kind=RSA_PSS, parameters=asn1.sequence())
    assert keys.read(spki).public == PublicKey("RSA-PSS", 2048, None, 65537)
    assert faults(spki) == [("rsa_pss", "id-RSASSA-PSS")]


@pytest.mark.parametrize(
    ("bits", "found"),
    [
        (2047, ["rsa_too_small"]),
        (2048, []),
        (2052, ["rsa_odd_size"]),
        (8192, []),
        (8200, ["rsa_too_large"]),
    ],
)
def test_the_size_of_an_rsa_key_is_within_limits_and_whole_bytes(bits: int, found: list[str]) -> None:
    assert [fault for fault, _ in faults(rsa_spki(2**bits - 1))] == found


@pytest.mark.parametrize(
    "spki",
    [
        asn1.spki(RSA, asn1.NULL, b"\x30\x7f"),
        asn1.spki(RSA, asn1.NULL, b""),
        asn1.spki(RSA, asn1.NULL, asn1.sequence(asn1.integer(5))),
    ],
)
def test_the_numbers_of_a_broken_rsa_key_are_unknown_and_no_fault_is_made_up(spki: bytes) -> None:
    assert keys.read(spki).public == PublicKey("RSA", None, None, None)
    assert faults(spki) == []


@pytest.mark.parametrize("parameters", [b"", asn1.NULL, asn1.sequence(), b"\x06\x00"])
def test_an_ec_key_without_a_curve_stays_an_ec_key(parameters: bytes) -> None:
    assert keys.read(asn1.spki(EC, parameters)).public == PublicKey("EC", None, None, None)


@pytest.mark.parametrize("parameters", [b"", asn1.NULL, asn1.sequence()])
def test_a_dsa_key_without_its_prime_stays_a_dsa_key(parameters: bytes) -> None:
    spki = asn1.spki(DSA, parameters)
    assert keys.read(spki).public == PublicKey("DSA", None, None, None)
    assert faults(spki) == [("dsa", "DSA")]


@pytest.mark.parametrize("spki", [b"", b"\x30\x00", asn1.sequence(asn1.sequence()), b"\x30\x7f\x30"])
def test_a_key_without_an_algorithm_is_refused(spki: bytes) -> None:
    with pytest.raises(ValueError, match=r".+"):
        keys.read(spki)


def test_a_negative_modulus_is_read_as_it_was_meant() -> None:
    n = factories.rsa_key(1024).public_key().public_numbers().n
    unsigned = asn1.sequence(b"\x02\x81\x80" + n.to_bytes(128), asn1.integer(65537))
    assert keys.read(asn1.spki(RSA, asn1.NULL, unsigned)).modulus == n
