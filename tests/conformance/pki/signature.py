"""A third opinion on self-signed certificates of any age: `cryptography`, with the digest that they name."""

from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa

from sslhelp.pki.asn1 import reading

# ruff: noqa: S303  (old certificates are signed over old digests)
_RSA = {"4": hashes.MD5(), "5": hashes.SHA1(), "11": hashes.SHA256(), "12": hashes.SHA384(), "13": hashes.SHA512()}
_DIGESTS: dict[str, hashes.HashAlgorithm] = {
    **{f"1.2.840.113549.1.1.{last}": digest for last, digest in _RSA.items()},
    "1.3.14.3.2.29": hashes.SHA1(),
    "1.2.840.10045.4.1": hashes.SHA1(),
    "1.2.840.10045.4.3.2": hashes.SHA256(),
    "1.2.840.10045.4.3.3": hashes.SHA384(),
    "1.2.840.10045.4.3.4": hashes.SHA512(),
}


def signs_itself(pem: str) -> bool | None:
    """Return whether a certificate's own key made its signature; None when that is beyond `cryptography`."""
    try:
        with reading.quiet():
            certificate = x509.load_pem_x509_certificate(pem.encode())
            key = certificate.public_key()
    except (ValueError, UnsupportedAlgorithm):
        return None
    oid = certificate.signature_algorithm_oid.dotted_string
    digest, with_rsa = _DIGESTS.get(oid), oid.startswith(("1.2.840.113549", "1.3.14"))
    signature, content = certificate.signature, certificate.tbs_certificate_bytes
    try:
        match key:
            case rsa.RSAPublicKey() if digest and with_rsa:
                key.verify(signature, content, padding.PKCS1v15(), digest)
            case ec.EllipticCurvePublicKey() if digest and not with_rsa:
                key.verify(signature, content, ec.ECDSA(digest))
            case _:
                certificate.verify_directly_issued_by(certificate)
    except (UnsupportedAlgorithm, ValueError, TypeError):
        return False if digest else None
    except InvalidSignature:
        return False
    return True
