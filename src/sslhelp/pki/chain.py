"""Pasted certificates put in order: what a server must send, what is missing, and why a browser would refuse it."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from sslhelp.model.pki import ChainLink, ChainReport, MissingCertificate, Verdict, one_line
from sslhelp.pki import chain_findings, findings
from sslhelp.pki.asn1 import issued, reading
from sslhelp.pki.chain_findings import is_root
from sslhelp.pki.trust import path

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from sslhelp.model.pki import Finding, NameAttribute
    from sslhelp.model.store import Intermediates
    from sslhelp.pki.asn1.issued import Certificate
    from sslhelp.pki.trust.path import Traced
    from sslhelp.pki.trust.roots import TrustStore

MAX_CERTIFICATES = 64
_MAX_LOOKED_UP = 64

_BREAKS = frozenset({"chain.expired_leaf", "chain.expired_intermediate", "chain.not_yet_valid"})
_ALWAYS_BREAKS = frozenset({"chain.wrong_signature", "chain.weak_key"})
"""What breaks a chain though the verifier finds a way: by an intermediate of ours, or not looking at that key."""
_LACKS = frozenset({"chain.missing_intermediate", "chain.no_leaf"})
_TRUSTED_BY_NOBODY = frozenset(
    {"chain.self_signed", "chain.untrusted_root", "chain.root_not_for_sites", "chain.root_distrusted"}
)


def build(
    certificates: Sequence[bytes],
    *,
    at: datetime,
    roots: TrustStore,
    supplied: Sequence[bytes] = (),
    intermediates: Intermediates | None = None,
    host: str | None = None,
) -> ChainReport:
    """Put DER certificates in order and judge them as a server's chain at the time `at` (aware); never raises.

    `supplied` are further DER certificates that the server is said to have: they count as pasted, but are not judged
    for their order and need. `intermediates` may complete a chain as well: what was taken from them is reported as
    missing and is in the bundle. `host` is the name that the chain is for; without it, the leaf's own. The first
    `MAX_CERTIFICATES` are read.
    """
    with reading.quiet():
        loaded = [each for der in certificates[:MAX_CERTIFICATES] if (each := issued.read(der))]
        pasted = list(dict.fromkeys(loaded))
        found = list(_judge_paste(certificates, loaded, pasted))
        if not pasted:
            return ChainReport(Verdict.BROKEN, (), (), (), None, tuple(found))
        leaf = path.choose_leaf(pasted, host)
        given = [each for der in supplied[:MAX_CERTIFICATES] if (each := issued.read(der))]
        others = [each for each in dict.fromkeys([*pasted, *given]) if each != leaf]
        traced = path.find(leaf, others, at=at, roots=roots, host=host)
        known = _known([leaf, *others], intermediates) if intermediates and not traced.trusted else []
        if known:
            traced = path.find(leaf, [*others, *known], at=at, roots=roots, host=host)
        absent = [each for each in traced.path if each in known]
        found += chain_findings.judge(traced, pasted, absent, at=at, roots=roots, host=host)
        return _report(traced, pasted, absent, found, roots)


def _known(pasted: Sequence[Certificate], intermediates: Intermediates) -> list[Certificate]:
    """Look up the issuers of what was pasted, and theirs, as far as they are known."""
    found: dict[Certificate, None] = {}
    asked = {each.issuer_name for each in pasted if each.is_self_issued}
    wanted = [each.issuer_name for each in pasted]
    while wanted and len(found) < _MAX_LOOKED_UP:
        subject = wanted.pop()
        if subject in asked:
            continue
        asked.add(subject)
        for der in intermediates.of(subject):
            certificate = issued.read(der)
            if certificate and certificate not in pasted:
                found[certificate] = None
                wanted.append(certificate.issuer_name)
    return list(found)[:_MAX_LOOKED_UP]


def _report(
    traced: Traced,
    pasted: Sequence[Certificate],
    absent: Sequence[Certificate],
    found: Sequence[Finding],
    roots: TrustStore,
) -> ChainReport:
    sent = [each for each in traced.path if not is_root(each, roots)]
    verdict = _verdict(traced, found)
    whole = traced.trusted or verdict is Verdict.UNTRUSTED
    missing = [_missing(child, issuer) for child, issuer in pairwise(sent) if issuer in absent]
    if not is_root(traced.path[-1], roots):
        missing.append(_missing(traced.path[-1]))
    return ChainReport(
        verdict=verdict,
        path=tuple([_link(each, traced.path, pasted, roots) for each in traced.path]),
        unused=tuple([_link(each, (), pasted, roots) for each in pasted if each not in traced.path]),
        missing=tuple(missing),
        bundle_pem="".join([reading.pem("CERTIFICATE", each.encoding) for each in sent]) if whole and sent else None,
        findings=findings.arranged(found),
    )


def _verdict(traced: Traced, found: Sequence[Finding]) -> Verdict:
    codes = {finding.code for finding in found}
    if codes & _ALWAYS_BREAKS or (not traced.trusted and codes & _BREAKS):
        return Verdict.BROKEN
    if codes & _LACKS:
        return Verdict.INCOMPLETE
    if codes & _TRUSTED_BY_NOBODY:
        return Verdict.UNTRUSTED
    return Verdict.COMPLETE if traced.trusted else Verdict.BROKEN


def _missing(child: Certificate, issuer: Certificate | None = None) -> MissingCertificate:
    return MissingCertificate(one_line(issuer.subject if issuer else child.issuer), child.access.issuers)


def _link(
    certificate: Certificate, links: Sequence[Certificate], pasted: Sequence[Certificate], roots: TrustStore
) -> ChainLink:
    is_leaf = path.is_leaf(certificate) and (certificate in links[:1] or not certificate.is_ca)
    role = "leaf" if is_leaf else "root" if is_root(certificate, roots) else "intermediate"
    known = "trust store" if certificate in roots else "intermediates"
    return ChainLink(
        subject=one_line(certificate.subject),
        issuer=one_line(_issuer(certificate, links)),
        role=role,
        source="pasted" if certificate in pasted else known,
        not_after=certificate.not_after,
        sha256=certificate.sha256,
    )


def _issuer(certificate: Certificate, links: Sequence[Certificate]) -> tuple[NameAttribute, ...] | None:
    """Return the issuer's name, which has been read where it is that of a certificate in the chain."""
    above = next((each for each in links if each.subject_name == certificate.issuer_name), None)
    return above.subject if above else certificate.issuer


def _judge_paste(
    certificates: Sequence[bytes], loaded: Sequence[Certificate], pasted: Sequence[Certificate]
) -> Iterator[Finding]:
    if len(certificates) > MAX_CERTIFICATES:
        yield findings.make("chain.too_many", f"{len(certificates)} certificates", most=MAX_CERTIFICATES)
    unreadable = min(len(certificates), MAX_CERTIFICATES) - len(loaded)
    if unreadable:
        yield findings.make("chain.unreadable", f"{unreadable} of {len(certificates)}")
    if len(pasted) < len(loaded):
        yield findings.make("chain.duplicate", f"{len(loaded) - len(pasted)} repeated")
