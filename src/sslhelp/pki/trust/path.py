"""From the leaf to a root: the verdict of `cryptography`, and the path traced by ourselves where it refuses."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cryptography import x509
from cryptography.x509.verification import Criticality, ExtensionPolicy, PolicyBuilder, VerificationError

from sslhelp.pki.asn1 import reading
from sslhelp.pki.hosts import coverage, names

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from cryptography.x509.verification import Policy, ServerVerifier

    from sslhelp.pki.asn1.issued import Certificate
    from sslhelp.pki.trust.roots import TrustStore

_MAX_PATH = 10
_MAX_SIGNATURE_CHECKS = 100
_MAX_CANDIDATES = 128


@dataclass(frozen=True, slots=True)
class Traced:
    """A path, leaf first, as far as it goes.

    `trusted`: it ends at a trusted root and the verifier agrees. `refused`: what the verifier said when it does not.
    `impostors` carry the name of a missing issuer but did not sign.
    """

    path: tuple[Certificate, ...]
    trusted: bool
    refused: str = ""
    impostors: tuple[Certificate, ...] = ()


def find(
    leaf: Certificate, others: Sequence[Certificate], *, at: datetime, roots: TrustStore, host: str | None
) -> Traced:
    """Verify `leaf` as a server's certificate for `host` (its own first name without one), else say how far it gets.

    Without a host, a certificate for another use, or a CA's, is verified without regard to names and usages.
    """
    others = others[:_MAX_CANDIDATES]
    if roots.store is None or leaf.loaded is None:
        return trace(
            leaf, others, at=at, roots=roots, refused="" if leaf.loaded else "it is not encoded as it should be"
        )
    policy = PolicyBuilder().store(roots.store).time(at)
    candidates = [each.loaded for each in others if each.loaded]
    refused = ""
    if host is not None or is_for_servers(leaf):
        try:
            chain = _server_verifier(policy, leaf, host).verify(leaf.loaded, candidates)
            return Traced(_ours(chain, leaf, others, roots), trusted=True)
        except (VerificationError, *reading.UNREADABLE) as error:
            refused = _rule(error)
    try:
        any_use = policy.extension_policies(ca_policy=_SIGNS_OTHERS, ee_policy=ExtensionPolicy.permit_all())
        chain = any_use.build_client_verifier().verify(leaf.loaded, candidates).chain
        return Traced(_ours(chain, leaf, others, roots), trusted=not refused, refused=refused)
    except (VerificationError, *reading.UNREADABLE) as error:
        return trace(leaf, others, at=at, roots=roots, refused=refused or _rule(error))


def _must_be_ca(policy: Policy, certificate: x509.Certificate, basic: x509.BasicConstraints) -> None:  # noqa: ARG001
    if not basic.ca:
        raise ValueError("basicConstraints does not make it a CA")


_SIGNS_OTHERS = ExtensionPolicy.permit_all().require_present(x509.BasicConstraints, Criticality.AGNOSTIC, _must_be_ca)


def _ours(
    chain: Iterable[x509.Certificate], leaf: Certificate, others: Sequence[Certificate], roots: TrustStore
) -> tuple[Certificate, ...]:
    """Return a verified chain as our own certificates: what was given, and a root at the end."""
    given = {each.loaded: each for each in (*others, leaf)}
    path: list[Certificate] = []
    for certificate in chain:
        known = given.get(certificate)
        path.append(known or next(root for root in roots.named(path[-1].issuer_name) if root.loaded == certificate))
    return tuple(path)


def _rule(error: Exception) -> str:
    """Return the rule that the verifier names, without the words around it."""
    return str(error).partition(" (encountered")[0].rpartition("exhausted: ")[2].removeprefix("validation failed: ")


def trace(leaf: Certificate, others: Sequence[Certificate], *, at: datetime, roots: TrustStore, refused: str) -> Traced:
    """Follow signatures from the leaf upward, preferring trusted roots and certificates that are valid at the time."""
    path = [leaf]
    checks = 0
    while len(path) < _MAX_PATH and not path[-1].ends_chain and path[-1] not in roots:
        child = path[-1]
        known = [*roots.named(child.issuer_name), *(each for each in others if each.subject_name == child.issuer_name)]
        known = [each for each in dict.fromkeys(known) if each not in path][: _MAX_SIGNATURE_CHECKS - checks]
        checks += len(known)
        signers = [each for each in known if child.is_signed_by(each)]
        if not signers:
            return Traced(tuple(path), trusted=False, refused=refused, impostors=tuple(known))
        path.append(min(signers, key=lambda each: (not each.is_valid(at), each not in roots)))
    return Traced(tuple(path), trusted=False, refused=refused)


def is_leaf(certificate: Certificate) -> bool:
    """Say whether a certificate is made for a server or a person; a self-made one is often both leaf and CA."""
    return not certificate.is_ca or bool(certificate.names.dns or certificate.names.addresses)


def is_for_servers(certificate: Certificate) -> bool:
    """Say whether a certificate is for TLS servers: by its extended key usage, or by its names when it has none.

    One whose extensions cannot be read counts as a server's, so that it is not let off.
    """
    if certificate.purposes is None or certificate.is_ca:
        return certificate.extensions is None or bool(certificate.names.dns or certificate.names.addresses)
    return "serverAuth" in certificate.purposes


def choose_leaf(pasted: Sequence[Certificate], host: str | None) -> Certificate:
    """Return the certificate that the others are there for: a leaf for `host`, any leaf, or the lowest CA."""
    leaves = [each for each in pasted if is_leaf(each)]
    if host is not None:
        leaves = [each for each in leaves if coverage.is_covered(each.names.dns, each.names.addresses, host)] or leaves
    issuers = {each.issuer_name for each in pasted if not each.is_self_issued}
    lowest = [each for each in leaves or pasted if each.subject_name not in issuers]
    return (lowest or leaves or pasted)[0]


def _server_verifier(policy: PolicyBuilder, leaf: Certificate, host: str | None) -> ServerVerifier:
    """Return the verifier for `host`, or else for the first of the leaf's own names that is one.

    Raises ValueError when there is none that the verifier accepts as a name.
    """
    for name in [host] if host is not None else [*leaf.names.dns, *leaf.names.addresses]:
        address = names.address(name)
        try:
            subject = x509.IPAddress(address) if address else x509.DNSName(name.replace("*.", "www.", 1))
            return policy.build_server_verifier(subject)
        except ValueError:
            continue
    raise ValueError("it has no name that can be verified")
