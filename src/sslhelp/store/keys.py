"""What a store keeps in place of an id, and how it tells that two questions are the same."""

from __future__ import annotations

import hashlib

from sslhelp.model.store import MAX_GAP_CHARS, Cause


def hashed(secret: str) -> str:
    """Return the SHA-256 of an id as 64 hex digits: enough to find it again, useless to whoever reads the store."""
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()


def gap_text(question: str) -> str:
    """Return what is kept of a question that became a gap."""
    return question[:MAX_GAP_CHARS]


def gap_key(question: str, cause: Cause) -> str:
    """Return the key of a gap, 64 hex digits: the same whatever the question's letter case and white space."""
    words = " ".join(gap_text(question).casefold().split())
    return hashed(words if cause is Cause.UNANSWERED else f"{cause}\0{words}")  # the first cause has keys of old


def digest(encoding: bytes) -> str:
    """Return the SHA-256 of a DER encoding as 64 hex digits: the key of a certificate, or of a name."""
    return hashlib.sha256(encoding).hexdigest()
