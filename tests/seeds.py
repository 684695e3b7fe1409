"""Sound and odd encodings to begin a search for trouble from: our own, and those that `cryptography` is tested with."""

from functools import cache
from pathlib import Path

import cryptography_vectors

from sslhelp.pki.pasted import extract
from tests import factories

_LARGEST = 4_000
_FOLDERS = "x509", "x509/custom", "x509/requests", "x509/ed25519", "x509/ed448", "pkcs7"


@cache
def encodings() -> tuple[bytes, ...]:
    """Return DER of every kind that is read: requests, certificates, PKCS#7 and CRLs; none over `_LARGEST` bytes."""
    chain = factories.chain()
    own = (
        factories.csr(),
        factories.csr(key=factories.rsa_key(), challenge_password="secret"),
        factories.csr(["*.example.com", "192.0.2.1", "admin@example.com"]),
        chain.root.der,
        chain.intermediate.der,
        chain.leaf.der,
        factories.certificate(poison=True).der,
        factories.pkcs7(chain.leaf, chain.intermediate),
    )
    root = Path(cryptography_vectors.__file__).parent
    files = sorted(path for folder in _FOLDERS for path in (root / folder).iterdir() if path.suffix in {".pem", ".der"})
    blocks = [block for path in files for block in extract.extract(path.read_bytes()).blocks]
    return *own, *(block.der for block in blocks if block.der and len(block.der) <= _LARGEST)
