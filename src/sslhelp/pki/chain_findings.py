"""Why a chain cannot work as it is, and what in it is worth mending: the explanation beside the verifier's verdict."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from sslhelp.model.pki import one_line
from sslhelp.pki import findings, key_faults
from sslhelp.pki.asn1 import oids
from sslhelp.pki.hosts import coverage
from sslhelp.pki.trust import name_constraints, path
from sslhelp.policy.words import in_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from sslhelp.model.pki import Finding
    from sslhelp.pki.asn1.issued import Certificate
    from sslhelp.pki.trust.path import Traced
    from sslhelp.pki.trust.roots import TrustStore

_MUST_BE_CRITICAL = frozenset({"2.5.29.36", "2.5.29.54"})
"""Policy constraints and inhibit anyPolicy (RFC 5280 4.2.1.11, 4.2.1.14)."""


def judge(
    traced: Traced,
    pasted: Sequence[Certificate],
    absent: Sequence[Certificate],
    *,
    at: datetime,
    roots: TrustStore,
    host: str | None,
) -> Iterator[Finding]:
    """Find what is wrong with a path and with what was pasted around it, at the time `at`, for `host` if given.

    `absent` are the certificates of the path that nobody pasted or supplied.
    """
    leaf = traced.path[0]
    impostors = _impostors(traced, pasted, absent)
    if not path.is_leaf(leaf):
        yield findings.make("chain.no_leaf", name(leaf))
    explained = [
        *_judge_dates(traced, pasted, at),
        *(findings.make("chain.wrong_signature", name(each), child=name(child)) for child, each in impostors),
        *([] if impostors else _judge_gap(traced, absent, roots)),
        *_judge_root(traced.path, roots),
        *_judge_links(traced.path, roots),
        *_judge_strength(traced.path, roots),
        *_judge_trust(traced.path, roots),
    ]
    if host is not None and path.is_leaf(leaf) and not coverage.is_covered(leaf.names.dns, leaf.names.addresses, host):
        reason = coverage.why_not_covered((*leaf.names.dns, *leaf.names.addresses), host)
        explained.append(findings.make("chain.host_not_covered", name(leaf), host=host, reason=reason))
    elif traced.refused and host is not None and not path.is_for_servers(leaf):
        explained.append(findings.make("chain.purpose", ", ".join(leaf.purposes or ()) or name(leaf)))
    is_explained = leaf.loaded is not None and any(finding.severity.blocks for finding in explained)
    if traced.refused and not is_explained:
        explained.append(findings.make("chain.refused", traced.refused))
    yield from explained
    told = {each for _, each in impostors}
    yield from _judge_order(traced.path, [each for each in pasted if each not in told])


def _impostors(
    traced: Traced, pasted: Sequence[Certificate], absent: Sequence[Certificate]
) -> list[tuple[Certificate, Certificate]]:
    """Return what was pasted in the place of an issuer that is not there: the child, and a namesake that did not sign.

    One of another name and key is merely not needed; so is a namesake beside the issuer itself.
    """
    lacking = [child for child, issuer in pairwise(traced.path) if issuer in absent]
    found = [
        (child, each)
        for child in lacking
        for each in pasted
        if each.subject_name == child.issuer_name and each not in traced.path
    ]
    return found + [(traced.path[-1], each) for each in traced.impostors if each in pasted]


def name(certificate: Certificate) -> str:
    """Return the name of a certificate's holder on one line."""
    return one_line(certificate.subject)


def is_root(certificate: Certificate, roots: TrustStore) -> bool:
    """Say whether a certificate ends a chain: it names itself as its issuer, or is trusted as it is."""
    return certificate in roots or certificate.ends_chain


def _judge_dates(traced: Traced, pasted: Sequence[Certificate], at: datetime) -> Iterator[Finding]:
    for place, each in enumerate(traced.path):
        if each.not_after is not None and each.has_expired(at):
            code = "chain.expired_intermediate" if place else "chain.expired_leaf"
            yield findings.make(code, f"{name(each)}: {each.not_after:%Y-%m-%d} UTC")
        if each.not_before is not None and not each.has_begun(at):
            yield findings.make("chain.not_yet_valid", f"{name(each)}: {each.not_before:%Y-%m-%d} UTC")
    subjects = {each.subject_name for each in traced.path}
    avoided = [
        each for each in pasted if each not in traced.path and each.subject_name in subjects and each.has_expired(at)
    ]
    if traced.trusted and avoided:
        yield findings.make("chain.expired_avoided", "; ".join(map(name, avoided)))


def _judge_gap(traced: Traced, absent: Sequence[Certificate], roots: TrustStore) -> Iterator[Finding]:
    """Name what is missing on the way to a root."""
    last = traced.path[-1]
    missing = [name(each) for each in absent if not is_root(each, roots)]
    if not is_root(last, roots):
        missing.append(one_line(last.issuer))
    if missing:
        yield findings.make("chain.missing_intermediate", "; ".join(missing))


