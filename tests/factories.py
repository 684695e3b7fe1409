"""Makes keys, CSRs, certificates and chains for tests.

Everything is made on the spot with fresh EC keys (RSA keys are made once per size and kept); the clock is `AT`
unless a test says otherwise.
"""

from __future__ import annotations

import base64
import ipaddress
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import dsa, ec, ed25519, padding, rsa
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.hazmat.primitives.serialization import pkcs7 as pkcs7_files
from cryptography.x509.oid import (
    AttributeOID,
    AuthorityInformationAccessOID,
    ExtendedKeyUsageOID,
    ExtensionOID,
    NameOID,
    ObjectIdentifier,
)

from sslhelp.pki.asn1.der import OCTET_STRING, element, encode

AT = datetime(2026, 11, 20, 12, 0, 0, tzinfo=UTC)
"""The moment at which tests take place."""

Key = rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey | dsa.DSAPrivateKey | ed25519.Ed25519PrivateKey

_OIDS = {
    "CN": NameOID.COMMON_NAME,
    "C": NameOID.COUNTRY_NAME,
    "ST": NameOID.STATE_OR_PROVINCE_NAME,
    "L": NameOID.LOCALITY_NAME,
    "O": NameOID.ORGANIZATION_NAME,
    "OU": NameOID.ORGANIZATIONAL_UNIT_NAME,
    "emailAddress": NameOID.EMAIL_ADDRESS,
}
USAGES = {
    "serverAuth": ExtendedKeyUsageOID.SERVER_AUTH,
    "clientAuth": ExtendedKeyUsageOID.CLIENT_AUTH,
    "codeSigning": ExtendedKeyUsageOID.CODE_SIGNING,
    "emailProtection": ExtendedKeyUsageOID.EMAIL_PROTECTION,
    "anyExtendedKeyUsage": ExtendedKeyUsageOID.ANY_EXTENDED_KEY_USAGE,
}


def ec_key(curve: ec.EllipticCurve | None = None) -> ec.EllipticCurvePrivateKey:
    """A fresh EC key, on P-256 unless said otherwise."""
    return ec.generate_private_key(curve or ec.SECP256R1())


@cache
def rsa_key(bits: int = 2048) -> rsa.RSAPrivateKey:
    """The RSA key of this size: one for the whole test run."""
    return rsa.generate_private_key(65537, bits)


@cache
def dsa_key() -> dsa.DSAPrivateKey:
    """The DSA key of the test run."""
    return dsa.generate_private_key(1024)  # noqa: S505  (the size that is made fastest)


def name(common_name: str | None = None, subject: Sequence[tuple[str, str]] = ()) -> x509.Name:
    """A distinguished name of attributes by their short types, the common name first."""
    attributes = ([("CN", common_name)] if common_name is not None else []) + list(subject)
    return x509.Name([x509.NameAttribute(_OIDS[kind], value, _validate=False) for kind, value in attributes])


def alternative_names(names: Sequence[str | x509.GeneralName]) -> x509.SubjectAlternativeName:
    """Alternative names: addresses as iPAddress, what holds an @ as rfc822Name, other texts as dNSName."""
    return x509.SubjectAlternativeName([_alternative(each) for each in names])


def _alternative(each: str | x509.GeneralName) -> x509.GeneralName:
    if isinstance(each, x509.GeneralName):
        return each
    try:
        return x509.IPAddress(ipaddress.ip_address(each))
    except ValueError:
        return x509.RFC822Name(each) if "@" in each else x509.DNSName(each)


def csr(
    names: Sequence[str | x509.GeneralName] = ("www.example.com", "example.com"),
    *,
    common_name: str | None = "www.example.com",
    subject: Sequence[tuple[str, str]] = (("C", "GB"), ("ST", "Greater Manchester"), ("O", "Example Ltd")),
    key: Key | None = None,
    extensions: Sequence[x509.ExtensionType] = (),
    challenge_password: str | None = None,
) -> bytes:
    """The DER of a CSR, sound unless an argument makes it otherwise; no `names`, no alternative names."""
    key = key or ec_key()
    builder = x509.CertificateSigningRequestBuilder().subject_name(name(common_name, subject))
    if names:
        builder = builder.add_extension(alternative_names(names), critical=False)
    for extension in extensions:
        builder = builder.add_extension(extension, critical=False)
    if challenge_password is not None:
        builder = builder.add_attribute(AttributeOID.CHALLENGE_PASSWORD, challenge_password.encode())
    return builder.sign(key, _digest(key)).public_bytes(Encoding.DER)


