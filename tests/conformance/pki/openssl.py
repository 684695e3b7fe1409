"""What OpenSSL printed, read back into values that compare: names, dates, alternative names, its words for things."""

import ipaddress
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from sslhelp.pki.asn1.der import element

ATTRIBUTE_TYPES = {
    "CN": "2.5.4.3",
    "SN": "2.5.4.4",
    "serialNumber": "2.5.4.5",
    "C": "2.5.4.6",
    "L": "2.5.4.7",
    "ST": "2.5.4.8",
    "street": "2.5.4.9",
    "O": "2.5.4.10",
    "OU": "2.5.4.11",
    "title": "2.5.4.12",
    "description": "2.5.4.13",
    "businessCategory": "2.5.4.15",
    "postalAddress": "2.5.4.16",
    "postalCode": "2.5.4.17",
    "postOfficeBox": "2.5.4.18",
    "telephoneNumber": "2.5.4.20",
    "name": "2.5.4.41",
    "GN": "2.5.4.42",
    "initials": "2.5.4.43",
    "generationQualifier": "2.5.4.44",
    "x500UniqueIdentifier": "2.5.4.45",
    "dnQualifier": "2.5.4.46",
    "pseudonym": "2.5.4.65",
    "organizationIdentifier": "2.5.4.97",
    "UID": "0.9.2342.19200300.100.1.1",
    "DC": "0.9.2342.19200300.100.1.25",
    "emailAddress": "1.2.840.113549.1.9.1",
    "unstructuredName": "1.2.840.113549.1.9.2",
    "unstructuredAddress": "1.2.840.113549.1.9.8",
    "jurisdictionL": "1.3.6.1.4.1.311.60.2.1.1",
    "jurisdictionST": "1.3.6.1.4.1.311.60.2.1.2",
    "jurisdictionC": "1.3.6.1.4.1.311.60.2.1.3",
}
EXTENSIONS = {
    "X509v3 Subject Directory Attributes": "2.5.29.9",
    "X509v3 Subject Key Identifier": "2.5.29.14",
    "X509v3 Key Usage": "2.5.29.15",
    "X509v3 Private Key Usage Period": "2.5.29.16",
    "X509v3 Subject Alternative Name": "2.5.29.17",
    "X509v3 Issuer Alternative Name": "2.5.29.18",
    "X509v3 Basic Constraints": "2.5.29.19",
    "X509v3 CRL Number": "2.5.29.20",
    "X509v3 CRL Reason Code": "2.5.29.21",
    "X509v3 Name Constraints": "2.5.29.30",
    "X509v3 CRL Distribution Points": "2.5.29.31",
    "X509v3 Certificate Policies": "2.5.29.32",
    "X509v3 Policy Mappings": "2.5.29.33",
    "X509v3 Authority Key Identifier": "2.5.29.35",
    "X509v3 Policy Constraints": "2.5.29.36",
    "X509v3 Extended Key Usage": "2.5.29.37",
    "X509v3 Freshest CRL": "2.5.29.46",
    "X509v3 Inhibit Any Policy": "2.5.29.54",
    "Authority Information Access": "1.3.6.1.5.5.7.1.1",
    "TLS Feature": "1.3.6.1.5.5.7.1.24",
    "CT Precertificate SCTs": "1.3.6.1.4.1.11129.2.4.2",
    "CT Precertificate Poison": "1.3.6.1.4.1.11129.2.4.3",
}
REQUEST_ATTRIBUTES = {
    "friendlyName": "1.2.840.113549.1.9.20",
    "unstructuredName": "1.2.840.113549.1.9.2",
    "challengePassword": "1.2.840.113549.1.9.7",
}
KEY_ALGORITHMS = {
    "rsaEncryption": ("RSA",),
    "id-ecPublicKey": ("EC",),
    "dsaEncryption": ("DSA",),
    "dsaEncryption-old": ("DSA",),
    "rsassaPss": ("RSA-PSS", "RSASSA-PSS"),
    "GOST R 34.10-2012 with 256 bit modulus": ("GOST R 34.10-2012", "GOST R 34.10-2012 with 256 bit modulus"),
    "2.16.840.1.101.3.4.3.17": ("ML-DSA-44",),
    "2.16.840.1.101.3.4.3.18": ("ML-DSA-65",),
    "2.16.840.1.101.3.4.3.19": ("ML-DSA-87",),
    "2.16.840.1.101.3.4.3.32": ("HashML-DSA-44", "ML-DSA-44 with SHA-512", "2.16.840.1.101.3.4.3.32"),
}
"""Keys as people call them, by OpenSSL's name for their algorithm; those that it calls the same are not listed."""

SIGNATURE_ALGORITHMS = {
    "2.16.840.1.101.3.4.3.17": "ML-DSA-44",
    "2.16.840.1.101.3.4.3.18": "ML-DSA-65",
    "2.16.840.1.101.3.4.3.19": "ML-DSA-87",
    "2.16.840.1.101.3.4.3.32": "HashML-DSA-44",
}
"""Names younger than OpenSSL 3.0, by the object identifier that it prints instead."""

