"""Cases of keys that no public certificate may have, or that can be broken: the same in a CSR and in a certificate."""

from __future__ import annotations

from collections.abc import Callable

from cryptography.hazmat.primitives.asymmetric import ec, ed25519

from sslhelp.pki import key_faults, weak_keys
from tests import asn1, factories
from tests.unit.pki.findings.cases import Case, of_certificate, of_csr
from tests.weak_rsa import modulus, next_prime, prime, prime_found_in_round, roca_prime

_RSA, _RSA_PSS, _DH = "1.2.840.113549.1.1.1", "1.2.840.113549.1.1.10", "1.2.840.113549.1.3.1"
_EC, _GOST, _HASH_ML_DSA = "1.2.840.10045.2.1", "1.2.643.7.1.1.1.1", "2.16.840.1.101.3.4.3.32"
_P256_ORDER = 2**256 - 2**224 + 2**192 - 0x4319055258E8617B0C46353D039CDAAF


def _rsa(n: int, e: int = 65_537, *, kind: str = _RSA) -> bytes:
    """An RSA key made of any two numbers."""
    return asn1.spki(kind, asn1.NULL, asn1.sequence(asn1.integer(n), asn1.integer(e)))


def _of_size(bits: int) -> bytes:
    return _rsa(modulus(bits))


def _with_exponent(exponent: int) -> bytes:
    return _rsa(modulus(2048), exponent)


def _of_ones(count: int) -> bytes:
    """An RSA key whose modulus has so many ones among its 2048 bits."""
    return _rsa((1 << 2047) + (1 << count - 1) - 1)


def _p256() -> bytes:
    return asn1.spki_of(factories.ec_key())


def _explicit_p256() -> bytes:
    """A key whose curve is written out (RFC 3279 2.3.5), as far as anybody reads it."""
    empty = asn1.sequence()
    return asn1.spki(_EC, asn1.sequence(asn1.integer(1), empty, empty, asn1.octets(b""), asn1.integer(_P256_ORDER)))


def _ed25519() -> bytes:
    return asn1.spki_of(ed25519.Ed25519PrivateKey.generate())


KEYS: dict[str, tuple[Callable[[], bytes], Callable[[], bytes]]] = {
    # what is wrong: a SubjectPublicKeyInfo that has it, the nearest that has not
    key_faults.Fault.RSA_TOO_SMALL: (lambda: _of_size(2047), lambda: _of_size(2048)),
    key_faults.Fault.RSA_TOO_LARGE: (lambda: _of_size(8193), lambda: _of_size(8192)),
    key_faults.Fault.RSA_ODD_SIZE: (lambda: _of_size(2049), lambda: _of_size(2048)),
    key_faults.Fault.RSA_PSS: (lambda: _rsa(modulus(2048), kind=_RSA_PSS), lambda: _of_size(2048)),
    key_faults.Fault.CURVE: (lambda: asn1.spki_of(factories.ec_key(ec.SECP256K1())), _p256),
    key_faults.Fault.EXPLICIT_CURVE: (_explicit_p256, _p256),
    key_faults.Fault.DSA: (lambda: asn1.spki_of(factories.dsa_key()), lambda: asn1.spki(_DH)),
    key_faults.Fault.EDWARDS: (_ed25519, lambda: asn1.spki(_HASH_ML_DSA)),
    key_faults.Fault.POST_QUANTUM: (lambda: asn1.spki(_HASH_ML_DSA), _ed25519),
    key_faults.Fault.ALGORITHM: (lambda: asn1.spki(_GOST), _p256),
    weak_keys.Fault.EXPONENT_INVALID: (lambda: _with_exponent(65_536), lambda: _with_exponent(3)),
    weak_keys.Fault.EXPONENT_SMALL: (lambda: _with_exponent(65_535), lambda: _with_exponent(65_537)),
    weak_keys.Fault.EXPONENT_LARGE: (lambda: _with_exponent((1 << 256) + 1), lambda: _with_exponent((1 << 256) - 1)),
    weak_keys.Fault.MODULUS_INVALID: (lambda: _rsa(modulus(2048) + 1), lambda: _of_size(2048)),
    weak_keys.Fault.MODULUS_PATTERN: (lambda: _of_ones(682), lambda: _of_ones(683)),
    weak_keys.Fault.MODULUS_POWER: (lambda: _rsa(prime() ** 2), lambda: _rsa(prime() ** 2 + 2)),
    weak_keys.Fault.SMALL_FACTOR: (lambda: _rsa(modulus(2048) * 751), lambda: _rsa(modulus(2048) * 757)),
    weak_keys.Fault.CLOSE_PRIMES: (
        lambda: _rsa(prime() * prime_found_in_round(100)),
        lambda: _rsa(prime() * prime_found_in_round(101)),
    ),
    weak_keys.Fault.ROCA: (
        lambda: _rsa(roca_prime(987_654_321) * roca_prime(1_234_567_891)),
        lambda: _rsa(roca_prime(987_654_321) * next_prime(roca_prime(1_234_567_891) + 2)),
    ),
    weak_keys.Fault.UNCHECKED: (lambda: _of_size(weak_keys.MAX_BITS + 1), lambda: _of_size(weak_keys.MAX_BITS)),
}


def _csr(spki: bytes, *extensions: bytes) -> bytes:
    """A CSR that names this key, signed by another."""
    return asn1.request(asn1.extension_request(*extensions), public_key=spki)


def _certificate(spki: bytes, *extensions: bytes) -> bytes:
    """A certificate of a server that names this key, signed by another."""
    return asn1.certificate(*(extensions or (_NAMES,)), public_key=spki)


def _in(make: Callable[[bytes], bytes], spki: Callable[[], bytes]) -> Callable[[], bytes]:
    return lambda: make(spki())


_NAMES = asn1.alternative_names("www.example.com")
_CODE_SIGNING = asn1.extension("2.5.29.37", asn1.sequence(asn1.oid("1.3.6.1.5.5.7.3.3")))

CASES: dict[str, Case] = {
    **{f"csr.key.{fault}": of_csr(_in(_csr, faulty), _in(_csr, sound)) for fault, (faulty, sound) in KEYS.items()},
    **{
        f"certificate.key.{fault}": of_certificate(_in(_certificate, faulty), _in(_certificate, sound))
        for fault, (faulty, sound) in KEYS.items()
    },
    "csr.key.code_signing_size": of_csr(
        lambda: _csr(_of_size(3071), _CODE_SIGNING), lambda: _csr(_of_size(3072), _CODE_SIGNING)
    ),
    "certificate.key.code_signing_size": of_certificate(
        lambda: _certificate(_of_size(3071), _CODE_SIGNING), lambda: _certificate(_of_size(3072), _CODE_SIGNING)
    ),
}
