"""The report on a PKCS#10 certification request: what it says, what is wrong with it, and what to do with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sslhelp.model.pki import CsrAttribute, CsrReport
from sslhelp.pki import command, csr_findings, dcv, extensions, findings, names, oids, reading, request
from sslhelp.pki.dn import values

if TYPE_CHECKING:
    from datetime import datetime

    from sslhelp.pki.names import Judged
    from sslhelp.pki.request import Request

MOST_NAMES = 250
"""How many names the largest multi-domain products take."""

_MAX_JUDGED_NAMES = 1000


def read(der: bytes, *, at: datetime, most_names: int = MOST_NAMES) -> CsrReport:
    """Read and judge the DER encoding of a request at the time `at` (aware); whatever it holds, there is a report.

    `most_names` is how many names the shop's largest product takes.
    """
    with reading.quiet():
        found = request.read(der)
    return _report(der, found or request.NOTHING, is_readable=found is not None, at=at, most_names=most_names)


def hosts(der: bytes) -> list[Judged]:
    """Return the hosts that a request asks for, judged, without a report; none when it cannot be read."""
    return _judged(request.read(der) or request.NOTHING)


def _report(der: bytes, found: Request, *, is_readable: bool, at: datetime, most_names: int) -> CsrReport:
    judged = _judged(found)
    emails = _emails(found)
    digests = reading.fingerprints(der)
    faults = (
        list(csr_findings.judge(found, judged, most_names=most_names))
        if is_readable
        else [findings.make("csr.unreadable")]
    )
    faults.sort(key=lambda finding: -finding.severity.rank)
    public = found.key.public if found.key else None
    wanted = [meant for each in judged for meant in ([each.mended] if each.mended else names.mended_all(each.name))]
    commands = (
        command.for_every_tool(found.subject or (), wanted, emails, public) if _is_made_in_software(found) else ()
    )
    return CsrReport(
        subject=found.subject,
        dns_names=found.names.dns,
        ip_addresses=found.names.addresses,
        emails=emails,
        key=public,
        signature_algorithm=oids.SIGNATURE_ALGORITHMS.get(found.signature_oid or "", found.signature_oid),
        signature_valid=found.signature_valid,
        version=found.version,
        extensions=None if found.extensions is None else extensions.described(found.extensions),
        challenge_password=next(
            (each.text for each in found.attributes if each.oid == request.CHALLENGE_PASSWORD), None
        ),
        attributes=tuple(
            [
                CsrAttribute(each.oid, oids.REQUEST_ATTRIBUTES.get(each.oid, each.oid), each.text)
                for each in found.attributes
                if each.oid not in _SHOWN_ELSEWHERE
            ]
        ),
        fingerprints=digests,
        spki_sha256=reading.sha256(found.spki) if found.spki else None,
        dcv=dcv.sectigo([each.name.lower() for each in judged if not each.faults], digests, at=at),
        command=commands[0].text if commands else None,
        findings=tuple(faults),
        pem=reading.pem("CERTIFICATE REQUEST", der),
        commands=commands,
    )


_SHOWN_ELSEWHERE = request.EXTENSION_REQUESTS | {request.CHALLENGE_PASSWORD}


def _emails(found: Request) -> tuple[str, ...]:
    in_subject = [*values(found.subject, "emailAddress"), *filter(names.is_email, values(found.subject, "CN"))]
    return tuple(dict.fromkeys([*found.names.emails, *in_subject]))


def _judged(found: Request) -> list[Judged]:
    """Judge the hosts that a request asks for, each once: the alternative names, and a common name meant as a host."""
    judged = {name: names.judge(name, dns=True) for name in found.names.dns[:_MAX_JUDGED_NAMES]}
    others = [*filter(names.is_host, values(found.subject, "CN")), *found.names.addresses]
    judged |= {name: names.judge(name) for name in others[:_MAX_JUDGED_NAMES] if name not in judged}
    return list(judged.values())


def _is_made_in_software(found: Request) -> bool:
    """Whether a command can make the key: one for code signing is made in a token or HSM (CSBR 6.2.7.4)."""
    return "codeSigning" not in found.purposes
