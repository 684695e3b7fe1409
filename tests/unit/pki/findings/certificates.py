"""Cases of certificates: their encoding, validity, signature, names and usages."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import partial

from cryptography import x509
from cryptography.x509.oid import AuthorityInformationAccessOID

from tests import asn1
from tests.factories import SHA1, SHA256, access, authority, certificate, key_usage, resigned, rsa_key
from tests.unit.pki.findings.cases import GARBAGE, HARDLY_CERTIFICATE, Case, of_certificate

ROOT = authority("Example Root")
LEAF = certificate(issuer=ROOT)
BEGINS, ENDS = LEAF.certificate.not_valid_before_utc, LEAF.certificate.not_valid_after_utc
SECOND = timedelta(seconds=1)

_NAMES, _NO_NAMES = asn1.alternative_names("www.example.com", "example.com"), asn1.extension("2.5.29.17", b"")
_ECDSA_SHA384 = asn1.sequence(asn1.oid("1.2.840.10045.4.3.3"))
_STAPLE, _STAPLE_2 = (
    x509.TLSFeature([feature])
    for feature in (x509.TLSFeatureType.status_request, x509.TLSFeatureType.status_request_v2)
)
_OCSP = x509.AuthorityInformationAccess([access(AuthorityInformationAccessOID.OCSP, "http://ocsp.example.com")])
_LEGACY_MAIL, _EV, _OV = "2.23.140.1.5.1.1", "2.23.140.1.1", "2.23.140.1.2.2"
_LEGACY_ENDS = datetime(2025, 7, 15, tzinfo=UTC)

leaf = partial(certificate, issuer=ROOT)


CASES: dict[str, Case] = {
    "certificate.unreadable": of_certificate(lambda: GARBAGE, lambda: HARDLY_CERTIFICATE),
    "certificate.field_unreadable": of_certificate(
        lambda: asn1.certificate(_NO_NAMES),
        lambda: LEAF.der.replace(b"\x82\x0fwww.example.com", b"\x82\x0fwww.ex\xffmple.com"),
    ),
    "certificate.version": of_certificate(
        lambda: asn1.certificate(_NAMES, version=b""), lambda: asn1.certificate(version=b"")
    ),
    "certificate.serial": of_certificate(
        lambda: asn1.certificate(serial=asn1.integer(1 << 160)),
        lambda: asn1.certificate(serial=asn1.integer((1 << 160) - 1)),
    ),
    "certificate.extension_repeated": of_certificate(
        lambda: asn1.certificate(_NAMES, _NAMES), lambda: asn1.certificate(_NAMES)
    ),
    "certificate.expired": of_certificate(lambda: LEAF, lambda: LEAF, at=(ENDS + SECOND, ENDS)),
    "certificate.not_yet_valid": of_certificate(lambda: LEAF, lambda: LEAF, at=(BEGINS - SECOND, BEGINS)),
    "certificate.expires_soon": of_certificate(
        lambda: LEAF, lambda: LEAF, at=(ENDS - timedelta(days=30) + SECOND, ENDS - timedelta(days=30))
    ),
    "certificate.lifetime_too_long": of_certificate(lambda: leaf(days=201), lambda: leaf(days=200)),
    "certificate.signature.weak_hash": of_certificate(
        lambda: resigned(certificate(key=rsa_key()).der, rsa_key(), SHA1),
        lambda: resigned(certificate(key=rsa_key()).der, rsa_key(), SHA256),
    ),
    "certificate.signature.invalid": of_certificate(
        lambda: certificate().der.replace(b"\x82\x0fwww.example.com", b"\x82\x0fwww.examp1e.com"), certificate
    ),
    "certificate.signature.algorithms_differ": of_certificate(
        lambda: asn1.certificate(inner=_ECDSA_SHA384), lambda: asn1.certificate(algorithm=_ECDSA_SHA384)
    ),
    "certificate.self_signed": of_certificate(certificate, lambda: ROOT),
    "certificate.precertificate": of_certificate(lambda: leaf(poison=True), lambda: LEAF),
    "certificate.scts_too_few": of_certificate(lambda: leaf(days=181, logs=2), lambda: leaf(days=180, logs=2)),
    "certificate.scts_none": of_certificate(lambda: leaf(logs=0), lambda: leaf(logs=1)),
    "certificate.no_san": of_certificate(lambda: leaf(()), lambda: leaf(("www.example.com",))),
    "certificate.cn_not_in_san": of_certificate(
        lambda: leaf(("www.example.com",), common_name="WWW.example.com"),
        lambda: leaf(("www.example.com",), common_name="Example Shop"),
    ),
    "certificate.cn_ignored": of_certificate(
        lambda: leaf(("a.local",), common_name="b.local"), lambda: leaf(("a.local",), common_name="a.local")
    ),
    "certificate.host_not_covered": of_certificate(
        lambda: leaf(("*.example.com",)), lambda: leaf(("*.www.example.com",)), host="shop.www.example.com"
    ),
    "certificate.name.bare_domain": of_certificate(
        lambda: leaf(("*.a.example.com",)), lambda: leaf(("*.a.example.com", "*.example.com", "example.com"))
    ),
    "certificate.name.ev_wildcard": of_certificate(
        lambda: leaf(("*.example.com",), policies=(_EV,)), lambda: leaf(("*.example.com",), policies=(_OV,))
    ),
    "certificate.name.private": of_certificate(lambda: leaf(("mail.local",)), lambda: leaf(("mail.lol",))),
    "certificate.name.public_suffix": of_certificate(lambda: leaf(("*.co.uk",)), lambda: leaf(("*.example.co.uk",))),
    "certificate.name.shared_suffix": of_certificate(
        lambda: leaf(("*.github.io",)), lambda: leaf(("*.shop.github.io", "github.io"))
    ),
    "certificate.name.malformed": of_certificate(
        lambda: leaf(("my_host.example.com",)),
        lambda: leaf(("www.www.example.com", "xn--pple-43d.com", "xn--i-7iq.example.com")),
    ),
    "certificate.name.unchecked": of_certificate(
        lambda: leaf([f"{place:054}.example.com" for place in range(1000)]),
        lambda: leaf([f"{place:053}.example.com" for place in range(1000)]),
    ),
    "certificate.organizational_unit": of_certificate(
        lambda: leaf(subject=(("OU", "IT"),)), lambda: leaf(subject=(("O", "IT"),))
    ),
    "certificate.purpose.none": of_certificate(lambda: leaf(usages=()), lambda: LEAF),
    "certificate.purpose.critical": of_certificate(
        lambda: leaf(critical=(x509.ExtendedKeyUsage,)), lambda: leaf(critical=(x509.KeyUsage,))
    ),
    "certificate.purpose.any": of_certificate(
        lambda: leaf(usages=("serverAuth", "anyExtendedKeyUsage")), lambda: leaf(usages=("serverAuth", "clientAuth"))
    ),
    "certificate.purpose.not_server": of_certificate(
        lambda: leaf(usages=("clientAuth",)), lambda: leaf(usages=("serverAuth", "clientAuth")), host="example.com"
    ),
    "certificate.client_auth": of_certificate(lambda: leaf(usages=("serverAuth", "clientAuth")), lambda: LEAF),
    "certificate.key_usage": of_certificate(
        lambda: leaf(extensions=(key_usage("digital_signature", "key_cert_sign"),)),
        lambda: leaf(extensions=(key_usage("digital_signature", "key_agreement"),)),
    ),
    "certificate.must_staple": of_certificate(
        lambda: leaf(extensions=(_STAPLE, _OCSP)), lambda: leaf(extensions=(_STAPLE_2, _OCSP))
    ),
    "certificate.must_staple_without_ocsp": of_certificate(
        lambda: leaf(extensions=(_STAPLE,)), lambda: leaf(extensions=(_STAPLE, _OCSP))
    ),
    "certificate.smime_legacy": of_certificate(
        lambda: leaf(
            ("me@example.com",), usages=("emailProtection",), policies=(_LEGACY_MAIL,), not_before=_LEGACY_ENDS
        ),
        lambda: leaf(
            ("me@example.com",),
            usages=("emailProtection",),
            policies=(_LEGACY_MAIL,),
            not_before=_LEGACY_ENDS - SECOND,
        ),
    ),
}
