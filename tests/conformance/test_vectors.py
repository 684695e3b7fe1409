"""The vectors of `cryptography` itself: each field of our reports is what `cryptography` reads, where it reads it."""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TypeVar

import cryptography_vectors
import pytest
from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric import dsa, ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from cryptography.hazmat.primitives.serialization import pkcs7 as pkcs7_files

from sslhelp.model.pki import CertificateReport, CsrReport, NameAttribute
from sslhelp.pki import certificate, csr
from sslhelp.pki.asn1 import reading
from sslhelp.pki.pasted import extract
from sslhelp.pki.pasted.sniff import BlockKind
from tests.factories import AT

ROOT = Path(cryptography_vectors.__file__).parent

NEITHER = {
    "x509/PKITS_data/ReadMe.txt": "prose",
    "x509/PKITS_data/pkits.ldif": "a directory's export",
    "x509/PKITS_data/pkits.schema": "a directory's schema",
    "x509/PKITS_data/certpairs/": "pairs of cross-certificates, in a structure of their own",
    "x509/PKITS_data/crls/": "revocation lists",
    "x509/PKITS_data/pkcs12/": "key stores, which hold private keys",
    "x509/PKITS_data/smime/": "signed mail",
    "x509/cryptography-scts-tbs-precert.der": "the signed part of a certificate, without its signature",
    "x509/custom/ca/ca_key.pem": "a private key",
    "x509/custom/ca/rsa_key.pem": "a private key",
    "x509/custom/crl_": "revocation lists",
    "x509/custom/invalid_signature_crl.pem": "a revocation list",
    "x509/custom/valid_signature_crl.pem": "a revocation list",
    "x509/ocsp/": "requests for status, and responses",
}
"""What is not read, by how its name begins, and why."""

NO_CERTIFICATES = {
    "pkcs7/enveloped-no-content.der": "encrypted",
    "pkcs7/enveloped-rsa-oaep.pem": "encrypted",
    "pkcs7/enveloped-triple-des.pem": "encrypted",
    "pkcs7/enveloped.pem": "encrypted",
}
"""PKCS#7 files that `cryptography` finds no certificates in, and why."""

FILES = sorted(
    path.relative_to(ROOT).as_posix() for path in (ROOT / "x509").rglob("*") if path.is_file() and path.suffix != ".py"
)
READ = [name for name in FILES if not name.startswith(tuple(NEITHER))]
REQUESTS = [name for name in READ if name.startswith("x509/requests/")]
CERTIFICATES = [name for name in READ if name not in REQUESTS]
PKCS7 = sorted(f"pkcs7/{path.name}" for path in (ROOT / "pkcs7").iterdir() if b"CERTIFICATE" not in path.read_bytes())

Loaded = TypeVar("Loaded")
_BITS = "2.5.4.45"  # x500UniqueIdentifier, whose value is bits and not text


def test_nothing_is_left_out_without_being_there() -> None:
    assert [start for start in NEITHER if not any(name.startswith(start) for name in FILES)] == []
    assert len(CERTIFICATES) > 500
    assert len(REQUESTS) > 20


@pytest.mark.parametrize("start", NEITHER)
def test_what_is_neither_request_nor_certificate_is_not_taken_for_one(start: str) -> None:
    names = [name for name in FILES if name.startswith(start)]
    found = {block.kind for name in names for block in extract.extract((ROOT / name).read_bytes()).blocks}
    assert not found & {BlockKind.CSR, BlockKind.CERTIFICATE}


@pytest.mark.parametrize("name", CERTIFICATES)
def test_a_certificate_is_read_as_cryptography_reads_it(name: str) -> None:
    found = _ders(name, BlockKind.CERTIFICATE)
    assert len(found) == max(1, (ROOT / name).read_bytes().count(b"-----BEGIN CERTIFICATE-----"))
    for der in found:
        report = certificate.read(der, at=AT)
        with reading.quiet():
            loaded = _loaded(x509.load_der_x509_certificate, der)
            assert loaded or report.findings
            _assert_equal(_of_certificate(report), _of_their_certificate(loaded) if loaded else {})


@pytest.mark.parametrize("name", REQUESTS)
def test_a_request_is_read_as_cryptography_reads_it(name: str) -> None:
    (der,) = _ders(name, BlockKind.CSR)
    report = csr.read(der, at=AT)
    with reading.quiet():
        loaded = _loaded(x509.load_der_x509_csr, der)
        assert loaded or report.findings
        _assert_equal(_common(report), _of_their_request(loaded) if loaded else {})


