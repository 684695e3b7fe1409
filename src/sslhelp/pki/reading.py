"""Reading with `cryptography`, field by field: what cannot be read becomes None and is named, never an exception."""

from __future__ import annotations

import base64
import hashlib
import warnings
from contextlib import contextmanager
from threading import RLock
from typing import TYPE_CHECKING, TypeVar

from cryptography import x509
from cryptography.exceptions import InternalError, UnsupportedAlgorithm

from sslhelp.model.pki import Extension, Fingerprints
from sslhelp.pki import der, oids

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from cryptography.x509 import Extensions, ExtensionType

Value = TypeVar("Value")
ExtensionValue = TypeVar("ExtensionValue", bound="ExtensionType")

UNREADABLE = (
    ValueError,
    TypeError,
    OverflowError,
    UnsupportedAlgorithm,
    InternalError,
    x509.DuplicateExtension,
    x509.UnsupportedGeneralNameType,
    x509.InvalidVersion,
)
"""All that `cryptography` raises about encodings it does not take."""

_quiet_lock = RLock()


@contextmanager
def quiet() -> Iterator[None]:
    """Keep the warnings of `cryptography` about odd encodings to ourselves: they become findings where they matter.

    The filters of `warnings` are one for all threads, hence the lock.
    """
    with _quiet_lock, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


class Fields:
    """Reads the fields of one object; `unreadable` collects the names of those that could not be read."""

    def __init__(self) -> None:
        self.unreadable: list[str] = []

    def read(self, name: str, reading: Callable[[], Value]) -> Value | None:
        """Return what `reading` returns, or None when the encoding does not allow it."""
        try:
            return reading()
        except UNREADABLE:
            self.unreadable.append(name)
            return None


def fingerprints(encoding: bytes) -> Fingerprints:
    """Return the digests of a DER encoding."""
    return Fingerprints(
        md5=hashlib.md5(encoding, usedforsecurity=False).hexdigest(),
        sha1=hashlib.sha1(encoding, usedforsecurity=False).hexdigest(),
        sha256=hashlib.sha256(encoding).hexdigest(),
    )


def spki(encoding: bytes) -> bytes | None:
    """Return the SubjectPublicKeyInfo of a CSR (RFC 2986 4.1) or certificate (RFC 5280 4.1.2.7) as it is encoded.

    It is the first field of the signed part that is an algorithm and a BIT STRING.
    """
    outer = der.element(encoding)
    info = der.element(encoding, outer.body) if outer else None
    for field in der.children(encoding, info, 8) if info else ():
        is_sequence = field.tag == der.SEQUENCE and field.end <= len(encoding)
        if is_sequence and [each.tag for each in der.children(encoding, field, 3)] == [der.SEQUENCE, der.BIT_STRING]:
            return der.encoded(encoding, field)
    return None


def extensions(found: Extensions | None) -> tuple[Extension, ...] | None:
    """Describe extensions for people, in the order in which they are encoded."""
    if found is None:
        return None
    return tuple(
        Extension(
            oid=each.oid.dotted_string,
            name=oids.EXTENSIONS.get(each.oid.dotted_string, each.oid.dotted_string),
            critical=each.critical,
            value=_value(each.value),
        )
        for each in found
    )


def extension(found: Extensions | None, kind: type[ExtensionValue]) -> ExtensionValue | None:
    """Return the value of the extension of one type, or None when it is not there."""
    return next((each.value for each in found or () if isinstance(each.value, kind)), None)


def key_usages(usage: x509.KeyUsage | None) -> tuple[str, ...]:
    """Return the names of the bits that are set, as RFC 5280 4.2.1.3 writes them."""
    if usage is None:
        return ()
    bits = {
        "digitalSignature": usage.digital_signature,
        "nonRepudiation": usage.content_commitment,
        "keyEncipherment": usage.key_encipherment,
        "dataEncipherment": usage.data_encipherment,
        "keyAgreement": usage.key_agreement,
        "keyCertSign": usage.key_cert_sign,
        "cRLSign": usage.crl_sign,
        "encipherOnly": usage.key_agreement and usage.encipher_only,
        "decipherOnly": usage.key_agreement and usage.decipher_only,
    }
    return tuple(name for name, is_set in bits.items() if is_set)


def purposes(usage: x509.ExtendedKeyUsage | None) -> tuple[str, ...]:
    """Return the extended key usages by name (RFC 5280 4.2.1.12), by OID where they have none."""
    return tuple(oids.KEY_PURPOSES.get(each.dotted_string, each.dotted_string) for each in usage or ())


def pem(label: str, encoding: bytes) -> str:
    """Return an encoding in PEM (RFC 7468): lines of 64 characters."""
    digits = base64.b64encode(encoding).decode("ascii")
    lines = [digits[at : at + 64] for at in range(0, len(digits), 64)]
    return "\n".join([f"-----BEGIN {label}-----", *lines, f"-----END {label}-----", ""])


def _value(value: ExtensionType) -> str:
    match value:
        case x509.KeyUsage():
            return ", ".join(key_usages(value))
        case x509.ExtendedKeyUsage():
            return ", ".join(purposes(value))
        case x509.BasicConstraints():
            depth = "" if value.path_length is None else f", path length {value.path_length}"
            return f"CA: {'yes' if value.ca else 'no'}{depth}"
        case x509.SubjectKeyIdentifier():
            return value.digest.hex()
        case _:
            return ""
