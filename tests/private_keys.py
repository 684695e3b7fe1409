"""Private keys in every format that is refused, made of the keys of the test run."""

from __future__ import annotations

import base64
from collections.abc import Mapping

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, pkcs12

from tests.factories import Key, certificate, dsa_key, ec_key, pem, rsa_key


def by_kind() -> Mapping[str, str]:
    """A private key as text in each format, by the kind that `private_key.cut` calls it."""
    password = serialization.BestAvailableEncryption(b"secret")
    key, plain = ec_key(), NoEncryption()
    return {
        "PKCS#8": _text(key, PrivateFormat.PKCS8, plain),
        "encrypted PKCS#8": _text(key, PrivateFormat.PKCS8, password),
        "RSA": _text(rsa_key(), PrivateFormat.TraditionalOpenSSL, plain),
        "RSA, encrypted": _text(rsa_key(), PrivateFormat.TraditionalOpenSSL, password),
        "EC": _text(key, PrivateFormat.TraditionalOpenSSL, plain),
        "DSA": _text(dsa_key(), PrivateFormat.TraditionalOpenSSL, plain),
        "OpenSSH": _text(key, PrivateFormat.OpenSSH, plain),
        "PuTTY": _putty(),
        "PFX": pem(pfx(), "PKCS12"),
        "JKS": base64.b64encode(jks()).decode(),
    }


def _text(key: Key, form: PrivateFormat, encryption: serialization.KeySerializationEncryption) -> str:
    return key.private_bytes(Encoding.PEM, form, encryption).decode()


def _putty() -> str:
    """A key in the layout of PuTTY's .ppk files, version 3."""
    digits = base64.b64encode(rsa_key().private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())).decode()
    lines = [digits[at : at + 64] for at in range(0, len(digits), 64)]
    head = ["PuTTY-User-Key-File-3: ssh-rsa", "Encryption: none", "Comment: rsa-key-20261120", "Public-Lines: 6"]
    mac = f"Private-MAC: {'0123456789abcdef' * 4}"
    return "\n".join([*head, *lines[:6], f"Private-Lines: {len(lines) - 6}", *lines[6:], mac])


def pfx() -> bytes:
    """A PKCS#12 file with a certificate and its key."""
    leaf = certificate()
    assert isinstance(leaf.key, ec.EllipticCurvePrivateKey)
    return pkcs12.serialize_key_and_certificates(
        b"example", leaf.key, leaf.certificate, None, serialization.BestAvailableEncryption(b"secret")
    )


def jks() -> bytes:
    """What a Java key store looks like from outside: its magic number, its version, and bytes."""
    return bytes.fromhex("feedfeed00000002") + rsa_key().private_bytes(
        Encoding.DER, PrivateFormat.PKCS8, NoEncryption()
    )
