"""What keeps a public CA from issuing for a key: its kind, its size, and the weaknesses that its numbers tell."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from sslhelp.pki import weak_keys

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sslhelp.pki.asn1.keys import Key

_TLS_CURVES = frozenset({"P-256", "P-384", "P-521"})
_MIN_RSA_BITS, _MAX_RSA_BITS = 2048, 8192
_MIN_CODE_SIGNING_BITS = 3072


class Fault(StrEnum):
    """Why a public CA refuses a key, or many do (TLS BR 6.1.5, 7.1.3.1; Code Signing BR 6.1.5.2)."""

    RSA_TOO_SMALL = "rsa_too_small"
    RSA_TOO_LARGE = "rsa_too_large"
    RSA_ODD_SIZE = "rsa_odd_size"
    RSA_PSS = "rsa_pss"
    CURVE = "curve"
    EXPLICIT_CURVE = "explicit_curve"
    DSA = "dsa"
    EDWARDS = "edwards"
    POST_QUANTUM = "post_quantum"
    ALGORITHM = "algorithm"
    CODE_SIGNING_SIZE = "code_signing_size"


def of(key: Key, *, code_signing: bool = False) -> Iterator[tuple[str, str]]:
    """Yield why no public certificate is issued for `key`, each fault with its evidence: by its kind, by its numbers.

    The words are those of `Fault` and `weak_keys.Fault`; `code_signing` asks for the size that such keys need.
    """
    yield from _of_kind(key)
    if key.modulus is None:
        return
    yield from weak_keys.faults(key.modulus, key.public.exponent or 0)
    if code_signing and key.modulus.bit_length() < _MIN_CODE_SIGNING_BITS:
        yield Fault.CODE_SIGNING_SIZE, f"{key.modulus.bit_length()} bits"


def _of_kind(key: Key) -> tuple[tuple[Fault, str], ...]:
    public = key.public
    match public.algorithm:
        case "RSA" | "RSA-PSS":
            return tuple(_rsa_faults(key))
        case "EC" if public.curve in _TLS_CURVES:
            return ()
        case "EC" if public.curve:
            return ((Fault.CURVE, public.curve),)
        case "EC":
            return ((Fault.EXPLICIT_CURVE, f"{public.bits} bits, parameters written out"),) if public.bits else ()
        case "DSA":
            return ((Fault.DSA, f"DSA {public.bits} bits" if public.bits else "DSA"),)
        case "Ed25519" | "Ed448" | "X25519" | "X448":
            return ((Fault.EDWARDS, public.algorithm),)
        case name if name.startswith(("ML-", "HashML-", "SLH-")):
            return ((Fault.POST_QUANTUM, name),)
        case name:
            return ((Fault.ALGORITHM, name),)


def _rsa_faults(key: Key) -> list[tuple[Fault, str]]:
    bits = key.public.bits
    found: list[tuple[Fault, str]] = []
    if key.public.algorithm != "RSA":
        found.append((Fault.RSA_PSS, "id-RSASSA-PSS"))
    if bits is None:
        return found
    if bits < _MIN_RSA_BITS:
        found.append((Fault.RSA_TOO_SMALL, f"{bits} bits"))
    elif bits > _MAX_RSA_BITS:
        found.append((Fault.RSA_TOO_LARGE, f"{bits} bits"))
    elif bits % 8:
        found.append((Fault.RSA_ODD_SIZE, f"{bits} bits"))
    return found
