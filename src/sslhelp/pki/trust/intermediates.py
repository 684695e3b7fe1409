"""Where a missing intermediate is looked for: in what the shop keeps, and what it may keep of a customer's chain.

No URL that a certificate names is ever fetched.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sslhelp.model.pki import Verdict
from sslhelp.model.store import Intermediate
from sslhelp.pki.asn1 import issued, reading

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from datetime import datetime

    from sslhelp.model.pki import ChainReport
    from sslhelp.model.store import Store


def named(certificates: Iterable[bytes]) -> list[Intermediate]:
    """Return DER certificates with their encoded subjects, once each; those that cannot be read are left out."""
    read = map(issued.read, dict.fromkeys(certificates))
    return [Intermediate(each.encoding, each.subject_name) for each in read if each]


@dataclass(frozen=True, slots=True)
class Kept:
    """The intermediates of the shop's store, as `model.store.Intermediates`: imported by the operator, or learned."""

    store: Store
    clock: Callable[[], datetime]

    def of(self, subject: bytes) -> Sequence[bytes]:
        """Return the certificates with this subject, newest first; raises StoreError when the store is away."""
        return self.store.intermediates_of(subject)

    def learn(self, certificates: Sequence[bytes]) -> None:
        """Keep intermediates (DER), which must be `proven`; raises StoreError when the store is away."""
        if certificates:
            self.store.learn_intermediates(named(certificates), at=self.clock())


def proven(report: ChainReport, pasted: Iterable[bytes]) -> list[bytes]:
    """Return those of the pasted certificates (DER) that are intermediates of a path up to a trusted root.

    None unless the chain is complete, for only then the verifier has accepted the path.
    """
    if report.verdict is not Verdict.COMPLETE:
        return []
    on_path = {link.sha256 for link in report.path if link.role == "intermediate"}
    return [der for der in dict.fromkeys(pasted) if reading.sha256(der) in on_path]
