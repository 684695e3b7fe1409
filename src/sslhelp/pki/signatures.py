"""Check a signature as it stands. The judgement of weak hashes is left to findings: MD5 and SHA-1 are checked too.

The checks that `cryptography` has on its objects answer "wrong" for a weak hash, which would be untrue.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric import dsa, ec, ed448, ed25519, padding, rsa

from sslhelp.pki import reading

if TYPE_CHECKING:
    from cryptography.x509 import Certificate, CertificateSigningRequest


def of_request(request: CertificateSigningRequest) -> bool | None:
    """Say whether a CSR is signed with its own key (proof of possession); None when that cannot be checked."""
    return _holds(request, request.tbs_certrequest_bytes, request)


def of_certificate(certificate: Certificate, issuer: Certificate) -> bool | None:
    """Say whether the key of `issuer` signed `certificate`; None when that cannot be checked. Names do not matter."""
    return _holds(certificate, certificate.tbs_certificate_bytes, issuer)


def _holds(
    signed: CertificateSigningRequest | Certificate, content: bytes, signer: CertificateSigningRequest | Certificate
) -> bool | None:
    try:
        _verify(signed, content, signer)
    except InvalidSignature:
        return False
    except reading.UNREADABLE:
        return None
    return True


def _verify(
    signed: CertificateSigningRequest | Certificate, content: bytes, signer: CertificateSigningRequest | Certificate
) -> None:
    """Verify with the hash and padding that the object names; raises InvalidSignature, or one of `UNREADABLE`."""
    key, parameters, digest = (
        signer.public_key(),
        signed.signature_algorithm_parameters,
        signed.signature_hash_algorithm,
    )
    match key:
        case rsa.RSAPublicKey() if isinstance(parameters, padding.PKCS1v15 | padding.PSS) and digest:
            key.verify(signed.signature, content, parameters, digest)
        case ec.EllipticCurvePublicKey() if isinstance(parameters, ec.ECDSA):
            key.verify(signed.signature, content, parameters)
        case dsa.DSAPublicKey() if digest:
            key.verify(signed.signature, content, digest)
        case ed25519.Ed25519PublicKey() | ed448.Ed448PublicKey():
            key.verify(signed.signature, content)
        case _:
            raise InvalidSignature
