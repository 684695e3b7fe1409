"""Read a PKCS#10 certification request (RFC 2986), judge it, and say what to do with it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cryptography import x509

from sslhelp.model.pki import CsrAttribute, CsrReport
from sslhelp.pki import command, dcv, findings, keys, names, oids, reading, signatures
from sslhelp.pki.reading import Fields

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cryptography.x509 import CertificateSigningRequest

    from sslhelp.model.pki import Finding, NameAttribute, PublicKey

_CHALLENGE_PASSWORD = "1.2.840.113549.1.9.7"  # noqa: S105  (an OID)
_EXTENSION_REQUESTS = frozenset({"1.2.840.113549.1.9.14", "1.3.6.1.4.1.311.2.1.14"})
_MAX_JUDGED_NAMES = 250

_KEY_FINDINGS = {
    keys.Fault.RSA_TOO_SMALL: "csr.key.rsa_too_small",
    keys.Fault.RSA_ODD_SIZE: "csr.key.rsa_odd_size",
    keys.Fault.CURVE: "csr.key.curve",
    keys.Fault.ALGORITHM: "csr.key.algorithm",
}
_NAME_FINDINGS = {
    names.Fault.URL: "csr.name.url",
    names.Fault.CHARACTERS: "csr.name.characters",
    names.Fault.TRAILING_DOT: "csr.name.trailing_dot",
    names.Fault.UNDERSCORE: "csr.name.underscore",
    names.Fault.U_LABEL: "csr.name.u_label",
    names.Fault.RESERVED_IP: "csr.name.reserved_ip",
    names.Fault.WILDCARD_MISPLACED: "csr.name.wildcard_misplaced",
    names.Fault.PUBLIC_SUFFIX: "csr.name.public_suffix",
    names.Fault.INTERNAL: "csr.name.internal",
}
_COUNTRY_MISTAKES = {"UK": "GB", "EL": "GR"}


@dataclass(frozen=True, slots=True)
class _Contents:
    """The fields of a request as they were read, before they are judged."""

    subject: tuple[NameAttribute, ...] | None
    dns_names: tuple[str, ...]
    ip_addresses: tuple[str, ...]
    emails: tuple[str, ...]
    key: PublicKey | None
    signature_oid: str | None
    signature_valid: bool | None
    extensions: x509.Extensions | None
    attributes: tuple[x509.Attribute, ...]
    unreadable: tuple[str, ...]

    @property
    def hosts(self) -> tuple[str, ...]:
        """The hosts that the request asks for, mistakes included."""
        return names.asked_for(self.subject, (*self.dns_names, *self.ip_addresses))


def read(der: bytes) -> CsrReport:
    """Read and judge the DER encoding of a request; whatever it holds, there is a report, never an exception."""
    with reading.quiet():
        request = Fields().read("request", lambda: x509.load_der_x509_csr(der))
        return _report(der, request)


def _report(der: bytes, request: CertificateSigningRequest | None) -> CsrReport:
    contents = _contents(request) if request else _NOTHING
    spki = reading.spki(der)
    password = _challenge_password(contents.attributes)
    found = tuple(_judge(contents)) if request else (findings.make("csr.unreadable"),)
    return CsrReport(
        subject=contents.subject,
        dns_names=contents.dns_names,
        ip_addresses=contents.ip_addresses,
        emails=contents.emails,
        key=contents.key,
        signature_algorithm=oids.SIGNATURE_ALGORITHMS.get(contents.signature_oid or "", contents.signature_oid),
        signature_valid=contents.signature_valid,
        version=1 if request else None,
        extensions=reading.extensions(contents.extensions) if request else None,
        challenge_password=password,
        attributes=_other_attributes(contents.attributes),
        fingerprints=reading.fingerprints(der),
        spki_sha256=reading.fingerprints(spki).sha256 if spki else None,
        dcv=dcv.sectigo(der, contents.hosts),
        command=command.openssl(contents.subject or (), contents.hosts, contents.emails, contents.key),
        findings=tuple(sorted(found, key=lambda finding: -finding.severity.rank)),
        pem=reading.pem("CERTIFICATE REQUEST", der),
    )


_NOTHING = _Contents(None, (), (), (), None, None, None, None, (), ())


def _contents(request: CertificateSigningRequest) -> _Contents:
    fields = Fields()
    subject = fields.read("subject", lambda: names.attributes(request.subject))
    key = fields.read("key", lambda: keys.read(request.public_key()))
    extensions = fields.read("extensions", lambda: request.extensions)
    alternative = reading.extension(extensions, x509.SubjectAlternativeName)
    emails = alternative.get_values_for_type(x509.RFC822Name) if alternative else []
    return _Contents(
        subject=subject,
        dns_names=tuple(alternative.get_values_for_type(x509.DNSName)) if alternative else (),
        ip_addresses=tuple(map(str, alternative.get_values_for_type(x509.IPAddress))) if alternative else (),
        emails=tuple(dict.fromkeys([*emails, *names.values(subject, "emailAddress"), *_mail_names(subject)])),
        key=key,
        signature_oid=fields.read("signature algorithm", lambda: request.signature_algorithm_oid.dotted_string),
        signature_valid=fields.read("signature", lambda: signatures.of_request(request)) if key else None,
        extensions=extensions,
        attributes=tuple(fields.read("attributes", lambda: list(request.attributes)) or ()),
        unreadable=tuple(fields.unreadable),
    )


def _mail_names(subject: Sequence[NameAttribute] | None) -> list[str]:
    return [name for name in names.values(subject, "CN") if names.is_email(name)]


def _challenge_password(attributes: Sequence[x509.Attribute]) -> str | None:
    return next(
        (_text(attribute.value) for attribute in attributes if attribute.oid.dotted_string == _CHALLENGE_PASSWORD), None
    )


def _other_attributes(attributes: Sequence[x509.Attribute]) -> tuple[CsrAttribute, ...]:
    return tuple(
        CsrAttribute(oid, oids.REQUEST_ATTRIBUTES.get(oid, oid), _text(attribute.value))
        for attribute in attributes
        if (oid := attribute.oid.dotted_string) not in _EXTENSION_REQUESTS | {_CHALLENGE_PASSWORD}
    )


def _text(value: bytes) -> str:
    """Return an attribute's value as text where it is printable, in hex where it is not."""
    try:
        text = value.decode("utf-8")
    except UnicodeDecodeError:
        return value.hex()
    return text if text.isprintable() else value.hex()


