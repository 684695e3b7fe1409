"""Trust stores: Mozilla's roots as certifi ships them, or any other set of roots, read once and kept."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import certifi
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.verification import Store

from sslhelp.pki import reading

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from cryptography.x509 import Certificate, Name


@dataclass(frozen=True, slots=True)
class TrustStore:
    """Roots to trust: as the verifier wants them (`store`, None when there are none), and by their subject."""

    store: Store | None
    by_subject: Mapping[Name, tuple[Certificate, ...]]

    @classmethod
    def of(cls, certificates: Iterable[bytes]) -> TrustStore:
        """Make a trust store of DER certificates; those that cannot be read are left out."""
        by_subject: defaultdict[Name, list[Certificate]] = defaultdict(list)
        with reading.quiet():
            for der in certificates:
                try:
                    certificate = x509.load_der_x509_certificate(der)
                    by_subject[certificate.subject].append(certificate)
                except reading.UNREADABLE:
                    continue
        roots = [root for found in by_subject.values() for root in found]
        return cls(Store(roots) if roots else None, {name: tuple(found) for name, found in by_subject.items()})

    def __contains__(self, certificate: Certificate) -> bool:
        return certificate in self.by_subject.get(certificate.subject, ())


@cache
def mozilla() -> TrustStore:
    """Return the roots that Mozilla trusts for websites, as certifi ships them; read at the first call."""
    return TrustStore.of(_pem_certificates(Path(certifi.where()).read_bytes()))


def _pem_certificates(bundle: bytes) -> list[bytes]:
    with reading.quiet():
        return [each.public_bytes(Encoding.DER) for each in x509.load_pem_x509_certificates(bundle)]
