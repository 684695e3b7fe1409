"""What was read out of a pasted CSR, certificate or chain, and what was found about it.

Strings in these types come from strangers: a certificate may carry any text as its name. They are kept as they were
read; whoever shows them escapes them for the place where they are shown.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


class Severity(StrEnum):
    """How bad a finding is: from "good to know" to "no CA will take this"."""

    INFO = "info"
    WARNING = "warning"
    ERROR = "error"
    FATAL = "fatal"

    @property
    def rank(self) -> int:
        """Order of severity: 0 for info up to 3 for fatal."""
        return _RANKS[self]

    @property
    def blocks(self) -> bool:
        """Whether what was found has to be mended before an order can go on."""
        return self.rank >= Severity.ERROR.rank


_RANKS = {severity: rank for rank, severity in enumerate(Severity)}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was found, with its evidence and a way to mend it.

    `code` is dotted, as in `csr.key.rsa_too_small`; `evidence` quotes what was seen ("1024 bits"); `citation` names
    document and clause; `article` is the id of the article that explains it, or "".
    """

    code: str
    severity: Severity
    summary: str
    fix: str
    evidence: str
    citation: str
    article: str


@dataclass(frozen=True, slots=True)
class NameAttribute:
    """One attribute of a distinguished name: short type (`CN`), dotted OID, value as text.

    `joined`: it belongs together with the attribute before it (a multi-valued RDN, X.501 9.3).
    """

    type: str
    oid: str
    value: str
    joined: bool = False


def one_line(name: Iterable[NameAttribute] | None) -> str:
    """Return a distinguished name as people read it: "CN=www.example.com, O=Example Ltd + OU=IT" (of two RDNs)."""
    written = [f"{' + ' if each.joined else ', '}{each.type}={each.value}" for each in name or ()]
    return "".join(written).removeprefix(", ")


@dataclass(frozen=True, slots=True)
class PublicKey:
    """A public key: `algorithm` as people say it (RSA, EC, Ed25519, DSA ...), `bits` of the modulus or field.

    `curve` is the usual name (P-256, secp256k1) and `exponent` the RSA public exponent; None where it does not apply.
    """

    algorithm: str
    bits: int | None
    curve: str | None
    exponent: int | None

    def __str__(self) -> str:
        """As people say it: "RSA 2048 bits", "EC P-256"."""
        if self.curve:
            return f"{self.algorithm} {self.curve}"
        return f"{self.algorithm} {self.bits} bits" if self.bits else self.algorithm


@dataclass(frozen=True, slots=True)
class Extension:
    """An X.509 extension by its OID and name; `value` is a short reading of it for people, "" when it has none."""

    oid: str
    name: str
    critical: bool
    value: str = ""


@dataclass(frozen=True, slots=True)
class CsrAttribute:
    """A PKCS#10 attribute other than the extension request and the challenge password."""

    oid: str
    name: str
    value: str


@dataclass(frozen=True, slots=True)
class Fingerprints:
    """Digests of the DER encoding, lower-case hex without separators."""

    md5: str
    sha1: str
    sha256: str


@dataclass(frozen=True, slots=True)
class DcvRecord:
    """Where a domain-validation token goes and what it says.

    `method` is `cname` or `file`; `where` is the DNS owner name or the URL, `content` the target or the file's text.
    """

    method: str
    domain: str
    where: str
    content: str


@dataclass(frozen=True, slots=True)
class DcvMethod:
    """A way to prove control of the names: `method` is `dns`, `file` or `mail`.

    `names` are those that it can prove, `note` says what limits it, `until` is the first day on which CAs may no
    longer use it, None when no end is known.
    """

    method: str
    names: tuple[str, ...]
    note: str
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Dcv:
    """The validation records that a CA is expected to ask for; the order page decides, so `note` says so.

    `methods` are the ways that the rules allow for these names on the day of the report.
    """

    authority: str
    records: tuple[DcvRecord, ...]
    note: str
    methods: tuple[DcvMethod, ...] = ()


@dataclass(frozen=True, slots=True)
class Command:
    """How to make the CSR that was meant, with one tool: `tool` is openssl, certreq, keytool or exchange.

    `text` is what to run; where the tool wants a file first, `file` is its name and `content` what it holds.
    """

    tool: str
    title: str
    text: str
    file: str = ""
    content: str = ""


