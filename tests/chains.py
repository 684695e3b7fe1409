"""A root, an intermediate and a leaf of the tests' own, and what `chain.build` says when they are pasted somehow."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import timedelta

from sslhelp.model.pki import ChainReport
from sslhelp.pki import chain
from sslhelp.pki.pasted import extract
from sslhelp.pki.trust.intermediates import named
from sslhelp.pki.trust.roots import TrustStore
from tests import factories
from tests.factories import AT, Issued

MADE = factories.chain()
ROOTS = TrustStore.of([MADE.root.der])
LEAF, INTERMEDIATE, ROOT = MADE.leaf, MADE.intermediate, MADE.root


class Known:
    """Intermediates (DER) that a shop knows, however many there are of one name: a `model.store.Intermediates`."""

    def __init__(self, certificates: Iterable[bytes]) -> None:
        self._by_subject: defaultdict[bytes, list[bytes]] = defaultdict(list)
        for each in named(certificates):
            self._by_subject[each.subject].append(each.der)

    def of(self, subject: bytes) -> Sequence[bytes]:
        """Return those with this subject, in the order in which they were given."""
        return self._by_subject.get(subject, ())


def build(
    *pasted: Issued | bytes,
    host: str | None = None,
    days_later: int = 0,
    known: Sequence[Issued] = (),
    roots: TrustStore = ROOTS,
) -> ChainReport:
    """The report on what is pasted, some days after `AT`, with further intermediates `known` to the shop."""
    return chain.build(
        [each if isinstance(each, bytes) else each.der for each in pasted],
        at=AT + timedelta(days=days_later),
        roots=roots,
        intermediates=Known([each.der for each in known]),
        host=host,
    )


def bundled(report: ChainReport) -> list[bytes | None]:
    """The certificates (DER) in the mended bundle, in their order; none without one."""
    return [block.der for block in extract.extract(report.bundle_pem or "").blocks]


def again(authority: Issued, *, issuer: Issued | None = None, days: int = 3650) -> Issued:
    """Another certificate for an authority's name and key."""
    (attribute,) = authority.certificate.subject
    return factories.authority(str(attribute.value), issuer=issuer, key=authority.key, days=days)
