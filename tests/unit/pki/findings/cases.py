"""How a finding comes about, and how it just does not: what the tables of cases are made of."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sslhelp.model.pki import Finding
from sslhelp.pki import certificate, csr
from tests.factories import AT, Issued

Findings = Sequence[Finding]

GARBAGE = b"\x30\x03\x02\x01\x00"
HARDLY_CSR = bytes.fromhex("300e 300430003000 300306012a 030100")
HARDLY_CERTIFICATE = bytes.fromhex("3016 300c300030003000300030003000 300306012a 030100")
"""Outlines with nothing in them."""


@dataclass(frozen=True, slots=True)
class Case:
    """Something that has a finding, and the nearest to it that has not."""

    faulty: Callable[[], Findings]
    sound: Callable[[], Findings]


def of_csr(faulty: Callable[[], bytes], sound: Callable[[], bytes]) -> Case:
    """A case of two CSRs."""
    return Case(lambda: csr.read(faulty(), at=AT).findings, lambda: csr.read(sound(), at=AT).findings)


def of_certificate(
    faulty: Callable[[], Issued | bytes],
    sound: Callable[[], Issued | bytes],
    *,
    at: tuple[datetime, datetime] = (AT, AT),
    host: str | None = None,
) -> Case:
    """A case of two certificates, each at its moment, for a host where one is given."""

    def read(issued: Issued | bytes, moment: datetime) -> Findings:
        encoding = issued if isinstance(issued, bytes) else issued.der
        return certificate.read(encoding, at=moment, host=host).findings

    return Case(lambda: read(faulty(), at[0]), lambda: read(sound(), at[1]))
