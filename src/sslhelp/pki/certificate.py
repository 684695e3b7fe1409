"""Read an X.509 certificate (RFC 5280) and judge it at a moment, for a host where one is given."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from cryptography import x509

from sslhelp.model.pki import CertificateReport
from sslhelp.pki import findings, keys, names, oids, reading, signatures
from sslhelp.pki.reading import Fields
from sslhelp.policy.names import covers
from sslhelp.policy.rules import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cryptography.x509 import Certificate, Extensions

    from sslhelp.model.pki import Finding, NameAttribute, PublicKey

SOON = timedelta(days=30)
"""How long before its end a certificate is said to expire soon."""

_LIFETIME_RULES = {"tls": "tls.max_days", "smime": "smime.max_days", "code_signing": "code_signing.max_days"}
_KEY_FINDINGS = {
    keys.Fault.RSA_TOO_SMALL: "certificate.key.rsa_too_small",
    keys.Fault.RSA_ODD_SIZE: "certificate.key.rsa_odd_size",
    keys.Fault.CURVE: "certificate.key.curve",
    keys.Fault.ALGORITHM: "certificate.key.algorithm",
}


@dataclass(frozen=True, slots=True)
class _Contents:
    """The fields of a certificate as they were read, before they are judged."""

    kind: str
    validation: str | None
    subject: tuple[NameAttribute, ...] | None
    issuer: tuple[NameAttribute, ...] | None
    serial: str | None
    not_before: datetime | None
    not_after: datetime | None
    is_ca: bool | None
    dns_names: tuple[str, ...]
    ip_addresses: tuple[str, ...]
    emails: tuple[str, ...]
    key: PublicKey | None
    signature_oid: str | None
    signature_valid: bool | None
    version: int | None
    extensions: Extensions | None
    unreadable: tuple[str, ...]


def read(der: bytes, *, at: datetime, host: str | None = None) -> CertificateReport:
    """Read and judge a DER certificate at the time `at` (aware), for `host` where one is given; never raises."""
    with reading.quiet():
        certificate = Fields().read("certificate", lambda: x509.load_der_x509_certificate(der))
        return _report(der, certificate, at=at, host=host)


def days(not_before: datetime, not_after: datetime) -> int:
    """Count the days of a validity period: both ends belong to it, and a day begun is a day (TLS BR 6.3.2)."""
    return -((not_before - not_after - timedelta(seconds=1)) // timedelta(days=1))


def _report(der: bytes, certificate: Certificate | None, *, at: datetime, host: str | None) -> CertificateReport:
    contents = _contents(certificate) if certificate else _NOTHING
    spki = reading.spki(der)
    found = tuple(_judge(contents, at=at, host=host)) if certificate else (findings.make("certificate.unreadable"),)
    access = reading.extension(contents.extensions, x509.AuthorityInformationAccess)
    scts = reading.extension(contents.extensions, x509.PrecertificateSignedCertificateTimestamps)
    return CertificateReport(
        kind=contents.kind,
        validation=contents.validation,
        subject=contents.subject,
        issuer=contents.issuer,
        serial=contents.serial,
        not_before=contents.not_before,
        not_after=contents.not_after,
        is_ca=contents.is_ca,
        dns_names=contents.dns_names,
        ip_addresses=contents.ip_addresses,
        emails=contents.emails,
        key=contents.key,
        key_usage=reading.key_usages(reading.extension(contents.extensions, x509.KeyUsage)),
        extended_key_usage=reading.purposes(reading.extension(contents.extensions, x509.ExtendedKeyUsage)),
        scts=len(scts) if scts is not None else 0,
        aia_urls=issuer_urls(access),
        signature_algorithm=oids.SIGNATURE_ALGORITHMS.get(contents.signature_oid or "", contents.signature_oid),
        signature_valid=contents.signature_valid,
        version=contents.version,
        extensions=reading.extensions(contents.extensions) if certificate else None,
        fingerprints=reading.fingerprints(der),
        spki_sha256=reading.fingerprints(spki).sha256 if spki else None,
        findings=tuple(sorted(found, key=lambda finding: -finding.severity.rank)),
        pem=reading.pem("CERTIFICATE", der),
    )


_NOTHING = _Contents("other", None, None, None, None, None, None, None, (), (), (), None, None, None, None, None, ())


def issuer_urls(access: x509.AuthorityInformationAccess | None) -> tuple[str, ...]:
    """Return where a certificate says that its issuer can be had (RFC 5280 4.2.2.1). They are never fetched."""
    return tuple(
        each.access_location.value
        for each in access or ()
        if each.access_method == x509.oid.AuthorityInformationAccessOID.CA_ISSUERS
        and isinstance(each.access_location, x509.UniformResourceIdentifier)
    )


def _contents(certificate: Certificate) -> _Contents:
    fields = Fields()
    extensions = fields.read("extensions", lambda: certificate.extensions)
    subject = fields.read("subject", lambda: names.attributes(certificate.subject))
    alternative = reading.extension(extensions, x509.SubjectAlternativeName)
    emails = alternative.get_values_for_type(x509.RFC822Name) if alternative else []
    basic = reading.extension(extensions, x509.BasicConstraints)
    is_ca = None if extensions is None else bool(basic and basic.ca)
    return _Contents(
        kind=_kind(extensions, is_ca=is_ca),
        validation=_validation(extensions),
        subject=subject,
        issuer=fields.read("issuer", lambda: names.attributes(certificate.issuer)),
        serial=fields.read("serial number", lambda: f"{certificate.serial_number:x}"),
        not_before=fields.read("start of validity", lambda: certificate.not_valid_before_utc),
        not_after=fields.read("end of validity", lambda: certificate.not_valid_after_utc),
        is_ca=is_ca,
        dns_names=tuple(alternative.get_values_for_type(x509.DNSName)) if alternative else (),
        ip_addresses=tuple(map(str, alternative.get_values_for_type(x509.IPAddress))) if alternative else (),
        emails=tuple(dict.fromkeys([*emails, *names.values(subject, "emailAddress")])),
        key=fields.read("key", lambda: keys.read(certificate.public_key())),
        signature_oid=fields.read("signature algorithm", lambda: certificate.signature_algorithm_oid.dotted_string),
        signature_valid=_own_signature(certificate),
        version=fields.read("version", lambda: certificate.version.value + 1),
        extensions=extensions,
        unreadable=tuple(fields.unreadable),
    )


def _own_signature(certificate: Certificate) -> bool | None:
    """Check the signature of a certificate that names itself as its issuer; None for every other."""
    try:
        if certificate.issuer != certificate.subject:
            return None
    except reading.UNREADABLE:
        return None
    return signatures.of_certificate(certificate, certificate)


def _kind(extensions: Extensions | None, *, is_ca: bool | None) -> str:
    """Tell what a certificate is for by its extensions, the rarer purposes first."""
    if reading.extension(extensions, x509.PrecertPoison):
        return "precertificate"
    if is_ca:
        return "ca"
    usages = reading.purposes(reading.extension(extensions, x509.ExtendedKeyUsage))
    alternative = reading.extension(extensions, x509.SubjectAlternativeName)
    hosts = alternative and any(isinstance(name, x509.DNSName | x509.IPAddress) for name in alternative)
    if "serverAuth" in usages or (not usages and hosts):
        return "tls"
    if "codeSigning" in usages:
        return "code_signing"
    return "smime" if "emailProtection" in usages else "other"


def _validation(extensions: Extensions | None) -> str | None:
    policies = reading.extension(extensions, x509.CertificatePolicies)
    named = (oids.VALIDATION_POLICIES.get(each.policy_identifier.dotted_string) for each in policies or ())
    return next(filter(None, named), None)


def _judge(contents: _Contents, *, at: datetime, host: str | None) -> Iterator[Finding]:
    for field in contents.unreadable:
        yield findings.make("certificate.field_unreadable", field)
    yield from _judge_validity(contents, at)
    if contents.kind == "precertificate":
        yield findings.make("certificate.precertificate")
    if contents.kind == "tls" and not contents.dns_names and not contents.ip_addresses:
        yield findings.make("certificate.no_san", names.text(contents.subject or ()))
    self_signed = contents.signature_valid is True
    if contents.signature_oid in oids.WEAK_HASH_ALGORITHMS and not (self_signed and contents.is_ca):
        yield findings.make("certificate.weak_hash", oids.SIGNATURE_ALGORITHMS[contents.signature_oid])
    if contents.signature_valid is False:
        yield findings.make("certificate.signature_invalid")
    if self_signed and (not contents.is_ca or contents.dns_names):
        yield findings.make("certificate.self_signed", names.text(contents.subject or ()))
    for fault, evidence in keys.faults(contents.key) if contents.key and contents.kind == "tls" else ():
        yield findings.make(_KEY_FINDINGS[fault], evidence)
    if host is not None and not contents.is_ca and not is_covered(contents.dns_names, contents.ip_addresses, host):
        reason = names.why_not_covered(contents.dns_names, host)
        evidence = ", ".join((*contents.dns_names, *contents.ip_addresses))
        yield findings.make("certificate.host_not_covered", evidence, host=host, reason=reason)


def is_covered(dns_names: tuple[str, ...], ip_addresses: tuple[str, ...], host: str) -> bool:
    """Say whether a certificate with these alternative names is good for `host`, a name or an address."""
    address = names.address(host)
    if address is not None:
        return str(address) in ip_addresses
    return any(covers(pattern, host) for pattern in dns_names)


def _judge_validity(contents: _Contents, at: datetime) -> Iterator[Finding]:
    start, end = contents.not_before, contents.not_after
    if start is not None and at < start:
        yield findings.make("certificate.not_yet_valid", f"{start:%Y-%m-%d %H:%M:%S} UTC")
    if end is not None and at > end:
        yield findings.make("certificate.expired", f"{end:%Y-%m-%d %H:%M:%S} UTC")
    elif end is not None and at > end - SOON:
        yield findings.make("certificate.expires_soon", f"{end:%Y-%m-%d %H:%M:%S} UTC", days=(end - at).days)
    limit = rule(_LIFETIME_RULES[contents.kind]) if contents.kind in _LIFETIME_RULES else None
    if limit is None or start is None or end is None:
        return
    most = limit.at(start.date())
    if most is not None and days(start, end) > most:
        yield findings.make("certificate.lifetime_too_long", f"{days(start, end)} days", most=most, cite=limit.cite)
