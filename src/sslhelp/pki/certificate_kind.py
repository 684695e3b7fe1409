"""What kind of certificate one is, and which rules are made for it."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from sslhelp.pki.asn1 import oids
from sslhelp.pki.hosts import names
from sslhelp.pki.hosts.name_faults import Fault

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from sslhelp.pki.asn1.issued import Certificate
    from sslhelp.pki.hosts.names import Judged

PRIVATE_NAMES = frozenset({Fault.INTERNAL, Fault.RESERVED_IP})
"""What makes a name one that only a private CA issues for."""

_TLS_VALIDATIONS = frozenset({"DV", "OV", "IV", "EV"})


def kind(certificate: Certificate) -> str:
    """Tell what a certificate is for by its extensions, the rarer purposes first."""
    if certificate.is_precertificate:
        return "precertificate"
    if certificate.is_ca:
        return "ca"
    usages = certificate.purposes or ()
    if "serverAuth" in usages or (not usages and (certificate.names.dns or certificate.names.addresses)):
        return "tls"
    if "codeSigning" in usages:
        return "code_signing"
    return "smime" if "emailProtection" in usages else "other"


def judged(certificate: Certificate) -> list[Judged]:
    """Judge the names of a certificate for servers, the first of them."""
    listed = (*certificate.names.dns, *certificate.names.addresses)
    count = len(certificate.names.dns)
    return [names.judge(name, dns=place < count) for place, name in enumerate(names.first(listed))]


def is_private(hosts: Iterable[Judged]) -> bool:
    """Say whether a certificate for these is a private CA's beyond doubt: one is a name that no public CA issues for.

    The rules of the CA/B Forum and of the browsers' root programmes are not for those.
    """
    return any(PRIVATE_NAMES & {*each.faults} for each in hosts)


def days(not_before: datetime, not_after: datetime) -> int:
    """Count the days of a validity period: both ends belong to it, and a day begun is a day (TLS BR 6.3.2)."""
    return -((not_before - not_after - timedelta(seconds=1)) // timedelta(days=1))


def scts_wanted(certificate: Certificate) -> int | None:
    """Return how many logs a publicly trusted TLS certificate must be in, None where nobody asks for any.

    Chrome's CT policy: two for a lifetime of at most 180 days, three for a longer one. Only a policy of the CA/B Forum
    tells a public certificate from a private CA's.
    """
    start, end = certificate.not_before, certificate.not_after
    is_public = any(oids.VALIDATION_POLICIES.get(policy) in _TLS_VALIDATIONS for policy in certificate.policies)
    if start is None or end is None or not is_public or kind(certificate) != "tls":
        return None
    return 2 if days(start, end) <= 180 else 3