def _digest(key: Key) -> hashes.SHA256 | None:
    return None if isinstance(key, ed25519.Ed25519PrivateKey) else hashes.SHA256()


def resigned(der: bytes, key: rsa.RSAPrivateKey, digest: hashes.HashAlgorithm) -> bytes:
    """A CSR or certificate signed over another hash than SHA-256, as no library makes them any more."""
    changed = der.replace(_WITH_RSA["sha256"], _WITH_RSA[digest.name])
    outer = element(changed)
    assert outer is not None
    signed = element(changed, outer.body)
    assert signed is not None
    signature = key.sign(changed[signed.start : signed.end], padding.PKCS1v15(), digest)
    return changed[: -len(signature)] + signature


MD5, SHA1, SHA256 = hashes.MD5(), hashes.SHA1(), hashes.SHA256()  # noqa: S303
_WITH_RSA = {
    digest: bytes.fromhex(f"2a864886f70d0101{last}")
    for digest, last in {"md5": "04", "sha1": "05", "sha256": "0b"}.items()
}


@dataclass(frozen=True)
class Issued:
    """A certificate with its private key, which may issue others."""

    certificate: x509.Certificate
    key: Key

    @property
    def der(self) -> bytes:
        """The certificate in DER."""
        return self.certificate.public_bytes(Encoding.DER)

    @property
    def pem(self) -> str:
        """The certificate in PEM."""
        return pem(self.der, "CERTIFICATE")


@dataclass(frozen=True)
class Chain:
    """A root, an intermediate and a leaf."""

    root: Issued
    intermediate: Issued
    leaf: Issued


def certificate(
    names: Sequence[str | x509.GeneralName] = ("www.example.com", "example.com"),
    *,
    issuer: Issued | None = None,
    common_name: str | None = "www.example.com",
    subject: Sequence[tuple[str, str]] = (),
    ca: bool = False,
    key: Key | None = None,
    not_before: datetime = AT - timedelta(days=10),
    days: int = 90,
    usages: Sequence[str] = ("serverAuth",),
    policies: Sequence[str] = ("2.23.140.1.2.1",),
    aia_url: str = "http://ca.example.com/issuer.crt",
    poison: bool = False,
    logs: int = 3,
    extensions: Sequence[x509.ExtensionType] = (),
    without: Sequence[type[x509.ExtensionType]] = (),
    critical: Sequence[type[x509.ExtensionType]] = (),
) -> Issued:
    """A certificate, self-signed without an `issuer`; a leaf's extensions are those of a DV certificate for TLS.

    One for servers has a timestamp of each of so many `logs`. `extensions` take the place of those of their kinds, the
    kinds in `without` are left out, and those in `critical` are critical as well as those that have to be.
    """
    key = key or ec_key()
    signer = issuer.key if issuer else key
    subject_name = name(common_name, subject)
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject_name)
        .issuer_name(issuer.certificate.subject if issuer else subject_name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(not_before)
        .not_valid_after(not_before + timedelta(days=days) - timedelta(seconds=1))
    )
    usual: list[x509.ExtensionType] = [
        x509.BasicConstraints(ca=ca, path_length=None),
        x509.SubjectKeyIdentifier.from_public_key(key.public_key()),
        x509.AuthorityKeyIdentifier.from_issuer_public_key(signer.public_key()),
        key_usage("key_cert_sign", "crl_sign") if ca else key_usage("digital_signature"),
    ]
    if names:
        usual.append(alternative_names(names))
    if usages:
        usual.append(x509.ExtendedKeyUsage([USAGES[each] for each in usages]))
    if policies:
        usual.append(
            x509.CertificatePolicies([x509.PolicyInformation(ObjectIdentifier(each), None) for each in policies])
        )
    if issuer and aia_url:
        usual.append(x509.AuthorityInformationAccess([access(AuthorityInformationAccessOID.CA_ISSUERS, aia_url)]))
    if poison:
        usual.append(x509.PrecertPoison())
    elif logs and "serverAuth" in usages:
        usual.append(timestamps(logs))
    must = (*_CRITICAL, *critical, *(() if list(subject_name) else (x509.SubjectAlternativeName,)))
    for extension in {each.oid: each for each in (*usual, *extensions)}.values():
        if not isinstance(extension, tuple(without)):
            builder = builder.add_extension(extension, critical=isinstance(extension, must))
    return Issued(builder.sign(signer, _digest(signer)), key)


