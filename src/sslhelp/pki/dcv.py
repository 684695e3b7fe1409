"""How to prove control of the names in a CSR: the records that Sectigo expects, and the methods that the rules allow.

PositiveSSL, GoGetSSL's own brand and others under Sectigo's roots are validated alike.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sslhelp.model.pki import Dcv, DcvMethod, DcvRecord
from sslhelp.pki.hosts.names import address, is_wildcard
from sslhelp.policy.names import registrable
from sslhelp.policy.rules import rule

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from sslhelp.model.pki import Fingerprints

MAX_NAMES = 100

_NOTE = (
    "Expected values, for this CSR only. The order page decides: it may add a value of its own (uniqueValue) to the "
    "CNAME target and as a third line of the file. One method is enough for each name; a file never proves a wildcard."
)
_DNS = "A record at the name, or at a domain above it up to the registered one (TLS BR 3.2.2.4.7)."
_FILE = "A file at each name itself, on port 80 or 443; never for wildcards (TLS BR 3.2.2.4.18, 3.2.2.5.1)."
_MAILBOXES = "admin@, administrator@, hostmaster@, postmaster@ or webmaster@"


def sectigo(hosts: Sequence[str], digests: Fingerprints, *, at: datetime) -> Dcv | None:
    """Return what proves control of `hosts` for the CSR with these digests of its DER, None without hosts.

    The hosts are names without faults; the first `MAX_NAMES` count. Sectigo's request token: SHA-256 of
    the DER encoding, in the CNAME target split after 32 digits, with the MD5 of the same bytes as the place: in lower
    case in DNS, in upper case as the file's name. `at` is in UTC.
    """
    wanted = tuple(dict.fromkeys(map(str.lower, hosts[: 2 * MAX_NAMES])))[:MAX_NAMES]
    if not wanted:
        return None
    domains = tuple([host for host in wanted if not address(host)])
    return Dcv("Sectigo", _records(digests, wanted, domains), _NOTE, _methods(wanted, domains, at.date()))


def _records(digests: Fingerprints, hosts: Sequence[str], domains: Sequence[str]) -> tuple[DcvRecord, ...]:
    place, token = digests.md5, digests.sha256
    path = f"/.well-known/pki-validation/{place.upper()}.txt"
    target = f"{token[:32]}.{token[32:]}.sectigo.com"
    content = f"{token}\nsectigo.com"
    is_domain = frozenset(domains)
    records: dict[str, DcvRecord] = {}
    for host in hosts:
        domain = host.removeprefix("*.")
        if host in is_domain and domain not in records:
            records[domain] = DcvRecord("cname", domain, f"_{place}.{domain}", target)
        if domain == host:
            server = f"[{host}]" if ":" in host else host
            url = f"http://{server}{path}"
            records[url] = DcvRecord("file", host, url, content)
    return tuple(records.values())


def _methods(hosts: Sequence[str], domains: tuple[str, ...], day: date) -> tuple[DcvMethod, ...]:
    servers = tuple([host for host in hosts if not is_wildcard(host)])
    methods = [DcvMethod("dns", domains, _DNS)] if domains else []
    if servers:
        methods.append(DcvMethod("file", servers, _FILE))
    mail = rule("dcv.mail")
    if domains and mail.at(day):
        end = mail.next_step(day)
        methods.append(DcvMethod("mail", domains, _mail_note(domains), end.since if end else None))
    return tuple(methods)


def _mail_note(domains: Sequence[str]) -> str:
    """Name the addresses at the first registered domain, and say so where there are others beside it."""
    domain = domains[0].removeprefix("*.")
    domain = registrable(domain) or domain
    below = f".{domain}"
    elsewhere = [each for each in domains if not f".{each}".endswith(below)]
    others = ", likewise at the other domains" if elsewhere else ""
    return f"To {_MAILBOXES}{domain}{others}. CAs are told to prefer another method (TLS BR 3.2.2.4.4)."
