"""What may be kept of an exchange: no key, no pasted block, no address, no password."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from sslhelp.model.pki import CsrReport
from sslhelp.pki.pasted import extract, private_key

if TYPE_CHECKING:
    from sslhelp.model.chat import Part, Reply

EMAIL = re.compile(r"[^\s@<>\"',;:()]{1,64}@[^\s@<>\"',;:()]{1,255}")
_PASSWORD = re.compile(r"\b(pass(?:word|phrase|wd)?|pwd|pin)(\s*(?:is|:|=)\s*)(\S{1,200})", re.IGNORECASE)
REMOVED = "[removed]"
MAX_KEPT_CHARS = 2_000


def redact(text: str) -> str:
    """Return what may be stored, logged or shown to staff; at most `MAX_KEPT_CHARS` characters."""
    found = extract.extract(private_key.cut(text).text)
    prose = " ".join(found.prose.split())
    marks = "".join(f" [{block.label.lower()}]" for block in found.blocks)
    masked = _PASSWORD.sub(rf"\1\2{REMOVED}", EMAIL.sub("[e-mail]", prose) if "@" in prose else prose)
    return (masked[: MAX_KEPT_CHARS - 200] + marks[:200]).strip()


def holds_key(text: str) -> bool:
    """Whether a text holds a private key."""
    return bool(private_key.cut(text).kinds)


def without_keys(text: str) -> str:
    """Return what a member of staff wrote, as it is sent on: all of it but private keys."""
    return private_key.cut(text).text


def redact_reply(reply: Reply) -> Reply:
    """Return the reply as it may be stored: as it was given, but for the password that a CSR may carry."""
    return replace(reply, parts=tuple(_without_password(part) for part in reply.parts))


def _without_password(part: Part) -> Part:
    if isinstance(part, CsrReport) and part.challenge_password:
        return replace(part, challenge_password=REMOVED, pem="")
    return part
