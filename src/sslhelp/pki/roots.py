"""Trust stores: Mozilla's roots as certifi ships them, or any other set of roots, read once and kept."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import certifi
from cryptography import x509
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.verification import Store

from sslhelp.pki import reading
from sslhelp.policy import root_programme

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date, datetime

    from cryptography.x509 import Certificate, Name

    from sslhelp.policy.root_programme import RootProgramme


@dataclass(frozen=True, slots=True)
class TrustStore:
    """Roots to trust: as the verifier wants them (`store`, None when there are none), and by their subject.

    `programme` holds the terms on which they are trusted; None for roots that are trusted without any.
    """

    store: Store | None
    by_subject: Mapping[Name, tuple[Certificate, ...]]
    programme: RootProgramme | None = None

    @classmethod
    def of(cls, certificates: Iterable[bytes], programme: RootProgramme | None = None) -> TrustStore:
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
        named = {name: tuple(found) for name, found in by_subject.items()}
        return cls(Store(roots) if roots else None, named, programme)

    def __contains__(self, certificate: Certificate) -> bool:
        return certificate in self.by_subject.get(certificate.subject, ())

    def distrusted_after(self, root: Certificate) -> datetime | None:
        """Return the moment after which certificates must not have begun (notBefore) to be trusted below `root`.

        None when there is no such moment. Those from before are trusted until they expire. Roots that have lost their
        trust since are known too, so that a customer who pastes one can be told.
        """
        if self.programme is None:
            return None
        return self.programme.distrusted.get(root.fingerprint(SHA256()).hex())

    def websites_until(self, root: Certificate) -> date | None:
        """Return the day on which `root` is to lose its trust for websites, whatever was issued below it before.

        None for a root that is not in this store, or trusted without a term. The age of its key is taken from its
        notBefore; a key that is older than its certificate leaves earlier.
        """
        if self.programme is None or root not in self:
            return None
        return self.programme.websites_until(root.not_valid_before_utc.date())


@cache
def mozilla() -> TrustStore:
    """Return the roots that Mozilla trusts for websites, as certifi ships them; read at the first call."""
    return TrustStore.of(_pem_certificates(Path(certifi.where()).read_bytes()), root_programme.mozilla())


def _pem_certificates(bundle: bytes) -> list[bytes]:
    with reading.quiet():
        return [each.public_bytes(Encoding.DER) for each in x509.load_pem_x509_certificates(bundle)]
