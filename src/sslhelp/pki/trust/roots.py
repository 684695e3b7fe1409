"""Trust stores: Mozilla's roots as certifi ships them, or any other set of roots, read once and kept."""

from __future__ import annotations

from binascii import a2b_base64
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import certifi
from cryptography.x509.verification import Store

from sslhelp.pki.asn1 import issued, reading
from sslhelp.policy import root_programme

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date, datetime

    from sslhelp.pki.asn1.issued import Certificate
    from sslhelp.policy.root_programme import RootProgramme


@dataclass(frozen=True, slots=True)
class TrustStore:
    """Roots to trust: as the verifier wants them (`store`, None when there are none), and by their encoded subject.

    `programme` holds the terms on which they are trusted; None for roots that are trusted without any.
    """

    store: Store | None
    by_subject: Mapping[bytes, tuple[Certificate, ...]]
    programme: RootProgramme | None = None

    @classmethod
    def of(cls, certificates: Iterable[bytes], programme: RootProgramme | None = None) -> TrustStore:
        """Make a trust store of DER certificates; those that cannot be read are left out."""
        by_subject: defaultdict[bytes, list[Certificate]] = defaultdict(list)
        with reading.quiet():
            roots = [root for root in map(issued.read, certificates) if root and root.loaded]
            for root in roots:
                by_subject[root.subject_name].append(root)
            store = Store([root.loaded for root in roots if root.loaded]) if roots else None
        return cls(store, {name: tuple(found) for name, found in by_subject.items()}, programme)

    def named(self, subject: bytes) -> tuple[Certificate, ...]:
        """Return the roots whose encoded subject is `subject`."""
        return self.by_subject.get(subject, ())

    def __contains__(self, certificate: Certificate) -> bool:
        return certificate in self.named(certificate.subject_name)

    def distrusted_after(self, root: Certificate) -> datetime | None:
        """Return the moment after which certificates must not have begun (notBefore) to be trusted below `root`.

        None when there is no such moment. Those from before are trusted until they expire. Roots that have lost their
        trust since are known too, so that a customer who pastes one can be told.
        """
        if self.programme is None:
            return None
        return self.programme.distrusted.get(root.sha256)

    def websites_until(self, root: Certificate) -> date | None:
        """Return the day on which `root` is to lose its trust for websites, whatever was issued below it before.

        None for a root that is not in this store, or trusted without a term. The age of its key is taken from its
        notBefore; a key that is older than its certificate leaves earlier.
        """
        if self.programme is None or root not in self or root.not_before is None:
            return None
        return self.programme.websites_until(root.not_before.date())


@cache
def mozilla() -> TrustStore:
    """Return the roots that Mozilla trusts for websites, as certifi ships them; read at the first call."""
    return TrustStore.of(_shipped(), root_programme.mozilla())


def _shipped() -> list[bytes]:
    """Return certifi's roots in DER. The file is in good order, so its base64 is read without any mending."""
    blocks = Path(certifi.where()).read_text("ascii").split("-----BEGIN CERTIFICATE-----")[1:]
    return [a2b_base64(block.partition("-----END")[0]) for block in blocks]
