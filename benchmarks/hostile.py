"""Pastes made to take long. Each is answered within a second, by a reply that says what was cut."""

import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import cache, partial

from cryptography import x509
from cryptography.hazmat.primitives import hashes

from benchmarks import encoding
from benchmarks.encoding import BIT_STRING, OCTET_STRING, SEQUENCE, tlv
from sslhelp.assistant.tools.inspect import examine
from sslhelp.model.chat import Notice, Part, Reply
from sslhelp.model.pki import CertificateReport, ChainReport, CsrReport
from sslhelp.pki.asn1 import der
from sslhelp.pki.pasted import extract, private_key
from sslhelp.pki.trust.roots import TrustStore, mozilla
from sslhelp.render import html, plain, wire
from tests import asn1, factories
from tests.chains import Known
from tests.factories import AT, Issued

_HOST = "www.example.com"
_random = random.Random(3)


@dataclass(frozen=True, slots=True)
class Paste:
    """A paste (text or a file), certificates that the shop knows, and roots other than Mozilla's."""

    data: str | bytes
    intermediates: tuple[bytes, ...] = ()
    roots: tuple[bytes, ...] = ()


def answer(paste: Paste) -> tuple[Part, ...]:
    """Do all that the assistant does with a paste: look for keys, find, judge, and show it in every form."""
    data = paste.data
    if isinstance(data, str):
        data = private_key.cut(data).text
    else:
        private_key.kind_of_file(data)
    roots = TrustStore.of(paste.roots) if paste.roots else mozilla()
    found = [extract.extract(data)]
    known = Known(paste.intermediates)
    parts = examine(found, at=AT, roots=lambda: roots, host=_HOST, intermediates=known) or ()
    for part in parts:
        wire.dump_part(part)
        html.render_part(part)
    plain.render(Reply(parts=parts, conversation_id=""))
    return parts


def said(parts: tuple[Part, ...]) -> Iterator[str]:
    """Name what the reply says: the codes of notices and findings, or the reports that have none."""
    for part in parts:
        if isinstance(part, Notice):
            yield part.code
        elif isinstance(part, CsrReport | CertificateReport | ChainReport):
            yield from (each.code for each in part.findings) if part.findings else (type(part).__name__,)


def pastes() -> Mapping[str, Callable[[], Paste]]:
    """Return the makers of the pastes by what is in them."""
    return {
        "10,000 short blocks": lambda: Paste(factories.pem(factories.csr()[:60]) * 10_000),
        "10,000 CSRs": lambda: Paste(factories.pem(factories.csr()) * 10_000),
        "10,000 BEGIN lines": lambda: Paste("-----BEGIN CERTIFICATE-----\n" * 10_000),
        "10,000 beginnings of keys": lambda: Paste(
            "-----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBgkqhkiG9w0BAQ\n" * 10_000
        ),
        "64 different certificates": lambda: Paste("".join(each.pem for each in _unrelated(64))),
        "certificate of 30,000 names, file": lambda: Paste(_many_names(30_000)),
        "certificate of 30,000 names, PEM": lambda: Paste(factories.pem(_many_names(30_000), "CERTIFICATE")),
        "CSR of 20,000 names": lambda: Paste(factories.csr([f"h{each}.example.com" for each in range(20_000)])),
        "CSR of 20,000 IDN names": lambda: Paste(
            factories.csr([f"xn--bcher-kva{each}.example" for each in range(20_000)])
        ),
        "100 cross-signed, pasted": lambda: Paste(
            "".join([_cross_signed()[0].pem, *(each.pem for each in _cross_signed()[1:])])
        ),
        "100 cross-signed, known": lambda: Paste(
            _cross_signed()[0].pem, tuple(each.der for each in _cross_signed()[1:])
        ),
        "100 of one name and key": lambda: _chained(_of_one_name(100, one_key=True)),
        "100 of one name, each with its key": lambda: _chained(_of_one_name(100, one_key=False)),
        "5,000 name constraints, 5,000 names": partial(_constrained, 5_000),
        "RSA 16,384, exponent as long": partial(_rsa, 16_384, 16_384),
        "RSA 16,384, exponent 65537": partial(_rsa, 16_384, 17),
        "RSA 200,000": partial(_rsa, 200_000, 17),
        "RSA 1,000,000": partial(_rsa, 1_000_000, 1_000_000),
        "100,000 SEQUENCEs in one another": lambda: Paste(_nested(100_000)),
        "CSR, extension nested 30,000 deep": lambda: Paste(_nested_extension(30_000)),
        "CSR of 5,000 attributes in its subject": lambda: Paste(_long_subject(5_000)),
        "CSR of 20,000 extensions": lambda: Paste(_many_extensions(20_000)),
        "OID of 100,000 arcs": lambda: Paste(_long_oid(100_000)),
        "quoted 1,000 deep": lambda: Paste(
            "\n".join(">" * 1_000 + line for line in factories.pem(factories.csr()).splitlines())
        ),
        "1 MB of base64": lambda: Paste("MIIB" + "A" * 1_000_000),
        "1 MB of line ends as entities": lambda: Paste("&#10;&amp;amp;#10;" * 60_000),
        "1 MB of angle brackets": lambda: Paste("<" * 1_000_000),
        "1 MB of words": lambda: Paste("certificate request begin " * 40_000),
    }


