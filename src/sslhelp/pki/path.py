"""From the leaf to a root: the verdict of `cryptography`, and the path traced by ourselves where it refuses."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cryptography import x509
from cryptography.x509.oid import ExtendedKeyUsageOID
from cryptography.x509.verification import Criticality, ExtensionPolicy, PolicyBuilder, VerificationError

from sslhelp.pki import names, reading, signatures
from sslhelp.pki.certificate import is_covered

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from cryptography.x509 import Certificate, Extensions
    from cryptography.x509.verification import Policy

    from sslhelp.pki.roots import TrustStore

_MAX_PATH = 10
_MAX_SIGNATURE_CHECKS = 100


@dataclass(frozen=True, slots=True)
class Traced:
    """A path, leaf first, as far as it goes.

    `trusted`: it ends at a trusted root and the verifier agrees. `refused`: what the verifier said of the leaf (or of
    the path) when it does not. `impostors` carry the name of a missing issuer but did not sign.
    """

    path: tuple[Certificate, ...]
    trusted: bool
    refused: str
    impostors: tuple[Certificate, ...] = ()


def find(
    leaf: Certificate, others: Sequence[Certificate], *, at: datetime, roots: TrustStore, host: str | None
) -> Traced:
    """Verify `leaf` as a server's certificate for `host` (its own first name without one), else say how far it gets.

    Without a host, a certificate for another use, or a CA's, is verified without regard to names and usages.
    """
    if roots.store is None:
        return trace(leaf, others, at=at, roots=roots, refused="")
    policy = PolicyBuilder().store(roots.store).time(at)
    refused = ""
    if host is not None or is_for_servers(leaf):
        try:
            verifier = policy.build_server_verifier(_verifiable_name(leaf, host))
            return Traced(tuple(verifier.verify(leaf, list(others))), trusted=True, refused="")
        except (VerificationError, *reading.UNREADABLE) as error:
            refused = _rule(error)
    try:
        any_use = policy.extension_policies(ca_policy=_SIGNS_OTHERS, ee_policy=ExtensionPolicy.permit_all())
        chain = any_use.build_client_verifier().verify(leaf, list(others)).chain
        return Traced(tuple(chain), trusted=not refused, refused=refused)
    except (VerificationError, *reading.UNREADABLE) as error:
        return trace(leaf, others, at=at, roots=roots, refused=refused or _rule(error))


def _must_be_ca(policy: Policy, certificate: Certificate, basic: x509.BasicConstraints) -> None:  # noqa: ARG001
    if not basic.ca:
        raise ValueError("basicConstraints does not make it a CA")


_SIGNS_OTHERS = ExtensionPolicy.permit_all().require_present(x509.BasicConstraints, Criticality.AGNOSTIC, _must_be_ca)


def _rule(error: Exception) -> str:
    """Return the rule that the verifier names, without the words around it."""
    return str(error).partition(" (encountered")[0].rpartition("exhausted: ")[2].removeprefix("validation failed: ")


def trace(leaf: Certificate, others: Sequence[Certificate], *, at: datetime, roots: TrustStore, refused: str) -> Traced:
    """Follow signatures from the leaf upward, preferring trusted roots and certificates that are valid at the time."""
    path = [leaf]
    checks = 0
    while len(path) < _MAX_PATH and not is_self_issued(path[-1]):
        child = path[-1]
        known = [*roots.by_subject.get(child.issuer, ()), *(each for each in others if each.subject == child.issuer)]
        known = [each for each in known if each not in path][: _MAX_SIGNATURE_CHECKS - checks]
        checks += len(known)
        signers = [each for each in known if signed(child, each)]
        if not signers:
            return Traced(tuple(path), trusted=False, refused=refused, impostors=tuple(known))
        path.append(min(signers, key=lambda each: (not is_valid(each, at), each not in roots)))
    return Traced(tuple(path), trusted=False, refused=refused)


def extensions(certificate: Certificate) -> Extensions | None:
    """Return a certificate's extensions, None when they cannot be read."""
    try:
        return certificate.extensions
    except reading.UNREADABLE:
        return None


def hosts(certificate: Certificate) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the DNS names and the IP addresses among a certificate's alternative names."""
    alternative = reading.extension(extensions(certificate), x509.SubjectAlternativeName)
    if alternative is None:
        return (), ()
    addresses = map(str, alternative.get_values_for_type(x509.IPAddress))
    return tuple(alternative.get_values_for_type(x509.DNSName)), tuple(addresses)


def is_ca(certificate: Certificate) -> bool:
    """Say whether a certificate may sign others (RFC 5280 4.2.1.9)."""
    basic = reading.extension(extensions(certificate), x509.BasicConstraints)
    return basic is not None and basic.ca


def is_leaf(certificate: Certificate) -> bool:
    """Say whether a certificate is made for a server or a person; a self-made one is often both leaf and CA."""
    return not is_ca(certificate) or any(hosts(certificate))


def is_for_servers(certificate: Certificate) -> bool:
    """Say whether a certificate is for TLS servers: by its extended key usage, or by its names when it has none.

    One whose extensions cannot be read counts as a server's, so that it is not let off.
    """
    found = extensions(certificate)
    usage = reading.extension(found, x509.ExtendedKeyUsage)
    if usage is None or is_ca(certificate):
        return found is None or any(hosts(certificate))
    return ExtendedKeyUsageOID.SERVER_AUTH in usage


def is_self_issued(certificate: Certificate) -> bool:
    """Say whether a certificate names itself as its issuer."""
    return certificate.subject == certificate.issuer


def is_valid(certificate: Certificate, at: datetime) -> bool:
    """Say whether `at` lies in a certificate's validity, both ends included."""
    return certificate.not_valid_before_utc <= at <= certificate.not_valid_after_utc


def signed(child: Certificate, issuer: Certificate) -> bool:
    """Say whether `issuer` signed `child`; False too when its algorithm is not one that can be checked."""
    return signatures.of_certificate(child, issuer) is True


def choose_leaf(pasted: Sequence[Certificate], host: str | None) -> Certificate:
    """Return the certificate that the others are there for: a leaf for `host`, any leaf, or the lowest CA."""
    leaves = [each for each in pasted if is_leaf(each)]
    if host is not None:
        leaves = [each for each in leaves if is_covered(*hosts(each), host)] or leaves
    issuers = {each.issuer for each in pasted if not is_self_issued(each)}
    lowest = [each for each in leaves or pasted if each.subject not in issuers]
    return (lowest or leaves or pasted)[0]


def _verifiable_name(leaf: Certificate, host: str | None) -> x509.DNSName | x509.IPAddress:
    """Return `host`, or else the leaf's own first name; raises ValueError when the verifier accepts none as a name."""
    dns_names, addresses = hosts(leaf)
    for name in [host] if host is not None else [*dns_names, *addresses]:
        address = names.address(name)
        try:
            return x509.IPAddress(address) if address else x509.DNSName(name.replace("*.", "www.", 1))
        except ValueError:
            continue
    raise ValueError("it has no name that can be verified")
