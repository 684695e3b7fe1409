"""What may be kept of a customer's words: no key, no pasted block, no address, no password."""

from __future__ import annotations

import re

from sslhelp.pki import extract, private_key

_EMAIL = re.compile(r"[^\s@<>\"',;:()]{1,64}@[^\s@<>\"',;:()]{1,255}")
_PASSWORD = re.compile(r"\b(pass(?:word|phrase|wd)?|pwd|pin)(\s*(?:is|:|=)\s*)(\S{1,200})", re.IGNORECASE)
MAX_KEPT_CHARS = 2_000


def redact(text: str) -> str:
    """Return what may be stored, logged or shown to staff; at most `MAX_KEPT_CHARS` characters."""
    found = extract.extract(private_key.cut(text).text)
    prose = " ".join(found.prose.split())
    marks = "".join(f" [{block.label.lower()}]" for block in found.blocks)
    masked = _PASSWORD.sub(r"\1\2[removed]", _EMAIL.sub("[e-mail]", prose) if "@" in prose else prose)
    return (masked[: MAX_KEPT_CHARS - 200] + marks[:200]).strip()
