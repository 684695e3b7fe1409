"""Public keys: read from their SubjectPublicKeyInfo, known algorithm or not, and whether a public CA takes them."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from sslhelp.model.pki import PublicKey
from sslhelp.pki.asn1 import der, oids, primitives

_RSA, _RSA_PSS, _EC = "1.2.840.113549.1.1.1", "1.2.840.113549.1.1.10", "1.2.840.10045.2.1"
_DSA = frozenset({"1.2.840.10040.4.1", "1.3.14.3.2.12"})
_TLS_CURVES = frozenset({"P-256", "P-384", "P-521"})
_MIN_RSA_BITS, _MAX_RSA_BITS = 2048, 8192


class Fault(StrEnum):
    """Why a public CA refuses a key, or many do (TLS BR 6.1.5, 6.1.6, 7.1.3.1)."""

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


class Key(NamedTuple):
    """A public key as it was read: `oid` of its algorithm, `parameters` as encoded, `modulus` of an RSA key."""

    public: PublicKey
    oid: str
    parameters: bytes
    modulus: int | None = None


def read(spki: bytes) -> Key:
    """Read a SubjectPublicKeyInfo (RFC 5280 4.1.2.7); raises ValueError only where not even its algorithm is there.

    A kind without a name of its own is called by its OID; what cannot be read inside the key is None.
    """
    _, _, body, end = der.only(spki)
    (_, _, algorithm, algorithm_end), (_, _, key, key_end) = der.inside(spki, body, end)[:2]
    (_, _, oid_body, oid_end), *parameters = der.inside(spki, algorithm, algorithm_end)
    oid = primitives.oid(spki[oid_body:oid_end])
    given = spki[parameters[0][1] : parameters[0][3]] if parameters else b""
    if oid in {_RSA, _RSA_PSS}:
        return _rsa(oid, given, spki[key:key_end])
    if oid == _EC:
        return Key(_ec(given), oid, given)
    if oid in _DSA:
        return Key(PublicKey("DSA", _first_number_bits(given), None, None), oid, given)
    name, bits = oids.KEYS.get(oid, (oid, None))
    return Key(PublicKey(name, bits, None, None), oid, given)


def _rsa(oid: str, parameters: bytes, content: bytes) -> Key:
    """Read modulus and exponent (RFC 8017 A.1.1)."""
    name = "RSA" if oid == _RSA else "RSA-PSS"
    try:
        inner = primitives.bits(content)
        _, _, body, end = der.only(inner)
        (_, _, n, n_end), (_, _, e, e_end) = der.inside(inner, body, end, 2)
    except ValueError:
        return Key(PublicKey(name, None, None, None), oid, parameters)
    modulus = int.from_bytes(inner[n:n_end])
    public = PublicKey(name, modulus.bit_length(), None, int.from_bytes(inner[e:e_end]))
    return Key(public, oid, parameters, modulus)


def _ec(parameters: bytes) -> PublicKey:
    """Read a named curve, or the size of one that is written out (RFC 3279 2.3.5)."""
    try:
        tag, _, body, end = der.only(parameters)
        if tag == der.OBJECT_IDENTIFIER:
            oid = primitives.oid(parameters[body:end])
            curve, bits = oids.CURVES.get(oid, (oid, None))
            return PublicKey("EC", bits, curve, None)
        order = der.inside(parameters, body, end)[4]
        return PublicKey("EC", int.from_bytes(parameters[order[2] : order[3]]).bit_length(), None, None)
    except (ValueError, IndexError):
        return PublicKey("EC", None, None, None)


def _first_number_bits(parameters: bytes) -> int | None:
    """Return the size of the prime that DSA parameters begin with (RFC 3279 2.3.2)."""
    try:
        _, _, body, end = der.only(parameters)
        prime = der.inside(parameters, body, end)[0]
    except (ValueError, IndexError):
        return None
    return int.from_bytes(parameters[prime[2] : prime[3]]).bit_length()


def faults(key: Key) -> tuple[tuple[Fault, str], ...]:
    """Return why no public TLS certificate is issued for `key`, each with its evidence; empty when one is."""
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
