"""The report on a PKCS#10 certification request: what it says, what is wrong with it, and what to do with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sslhelp.model.pki import CsrAttribute, CsrReport, Severity
from sslhelp.pki import command, csr_findings, dcv, findings
from sslhelp.pki.asn1 import described, oids, reading, request
from sslhelp.pki.asn1.dn import values
from sslhelp.pki.hosts import names

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from sslhelp.model.pki import Finding
    from sslhelp.pki.asn1.request import Request
    from sslhelp.pki.hosts.names import Judged

MOST_NAMES = 250
"""How many names the largest multi-domain products take."""


def read(der: bytes, *, at: datetime, most_names: int = MOST_NAMES) -> CsrReport:
    """Read and judge the DER encoding of a request at the time `at` (aware); whatever it holds, there is a report.

    `most_names` is how many names the shop's largest product takes.
    """
    found = request.read(der)
    return _report(der, found or request.NOTHING, is_readable=found is not None, at=at, most_names=most_names)


def asked_for(der: bytes) -> list[str]:
    """Return the hosts that a request asks for, where there are none the mail addresses; [] when it is unreadable."""
    found = request.read(der) or request.NOTHING
    return [*_asked(found)] or [*_emails(found)]


def _report(der: bytes, found: Request, *, is_readable: bool, at: datetime, most_names: int) -> CsrReport:
    asked = _asked(found)
    judged = _judged(asked)
    emails = _emails(found)
    digests = reading.fingerprints(der)
    faults = findings.arranged(
        csr_findings.judge(found, judged, asked=len(asked), most_names=most_names)
        if is_readable
        else [findings.make("csr.unreadable")]
    )
    public = found.key.public if found.key else None
    wanted = [meant for each in judged for meant in ([each.mended] if each.mended else names.mended_all(each.name))]
    commands = (
        ()
        if found.signature_valid is False
        else command.commands(
            found.subject or (),
            wanted,
            emails,
            public,
            purpose=_purpose(found),
            tools=command.EVERY_TOOL if _wants_mending(faults) else command.OPENSSL,
        )
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
        extensions=None if found.extensions is None else described.all_of(found.extensions, found.names),
        challenge_password=next(
            (each.text for each in found.attributes if each.oid == request.CHALLENGE_PASSWORD), None
        ),
        attributes=tuple(
            [
                CsrAttribute(each.oid, oids.REQUEST_ATTRIBUTES.get(each.oid, each.oid), each.text)
                for each in found.attributes
                if each.oid != request.CHALLENGE_PASSWORD
            ]
        ),
        fingerprints=digests,
        spki_sha256=reading.sha256(found.spki) if found.spki else None,
        dcv=dcv.sectigo([each.name for each in judged if not each.faults], digests, at=at),
        command=commands[0].text if commands else None,
        findings=faults,
        pem=reading.pem("CERTIFICATE REQUEST", der),
        commands=commands,
    )


def _emails(found: Request) -> tuple[str, ...]:
    written = [
        each.value
        for each in found.subject or ()
        if each.type == "emailAddress" or (each.type == "CN" and names.is_email(each.value))
    ]
    return tuple(dict.fromkeys([*found.names.emails, *written])) if written else found.names.emails


def _asked(found: Request) -> dict[str, bool]:
    """Return the hosts that a request asks for, each once, and whether it stands in a dNSName.

    A common name that was meant as a host comes first, then the alternative names.
    """
    listed = dict.fromkeys(found.names.dns, True)
    commons = {name: False for name in values(found.subject, "CN") if name not in listed and names.is_host(name)}
    return commons | listed | {name: False for name in found.names.addresses if name not in listed}


def _judged(asked: Mapping[str, bool]) -> list[Judged]:
    """Judge hosts that a request asks for, the first of them."""
    return [names.judge(name, dns=asked[name]) for name in names.first(list(asked))]


def _purpose(found: Request) -> str:
    """Tell what a request is for: code_signing or smime by the usages that it asks for, else tls."""
    if "codeSigning" in found.purposes:
        return "code_signing"
    return "smime" if "emailProtection" in found.purposes else "tls"


def _wants_mending(found: Sequence[Finding]) -> bool:
    """Whether a request has to be made anew, with whatever tool it was made; a sound one needs no help."""
    return any(finding.severity is not Severity.INFO for finding in found)
