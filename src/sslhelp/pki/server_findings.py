"""What is wrong with a TLS server's certificate: its names, its timestamps, its usages, and the host it is for."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sslhelp.model.pki import one_line
from sslhelp.pki import certificate_kind, findings
from sslhelp.pki.asn1 import dn, extensions
from sslhelp.pki.certificate_kind import PRIVATE_NAMES
from sslhelp.pki.hosts import coverage, names
from sslhelp.pki.hosts.name_faults import Fault
from sslhelp.policy.rules import rule
from sslhelp.policy.words import in_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sslhelp.model.pki import Finding
    from sslhelp.pki.asn1.issued import Certificate
    from sslhelp.pki.hosts.names import Judged

_SUFFIXES = frozenset({Fault.PUBLIC_SUFFIX, Fault.WILDCARD_SUFFIX})
_ALLOWED_NAMES = frozenset({Fault.WWW_TWICE, Fault.NOT_IDNA, Fault.MIXED_SCRIPTS})
"""What is odd in a name, though browsers match it."""

_HOST = re.compile(r"\d|\S*[.:]")
_CLIENT_AUTH_ENDS = {
    "Sectigo": "client_auth.sectigo",
    "DigiCert": "client_auth.digicert",
    "Let's Encrypt": "client_auth.lets_encrypt",
}


def judge(certificate: Certificate, hosts: Sequence[Judged]) -> Iterator[Finding]:
    """Find what browsers and CAs would mind about a certificate as a server's, whatever the host.

    `hosts` are the first of its names, judged.
    """
    listed = (*certificate.names.dns, *certificate.names.addresses)
    if not listed:
        yield findings.make("certificate.no_san", one_line(certificate.subject))
    strangers = [common for common in dn.values(certificate.subject, "CN") if common not in listed]
    strangers = [common for common in strangers if _HOST.match(common)]
    if listed and strangers:
        is_ignored = certificate_kind.is_private(hosts) and not any(_respells(common, listed) for common in strangers)
        code = "certificate.cn_ignored" if is_ignored else "certificate.cn_not_in_san"
        yield findings.make(code, ", ".join(strangers))
    yield from _judge_names(hosts)
    if len(hosts) < len(listed):
        yield findings.make("certificate.name.unchecked", f"{len(hosts)} of {len(listed)} names")
    shared = coverage.over_strangers(listed)
    if shared:
        yield findings.make("certificate.name.shared_suffix", ", ".join(shared))
    uncovered = coverage.without_bare_domain(name.lower() for name in listed)
    if uncovered:
        yield findings.make("certificate.name.bare_domain", ", ".join(uncovered), domain=uncovered[0][2:])
    if certificate.validation == "EV" and any(map(names.is_wildcard, listed)):
        yield findings.make("certificate.name.ev_wildcard", ", ".join(filter(names.is_wildcard, listed)))
    units = dn.values(certificate.subject, "OU")
    if units:
        yield findings.make("certificate.organizational_unit", ", ".join(units))
    yield from _judge_transparency(certificate)
    yield from _judge_usages(certificate, hosts)
    if certificate.must_staple:
        code = "certificate.must_staple" if certificate.access.ocsp else "certificate.must_staple_without_ocsp"
        yield findings.make(code)


def _respells(common: str, listed: Sequence[str]) -> bool:
    """Say whether a common name is another spelling of an address that is listed, which is wrong whoever issues it."""
    address = names.address(common)
    return common.lower().startswith("0x") or (address is not None and str(address) in listed)


def _judge_names(hosts: Sequence[Judged]) -> Iterator[Finding]:
    """Judge the names: what only a private CA issues for is good to know, what nobody may issue is wrong."""
    private = [each.name for each in hosts if PRIVATE_NAMES & {*each.faults}]
    if private:
        yield findings.make("certificate.name.private", ", ".join(private))
    suffixes = [each.name for each in hosts if _SUFFIXES & {*each.faults}]
    if suffixes:
        yield findings.make("certificate.name.public_suffix", ", ".join(suffixes))
    wrong = [each.name for each in hosts if {*each.faults} - PRIVATE_NAMES - _SUFFIXES - _ALLOWED_NAMES]
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


def _judge_usages(certificate: Certificate, hosts: Sequence[Judged]) -> Iterator[Finding]:
    purposes = certificate.purposes or ()
    if not purposes:
        yield findings.make("certificate.purpose.none")
    is_critical = any(each.oid == extensions.PURPOSES and each.critical for each in certificate.extensions or ())
    if is_critical and not certificate_kind.is_private(hosts):
        yield findings.make("certificate.purpose.critical", ", ".join(purposes))
    if "anyExtendedKeyUsage" in purposes:
        yield findings.make("certificate.purpose.any", "anyExtendedKeyUsage")
    if "clientAuth" in purposes:
        authority, named = _client_auth_rule(certificate)
        end = rule(named)
        last = in_words(end.steps[-1].since)
        yield findings.make("certificate.client_auth", "clientAuth", authority=authority, end=last, cite=end.cite)
    usages = certificate.key_usage or ()
    if "keyCertSign" in usages:
        yield findings.make("certificate.key_usage", "keyCertSign")


def _client_auth_rule(certificate: Certificate) -> tuple[str, str]:
    """Return the CA that issued it and its rule, Chrome and the browsers' own where that CA has published none."""
    issuer = " ".join(dn.values(certificate.issuer, "O"))
    return next((end for end in _CLIENT_AUTH_ENDS.items() if end[0] in issuer), ("Chrome", "client_auth.browsers"))


def judge_host(certificate: Certificate, use: str, host: str) -> Iterator[Finding]:
    """Find why a certificate of this kind is not good for `host`."""
    listed = certificate.names
    if not coverage.is_covered(listed.dns, listed.addresses, host):
        reason = coverage.why_not_covered((*listed.dns, *listed.addresses), host)
        evidence = ", ".join((*listed.dns, *listed.addresses))
        yield findings.make("certificate.host_not_covered", evidence, host=host, reason=reason)
    if use not in {"tls", "precertificate"}:
        yield findings.make("certificate.purpose.not_server", ", ".join(certificate.purposes or ()) or use)