def _judge(contents: _Contents) -> Iterator[Finding]:
    for field in contents.unreadable:
        yield findings.make("csr.field_unreadable", field)
    if contents.signature_valid is False:
        yield findings.make("csr.signature.invalid")
    if contents.signature_oid in oids.WEAK_HASH_ALGORITHMS:
        yield findings.make("csr.signature.weak_hash", oids.SIGNATURE_ALGORITHMS[contents.signature_oid])
    for fault, evidence in keys.faults(contents.key) if contents.key else ():
        yield findings.make(_KEY_FINDINGS[fault], evidence)
    yield from _judge_names(contents)
    yield from _judge_subject(contents.subject or ())
    if _challenge_password(contents.attributes) is not None:
        yield findings.make("csr.challenge_password")


def _judge_names(contents: _Contents) -> Iterator[Finding]:
    if not contents.hosts and not contents.emails:
        yield findings.make("csr.name.none", names.text(contents.subject or ()))
    seen: dict[names.Fault, list[str]] = {}
    for host in contents.hosts[:_MAX_JUDGED_NAMES]:
        for fault in names.faults(host):
            seen.setdefault(fault, []).append(host)
    for fault, hosts in seen.items():
        yield findings.make(_NAME_FINDINGS[fault], ", ".join(hosts))
    asked = {name.lower() for name in (*contents.dns_names, *contents.ip_addresses)}
    for common in names.values(contents.subject, "CN"):
        if asked and names.is_host(common) and common.lower() not in asked:
            yield findings.make("csr.cn_not_in_san", common)


def _judge_subject(subject: Sequence[NameAttribute]) -> Iterator[Finding]:
    for country in names.values(subject, "C"):
        if country.upper() not in oids.COUNTRIES:
            meant = _COUNTRY_MISTAKES.get(country.upper())
            advice = f"Write {meant}." if meant else "Look up the two letters of the country and write those."
            yield findings.make("csr.subject.country", f"C = {country}", advice=advice)
    units = names.values(subject, "OU")
    if units:
        yield findings.make("csr.subject.organizational_unit", ", ".join(units))
