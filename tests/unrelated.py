"""Makes what customers paste beside CSRs and certificates: revocation lists, OCSP, key parameters, PGP, dumps."""

from __future__ import annotations

from datetime import timedelta

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PublicFormat, pkcs7, pkcs12
from cryptography.x509 import ocsp

from sslhelp.pki.asn1.der import encode
from tests import factories

SHA256 = bytes.fromhex("0609608648016503040201")
ECDSA = bytes.fromhex("06082a8648ce3d040302")


def tlv(tag: int, *parts: bytes) -> bytes:
    """The DER of a value."""
    return encode(tag, b"".join(parts))


def crl(*, entries: int = 0) -> bytes:
    """A revocation list of version 2."""
    ca = factories.authority("Example Issuing CA")
    builder = (
        x509.CertificateRevocationListBuilder()
        .issuer_name(ca.certificate.subject)
        .last_update(factories.AT)
        .next_update(factories.AT + timedelta(days=7))
    )
    for serial in range(1, entries + 1):
        revoked = x509.RevokedCertificateBuilder().serial_number(serial).revocation_date(factories.AT).build()
        builder = builder.add_revoked_certificate(revoked)
    return builder.sign(ca.key, hashes.SHA256()).public_bytes(Encoding.DER)


def ocsp_request() -> bytes:
    """A question about the status of a certificate."""
    chain = factories.chain()
    builder = ocsp.OCSPRequestBuilder().add_certificate(
        chain.leaf.certificate, chain.intermediate.certificate, hashes.SHA256()
    )
    return builder.build().public_bytes(Encoding.DER)


def ocsp_response() -> bytes:
    """The answer that a certificate is good."""
    chain = factories.chain()
    issuer = chain.intermediate
    builder = (
        ocsp.OCSPResponseBuilder()
        .add_response(
            chain.leaf.certificate,
            issuer.certificate,
            hashes.SHA256(),
            ocsp.OCSPCertStatus.GOOD,
            this_update=factories.AT,
            next_update=None,
            revocation_time=None,
            revocation_reason=None,
        )
        .responder_id(ocsp.OCSPResponderEncoding.HASH, issuer.certificate)
    )
    return builder.sign(issuer.key, hashes.SHA256()).public_bytes(Encoding.DER)


def public_key(form: PublicFormat) -> bytes:
    """The public half of the test run's RSA key."""
    return factories.rsa_key().public_key().public_bytes(Encoding.DER, form)


def trust_store() -> bytes:
    """A PKCS#12 file with a certificate, without a key or a password."""
    return pkcs12.serialize_key_and_certificates(
        b"root", None, factories.certificate().certificate, None, NoEncryption()
    )


def timestamp_query() -> bytes:
    """A request for a timestamp (RFC 3161 2.4.1)."""
    imprint = tlv(0x30, tlv(0x30, SHA256), tlv(0x04, bytes(32)))
    return tlv(0x30, tlv(0x02, b"\x01"), imprint, tlv(0x02, bytes(8)), tlv(0x01, b"\xff"))


def attribute_certificate() -> bytes:
    """What an attribute certificate looks like from outside (RFC 5755 4.1)."""
    holder = tlv(0x30, tlv(0xA1, tlv(0x82, b"www.example.com")))
    issuer = tlv(0xA0, tlv(0x30, tlv(0x82, b"ca.example.com")))
    validity = tlv(0x30, tlv(0x18, b"20260101000000Z"), tlv(0x18, b"20270101000000Z"))
    info = tlv(0x30, tlv(0x02, b"\x01"), holder, issuer, tlv(0x30, ECDSA), tlv(0x02, b"\x07"), validity, tlv(0x30))
    return tlv(0x30, info, tlv(0x30, ECDSA), tlv(0x03, bytes(65)))


def enveloped() -> bytes:
    """An encrypted message."""
    recipient = factories.certificate(key=factories.rsa_key()).certificate
    builder = pkcs7.PKCS7EnvelopeBuilder().set_data(b"secret").add_recipient(recipient)
    return builder.encrypt(Encoding.DER, [])


def dh_group() -> bytes:
    """A Diffie-Hellman group (PKCS#3), of no use to anyone."""
    return tlv(0x30, tlv(0x02, b"\x00" + b"\xff" * 256), tlv(0x02, b"\x02"))


def pgp_key(*, secret: bool) -> bytes:
    """What OpenPGP's packet of an RSA key looks like from outside (RFC 9580 5.5)."""
    body = b"\x04\x5f\x00\x00\x00\x01\x08\x00" + factories.rsa_key().public_key().public_numbers().n.to_bytes(256)
    return bytes((0x95 if secret else 0x99,)) + len(body).to_bytes(2) + body


def revocation_lists_in_pkcs7() -> bytes:
    """A PKCS#7 file with a revocation list and without a certificate (RFC 5652 5.1)."""
    data = tlv(0x30, bytes.fromhex("06092a864886f70d010701"))
    signed = tlv(0x30, tlv(0x02, b"\x01"), tlv(0x31), data, tlv(0xA1, crl(entries=1)), tlv(0x31))
    return tlv(0x30, bytes.fromhex("06092a864886f70d010702"), tlv(0xA0, signed))


def written_out(data: bytes) -> dict[str, str]:
    """Binary octet by octet, as tools and programs write it."""
    rows = [data[at : at + 16] for at in range(0, len(data), 16)]
    return {
        "plain": data.hex(),
        "colons": data.hex(":"),
        "dump": "\n".join(f"{16 * at:08x}  {row.hex(' ')}  |................|" for at, row in enumerate(rows)),
        "xxd": "\n".join(f"{16 * at:08x}: {row.hex(' ', 2)}  ................" for at, row in enumerate(rows)),
        "c": "{ " + ", ".join(f"0x{byte:02X}" for byte in data) + " };",
        "string": "".join(f"\\x{byte:02x}" for byte in data),
        "decimal": "[" + ", ".join(map(str, data)) + "]",
        "signed": "{" + ",".join(str(byte - 256 if byte > 127 else byte) for byte in data) + "}",
    }


def indefinite(certificates: list[bytes]) -> bytes:
    """A PKCS#7 file as BER with indefinite lengths (X.690 8.1.3.6), as some programs write it."""
    end = b"\x00\x00"
    data = b"\x30\x80" + bytes.fromhex("06092a864886f70d010701") + end
    signed = b"\x30\x80\x02\x01\x01\x31\x00" + data + b"\xa0\x80" + b"".join(certificates) + end + b"\x31\x00" + end
    return b"\x30\x80" + bytes.fromhex("06092a864886f70d010702") + b"\xa0\x80" + signed + end + end
