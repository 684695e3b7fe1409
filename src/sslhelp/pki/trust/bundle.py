"""An operator's file of CA certificates, and which of them are fit to complete a customer's chain."""

from __future__ import annotations

import base64
import binascii
import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from sslhelp.model.store import Intermediate
from sslhelp.pki.asn1 import issued, oids, reading
from sslhelp.pki.pasted import pkcs7

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime

    from sslhelp.pki.asn1.issued import Certificate
    from sslhelp.pki.trust.roots import TrustStore

# CCADB's exports are CSV with PEM in a field, under another heading in each report: a block is a block wherever it
# stands. Its body takes no dash, so that any number of BEGIN lines is passed over in linear time.
_BLOCK = re.compile(rb"-----BEGIN ((?:X509 )?CERTIFICATE|PKCS7|CMS)-----([^-]*)")
_SIGNED_DATA = {b"PKCS7", b"CMS"}
_DER_SEQUENCE = b"\x30"


class Unfit(StrEnum):
    """Why a certificate is not kept."""

    UNREADABLE = "unreadable"
    NOT_A_CA = "not a CA"
    EXPIRED = "expired"
    SELF_SIGNED = "self-signed"
    UNCHAINED = "chained to no trusted root"


@dataclass(frozen=True, slots=True)
class Sifted:
    """What is fit to be kept, once each, and how many are not, by the reason."""

    fit: tuple[Intermediate, ...]
    unfit: Mapping[Unfit, int]


def certificates(content: bytes) -> list[bytes]:
    """Return the DER certificates in a file of PEM, CSV with PEM in it, PKCS#7 or DER.

    A block that does not decode is returned as it stands. Never raises; takes time linear in the length.
    """
    found = [der for block in _BLOCK.finditer(content) for der in _in_block(block[1], block[2])]
    if not found and content.startswith(_DER_SEQUENCE):
        found = list(_in_der(content))
    return found


def sift(found: Iterable[bytes], *, at: datetime, roots: TrustStore) -> Sifted:
    """Take the CA certificates (DER) to which signatures lead from a root, also by way of each other; never raises.

    They must not have expired at the time `at` (aware). A signature over SHA-1 or MD5 leads nowhere: the verifier would
    not follow it. The time is one check of a signature for each certificate that names a root or another as its issuer.
    """
    unfit: Counter[Unfit] = Counter()
    candidates: list[Certificate] = []
    with reading.quiet():
        for der in dict.fromkeys(found):
            certificate = issued.read(der)
            if certificate is None or certificate.loaded is None:
                unfit[Unfit.UNREADABLE] += 1
            elif fault := _fault(certificate, at):
                unfit[fault] += 1
            else:
                candidates.append(certificate)
        chained = _chained(candidates, roots)
    unfit[Unfit.UNCHAINED] = len(candidates) - len(chained)
    return Sifted(tuple(Intermediate(each.encoding, each.subject_name) for each in chained), +unfit)


def _in_block(label: bytes, body: bytes) -> Sequence[bytes]:
    try:
        der = base64.b64decode(b"".join(body.split()), validate=True)
    except binascii.Error:
        return (body,)
    return _in_der(der) if label in _SIGNED_DATA else (der,)


def _in_der(der: bytes) -> Sequence[bytes]:
    return pkcs7.certificates(der) or (der,)


def _fault(certificate: Certificate, at: datetime) -> Unfit | None:
    if not certificate.is_ca:
        return Unfit.NOT_A_CA
    if certificate.has_expired(at):
        return Unfit.EXPIRED
    return Unfit.SELF_SIGNED if certificate.self_signed else None


def _chained(candidates: Sequence[Certificate], roots: TrustStore) -> list[Certificate]:
    """Go down from the roots by names and signatures; every pair of a name is looked at once."""
    waiting: defaultdict[bytes, list[Certificate]] = defaultdict(list)
    for certificate in candidates:
        waiting[certificate.issuer_name].append(certificate)
    authorities = [root for found in roots.by_subject.values() for root in found]
    chained: list[Certificate] = []
    while authorities:
        authority = authorities.pop()
        named = waiting.pop(authority.subject_name, [])
        certified = [child for child in named if _is_certified_by(child, authority)]
        waiting[authority.subject_name] = [child for child in named if child not in certified]
        authorities += certified
        chained += certified
    return chained


def _is_certified_by(child: Certificate, authority: Certificate) -> bool:
    return child.outline.algorithm.oid not in oids.WEAK_HASH_ALGORITHMS and child.is_signed_by(authority) is True
