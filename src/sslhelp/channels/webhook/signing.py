"""How whoever gets a notification knows that it is ours and of now: an HMAC over the time and the body.

`Sslhelp-Signature: t=1764000000,v1=...`: v1 is the HMAC-SHA256, in hexadecimal, of the time as it stands there, a dot,
and the body as it came, with the shop's secret as the key. Refuse what is older than five minutes.
"""

from __future__ import annotations

import hmac

HEADER = "Sslhelp-Signature"
OLDEST = 300
"""Seconds after which a receiver should refuse a signature: it may have been recorded."""


def sign(body: bytes, secret: str, at: int) -> str:
    """Return the value of the header for a body; `at` is in seconds since 1970."""
    return f"t={at},v1={_digest(body, secret, at)}"


def verify(header: str, body: bytes, secret: str, now: int) -> bool:
    """Return whether a header is ours, and of now: what a receiver does."""
    fields = dict(field.partition("=")[::2] for field in header.split(","))
    stamp = fields.get("t", "")
    if not stamp.isdecimal() or len(stamp) > 12 or abs(now - int(stamp)) > OLDEST:
        return False
    return hmac.compare_digest(fields.get("v1", "").encode(), _digest(body, secret, int(stamp)).encode())


def _digest(body: bytes, secret: str, at: int) -> str:
    return hmac.new(secret.encode(), f"{at}.".encode() + body, "sha256").hexdigest()
