"""Public keys: what they are, and whether a public CA takes them."""

from __future__ import annotations

from enum import StrEnum

from cryptography.hazmat.primitives.asymmetric import dsa, ec, rsa

from sslhelp.model.pki import PublicKey
from sslhelp.pki import oids

_FIXED_BITS = {"Ed25519": 256, "Ed448": 456, "X25519": 256, "X448": 448}
_TLS_CURVES = frozenset({"P-256", "P-384", "P-521"})
_MIN_RSA_BITS = 2048


class Fault(StrEnum):
    """Why a public CA refuses a key (TLS BR 6.1.5, 6.1.6)."""

    RSA_TOO_SMALL = "rsa_too_small"
    RSA_ODD_SIZE = "rsa_odd_size"
    CURVE = "curve"
    ALGORITHM = "algorithm"


def read(key: object) -> PublicKey:
    """Describe a public key of `cryptography`; a kind without a name of its own is called by its class."""
    match key:
        case rsa.RSAPublicKey():
            return PublicKey("RSA", key.key_size, None, key.public_numbers().e)
        case ec.EllipticCurvePublicKey():
            return PublicKey("EC", key.key_size, oids.CURVES.get(key.curve.name, key.curve.name), None)
        case dsa.DSAPublicKey():
            return PublicKey("DSA", key.key_size, None, None)
        case _:
            algorithm = type(key).__name__.removesuffix("PublicKey")
            return PublicKey(algorithm, _FIXED_BITS.get(algorithm), None, None)


def faults(key: PublicKey) -> tuple[tuple[Fault, str], ...]:
    """Return why no public TLS certificate is issued for `key`, each with its evidence; empty when one is."""
    match key.algorithm:
        case "RSA":
            bits = key.bits or 0
            if bits < _MIN_RSA_BITS:
                return ((Fault.RSA_TOO_SMALL, f"{bits} bits"),)
            return ((Fault.RSA_ODD_SIZE, f"{bits} bits"),) if bits % 8 else ()
        case "EC":
            return () if key.curve in _TLS_CURVES else ((Fault.CURVE, key.curve or "an unnamed curve"),)
        case _:
            return ((Fault.ALGORITHM, key.algorithm),)
