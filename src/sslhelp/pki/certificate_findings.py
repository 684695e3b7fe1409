"""What is wrong with a certificate by itself, at a moment, and for a host where one is given."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from sslhelp.model.pki import one_line
from sslhelp.pki import certificate_kind, findings, key_faults, server_findings
from sslhelp.pki.asn1 import extensions, oids
from sslhelp.policy.rules import rule

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from sslhelp.model.pki import Finding
    from sslhelp.pki.asn1.issued import Certificate
    from sslhelp.pki.asn1.keys import Key
    from sslhelp.pki.hosts.names import Judged

SOON = timedelta(days=30)
"""How long before its end a certificate is said to expire soon."""

_LIFETIME_RULES = {"tls": "tls.max_days", "smime": "smime.max_days", "code_signing": "code_signing.max_days"}
_MAX_SERIAL_BITS = 160  # RFC 5280 4.1.2.2: 20 octets


def judge(
    certificate: Certificate, use: str, hosts: Sequence[Judged], *, at: datetime, host: str | None
) -> Iterator[Finding]:
    """Find what browsers and CAs would mind about a certificate at the time `at`, for `host` where one is given.

    `use` is its kind, and `hosts` are its names, judged, where it is a server's.
    """
    for field in certificate.unreadable:
        yield findings.make("certificate.field_unreadable", field)
    yield from _judge_encoding(certificate)
    yield from _judge_validity(certificate, use, hosts, at)
    yield from _judge_signature(certificate)
    if use == "precertificate":
        yield findings.make("certificate.precertificate")
    if use in {"tls", "code_signing"}:
        yield from _judge_key(certificate.key, use)
    if use == "tls":
        yield from server_findings.judge(certificate, hosts)
    if use == "smime" and any(
        each.startswith("2.23.140.1.5.") and each.endswith(".1") for each in certificate.policies
    ):
        yield from _judge_legacy_mail(certificate)
    if host is not None and not certificate.is_ca:
        yield from server_findings.judge_host(certificate, use, host)


def _judge_encoding(certificate: Certificate) -> Iterator[Finding]:
    serial = certificate.serial
    if serial is not None and (serial <= 0 or serial.bit_length() > _MAX_SERIAL_BITS):
        yield findings.make("certificate.serial", f"{serial:x}")
    if certificate.version != 3 and (certificate.extensions or not certificate.is_self_issued):
        yield findings.make("certificate.version", f"version {certificate.version}")
    repeated = extensions.repeated(certificate.extensions or ())
    if repeated:
        yield findings.make("certificate.extension_repeated", ", ".join(repeated))
    inner, outer = certificate.inner_algorithm, certificate.outline.algorithm
    if inner is not None and inner != outer:
        named = [oids.SIGNATURE_ALGORITHMS.get(each.oid, each.oid) for each in (inner, outer)]
        evidence = ", ".join(named) if inner.oid != outer.oid else f"{named[0]} with other parameters"
        yield findings.make("certificate.signature.algorithms_differ", evidence)


def _judge_validity(certificate: Certificate, use: str, hosts: Sequence[Judged], at: datetime) -> Iterator[Finding]:
    start, end = certificate.not_before, certificate.not_after
    if start is not None and not certificate.has_begun(at):
        yield findings.make("certificate.not_yet_valid", f"{start:%Y-%m-%d %H:%M:%S} UTC")
    if end is not None and certificate.has_expired(at):
        yield findings.make("certificate.expired", f"{end:%Y-%m-%d %H:%M:%S} UTC")
    elif end is not None and at > end - SOON:
        yield findings.make("certificate.expires_soon", f"{end:%Y-%m-%d %H:%M:%S} UTC", when=_ahead((end - at).days))
    if use not in _LIFETIME_RULES or start is None or end is None:
        return
    if certificate_kind.is_private(hosts):
        return
    limit = rule(_LIFETIME_RULES[use])
    most = limit.at(start.date())
    if most is not None and certificate_kind.days(start, end) > most:
        yield findings.make(
            "certificate.lifetime_too_long", f"{certificate_kind.days(start, end)} days", most=most, cite=limit.cite
        )


def _ahead(days: int) -> str:
    return f"in {days} days" if days > 1 else "in 1 day" if days else "within a day"


def _judge_signature(certificate: Certificate) -> Iterator[Finding]:
    oid = certificate.outline.algorithm.oid
    self_signed = certificate.self_signed is True
    if oid in oids.WEAK_HASH_ALGORITHMS and not (self_signed and certificate.is_ca):
        yield findings.make("certificate.signature.weak_hash", oids.SIGNATURE_ALGORITHMS[oid])
    if certificate.self_signed is False and _claims_own_key(certificate):
        yield findings.make("certificate.signature.invalid")
    if self_signed and (not certificate.is_ca or certificate.names.dns):
        yield findings.make("certificate.self_signed", one_line(certificate.subject))


def _claims_own_key(certificate: Certificate) -> bool:
    """Whether its key identifiers say that its own key signed it: a CA that changes keys names itself otherwise."""
    signer = certificate.authority_key.key if certificate.authority_key else None
    return not signer or not certificate.subject_key or signer == certificate.subject_key


def _judge_key(key: Key | None, use: str) -> Iterator[Finding]:
    for fault, evidence in key_faults.of(key, code_signing=use == "code_signing") if key else ():
        yield findings.make(f"certificate.key.{fault}", evidence)


def _judge_legacy_mail(certificate: Certificate) -> Iterator[Finding]:
    since = rule("smime.legacy_profile").steps[-1].since
    if certificate.not_before and certificate.not_before.date() >= since:
        yield findings.make("certificate.smime_legacy", f"issued {certificate.not_before:%Y-%m-%d}")