_ESCAPE = re.compile(r"\\([0-9A-Fa-f]{2}|.)", re.DOTALL)
_SEPARATOR = re.compile(r"(?<!\\)((?:\\\\)*)([,+])")
_DATE = re.compile(r"(\w{3}) +(\d+) (\d\d):(\d\d):(\d\d) (\d+) GMT")
_MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
_GENERAL_NAME = re.compile(r"(?:^|, )(DNS|IP Address|email|URI|DirName|othername|Registered ID|X400Name|EdiPartyName):")
_TEXT_ENCODINGS = {0x0C: "utf-8", 0x13: "ascii", 0x14: "latin-1", 0x16: "ascii", 0x1C: "utf-32-be", 0x1E: "utf-16-be"}


@dataclass(frozen=True, slots=True)
class Attribute:
    """An attribute of a name: its OID, its value, and whether it is in one RDN with the attribute before it.

    A value that OpenSSL dumps (`#` and the DER in hex, for types that it does not know) is left in that form.
    """

    oid: str
    value: str
    joined: bool


def name(printed: str) -> list[Attribute]:
    """Read a name as `-nameopt RFC2253,utf8,-esc_msb` prints it (RFC 2253: last attribute first), in encoded order."""
    if not printed:
        return []
    attributes: list[Attribute] = []
    for piece, followed_by in _pieces(printed):
        kind, _, value = piece.partition("=")
        value = value if value[:1] == "#" else _unescaped(value)
        attributes.append(Attribute(ATTRIBUTE_TYPES.get(kind, kind), value, joined=followed_by == "+"))
    return attributes[::-1]


def _pieces(printed: str) -> Iterator[tuple[str, str]]:
    """Split at the separators that are not escaped; each piece with the separator after it."""
    start = 0
    for separator in _SEPARATOR.finditer(printed):
        yield printed[start : separator.start(2)], separator[2]
        start = separator.end()
    yield printed[start:], ""


def _unescaped(value: str) -> str:
    """Undo `\\,` and `\\0D` (RFC 2253 2.4)."""
    return _ESCAPE.sub(lambda found: chr(int(found[1], 16)) if len(found[1]) == 2 else found[1], value)


def dumped_readings(dump: str) -> set[str]:
    """Return what may stand for a dump (`#0C0141`): itself, its bytes in hex, its content in hex or as text."""
    encoding = bytes.fromhex(dump[1:])
    outer = element(encoding)
    readings = {dump.lower(), encoding.hex()}
    if outer is not None:
        content = encoding[outer.body : outer.end]
        readings |= {content.hex(), content.decode(_TEXT_ENCODINGS.get(outer.tag, "latin-1"), "replace")}
    return readings


def moment(printed: str) -> datetime | None:
    """Read a date ("Dec  1 00:00:00 2024 GMT"); None in the year 0, which no `datetime` can hold."""
    found = _DATE.fullmatch(printed)
    if found is None:
        raise ValueError(f"not a date: {printed}")
    month, (day, hour, minute, second, year) = _MONTHS.index(found[1]) + 1, map(int, found.groups()[1:])
    return datetime(year, month, day, hour, minute, second, tzinfo=UTC) if year else None


def version(printed: str) -> int:
    """Read a version as people count it, from 1: "3 (0x2)" is 3, and "Unknown (111)", the number encoded, is 112."""
    number, in_brackets = re.fullmatch(r"(\w+) \((?:0x)?(-?\w+)\)", printed).groups()  # type: ignore[union-attr]
    return int(in_brackets) + 1 if number == "Unknown" else int(number)


@dataclass(frozen=True, slots=True)
class AlternativeNames:
    """The entries of a subjectAltName in order; `others` are what is neither a host, an address nor a mailbox."""

    dns: tuple[str, ...]
    ip: tuple[str, ...]
    email: tuple[str, ...]
    others: tuple[str, ...]


def alternative_names(printed: str | None) -> AlternativeNames | None:
    """Read alternative names; None when there are none, or when OpenSSL could only dump them."""
    if not printed or printed == "<EMPTY>":
        return AlternativeNames((), (), (), ())
    starts = list(_GENERAL_NAME.finditer(printed))
    if not starts or starts[0].start():
        return None
    ends = [*(each.start() for each in starts[1:]), len(printed)]
    entries = [(each[1], printed[each.end() : end]) for each, end in zip(starts, ends, strict=True)]
    return AlternativeNames(
        tuple(value for kind, value in entries if kind == "DNS"),
        tuple(_address(value) for kind, value in entries if kind == "IP Address"),
        tuple(value for kind, value in entries if kind == "email"),
        tuple(f"{kind}:{value}" for kind, value in entries if kind not in {"DNS", "IP Address", "email"}),
    )


def _address(printed: str) -> str:
    try:
        return str(ipaddress.ip_address(printed))
    except ValueError:
        return printed
