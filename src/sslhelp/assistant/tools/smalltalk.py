"""Greetings, thanks and goodbyes: a short line, so that they are neither searched for nor handed over."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sslhelp.model.chat import Notice
from sslhelp.model.pki import Severity

if TYPE_CHECKING:
    from sslhelp.model.chat import Context, Message, Part

_LINES = {
    "greeting": (
        "hi, hello, hey, hi there, hello there, good morning, good afternoon, good evening, greetings",
        "Hello. Ask about SSL certificates in your own words, paste a CSR or a certificate, or ask which product fits.",
    ),
    "thanks": (
        "thanks, thank you, thanks a lot, thank you very much, many thanks, cheers, great thanks, ok thanks",
        "Glad that it helped. Ask on whenever you like.",
    ),
    "goodbye": (
        "bye, goodbye, bye bye, see you, that is all, thats all",
        "Goodbye.",
    ),
}
_LINE_OF = {phrase: (code, line) for code, (phrases, line) in _LINES.items() for phrase in phrases.split(", ")}


def smalltalk(message: Message, context: Context) -> tuple[Part, ...] | None:  # noqa: ARG001  (the Tool protocol)
    """Answer a message that is nothing but a greeting, a thank-you or a goodbye."""
    if message.choice or message.files:
        return None
    found = _LINE_OF.get(" ".join(re.findall(r"[a-z]+", message.text[:60].lower().replace("'", ""))))
    return (Notice(Severity.INFO, f"smalltalk.{found[0]}", found[1]),) if found else None
