"""Pasted certificates put in order: what a server must send, what is missing, and why a browser would refuse it."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from cryptography import x509
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding

from sslhelp.model.pki import ChainLink, ChainReport, MissingCertificate, Verdict
from sslhelp.pki import findings, names, path, reading
from sslhelp.pki.certificate import is_covered, issuer_urls
from sslhelp.pki.roots import TrustStore, mozilla

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from cryptography.x509 import Certificate

    from sslhelp.model.pki import Finding
    from sslhelp.pki.path import Traced

__all__ = ["MAX_CERTIFICATES", "TrustStore", "build", "mozilla"]

MAX_CERTIFICATES = 64


def build(
    certificates: Sequence[bytes],
    *,
    at: datetime,
    roots: TrustStore,
    intermediates: Sequence[bytes] = (),
    host: str | None = None,
) -> ChainReport:
    """Put DER certificates in order and judge them as a server's chain at the time `at` (aware); never raises.

    `intermediates` (DER) may complete a chain: what was taken from them is reported as missing and is in the bundle.
    `host` is the name that the chain is for; without it, the leaf's own. The first `MAX_CERTIFICATES` are read.
    """
    with reading.quiet():
        loaded = _load(certificates[:MAX_CERTIFICATES])
        pasted = list(dict.fromkeys(loaded))
        found = list(_judge_paste(certificates, loaded, pasted))
        if not pasted:
            return ChainReport(Verdict.BROKEN, (), (), (), None, tuple(found))
        known = [each for each in _load(intermediates) if each not in pasted]
        leaf = path.choose_leaf(pasted, host)
        others = [each for each in (*pasted, *known) if each != leaf]
        traced = path.find(leaf, others, at=at, roots=roots, host=host)
        found += _judge(traced, pasted, at=at, roots=roots, host=host)
        return _report(traced, pasted, found, roots)


def _load(certificates: Sequence[bytes]) -> list[Certificate]:
    """Load what can be loaded, with a subject, an issuer and a validity that can be read."""
    loaded: list[Certificate] = []
    for der in certificates:
        try:
            certificate = x509.load_der_x509_certificate(der)
            _ = certificate.subject, certificate.issuer
            _ = certificate.not_valid_before_utc, certificate.not_valid_after_utc
        except reading.UNREADABLE:
            continue
        loaded.append(certificate)
    return loaded


def _report(traced: Traced, pasted: Sequence[Certificate], found: Sequence[Finding], roots: TrustStore) -> ChainReport:
    sent = _sent(traced.path, roots)
    verdict = _verdict(traced, found)
    whole = traced.trusted or verdict is Verdict.UNTRUSTED
    absent = [_missing(child, issuer) for child, issuer in pairwise(sent) if issuer not in pasted]
    if not _is_root(traced.path[-1], roots):
        absent.append(_missing(traced.path[-1]))
    return ChainReport(
        verdict=verdict,
        path=tuple(_link(each, traced.path, pasted, roots) for each in traced.path),
        unused=tuple(_link(each, (), pasted, roots) for each in pasted if each not in traced.path),
        missing=tuple(absent),
        bundle_pem="".join(map(_pem, sent)) if whole and sent else None,
        findings=tuple(sorted(found, key=lambda finding: -finding.severity.rank)),
    )


def _is_root(certificate: Certificate, roots: TrustStore) -> bool:
    return path.is_self_issued(certificate) or certificate in roots


def _sent(links: Sequence[Certificate], roots: TrustStore) -> list[Certificate]:
    """Return what a server sends: the path without its root."""
    return [each for each in links if not _is_root(each, roots)]


_BREAKS = frozenset(
    {"chain.expired_leaf", "chain.expired_intermediate", "chain.not_yet_valid", "chain.wrong_signature"}
)
_LACKS = frozenset({"chain.missing_intermediate", "chain.no_leaf"})


def _verdict(traced: Traced, found: Sequence[Finding]) -> Verdict:
    codes = {finding.code for finding in found}
    if not traced.trusted and codes & _BREAKS:
        return Verdict.BROKEN
    if codes & _LACKS:
        return Verdict.INCOMPLETE
    if codes & {"chain.self_signed", "chain.untrusted_root"}:
        return Verdict.UNTRUSTED
    return Verdict.COMPLETE if traced.trusted else Verdict.BROKEN


def _missing(child: Certificate, issuer: Certificate | None = None) -> MissingCertificate:
    access = reading.extension(path.extensions(child), x509.AuthorityInformationAccess)
    return MissingCertificate(_name(issuer.subject if issuer else child.issuer), issuer_urls(access))


def _pem(certificate: Certificate) -> str:
    return certificate.public_bytes(Encoding.PEM).decode("ascii")


def _link(
    certificate: Certificate, links: Sequence[Certificate], pasted: Sequence[Certificate], roots: TrustStore
) -> ChainLink:
    is_leaf = path.is_leaf(certificate) and (certificate in links[:1] or not path.is_ca(certificate))
    role = "leaf" if is_leaf else "root" if _is_root(certificate, roots) else "intermediate"
    known = "trust store" if certificate in roots else "intermediates"
    return ChainLink(
        subject=_name(certificate.subject),
        issuer=_name(certificate.issuer),
        role=role,
        source="pasted" if certificate in pasted else known,
        not_after=certificate.not_valid_after_utc,
        sha256=certificate.fingerprint(SHA256()).hex(),
    )


def _name(name: x509.Name) -> str:
    return names.text(names.attributes(name))


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


def _judge(
    traced: Traced, pasted: Sequence[Certificate], *, at: datetime, roots: TrustStore, host: str | None
) -> Iterator[Finding]:
    leaf = traced.path[0]
    if not path.is_leaf(leaf):
        yield findings.make("chain.no_leaf", _name(leaf.subject))
    yield from _judge_dates(traced.path, at)
    yield from _judge_end(traced, pasted, roots)
    if host is not None and path.is_leaf(leaf) and not is_covered(*path.hosts(leaf), host):
        reason = names.why_not_covered(path.hosts(leaf)[0], host)
        yield findings.make("chain.host_not_covered", _name(leaf.subject), host=host, reason=reason)
    elif traced.refused and traced.path[-1] in roots and all(path.is_valid(each, at) for each in traced.path):
        yield findings.make("chain.refused", traced.refused)
    yield from _judge_order(traced.path, pasted)


def _judge_dates(links: Sequence[Certificate], at: datetime) -> Iterator[Finding]:
    for place, each in enumerate(links):
        if at > each.not_valid_after_utc:
            code = "chain.expired_intermediate" if place else "chain.expired_leaf"
            yield findings.make(code, f"{_name(each.subject)}: {each.not_valid_after_utc:%Y-%m-%d} UTC")
        if at < each.not_valid_before_utc:
            evidence = f"{_name(each.subject)}: {each.not_valid_before_utc:%Y-%m-%d} UTC"
            yield findings.make("chain.not_yet_valid", evidence)


def _judge_end(traced: Traced, pasted: Sequence[Certificate], roots: TrustStore) -> Iterator[Finding]:
    """Say why the path ends where it does, when that is not at a trusted root."""
    last, sent = traced.path[-1], _sent(traced.path, roots)
    for impostor in traced.impostors:
        yield findings.make("chain.wrong_signature", _name(impostor.subject), child=_name(last.subject))
    absent = [each.subject for each in sent if each not in pasted]
    if not _is_root(last, roots):
        absent.append(last.issuer)
    if absent and not traced.impostors:
        yield findings.make("chain.missing_intermediate", "; ".join(map(_name, absent)))
    if path.is_self_issued(last) and last not in roots:
        code = "chain.self_signed" if last == traced.path[0] else "chain.untrusted_root"
        yield findings.make(code, _name(last.subject))


def _judge_order(links: Sequence[Certificate], pasted: Sequence[Certificate]) -> Iterator[Finding]:
    places = [pasted.index(each) for each in links if each in pasted]
    if places != sorted(places):
        yield findings.make("chain.wrong_order", " > ".join(str(place + 1) for place in places))
    if len(links) > 1 and path.is_self_issued(links[-1]) and links[-1] in pasted:
        yield findings.make("chain.root_included", _name(links[-1].subject))
    relatives = {name for each in links for name in (each.subject, each.issuer)}
    unused = [each for each in pasted if each not in links]
    for code, group in (
        ("chain.unneeded", [each for each in unused if each.subject in relatives]),
        ("chain.unrelated", [each for each in unused if each.subject not in relatives]),
    ):
        if group:
            yield findings.make(code, "; ".join(_name(each.subject) for each in group))