def _judge_root(links: Sequence[Certificate], roots: TrustStore) -> Iterator[Finding]:
    """Say whose root it is at which the path ends, when nobody trusts it."""
    leaf, last = links[0], links[-1]
    if not last.ends_chain or last in roots:
        return
    if last == leaf:
        yield findings.make("chain.self_signed", name(last))
    elif roots.programme and path.is_leaf(leaf) and not path.is_for_servers(leaf):
        yield findings.make("chain.root_not_for_sites", name(last))
    else:
        yield findings.make("chain.untrusted_root", name(last))


def _judge_links(links: Sequence[Certificate], roots: TrustStore) -> Iterator[Finding]:
    """Judge what each certificate allows the ones below it (RFC 5280 6.1.4)."""
    for below, (child, issuer) in enumerate(pairwise(links)):
        if not issuer.is_ca and not (issuer.version == 1 and issuer in roots):
            yield findings.make("chain.not_a_ca", name(issuer), child=name(child))
        elif issuer.key_usage is not None and "keyCertSign" not in issuer.key_usage:
            yield findings.make("chain.may_not_sign", name(issuer), child=name(child))
        most = issuer.constraints.path_length if issuer.constraints else None
        between = sum(not each.is_self_issued for each in links[1 : below + 1])
        if most is not None and between > most:
            yield findings.make("chain.path_length", f"{name(issuer)}: {between} below, {most} allowed")
        outside = name_constraints.violation(issuer, links[0])
        if outside:
            yield findings.make("chain.name_constraints", outside, issuer=name(issuer))


def _judge_strength(links: Sequence[Certificate], roots: TrustStore) -> Iterator[Finding]:
    """Judge keys and hashes above the leaf, and the identifiers by which strict software builds a path."""
    for each in links[1:]:
        if not (each in roots and roots.programme):  # a root programme has looked at its own
            yield from _judge_authority(each)
    for each in links:
        oid = each.outline.algorithm.oid
        if oid in oids.WEAK_HASH_ALGORITHMS and not is_root(each, roots):
            yield findings.make("chain.weak_hash", f"{name(each)}: {oids.SIGNATURE_ALGORITHMS[oid]}")
        if each.is_ca and each.subject_key is None and each not in roots:
            yield findings.make("chain.key_identifier", f"{name(each)}: no subject key identifier")
        if not is_root(each, roots) and (each.authority_key is None or each.authority_key.key is None):
            yield findings.make("chain.key_identifier", f"{name(each)}: no authority key identifier")


def _judge_authority(authority: Certificate) -> Iterator[Finding]:
    signer = authority.authority_key
    for _, evidence in key_faults.of(authority.key) if authority.key else ():
        yield findings.make("chain.weak_key", f"{name(authority)}: {evidence}")
    if authority.ends_chain and authority.purposes is not None:
        yield findings.make("chain.root_profile", f"{name(authority)}: extended key usage")
    if authority.ends_chain and signer and (signer.names_issuer or signer.key != authority.subject_key):
        yield findings.make("chain.root_profile", f"{name(authority)}: authority key identifier")
    if authority.ends_chain and authority.subject_key is None:
        yield findings.make("chain.root_profile", f"{name(authority)}: no subject key identifier")
    lax = [each.oid for each in authority.extensions or () if each.oid in _MUST_BE_CRITICAL and not each.critical]
    for oid in lax:
        yield findings.make("chain.not_critical", f"{name(authority)}: {oids.EXTENSIONS[oid]}")


def _judge_trust(links: Sequence[Certificate], roots: TrustStore) -> Iterator[Finding]:
    """Judge the terms on which the root is trusted."""
    leaf, root = links[0], links[-1]
    last_day = roots.distrusted_after(root)
    if last_day is not None and leaf.not_before is not None and leaf.not_before > last_day:
        yield findings.make("chain.root_distrusted", f"{name(root)}: {last_day:%Y-%m-%d}", day=in_words(last_day))
    elif last_day is not None:
        yield findings.make("chain.root_distrust_ahead", f"{name(root)}: {last_day:%Y-%m-%d}", day=in_words(last_day))
    leaves = roots.websites_until(root)
    if leaves is not None and path.is_leaf(leaf) and leaf.not_after is not None and leaves < leaf.not_after.date():
        yield findings.make("chain.root_leaves", f"{name(root)}: {leaves:%Y-%m-%d}", day=in_words(leaves))


def _judge_order(links: Sequence[Certificate], pasted: Sequence[Certificate]) -> Iterator[Finding]:
    places = [pasted.index(each) for each in links if each in pasted]
    if places != sorted(places):
        yield findings.make("chain.wrong_order", " > ".join(str(place + 1) for place in places))
    if len(links) > 1 and links[-1].ends_chain and links[-1] in pasted:
        yield findings.make("chain.root_included", name(links[-1]))
    unused = [each for each in pasted if each not in links]
    held = {(each.subject_name, each.spki) for each in links}
    crossed = [each for each in unused if (each.subject_name, each.spki) in held]
    holders = {each.subject_name for each in links}
    relatives = {*holders, links[-1].issuer_name}
    related = [each for each in unused if each.subject_name in relatives or each.issuer_name in holders]
    for code, group in (
        ("chain.cross_signed", crossed),
        ("chain.unneeded", [each for each in related if each not in crossed]),
        ("chain.unrelated", [each for each in unused if each not in related]),
    ):
        if group:
            yield findings.make(code, "; ".join(map(name, group)))
