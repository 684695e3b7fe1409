"""What the readers share: fields read one by one, digests, PEM.

What cannot be read becomes None and is named, never an exception.
"""

from __future__ import annotations

import hashlib
import re
import warnings
from binascii import b2a_base64
from contextlib import contextmanager
from threading import RLock
from typing import TYPE_CHECKING, TypeVar, TypeVarTuple

from cryptography import x509
from cryptography.exceptions import InternalError, UnsupportedAlgorithm

from sslhelp.model.pki import Fingerprints

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

Value = TypeVar("Value")
Given = TypeVarTuple("Given")

UNREADABLE = (
    ValueError,
    TypeError,
    OverflowError,
    IndexError,
    UnsupportedAlgorithm,
    InternalError,
    x509.DuplicateExtension,
    x509.UnsupportedGeneralNameType,
    x509.InvalidVersion,
)
"""All that `cryptography` raises about encodings it does not take, and what our own reader does."""

_quiet_lock = RLock()
_PEM_LINE = re.compile(".{1,64}")


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

    def read(self, name: str, reader: Callable[[*Given], Value], *given: *Given) -> Value | None:
        """Return what `reader` makes of what it is given, or None when the encoding does not allow it."""
        try:
            return reader(*given)
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


def sha256(encoding: bytes) -> str:
    """Return the SHA-256 of an encoding as lower-case hex."""
    return hashlib.sha256(encoding).hexdigest()


def pem(label: str, encoding: bytes) -> str:
    """Return an encoding in PEM (RFC 7468): lines of 64 characters."""
    digits = b2a_base64(encoding, newline=False).decode("ascii")
    lines = "\n".join(_PEM_LINE.findall(digits))
    return f"-----BEGIN {label}-----\n{lines}\n-----END {label}-----\n"
