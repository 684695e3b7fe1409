"""The domain-validation records that Sectigo (PositiveSSL, GoGetSSL and others under its roots) expects for a CSR."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from sslhelp.model.pki import Dcv, DcvRecord
from sslhelp.pki import names

if TYPE_CHECKING:
    from collections.abc import Sequence

MAX_NAMES = 100

_NOTE = (
    "Expected values, for this CSR only. The order page decides: it may add a value of its own (uniqueValue) to the "
    "CNAME target and as a third line of the file. One method is enough for each name; a file never proves a wildcard."
)


def sectigo(encoding: bytes, hosts: Sequence[str]) -> Dcv | None:
    """Return the CNAME and file records for the DER `encoding` of a CSR, or None when no host can be validated.

    Sectigo's request token: SHA-256 of the DER encoding, in the CNAME target split after 32 digits, with the MD5 of
    the same bytes as the place: in lower case in DNS, in upper case as the file's name. The first `MAX_NAMES` hosts.
    """
    wanted = [host.lower() for host in dict.fromkeys(hosts) if not names.faults(host) and not names.address(host)]
    if not wanted:
        return None
    place = hashlib.md5(encoding, usedforsecurity=False).hexdigest()
    token = hashlib.sha256(encoding).hexdigest()
    records: dict[DcvRecord, None] = {}
    for host in wanted[:MAX_NAMES]:
        domain = host.removeprefix("*.")
        target = f"{token[:32]}.{token[32:]}.sectigo.com"
        records[DcvRecord("cname", domain, f"_{place}.{domain}", target)] = None
        if domain == host:
            url = f"http://{host}/.well-known/pki-validation/{place.upper()}.txt"
            records[DcvRecord("file", host, url, f"{token}\nsectigo.com")] = None
    return Dcv("Sectigo", tuple(records), _NOTE)
