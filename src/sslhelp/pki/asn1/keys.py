"""Public keys, read from their SubjectPublicKeyInfo, of a known algorithm or not."""

from __future__ import annotations

from typing import NamedTuple

from sslhelp.model.pki import PublicKey
from sslhelp.pki.asn1 import der, oids, primitives

RSA, RSA_PSS, EC = "1.2.840.113549.1.1.1", "1.2.840.113549.1.1.10", "1.2.840.10045.2.1"
DSA, OLD_DSA = "1.2.840.10040.4.1", "1.3.14.3.2.12"


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
    if oid in {RSA, RSA_PSS}:
        return _rsa(oid, given, spki[key:key_end])
    if oid == EC:
        return Key(_ec(given), oid, given)
    if oid in {DSA, OLD_DSA}:
        return Key(PublicKey("DSA", _first_number_bits(given), None, None), oid, given)
    name, bits = oids.KEYS.get(oid, (oid, None))
    return Key(PublicKey(name, bits, None, None), oid, given)


def _rsa(oid: str, parameters: bytes, content: bytes) -> Key:
    """Read modulus and exponent (RFC 8017 A.1.1)."""
    name = "RSA" if oid == RSA else "RSA-PSS"
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
