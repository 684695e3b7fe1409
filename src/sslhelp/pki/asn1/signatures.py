"""Check a signature as it stands. The judgement of weak hashes is left to findings: MD5 and SHA-1 are checked too.

`cryptography` does the sums. Its own checks on CSRs and certificates answer "wrong" for a weak hash, which would be
untrue, and are not to be had for an object that it refuses to load; so the parts are handed to it one by one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.serialization import load_der_public_key

from sslhelp.pki.asn1 import der, keys, primitives, reading

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from sslhelp.model.pki import PublicKey
    from sslhelp.pki.asn1.keys import Key
    from sslhelp.pki.asn1.signed import Algorithm, Signed

    Arguments = tuple[object, ...]
    Verify = Callable[..., None]

_PKCS1 = padding.PKCS1v15()
_MD5, _SHA1 = hashes.MD5(), hashes.SHA1()  # noqa: S303  (checked all the same: what is signed is not ours)
_SHA2 = hashes.SHA224(), hashes.SHA256(), hashes.SHA384(), hashes.SHA512()
_SHA3 = hashes.SHA3_224(), hashes.SHA3_256(), hashes.SHA3_384(), hashes.SHA3_512()

_PSS = keys.RSA_PSS  # one OID for such keys and for signatures by any RSA key (RFC 4055 3)
_RSA_KEYS = frozenset({keys.RSA, keys.RSA_PSS})
_EC_KEYS = frozenset({keys.EC})
_DSA_KEYS = frozenset({keys.DSA, keys.OLD_DSA})
_DSA_OID = bytes.fromhex("06072a8648ce380401")  # keys.DSA as it is encoded

_RSA = {
    "1.2.840.113549.1.1.4": _MD5,
    "1.2.840.113549.1.1.5": _SHA1,
    "1.3.14.3.2.29": _SHA1,
    "1.2.840.113549.1.1.14": _SHA2[0],
    "1.2.840.113549.1.1.11": _SHA2[1],
    "1.2.840.113549.1.1.12": _SHA2[2],
    "1.2.840.113549.1.1.13": _SHA2[3],
} | {f"2.16.840.1.101.3.4.3.{13 + place}": digest for place, digest in enumerate(_SHA3)}
_EC = (
    {"1.2.840.10045.4.1": _SHA1}
    | {f"1.2.840.10045.4.3.{1 + place}": digest for place, digest in enumerate(_SHA2)}
    | {f"2.16.840.1.101.3.4.3.{9 + place}": digest for place, digest in enumerate(_SHA3)}
)
_DSA = {"1.2.840.10040.4.3": _SHA1, "1.3.14.3.2.27": _SHA1} | {
    f"2.16.840.1.101.3.4.3.{1 + place}": digest for place, digest in enumerate(_SHA2)
}
_DIGESTS = {
    "1.3.14.3.2.26": _SHA1,
    "2.16.840.1.101.3.4.2.4": _SHA2[0],
    "2.16.840.1.101.3.4.2.1": _SHA2[1],
    "2.16.840.1.101.3.4.2.2": _SHA2[2],
    "2.16.840.1.101.3.4.2.3": _SHA2[3],
} | {f"2.16.840.1.101.3.4.2.{7 + place}": digest for place, digest in enumerate(_SHA3)}

_SCHEMES: Mapping[str, tuple[frozenset[str], Arguments]] = (
    {oid: (_RSA_KEYS, (_PKCS1, digest)) for oid, digest in _RSA.items()}
    | {oid: (_EC_KEYS, (ec.ECDSA(digest),)) for oid, digest in _EC.items()}
    | {oid: (_DSA_KEYS, (digest,)) for oid, digest in _DSA.items()}
    | {oid: (frozenset({oid}), ()) for oid in ("1.3.101.112", "1.3.101.113")}
    | {f"2.16.840.1.101.3.4.3.{last}": (frozenset({f"2.16.840.1.101.3.4.3.{last}"}), ()) for last in (17, 18, 19)}
)
"""By the OID of a signature algorithm: the kinds of key that can make it, and what `verify` wants beside the bytes."""

_MAX_RSA_BITS = 16_384
_MAX_EXPONENT_BITS = 64


def holds(signed: Signed, spki: bytes, key: Key | None) -> bool | None:
    """Say whether the key in `spki`, which was read as `key`, signed what is in `signed`; None when that is unknown.

    It cannot be checked with an algorithm that `cryptography` does not have, nor, within bounded time, with an absurd
    RSA key, nor with a key that cannot be read.
    """
    if key is None:
        return None
    try:
        made_by, arguments = _scheme(signed.algorithm)
        if key.oid not in made_by:
            return False
        if len(spki) >= _MAX_RSA_BITS // 16 and _is_absurd(key.public):
            return None
        _verify(spki, key)(signed.signature, signed.content, *arguments)
    except InvalidSignature:
        return False
    except reading.UNREADABLE:
        return None
    return True


def _is_absurd(public: PublicKey) -> bool:
    """An RSA check takes time with the square of the modulus and with the length of the exponent."""
    return public.exponent is not None and (
        (public.bits or 0) > _MAX_RSA_BITS or public.exponent.bit_length() > _MAX_EXPONENT_BITS
    )


def _verify(spki: bytes, key: Key) -> Verify:
    """Load a key for verifying; an RSA key whose wrapping is refused, as with odd parameters, by its bare numbers.

    Raises one of `UNREADABLE`.
    """
    try:
        loaded: Any = load_der_public_key(_with_todays_oid(spki) if key.oid == keys.OLD_DSA else spki)
    except (ValueError, UnsupportedAlgorithm):
        if key.modulus is None or not key.public.exponent:
            raise
        loaded = rsa.RSAPublicNumbers(key.public.exponent, key.modulus).public_key()
    verify: Verify = loaded.verify  # whatever its kind: that it fits the signature has been seen to
    return verify


def _with_todays_oid(spki: bytes) -> bytes:
    """Return a DSA key under the OID of RFC 3279 2.3.2 in place of the older one; the rest is encoded alike."""
    _, _, body, end = der.only(spki)
    (_, _, algorithm, algorithm_end), *_ = der.inside(spki, body, end)
    parameters = spki[der.after(spki, algorithm) : algorithm_end]
    return der.encode(der.SEQUENCE, der.encode(der.SEQUENCE, _DSA_OID + parameters) + spki[algorithm_end:end])


def _scheme(algorithm: Algorithm) -> tuple[frozenset[str], Arguments]:
    """Return the kinds of key and the arguments for an algorithm; raises ValueError for one that is not known."""
    if algorithm.oid == _PSS:
        digest, mask_digest, salt = _pss(algorithm.parameters)
        return _RSA_KEYS, (padding.PSS(padding.MGF1(mask_digest), salt), digest)
    scheme = _SCHEMES.get(algorithm.oid)
    if scheme is None:
        raise ValueError("unknown signature algorithm")
    return scheme


def _pss(parameters: bytes) -> tuple[hashes.HashAlgorithm, hashes.HashAlgorithm, int]:
    """Read hash, hash of the mask and salt length, all of them optional (RFC 4055 3.1)."""
    digest: hashes.HashAlgorithm = _SHA1
    mask: hashes.HashAlgorithm = _SHA1
    salt = 20
    _, _, at, end = der.only(parameters)
    for tag, _, body, body_end in der.inside(parameters, at, end, 4):
        if tag == 0xA2:
            _, _, number, number_end = der.only(parameters, body, body_end)
            salt = primitives.integer(parameters[number:number_end])
            continue
        _, _, inner, inner_end = der.only(parameters, body, body_end)
        if tag == 0xA0:
            digest = _digest(parameters, inner, inner_end)
        elif tag == 0xA1:
            (_, _, mask_at, mask_end) = der.inside(parameters, inner, inner_end, 2)[-1]
            mask = _digest(parameters, mask_at, mask_end)
    return digest, mask, salt


def _digest(data: bytes, at: int, end: int) -> hashes.HashAlgorithm:
    _, _, body, body_end = der.inside(data, at, end, 2)[0]
    digest = _DIGESTS.get(primitives.oid(data[body:body_end]))
    if digest is None:
        raise ValueError("unknown hash")
    return digest