@dataclass(frozen=True, slots=True)
class CsrReport:
    """A PKCS#10 certification request (RFC 2986), field by field. None stands for what could not be read.

    `command` is the OpenSSL command that makes the CSR that was meant; `commands` has the same for every tool.
    """

    subject: tuple[NameAttribute, ...] | None
    dns_names: tuple[str, ...]
    ip_addresses: tuple[str, ...]
    emails: tuple[str, ...]
    key: PublicKey | None
    signature_algorithm: str | None
    signature_valid: bool | None
    version: int | None
    extensions: tuple[Extension, ...] | None
    challenge_password: str | None
    attributes: tuple[CsrAttribute, ...]
    fingerprints: Fingerprints
    spki_sha256: str | None
    dcv: Dcv | None
    command: str | None
    findings: tuple[Finding, ...]
    pem: str
    commands: tuple[Command, ...] = ()

    @property
    def is_usable(self) -> bool:
        """Whether an order can go on with this CSR. A validation record made from one that is refused helps nobody."""
        return not any(finding.severity.blocks for finding in self.findings)


@dataclass(frozen=True, slots=True)
class Term:
    """One certificate to come: issued on a day, good for at most `days` by the rule of that day, over on `ends`."""

    issued: date
    days: int
    ends: date


@dataclass(frozen=True, slots=True)
class Renewal:
    """When to replace a certificate: from `due` on, before `ends`; `terms` are the ones after it, at their longest.

    `calendar` is the same as an iCalendar file (RFC 5545). `cite` names the rule behind the terms.
    """

    due: date
    ends: date
    terms: tuple[Term, ...]
    cite: str
    calendar: str


@dataclass(frozen=True, slots=True)
class CertificateReport:
    """An X.509 certificate (RFC 5280), field by field. None stands for what could not be read.

    `kind` is tls, smime, code_signing, ca, precertificate or other; `validation` is DV, OV, IV, EV, an S/MIME type
    (mailbox, organization, sponsor, individual) or None. `serial` is lower-case hex. `not_before` and `not_after`
    are in UTC; `days` counts the days of validity as the Baseline Requirements do. `scts` counts the embedded signed
    certificate timestamps, `scts_wanted` is how many the browsers' policy asks for (None when it does not apply).
    """

    kind: str
    validation: str | None
    subject: tuple[NameAttribute, ...] | None
    issuer: tuple[NameAttribute, ...] | None
    serial: str | None
    not_before: datetime | None
    not_after: datetime | None
    is_ca: bool | None
    dns_names: tuple[str, ...]
    ip_addresses: tuple[str, ...]
    emails: tuple[str, ...]
    key: PublicKey | None
    key_usage: tuple[str, ...]
    extended_key_usage: tuple[str, ...]
    scts: int
    aia_urls: tuple[str, ...]
    signature_algorithm: str | None
    signature_valid: bool | None
    version: int | None
    extensions: tuple[Extension, ...] | None
    fingerprints: Fingerprints
    spki_sha256: str | None
    findings: tuple[Finding, ...]
    pem: str
    days: int | None = None
    scts_wanted: int | None = None
    ocsp_urls: tuple[str, ...] = ()
    crl_urls: tuple[str, ...] = ()
    must_staple: bool = False
    renewal: Renewal | None = None


class Verdict(StrEnum):
    """What a chain is good for.

    complete: every certificate a server must send is there. incomplete: one is missing. untrusted: it is whole, but
    ends at no root that browsers trust. broken: it cannot be valid as it stands (expired, wrong signature, wrong host).
    """

    COMPLETE = "complete"
    INCOMPLETE = "incomplete"
    UNTRUSTED = "untrusted"
    BROKEN = "broken"


@dataclass(frozen=True, slots=True)
class ChainLink:
    """A certificate in its place: `role` is leaf, intermediate or root.

    `source` is where it came from: pasted, intermediates (the shop's own) or trust store.
    """

    subject: str
    issuer: str
    role: str
    source: str
    not_after: datetime | None
    sha256: str


@dataclass(frozen=True, slots=True)
class MissingCertificate:
    """A certificate that nobody supplied: its subject, and the URLs that its child names for it (never fetched)."""

    subject: str
    aia_urls: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ChainReport:
    """Pasted certificates put in order, leaf first; `bundle_pem` is what a server should send, without the root."""

    verdict: Verdict
    path: tuple[ChainLink, ...]
    unused: tuple[ChainLink, ...]
    missing: tuple[MissingCertificate, ...]
    bundle_pem: str | None
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """One difference between two certificates: `what` it concerns, and its value in the older and in the newer one."""

    what: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two pastes laid side by side: a CSR and a certificate, or an older and a newer certificate.

    `kind` is `key` (do the two belong to one private key?) or `renewal` (what has changed?); `first` and `second` say
    in words what was compared. `same_key` is None when one of the keys cannot be read.
    """

    kind: str
    first: str
    second: str
    same_key: bool | None
    changes: tuple[Change, ...]
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class SiteReport:
    """What a live site was seen to serve."""

    host: str
    port: int
    address: str
    protocol: str | None
    certificate: CertificateReport | None
    chain: ChainReport | None
    findings: tuple[Finding, ...]