@pytest.mark.parametrize("name", PKCS7)
def test_a_pkcs7_file_holds_the_certificates_that_cryptography_finds(name: str) -> None:
    data = (ROOT / name).read_bytes()
    found = [der for block in extract.extract(data).blocks for der in block.certificates]
    if name in NO_CERTIFICATES:
        assert found == []
        return
    load = pkcs7_files.load_pem_pkcs7_certificates if b"-----BEGIN" in data else pkcs7_files.load_der_pkcs7_certificates
    with reading.quiet():
        assert found == [each.public_bytes(Encoding.DER) for each in load(data)]


def _ders(name: str, kind: BlockKind) -> list[bytes]:
    blocks = extract.extract((ROOT / name).read_bytes()).blocks
    return [block.der for block in blocks if block.kind is kind and block.der]


def _loaded(load: Callable[[bytes], Loaded], der: bytes) -> Loaded | None:
    try:
        return load(der)
    except reading.UNREADABLE:
        return None


def _assert_equal(ours: Mapping[str, object], theirs: Mapping[str, Callable[[], object]]) -> None:
    """Hold what `cryptography` reads against the report; a field that it refuses says nothing."""
    for name, read in theirs.items():
        try:
            expected = read()
        except reading.UNREADABLE:
            continue
        assert ours[name] == expected, name


def _common(report: CertificateReport | CsrReport) -> dict[str, object]:
    return {
        "subject": _text_attributes(report.subject),
        "key": report.key and (report.key.bits, report.key.exponent),
        "extensions": [(each.oid, each.critical) for each in report.extensions or ()],
        "DNS names": list(report.dns_names),
        "IP addresses": list(report.ip_addresses),
        "version": report.version,
        "SPKI SHA-256": report.spki_sha256,
        "SHA-256": report.fingerprints.sha256,
    }


def _of_certificate(report: CertificateReport) -> dict[str, object]:
    return {
        **_common(report),
        "issuer": _text_attributes(report.issuer),
        "serial": report.serial and int(report.serial, 16),
        "not before": report.not_before,
        "not after": report.not_after,
        "emails": {*report.emails} - {each.value for each in report.subject or ()},
    }


def _text_attributes(attributes: Sequence[NameAttribute] | None) -> list[tuple[str, str]] | None:
    return None if attributes is None else [(each.oid, each.value) for each in attributes if each.oid != _BITS]


def _common_of_theirs(loaded: x509.Certificate | x509.CertificateSigningRequest) -> dict[str, Callable[[], object]]:
    return {
        "subject": lambda: _attributes(loaded.subject),
        "key": lambda: _numbers(loaded.public_key()),
        "extensions": lambda: [(each.oid.dotted_string, each.critical) for each in loaded.extensions],
        "DNS names": lambda: _alternative(loaded, x509.DNSName),
        "IP addresses": lambda: [str(each) for each in _alternative(loaded, x509.IPAddress)],
        "SPKI SHA-256": lambda: _spki_digest(loaded),
        "SHA-256": lambda: hashlib.sha256(loaded.public_bytes(Encoding.DER)).hexdigest(),
    }


def _of_their_request(loaded: x509.CertificateSigningRequest) -> dict[str, Callable[[], object]]:
    return {**_common_of_theirs(loaded), "version": lambda: 1}


def _of_their_certificate(loaded: x509.Certificate) -> dict[str, Callable[[], object]]:
    return {
        **_common_of_theirs(loaded),
        "issuer": lambda: _attributes(loaded.issuer),
        "serial": lambda: loaded.serial_number,
        "not before": lambda: loaded.not_valid_before_utc,
        "not after": lambda: loaded.not_valid_after_utc,
        "version": lambda: loaded.version.value + 1,
        "emails": lambda: {*_alternative(loaded, x509.RFC822Name)} - {each.value for each in loaded.subject},
    }


def _attributes(name: x509.Name) -> list[tuple[str, str | bytes]]:
    return [(each.oid.dotted_string, each.value) for each in name if each.oid.dotted_string != _BITS]


def _numbers(key: object) -> tuple[int, int | None]:
    match key:
        case rsa.RSAPublicKey():
            return key.key_size, key.public_numbers().e
        case ec.EllipticCurvePublicKey() | dsa.DSAPublicKey():
            return key.key_size, None
        case _:
            raise UnsupportedAlgorithm("a key without a size")


def _alternative(
    loaded: x509.Certificate | x509.CertificateSigningRequest, kind: type[x509.GeneralName]
) -> list[object]:
    try:
        names = loaded.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    except x509.ExtensionNotFound:
        return []
    return [each.value for each in names if isinstance(each, kind)]


def _spki_digest(loaded: x509.Certificate | x509.CertificateSigningRequest) -> str:
    """Return the key's digest where `cryptography` encodes it as it stands in the object."""
    encoded = loaded.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    if encoded not in loaded.public_bytes(Encoding.DER):
        raise ValueError("encoded in another way")
    return hashlib.sha256(encoded).hexdigest()