@cache
def _unrelated(count: int) -> list[Issued]:
    return [factories.certificate([f"{each}.example.com"], common_name=f"{each}.example.com") for each in range(count)]


@cache
def _many_names(count: int) -> bytes:
    return factories.certificate([f"host-number-{each}.example.com" for each in range(count)]).der


@cache
def _cross_signed() -> list[Issued]:
    """A leaf, and ten authorities that have all signed one another, with a key each: no path leads to a root."""
    authorities = [factories.authority(f"Example CA {each}") for each in range(10)]
    crossed = [
        Issued(
            factories.certificate(
                (), issuer=issuer, common_name=f"Example CA {each}", ca=True, key=authority.key, usages=(), policies=()
            ).certificate,
            authority.key,
        )
        for issuer in authorities
        for each, authority in enumerate(authorities)
    ]
    return [factories.certificate(issuer=authorities[0]), *crossed]


def _chained(issued: Sequence[Issued]) -> Paste:
    """A leaf pasted, signed by the first of these, and the rest known."""
    return Paste(factories.certificate(issuer=issued[0]).pem, tuple(each.der for each in issued))


def _of_one_name(count: int, *, one_key: bool) -> list[Issued]:
    key = factories.ec_key() if one_key else None
    days = range(count)
    return [factories.certificate((), common_name="Example CA", ca=True, key=key, days=3000 + day) for day in days]


def _constrained(count: int) -> Paste:
    """A chain to a trusted root whose authority may sign for many names, and whose leaf has as many."""
    root = factories.authority("Example Root")
    key = factories.ec_key()
    names = [f"h{each}.example.com" for each in range(count)]
    authority = (
        x509.CertificateBuilder()
        .subject_name(factories.name("Example CA"))
        .issuer_name(root.certificate.subject)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(AT - timedelta(days=1))
        .not_valid_after(AT + timedelta(days=1))
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .add_extension(x509.NameConstraints([x509.DNSName(name) for name in names], None), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(root.key.public_key()), critical=False)
        .sign(root.key, hashes.SHA256())
    )
    issuer = Issued(authority, key)
    return Paste(factories.certificate(names[::-1], issuer=issuer).pem + issuer.pem, roots=(root.der,))


def _rsa(bits: int, exponent_bits: int) -> Paste:
    modulus, exponent = (_random.getrandbits(size) | 1 | 1 << size - 1 for size in (bits, exponent_bits))
    signature = (modulus - 2).to_bytes((bits + 7) // 8, "big")
    name = asn1.common_name("www.example.com")
    return Paste(encoding.unsigned_request(name, encoding.rsa_spki(modulus, exponent), signature=signature))


def _nested(depth: int) -> bytes:
    encoded = b""
    for _ in range(depth):
        encoded = (
            tlv(SEQUENCE, encoded) if len(encoded) < 200 else b"\x30\x84" + len(encoded).to_bytes(4, "big") + encoded
        )
    return encoded


def _nested_extension(depth: int) -> bytes:
    """A CSR whose alternative names are directory names of nothing but nesting."""
    extension = tlv(SEQUENCE, asn1.oid("2.5.29.17"), tlv(OCTET_STRING, tlv(SEQUENCE, tlv(0xA4, _nested(depth)))))
    return _request(encoding.attribute("1.2.840.113549.1.9.14", tlv(SEQUENCE, extension)))


def _many_extensions(count: int) -> bytes:
    one = tlv(SEQUENCE, asn1.oid("2.5.29.15"), tlv(OCTET_STRING, bytes.fromhex("030204f0")))
    return _request(encoding.attribute("1.2.840.113549.1.9.14", tlv(SEQUENCE, one * count)))


def _long_oid(arcs: int) -> bytes:
    return _request(
        tlv(SEQUENCE, tlv(der.OBJECT_IDENTIFIER, b"\x2a" + b"\x81\x01" * arcs), tlv(0x31, tlv(BIT_STRING, b"\0")))
    )


def _long_subject(count: int) -> bytes:
    one = tlv(0x31, tlv(SEQUENCE, asn1.oid("2.5.4.11"), tlv(0x0C, b"Unit of the Example Company")))
    return _request(name=tlv(SEQUENCE, one * count))


def _request(*attributes: bytes, name: bytes = asn1.common_name("www.example.com")) -> bytes:
    numbers = factories.rsa_key().public_key().public_numbers()
    return encoding.unsigned_request(name, encoding.rsa_spki(numbers.n, numbers.e), *attributes, signature=b"\1" * 256)