_CRITICAL: Sequence[type[x509.ExtensionType]] = (
    x509.BasicConstraints,
    x509.KeyUsage,
    x509.NameConstraints,
    x509.PrecertPoison,
)


def access(method: ObjectIdentifier, url: str) -> x509.AccessDescription:
    """Where something about a certificate can be had."""
    return x509.AccessDescription(method, x509.UniformResourceIdentifier(url))


def timestamps(logs: int) -> x509.UnrecognizedExtension:
    """Timestamps of as many logs in the layout of RFC 6962 3.3, their signatures made up."""
    each = [b"\0" + bytes([log]) * 32 + bytes(8) + b"\0\0" + b"\4\3" + b"\0\4sign" for log in range(1, logs + 1)]
    listed = b"".join(len(one).to_bytes(2) + one for one in each)
    content = encode(OCTET_STRING, len(listed).to_bytes(2) + listed)
    return x509.UnrecognizedExtension(ExtensionOID.PRECERT_SIGNED_CERTIFICATE_TIMESTAMPS, content)


def key_usage(*usages: str) -> x509.KeyUsage:
    """What a key may be used for, by the names that `cryptography` has for it."""
    return x509.KeyUsage(**{each: each in usages for each in _KEY_USAGES})


_KEY_USAGES = (
    "digital_signature",
    "content_commitment",
    "key_encipherment",
    "data_encipherment",
    "key_agreement",
    "key_cert_sign",
    "crl_sign",
    "encipher_only",
    "decipher_only",
)


def authority(
    common_name: str,
    *,
    issuer: Issued | None = None,
    days: int = 3650,
    not_before: datetime | None = None,
    key: Key | None = None,
    usages: Sequence[str] = (),
    extensions: Sequence[x509.ExtensionType] = (),
    without: Sequence[type[x509.ExtensionType]] = (),
    critical: Sequence[type[x509.ExtensionType]] = (),
) -> Issued:
    """A CA certificate: a root without an `issuer`, an intermediate with one."""
    return certificate(
        (),
        issuer=issuer,
        common_name=common_name,
        ca=True,
        key=key,
        not_before=not_before or AT - timedelta(days=365),
        days=days,
        usages=usages,
        policies=(),
        extensions=extensions,
        without=without,
        critical=critical,
    )


def chain(names: Sequence[str] = ("www.example.com", "example.com")) -> Chain:
    """A root, an intermediate below it, and a leaf below that."""
    root = authority("Example Root")
    intermediate = authority("Example Issuing CA", issuer=root)
    return Chain(root, intermediate, certificate(names, issuer=intermediate))


def pkcs7(*issued: Issued) -> bytes:
    """The DER of a PKCS#7 file with these certificates."""
    return pkcs7_files.serialize_certificates([each.certificate for each in issued], Encoding.DER)


def pem(der: bytes, label: str = "CERTIFICATE REQUEST") -> str:
    """PEM with lines of 64 characters."""
    digits = base64.b64encode(der).decode()
    lines = [digits[at : at + 64] for at in range(0, len(digits), 64)]
    return "\n".join([f"-----BEGIN {label}-----", *lines, f"-----END {label}-----", ""])
