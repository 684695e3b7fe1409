"""Cases of two pastes compared: a CSR and a certificate, an older and a newer certificate."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import timedelta

from sslhelp.pki import certificate, csr, pair
from tests import factories
from tests.factories import AT, Key
from tests.unit.pki.findings.cases import Case, Findings

KEY, OTHER_KEY = factories.ec_key(), factories.ec_key()
NAMES = "www.example.com", "example.com"
DV, OV, EV = "2.23.140.1.2.1", "2.23.140.1.2.2", "2.23.140.1.1"


def matched(names: Sequence[str] = NAMES, key: Key = KEY) -> Callable[[], Findings]:
    """A CSR beside a certificate with these names and this key."""
    request = csr.read(factories.csr(NAMES, key=KEY), at=AT)
    made = certificate.read(factories.certificate(names, key=key).der, at=AT)
    return lambda: pair.match_key(request, made).findings


def renewed(
    names: Sequence[str] = NAMES, *, key: Key = OTHER_KEY, policy: str = OV, days: int = 89
) -> Callable[[], Findings]:
    """An OV certificate beside one that was issued a day later, with these contents."""
    older = factories.certificate(NAMES, key=KEY, policies=(OV,), not_before=AT - timedelta(days=1), days=90)
    newer = factories.certificate(names, key=key, policies=(policy,), not_before=AT, days=days)
    return lambda: pair.renewal(*(certificate.read(each.der, at=AT) for each in (older, newer))).findings


CASES: dict[str, Case] = {
    "pair.key_differs": Case(matched(key=OTHER_KEY), matched()),
    "pair.names_missing": Case(matched(["www.example.com"]), matched(["*.example.com", "example.com"])),
    "pair.key_kept": Case(renewed(key=KEY), renewed()),
    "pair.names_lost": Case(renewed(["www.example.com"]), renewed(["*.example.com", "example.com"])),
    "pair.validation_lower": Case(renewed(policy=DV), renewed(policy=EV)),
    "pair.ends_earlier": Case(renewed(days=88), renewed(days=89)),
}
