"""The report on an X.509 certificate: what it says, and what is wrong with it at a moment, for a host."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sslhelp.model.pki import CertificateReport
from sslhelp.pki import certificate_findings, certificate_kind, findings, renewal
from sslhelp.pki.asn1 import described, issued, oids, reading

if TYPE_CHECKING:
    from datetime import datetime

    from sslhelp.pki.asn1.issued import Certificate


def read(der: bytes, *, at: datetime, host: str | None = None) -> CertificateReport:
    """Read and judge a DER certificate at the time `at` (aware), for `host` where one is given; never raises."""
    certificate = issued.read(der)
    if certificate is None:
        return _unreadable(der)
    return _report(certificate, at=at, host=host)


def is_authority(der: bytes) -> bool:
    """Say whether a DER certificate may sign others, without a report; False for what cannot be read."""
    certificate = issued.read(der)
    return certificate is not None and certificate.is_ca


def _report(certificate: Certificate, *, at: datetime, host: str | None) -> CertificateReport:
    use = certificate_kind.kind(certificate)
    hosts = certificate_kind.judged(certificate) if use == "tls" else []
    found = findings.arranged(certificate_findings.judge(certificate, use, hosts, at=at, host=host))
    start, end = certificate.not_before, certificate.not_after
    validity = (start, end) if start and end and start <= end else None
    oid = (certificate.inner_algorithm or certificate.outline.algorithm).oid
    return CertificateReport(
        kind=use,
        validation=certificate.validation,
        subject=certificate.subject,
        issuer=certificate.issuer,
        serial=None if certificate.serial is None else f"{certificate.serial:x}",
        not_before=start,
        not_after=end,
        is_ca=None if certificate.extensions is None else certificate.is_ca,
        dns_names=certificate.names.dns,
        ip_addresses=certificate.names.addresses,
        emails=certificate.names.emails,
        key=certificate.key.public if certificate.key else None,
        key_usage=certificate.key_usage or (),
        extended_key_usage=certificate.purposes or (),
        scts=len(certificate.sct_logs),
        aia_urls=certificate.access.issuers,
        signature_algorithm=oids.SIGNATURE_ALGORITHMS.get(oid, oid),
        signature_valid=certificate.self_signed,
        version=certificate.version,
        extensions=None
        if certificate.extensions is None
        else described.all_of(certificate.extensions, certificate.names),
        fingerprints=reading.fingerprints(certificate.encoding),
        spki_sha256=reading.sha256(certificate.spki),
        findings=found,
        pem=reading.pem("CERTIFICATE", certificate.encoding),
        days=certificate_kind.days(*validity) if validity else None,
        scts_wanted=certificate_kind.scts_wanted(certificate),
        ocsp_urls=certificate.access.ocsp,
        crl_urls=certificate.crl_urls,
        must_staple=certificate.must_staple,
        renewal=renewal.plan(
            *validity, at=at, names=certificate.names.dns, is_private=certificate_kind.is_private(hosts)
        )
        if validity and use == "tls"
        else None,
    )


def _unreadable(der: bytes) -> CertificateReport:
    return CertificateReport(
        kind="other",
        validation=None,
        subject=None,
        issuer=None,
        serial=None,
        not_before=None,
        not_after=None,
        is_ca=None,
        dns_names=(),
        ip_addresses=(),
        emails=(),
        key=None,
        key_usage=(),
        extended_key_usage=(),
        scts=0,
        aia_urls=(),
        signature_algorithm=None,
        signature_valid=None,
        version=None,
        extensions=None,
        fingerprints=reading.fingerprints(der),
        spki_sha256=None,
        findings=(findings.make("certificate.unreadable"),),
        pem=reading.pem("CERTIFICATE", der),
    )
