"""Check a signature as it stands. The judgement of weak hashes is left to findings: MD5 and SHA-1 are checked too.

`cryptography` does the sums. Its own checks on CSRs and certificates answer "wrong" for a weak hash, which would be
untrue, and are not to be had for an object that it refuses to load; so the parts are handed to it one by one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import dsa, ec, ed448, ed25519, mldsa, padding, rsa
from cryptography.hazmat.primitives.serialization import load_der_public_key

from sslhelp.pki import der, keys, reading

if TYPE_CHECKING:
    from collections.abc import Callable

    from cryptography.hazmat.primitives.asymmetric.types import PublicKeyTypes

    from sslhelp.pki.signed import Algorithm, Signed

_PSS = "1.2.840.113549.1.1.10"
_RSA_HASHES: dict[str, Callable[[], hashes.HashAlgorithm]] = {
    "1.2.840.113549.1.1.4": hashes.MD5,
    "1.2.840.113549.1.1.5": hashes.SHA1,
    "1.3.14.3.2.29": hashes.SHA1,
    "1.2.840.113549.1.1.14": hashes.SHA224,
    "1.2.840.113549.1.1.11": hashes.SHA256,
    "1.2.840.113549.1.1.12": hashes.SHA384,
    "1.2.840.113549.1.1.13": hashes.SHA512,
    "2.16.840.1.101.3.4.3.13": hashes.SHA3_224,
    "2.16.840.1.101.3.4.3.14": hashes.SHA3_256,
    "2.16.840.1.101.3.4.3.15": hashes.SHA3_384,
    "2.16.840.1.101.3.4.3.16": hashes.SHA3_512,
}
_EC_HASHES: dict[str, Callable[[], hashes.HashAlgorithm]] = {
    "1.2.840.10045.4.1": hashes.SHA1,
    "1.2.840.10045.4.3.1": hashes.SHA224,
    "1.2.840.10045.4.3.2": hashes.SHA256,
    "1.2.840.10045.4.3.3": hashes.SHA384,
    "1.2.840.10045.4.3.4": hashes.SHA512,
    "2.16.840.1.101.3.4.3.9": hashes.SHA3_224,
    "2.16.840.1.101.3.4.3.10": hashes.SHA3_256,
    "2.16.840.1.101.3.4.3.11": hashes.SHA3_384,
    "2.16.840.1.101.3.4.3.12": hashes.SHA3_512,
}
_DSA_HASHES: dict[str, Callable[[], hashes.HashAlgorithm]] = {
    "1.2.840.10040.4.3": hashes.SHA1,
    "1.3.14.3.2.27": hashes.SHA1,
    "2.16.840.1.101.3.4.3.1": hashes.SHA224,
    "2.16.840.1.101.3.4.3.2": hashes.SHA256,
    "2.16.840.1.101.3.4.3.3": hashes.SHA384,
    "2.16.840.1.101.3.4.3.4": hashes.SHA512,
}
_DIGESTS: dict[str, Callable[[], hashes.HashAlgorithm]] = {
    "1.3.14.3.2.26": hashes.SHA1,
    "2.16.840.1.101.3.4.2.4": hashes.SHA224,
    "2.16.840.1.101.3.4.2.1": hashes.SHA256,
    "2.16.840.1.101.3.4.2.2": hashes.SHA384,
    "2.16.840.1.101.3.4.2.3": hashes.SHA512,
    "2.16.840.1.101.3.4.2.7": hashes.SHA3_224,
    "2.16.840.1.101.3.4.2.8": hashes.SHA3_256,
    "2.16.840.1.101.3.4.2.9": hashes.SHA3_384,
    "2.16.840.1.101.3.4.2.10": hashes.SHA3_512,
}
_MAX_RSA_BITS = 16_384
_MAX_EXPONENT_BITS = 64


def holds(signed: Signed, spki: bytes) -> bool | None:
    """Say whether the key in `spki` signed what is in `signed`; None when that cannot be checked.

    It cannot for an algorithm that `cryptography` does not have, nor, within bounded time, for an absurd RSA key.
    """
    try:
        if _is_absurd(spki):
            return None
        _verify(signed, _load(spki))
    except InvalidSignature:
        return False
    except reading.UNREADABLE:
        return None
    return True


def _is_absurd(spki: bytes) -> bool:
    """An RSA check takes time with the square of the modulus and with the length of the exponent."""
    if len(spki) < _MAX_RSA_BITS // 16:
        return False
    public = keys.read(spki).public
    return public.exponent is not None and (
        (public.bits or 0) > _MAX_RSA_BITS or (public.exponent or 0).bit_length() > _MAX_EXPONENT_BITS
    )


def _load(spki: bytes) -> PublicKeyTypes:
    """Load a key; an RSA key whose wrapping is refused, as with odd parameters, by its bare numbers."""
    try:
        return load_der_public_key(spki)
    except (ValueError, UnsupportedAlgorithm):
        key = keys.read(spki)
        if key.modulus is None or not key.public.exponent:
            raise
        return rsa.RSAPublicNumbers(key.public.exponent, key.modulus).public_key()


def _verify(signed: Signed, key: PublicKeyTypes) -> None:
    """Verify with the hash and padding that the object names; raises InvalidSignature, or one of `UNREADABLE`."""
    algorithm, signature, content = signed.algorithm, signed.signature, signed.content
    match key:
        case rsa.RSAPublicKey():
            scheme, digest = _rsa_scheme(algorithm)
            key.verify(signature, content, scheme, digest)
        case ec.EllipticCurvePublicKey():
            key.verify(signature, content, ec.ECDSA(_named(_EC_HASHES, algorithm)))
        case dsa.DSAPublicKey():
            key.verify(signature, content, _named(_DSA_HASHES, algorithm))
        case (
            ed25519.Ed25519PublicKey()
            | ed448.Ed448PublicKey()
            | mldsa.MLDSA44PublicKey()
            | mldsa.MLDSA65PublicKey()
            | mldsa.MLDSA87PublicKey()
        ):
            key.verify(signature, content)
        case _:
            raise InvalidSignature


def _named(known: dict[str, Callable[[], hashes.HashAlgorithm]], algorithm: Algorithm) -> hashes.HashAlgorithm:
    """Return the hash that an algorithm names; raises InvalidSignature for one that this kind of key cannot make."""
    make = known.get(algorithm.oid)
    if make is None:
        raise InvalidSignature if algorithm.oid in {**_RSA_HASHES, **_EC_HASHES, **_DSA_HASHES} else ValueError
    return make()


def _rsa_scheme(algorithm: Algorithm) -> tuple[padding.AsymmetricPadding, hashes.HashAlgorithm]:
    if algorithm.oid != _PSS:
        return padding.PKCS1v15(), _named(_RSA_HASHES, algorithm)
    digest, mask_digest, salt = _pss(algorithm.parameters)
    return padding.PSS(padding.MGF1(mask_digest), salt), digest


def _pss(parameters: bytes) -> tuple[hashes.HashAlgorithm, hashes.HashAlgorithm, int]:
    """Read hash, hash of the mask and salt length, all of them optional (RFC 4055 3.1)."""
    digest: hashes.HashAlgorithm = hashes.SHA1()  # noqa: S303  (the default of RFC 4055)
    mask: hashes.HashAlgorithm = hashes.SHA1()  # noqa: S303
    salt = 20
    _, _, at, end = der.only(parameters)
    for tag, _, body, body_end in der.inside(parameters, at, end, 4):
        if tag == 0xA2:
            _, _, number, number_end = der.only(parameters, body, body_end)
            salt = der.integer(parameters[number:number_end])
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
    make = _DIGESTS.get(der.oid(data[body:body_end]))
    if make is None:
        raise ValueError("unknown hash")
    return make()
