"""What customers send on ordinary days: a CSR, a certificate, a chain; each beside its peers."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import certifi
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.verification import Store

from benchmarks import raw
from benchmarks.encoding import iis_request
from benchmarks.process import openssl
from sslhelp import app, config
from sslhelp.assistant.tools.inspect import examine
from sslhelp.model.chat import Message
from sslhelp.pki import certificate, chain, csr
from sslhelp.pki.asn1 import reading
from sslhelp.pki.pasted import extract
from sslhelp.pki.trust.roots import TrustStore
from sslhelp.render import wire
from tests import factories
from tests.factories import AT

Calls = dict[str, Callable[[], object] | None]


@dataclass(frozen=True, slots=True)
class Match:
    """Contenders for one task, ours first; `goals` are the ratios to hold: at most for "raw", at least for others."""

    title: str
    contenders: Calls
    goals: dict[str, float]


REPORT, RAW, OPENSSL = "report", "raw cryptography", "openssl process"


def matches(folder: Path) -> Iterator[Match]:
    """Make every match; files for openssl are written to `folder`."""
    yield from _requests(folder)
    yield from _chain(folder)
    yield _whole_answer(folder)


def _requests(folder: Path) -> Iterator[Match]:
    for place, (title, der) in enumerate(
        {
            "CSR, RSA 2048": factories.csr(key=factories.rsa_key()),
            "CSR, EC P-256": factories.csr(),
            "CSR as IIS makes it": iis_request(factories.rsa_key()),
        }.items()
    ):
        path = folder / f"{place}.csr"
        path.write_text(factories.pem(der))
        contenders: Calls = {
            REPORT: lambda der=der: csr.read(der, at=AT),  # type: ignore[misc]
            RAW: lambda der=der: raw.request(der),  # type: ignore[misc]
            OPENSSL: openssl("req", "-in", path, "-noout", "-text", "-verify"),
            "bare openssl process": openssl("version"),
        }
        yield Match(title, contenders, {RAW: 1.5, OPENSSL: 20})


def _chain(folder: Path) -> Iterator[Match]:
    root = factories.authority("Example Root")
    upper = factories.authority("Example Upper CA", issuer=root)
    lower = factories.authority("Example Lower CA", issuer=upper)
    leaf = factories.certificate(issuer=lower)
    path = folder / "leaf.pem"
    path.write_text(leaf.pem)
    yield Match(
        "certificate",
        {
            REPORT: lambda: certificate.read(leaf.der, at=AT),
            RAW: lambda: raw.certificate(leaf.der),
            OPENSSL: openssl("x509", "-in", path, "-noout", "-text"),
        },
        {},
    )
    with reading.quiet():
        known = x509.load_pem_x509_certificates(Path(certifi.where()).read_bytes())
    roots = TrustStore.of([*(each.public_bytes(Encoding.DER) for each in known), root.der])
    store = Store([*known, root.certificate])
    anchors, rest = folder / "anchors.pem", folder / "rest.pem"
    anchors.write_text(Path(certifi.where()).read_text(encoding="utf-8") + root.pem, encoding="utf-8")
    rest.write_text(lower.pem + upper.pem)
    sent = [leaf.der, lower.der, upper.der]
    pasted = leaf.pem + lower.pem + upper.pem
    moment = str(int(AT.timestamp()))
    yield Match(
        f"chain of three, {len(known) + 1} roots",
        {
            REPORT: lambda: chain.build(sent, at=AT, roots=roots),
            RAW: lambda: raw.verified(sent, host="www.example.com", at=AT, store=store),
            OPENSSL: openssl("verify", "-attime", moment, "-CAfile", anchors, "-untrusted", rest, path),
            "pasted text to JSON": lambda: [
                wire.dump_part(part) for part in examine([extract.extract(pasted)], at=AT, roots=lambda: roots) or ()
            ],
        },
        {OPENSSL: 30},
    )


def _whole_answer(folder: Path) -> Match:
    """A message to the assistant and its reply: guard, report, redaction, the store in memory."""
    settings = config.load(data_dir=folder / "data")
    assistant = app.build(settings, clock=lambda: AT).assistant
    pasted = factories.pem(factories.csr(key=factories.rsa_key()))
    return Match(
        "whole answer to a pasted CSR",
        {
            REPORT: lambda: assistant.reply(Message(pasted)),
            OPENSSL: openssl("req", "-in", folder / "0.csr", "-noout", "-text", "-verify"),
        },
        {},
    )
