"""What a store keeps in place of an id, and how it tells that two questions are the same."""

from __future__ import annotations

import hashlib


def hashed(secret: str) -> str:
    """Return the SHA-256 of an id as 64 hex digits: enough to find it again, useless to whoever reads the store."""
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()


def question_key(question: str) -> str:
    """Return the key of a question, 64 hex digits: the same whatever its letter case and white space."""
    return hashed(" ".join(question.casefold().split()))


def digest(encoding: bytes) -> str:
    """Return the SHA-256 of a DER encoding as 64 hex digits: the key of a certificate, or of a name."""
    return hashlib.sha256(encoding).hexdigest()
