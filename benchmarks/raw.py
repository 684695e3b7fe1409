"""The same fields read with `cryptography` alone, as a program that needs them would: the least that it can cost."""

import hashlib
from collections.abc import Sequence
from datetime import datetime

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from cryptography.x509.verification import PolicyBuilder, Store


def request(der: bytes) -> tuple[object, ...]:
    """Read all that a report on a CSR shows, and check the signature."""
    loaded = x509.load_der_x509_csr(der)
    return (
        _name(loaded.subject),
        _extensions(loaded.extensions),
        _numbers(loaded.public_key()),
        [(each.oid.dotted_string, each.value) for each in loaded.attributes],
        loaded.signature_algorithm_oid.dotted_string,
        loaded.is_signature_valid,
        _digests(loaded.public_bytes(Encoding.DER)),
        hashlib.sha256(loaded.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)).hexdigest(),
        loaded.public_bytes(Encoding.PEM),
    )


def certificate(der: bytes) -> tuple[object, ...]:
    """Read all that a report on a certificate shows; a leaf's signature is its issuer's to check."""
    loaded = x509.load_der_x509_certificate(der)
    return (
        _name(loaded.subject),
        _name(loaded.issuer),
        f"{loaded.serial_number:x}",
        loaded.not_valid_before_utc,
        loaded.not_valid_after_utc,
        _extensions(loaded.extensions),
        _numbers(loaded.public_key()),
        loaded.signature_algorithm_oid.dotted_string,
        loaded.version,
        _digests(loaded.public_bytes(Encoding.DER)),
        hashlib.sha256(loaded.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)).hexdigest(),
        loaded.public_bytes(Encoding.PEM),
    )


def verified(certificates: Sequence[bytes], *, host: str, at: datetime, store: Store) -> object:
    """Verify a chain, leaf first."""
    leaf, *others = map(x509.load_der_x509_certificate, certificates)
    return PolicyBuilder().store(store).time(at).build_server_verifier(x509.DNSName(host)).verify(leaf, others)


def _name(name: x509.Name) -> list[tuple[str | None, str, str | bytes, bool]]:
    return [
        (each.rfc4514_attribute_name, each.oid.dotted_string, each.value, place > 0)
        for joined in name.rdns
        for place, each in enumerate(joined)
    ]


def _extensions(found: x509.Extensions) -> list[tuple[object, ...]]:
    return [(each.oid.dotted_string, each.critical, *_alternative(each.value)) for each in found]


def _alternative(value: x509.ExtensionType) -> tuple[object, ...]:
    if isinstance(value, x509.SubjectAlternativeName):
        hosts, addresses = value.get_values_for_type(x509.DNSName), value.get_values_for_type(x509.IPAddress)
        return hosts, addresses, value.get_values_for_type(x509.RFC822Name)
    return (value,)


def _numbers(key: object) -> tuple[object, ...]:
    match key:
        case rsa.RSAPublicKey():
            return key.key_size, key.public_numbers().e
        case ec.EllipticCurvePublicKey():
            return key.key_size, key.curve.name
        case _:
            return ()


def _digests(der: bytes) -> tuple[str, str, str]:
    return (
        hashlib.md5(der, usedforsecurity=False).hexdigest(),
        hashlib.sha1(der, usedforsecurity=False).hexdigest(),
        hashlib.sha256(der).hexdigest(),
    )
