"""What a mail says: its body, without the salutation, the courtesies, the signature and what it quotes.

Customers write to a chat as they write mails, and mails are passed on into it. What stands around the question is found
by the search all the same, as words that no article has.
"""

from __future__ import annotations

import re

MAX_SIGN_OFF = 48
"""Characters: "Kind regards" begins a signature, "Regards the certificate that we ordered last week, ..." does not."""
MAX_CLOSING = 120

_QUOTES_FROM_HERE = re.compile(
    r"^(?:-{2,} ?(?:original|forwarded) message\b.*|begin forwarded message:.*|on .{4,120} wrote:.*|from: .{1,200}@.*)$",
    re.IGNORECASE | re.MULTILINE,
)
_QUOTED = re.compile(r"^[ \t]{0,8}>.*$", re.MULTILINE)
_SIGN_OFF = re.compile(
    r"^\W{0,3}(?:(?:(?:with )?(?:kind|best|warm|many|kindest|friendly)(?:est)? )?regards|(?:best|all the best)(?: wishes)?"
    r"|yours(?: sincerely| faithfully| truly)|sincerely(?: yours)?|respectfully|cheers|thx|tia"
    r"|(?:many )?thanks(?: (?:and|&) (?:kind |best )?regards| in advance| a lot| again| so much)?"
    r"|thank you(?: (?:and|&) (?:kind |best )?regards| in advance| very much| so much)?"
    r"|(?:mit freundlichen gr[üu](?:ß|ss)en|mfg|cordialement|saludos|atenciosamente)|sent from my \w+|get outlook for \w+"
    r"|--)\b\W*$|^-- ?$|^\W{0,3}sent from my .*$",
    re.IGNORECASE,
)
_FOOTER = re.compile(
    r"^(?:\W{0,3}(?:tel|phone|mobile|fax|cell)\b\.?:? ?[+(\d]"
    r"|.{0,60}\b(?:e-?mail|message|communication)\b.{0,80}\b(?:confidential|intended (?:only )?for|privileged)\b"
    r"|.{0,60}\bintended recipient\b|\W{0,3}please consider the environment\b)",
    re.IGNORECASE,
)
_SALUTATION = re.compile(
    r"^\W*(?:dear|hi|hiya|hello|hey|good (?:morning|afternoon|evening|day)|greetings|to whom it may concern)\b"
    r"(?: (?:there|all|team|everyone|guys|folks|sirs?|madam|support|ssl|dragon|customer|service|or|and"
    r"|mr|mrs|ms|dr)\b\.?){0,5}(?: ?/ ?madam)?(?:(?<=dear) [^\W\d_]{1,20}| [A-Z][^\W\d_]{1,20}(?= ?[,!\n]))?[\s,.!:;–—-]+",
    re.IGNORECASE,
)
_OPENING = re.compile(
    r"^\W*(?:(?:ok|okay|thanks|thank you|thx|great|perfect|alright|cool|nice)(?: (?:a lot|so much|very much|for that))?"
    r"[,.!]+\s+|i hope (?:this|you)\b[^.!?\n]{0,60}[.!,]\s+|hope you\b[^.!?\n]{0,60}[.!,]\s+)",
    re.IGNORECASE,
)
_CLOSING = re.compile(
    r"(?:(?<=[\s,.!?;])(?:(?:many )?thanks|thank you|thx|please (?:help|advise|assist)(?: me| us)?"
    r"|any help (?:is|would be) (?:much )?appreciated|cheers|looking forward to (?:your|hearing)\b[^.!?\n]{0,40})"
    r"(?: (?:in advance|a lot|so much|very much|again|for (?:your|the|any) help))?[\s.!,:)]*)+$",
    re.IGNORECASE,
)


def body(text: str) -> str:
    """Return what a message says; all of it, where nothing would be left."""
    quotes = _QUOTES_FROM_HERE.search(text)
    own = text[: quotes.start()] if quotes and text[: quotes.start()].strip() else text
    own = _QUOTED.sub("", own).strip() or own
    said = _without_courtesies(_without_signature(own.strip()))
    return said or text.strip()


def _without_signature(text: str) -> str:
    lines = text.splitlines()
    for number, line in enumerate(lines):
        if number and ((len(line) <= MAX_SIGN_OFF and _SIGN_OFF.match(line.strip())) or _FOOTER.match(line)):
            return "\n".join(lines[:number]).strip()
    return text


def _without_courtesies(text: str) -> str:
    for opening in (_SALUTATION, _OPENING, _SALUTATION, _OPENING):
        text = opening.sub("", text, count=1)
    tail = max(0, len(text) - MAX_CLOSING)
    return (text[:tail] + _CLOSING.sub("", text[tail:])).strip()
