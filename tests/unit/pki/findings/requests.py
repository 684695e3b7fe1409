"""Cases of CSRs: their encoding, signature, names taken together, subject, and what else they ask for."""

from __future__ import annotations

from collections.abc import Callable

from cryptography import x509
from cryptography.x509.oid import ExtendedKeyUsageOID

from tests import asn1
from tests.factories import MD5, SHA1, SHA256, csr, resigned, rsa_key
from tests.unit.pki.findings.cases import GARBAGE, HARDLY_CSR, Case, of_csr

_NAMES = asn1.alternative_names("www.example.com", "example.com")
_NO_NAMES = asn1.extension("2.5.29.17", b"")
_SHA256, _SHA384, _NO_HASH = (asn1.oid(f"1.2.840.10045.4.3.{last}") for last in (2, 3, 9))
_SERVERS, _SERVERS_AND_CLIENTS = (
    x509.ExtendedKeyUsage(usages)
    for usages in (
        [ExtendedKeyUsageOID.SERVER_AUTH],
        [ExtendedKeyUsageOID.SERVER_AUTH, ExtendedKeyUsageOID.CLIENT_AUTH],
    )
)
_CHALLENGE_PASSWORD, _UNSTRUCTURED_NAME = bytes.fromhex("2a864886f70d010907"), bytes.fromhex("2a864886f70d010902")


def _of_subject(faulty: tuple[str, str], sound: tuple[str, str]) -> Case:
    return of_csr(lambda: csr(subject=(faulty,)), lambda: csr(subject=(sound,)))


def _of_names(faulty: tuple[str, ...], sound: tuple[str, ...]) -> Case:
    return of_csr(lambda: csr(faulty, common_name=None), lambda: csr(sound, common_name=None))


def _asking(*extensions: x509.ExtensionType) -> Callable[[], bytes]:
    return lambda: csr(extensions=extensions)


def _many(count: int) -> tuple[str, ...]:
    return tuple(f"{place}.example.com" for place in range(count))


CASES: dict[str, Case] = {
    "csr.unreadable": of_csr(lambda: GARBAGE, lambda: HARDLY_CSR),
    "csr.field_unreadable": of_csr(
        lambda: asn1.request(asn1.extension_request(_NO_NAMES)),
        lambda: csr().replace(b"\x82\x0fwww.example.com", b"\x82\x0fwww.ex\xffmple.com"),
    ),
    "csr.version": of_csr(lambda: asn1.request(version=asn1.integer(1)), lambda: asn1.request(version=asn1.integer(0))),
    "csr.extension.repeated": of_csr(
        lambda: asn1.request(asn1.extension_request(_NAMES, _NAMES)),
        lambda: asn1.request(asn1.extension_request(_NAMES)),
    ),
    "csr.signature.invalid": of_csr(lambda: csr().replace(b"www.example.com", b"www.examp1e.com"), csr),
    "csr.signature.unchecked": of_csr(
        lambda: csr().replace(_SHA256, _NO_HASH), lambda: csr().replace(_SHA256, _SHA384)
    ),
    "csr.signature.broken_hash": of_csr(
        lambda: resigned(csr(key=rsa_key()), rsa_key(), MD5), lambda: resigned(csr(key=rsa_key()), rsa_key(), SHA1)
    ),
    "csr.signature.weak_hash": of_csr(
        lambda: resigned(csr(key=rsa_key()), rsa_key(), SHA1), lambda: resigned(csr(key=rsa_key()), rsa_key(), SHA256)
    ),
    "csr.name.none": of_csr(lambda: csr((), common_name="Example Ltd"), lambda: csr((), common_name="example.com")),
    "csr.name.too_many": _of_names(_many(251), _many(250)),
    "csr.name.unchecked": _of_names(_many(1001), _many(1000)),
    "csr.name.repeated": _of_names(("www.example.com", "WWW.example.com"), ("www.example.com", "example.com")),
    "csr.name.bare_domain": _of_names(("*.a.example.com",), ("*.a.example.com", "*.example.com", "example.com")),
    "csr.name.shared_suffix": _of_names(("*.github.io", "github.io"), ("*.shop.github.io", "shop.github.io")),
    "csr.name.other_kind": of_csr(
        lambda: csr(("example.com", x509.UniformResourceIdentifier("https://example.com")), common_name=None),
        lambda: csr(("example.com", "me@example.com", "8.8.8.8"), common_name=None),
    ),
    "csr.subject.country": _of_subject(("C", "UK"), ("C", "GB")),
    "csr.subject.too_long": _of_subject(("O", "O" * 65), ("O", "O" * 64)),
    "csr.subject.says_nothing": _of_subject(("L", "n/a"), ("L", "Ana")),
    "csr.subject.sample": _of_subject(("O", "Internet Widgits Pty Ltd"), ("O", "Widgits Pty Ltd")),
    "csr.subject.state_abbreviated": _of_subject(("ST", "CA"), ("ST", "Ca")),
    "csr.subject.common_names": _of_subject(("CN", "example.com"), ("O", "example.com")),
    "csr.subject.organizational_unit": _of_subject(("OU", "IT"), ("O", "IT")),
    "csr.subject.email": of_csr(
        lambda: csr(subject=(("emailAddress", "me@example.com"),)),
        lambda: csr(("www.example.com", "me@example.com")),
    ),
    "csr.cn_not_in_san": of_csr(
        lambda: csr(("example.com",), common_name="www.example.com"),
        lambda: csr(("www.example.com",), common_name="WWW.example.com"),
    ),
    "csr.extension.ca": of_csr(
        _asking(x509.BasicConstraints(ca=True, path_length=None)),
        _asking(x509.BasicConstraints(ca=False, path_length=None)),
    ),
    "csr.extension.client_auth": of_csr(_asking(_SERVERS_AND_CLIENTS), _asking(_SERVERS)),
    "csr.extension.must_staple": of_csr(
        _asking(x509.TLSFeature([x509.TLSFeatureType.status_request])), _asking(_SERVERS)
    ),
    "csr.challenge_password": of_csr(
        lambda: csr(challenge_password="secret"),
        lambda: csr(challenge_password="secret").replace(_CHALLENGE_PASSWORD, _UNSTRUCTURED_NAME),
    ),
}
