"""What is wrong with a certificate by itself, at a moment, and for a host where one is given."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING

from sslhelp.pki import certificate_kind, findings, weak_keys
from sslhelp.pki.asn1 import dn, extensions, keys, oids
from sslhelp.pki.certificate_kind import PRIVATE_NAMES
from sslhelp.pki.hosts import coverage, names
from sslhelp.pki.hosts.name_faults import Fault
from sslhelp.policy.rules import rule

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from sslhelp.model.pki import Finding
    from sslhelp.pki.asn1.issued import Certificate
    from sslhelp.pki.hosts.names import Judged

SOON = timedelta(days=30)
"""How long before its end a certificate is said to expire soon."""

_LIFETIME_RULES = {"tls": "tls.max_days", "smime": "smime.max_days", "code_signing": "code_signing.max_days"}
_MAX_SERIAL_BITS = 160  # RFC 5280 4.1.2.2: 20 octets
_MIN_CODE_SIGNING_BITS = 3072
_SUFFIXES = frozenset({Fault.PUBLIC_SUFFIX, Fault.WILDCARD_SUFFIX})
_ALLOWED_NAMES = frozenset({Fault.WWW_TWICE, Fault.NOT_IDNA, Fault.MIXED_SCRIPTS})
"""What is odd in a name, though browsers match it."""

_HOST = re.compile(r"\d|\S*[.:]")
_CLIENT_AUTH_ENDS = {
    "Sectigo": "client_auth.sectigo",
    "DigiCert": "client_auth.digicert",
    "Let's Encrypt": "client_auth.lets_encrypt",
}


def judge(certificate: Certificate, *, at: datetime, host: str | None) -> Iterator[Finding]:
    """Find what browsers and CAs would mind about a certificate at the time `at`, for `host` where one is given."""
    use = certificate_kind.kind(certificate)
    for field in certificate.unreadable:
        yield findings.make("certificate.field_unreadable", field)
    yield from _judge_encoding(certificate)
    yield from _judge_validity(certificate, use, at)
    yield from _judge_signature(certificate)
    if use == "precertificate":
        yield findings.make("certificate.precertificate")
    if use in {"tls", "code_signing"}:
        yield from _judge_key(certificate, use)
    if use == "tls":
        yield from _judge_server(certificate)
    if use == "smime" and any(
        each.startswith("2.23.140.1.5.") and each.endswith(".1") for each in certificate.policies
    ):
        yield from _judge_legacy_mail(certificate)
    if host is not None and not certificate.is_ca:
        yield from _judge_host(certificate, use, host)


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


def _judge_validity(certificate: Certificate, use: str, at: datetime) -> Iterator[Finding]:
    start, end = certificate.not_before, certificate.not_after
    if start is not None and not certificate.has_begun(at):
        yield findings.make("certificate.not_yet_valid", f"{start:%Y-%m-%d %H:%M:%S} UTC")
    if end is not None and certificate.has_expired(at):
        yield findings.make("certificate.expired", f"{end:%Y-%m-%d %H:%M:%S} UTC")
    elif end is not None and at > end - SOON:
        yield findings.make("certificate.expires_soon", f"{end:%Y-%m-%d %H:%M:%S} UTC", when=_ahead((end - at).days))
    if use not in _LIFETIME_RULES or start is None or end is None:
        return
    if use == "tls" and certificate_kind.is_private(certificate):
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
        yield findings.make("certificate.self_signed", dn.text(certificate.subject or ()))


def _claims_own_key(certificate: Certificate) -> bool:
    """Whether its key identifiers say that its own key signed it: a CA that changes keys names itself otherwise."""
    signer = certificate.authority_key.key if certificate.authority_key else None
    return not signer or not certificate.subject_key or signer == certificate.subject_key


def _judge_key(certificate: Certificate, use: str) -> Iterator[Finding]:
    key = certificate.key
    if key is None:
        return
    for fault, evidence in keys.faults(key):
        yield findings.make(f"certificate.key.{fault}", evidence)
    if key.modulus is None:
        return
    for weakness, evidence in weak_keys.faults(key.modulus, key.public.exponent or 0):
        yield findings.make(f"certificate.key.{weakness}", evidence)
    if use == "code_signing" and (key.public.bits or 0) < _MIN_CODE_SIGNING_BITS:
        yield findings.make("certificate.key.code_signing_size", f"{key.public.bits} bits")


def _judge_server(certificate: Certificate) -> Iterator[Finding]:
    listed = (*certificate.names.dns, *certificate.names.addresses)
    if not listed:
        yield findings.make("certificate.no_san", dn.text(certificate.subject or ()))
    strangers = [common for common in dn.values(certificate.subject, "CN") if common not in listed]
    strangers = [common for common in strangers if _HOST.match(common)]
    if listed and strangers:
        is_ignored = certificate_kind.is_private(certificate) and not any(
            _respells(common, listed) for common in strangers
        )
        code = "certificate.cn_ignored" if is_ignored else "certificate.cn_not_in_san"
        yield findings.make(code, ", ".join(strangers))
    count = len(certificate.names.dns)
    judged = [names.judge(name, dns=place < count) for place, name in enumerate(names.first(listed))]
    yield from _judge_names(judged)
    if len(judged) < len(listed):
        yield findings.make("certificate.name.unchecked", f"{len(judged)} of {len(listed)} names")
    uncovered = coverage.without_bare_domain(name.lower() for name in listed)
    if uncovered:
        yield findings.make("certificate.name.bare_domain", ", ".join(uncovered), domain=uncovered[0][2:])
    if certificate.validation == "EV" and any(map(names.is_wildcard, listed)):
        yield findings.make("certificate.name.ev_wildcard", ", ".join(filter(names.is_wildcard, listed)))
    units = dn.values(certificate.subject, "OU")
    if units:
        yield findings.make("certificate.organizational_unit", ", ".join(units))
    yield from _judge_transparency(certificate)
    yield from _judge_usages(certificate)
    if certificate.must_staple:
        code = "certificate.must_staple" if certificate.access.ocsp else "certificate.must_staple_without_ocsp"
        yield findings.make(code)


def _respells(common: str, listed: Sequence[str]) -> bool:
    """Say whether a common name is another spelling of an address that is listed, which is wrong whoever issues it."""
    address = names.address(common)
    return common.lower().startswith("0x") or (address is not None and str(address) in listed)


def _judge_names(judged: Sequence[Judged]) -> Iterator[Finding]:
    """Judge the names: what only a private CA issues for is good to know, what nobody may issue is wrong."""
    private = [each.name for each in judged if PRIVATE_NAMES & {*each.faults}]
    if private:
        yield findings.make("certificate.name.private", ", ".join(private))
    suffixes = [each.name for each in judged if _SUFFIXES & {*each.faults}]
    if suffixes:
        yield findings.make("certificate.name.public_suffix", ", ".join(suffixes))
    wrong = [each.name for each in judged if {*each.faults} - PRIVATE_NAMES - _SUFFIXES - _ALLOWED_NAMES]
    if wrong:
        yield findings.make("certificate.name.malformed", ", ".join(wrong))


def _judge_transparency(certificate: Certificate) -> Iterator[Finding]:
    wanted = certificate_kind.scts_wanted(certificate)
    logs = len(set(certificate.sct_logs))
    if wanted is None or logs >= wanted or certificate.self_signed:
        return
    if logs:
        yield findings.make("certificate.scts_too_few", f"{logs} of {wanted}", wanted=wanted)
    else:
        yield findings.make("certificate.scts_none", f"0 of {wanted}", wanted=wanted)


def _judge_usages(certificate: Certificate) -> Iterator[Finding]:
    purposes = certificate.purposes or ()
    if not purposes:
        yield findings.make("certificate.purpose.none")
    if "anyExtendedKeyUsage" in purposes:
        yield findings.make("certificate.purpose.any", "anyExtendedKeyUsage")
    if "clientAuth" in purposes:
        authority, named = _client_auth_rule(certificate)
        end = rule(named)
        last = f"{end.steps[-1].since.day} {end.steps[-1].since:%B %Y}"
        yield findings.make("certificate.client_auth", "clientAuth", authority=authority, end=last, cite=end.cite)
    usages = certificate.key_usage or ()
    if "keyCertSign" in usages:
        yield findings.make("certificate.key_usage", "keyCertSign")


def _client_auth_rule(certificate: Certificate) -> tuple[str, str]:
    """Return the CA that issued it and its rule, Chrome and the browsers' own where that CA has published none."""
    issuer = " ".join(dn.values(certificate.issuer, "O"))
    return next((end for end in _CLIENT_AUTH_ENDS.items() if end[0] in issuer), ("Chrome", "client_auth.browsers"))


def _judge_legacy_mail(certificate: Certificate) -> Iterator[Finding]:
    since = rule("smime.legacy_profile").steps[-1].since
    if certificate.not_before and certificate.not_before.date() >= since:
        yield findings.make("certificate.smime_legacy", f"issued {certificate.not_before:%Y-%m-%d}")


def _judge_host(certificate: Certificate, use: str, host: str) -> Iterator[Finding]:
    listed = certificate.names
    if not coverage.is_covered(listed.dns, listed.addresses, host):
        reason = coverage.why_not_covered((*listed.dns, *listed.addresses), host)
        evidence = ", ".join((*listed.dns, *listed.addresses))
        yield findings.make("certificate.host_not_covered", evidence, host=host, reason=reason)
    if use not in {"tls", "precertificate"}:
        yield findings.make("certificate.purpose.not_server", ", ".join(certificate.purposes or ()) or use)
