"""What a mail says: its body, without the salutation, the courtesies, the signature and what it quotes.

Customers write to a chat as they write mails, and mails are passed on into it. What stands around the question would be
searched for all the same, as words that no article has.
"""

from __future__ import annotations

import re

MAX_SIGN_OFF = 48
"""Characters: "Kind regards" begins a signature, "Regards the certificate that we ordered last week, ..." does not."""

MAX_CLOSING = 120


def _pattern(*lines: str) -> re.Pattern[str]:
    return re.compile("".join(lines), re.IGNORECASE | re.MULTILINE)


_QUOTED = _pattern(r"^[ \t]{0,8}>.*$")
_QUOTES_FROM_HERE = _pattern(
    r"^(?:-{2,} ?(?:original|forwarded) message\b.*|begin forwarded message:.*",
    r"|on .{4,120} wrote:.*|from: .{1,200}@.*)$",
)

_SO_MUCH = r"(?: (?:in advance|a lot|again|so much|very much|for (?:your|the|any|that) ?(?:help)?))?"
_SIGN_OFF = _pattern(
    r"^\W{0,3}(?:(?:(?:with )?(?:kind|kindest|best|warm|warmest|many|friendly) )?regards|best(?: wishes)?|all the best",
    r"|yours(?: sincerely| faithfully| truly)?|sincerely(?: yours)?|respectfully|cheers|thx|tia",
    rf"|(?:(?:many )?thanks|thank you){_SO_MUCH}(?: (?:and|&)(?: kind| best)? regards)?",
    r"|mit freundlichen gr[üu](?:ß|ss)en|mfg|cordialement|saludos|atenciosamente)\b\W*$",
    r"|^-- ?$|^\W{0,3}(?:sent from my|get outlook for) .*$",
)
_FOOTER = _pattern(
    r"^(?:\W{0,3}(?:tel|phone|mobile|fax|cell)\b\.?:? ?[+(\d]|.{0,60}\bintended recipient\b",
    r"|.{0,60}\b(?:e-?mail|message|communication)\b.{0,80}\b(?:confidential|privileged)\b",
    r"|\W{0,3}please consider the environment\b)",
)

_PEOPLE = r"(?: (?:there|all|team|everyone|guys|folks|sirs?|madam|support|customer|service|or|and|mr|mrs|ms|dr)\b\.?)"
_SALUTATION = _pattern(
    r"\A\W*(?:dear|hi|hiya|hello|hey|good (?:morning|afternoon|evening|day)|greetings|to whom it may concern)\b",
    rf"{_PEOPLE}{{0,5}}(?: ?/ ?madam)?",
    r"(?:(?<=dear) [^\W\d_]{1,20}|(?-i: [A-Z][^\W\d_]{1,20})(?= ?[,!\n]))?[\s,.!:;\u2013\u2014-]+",
)
_OPENING = _pattern(
    rf"\A\W*(?:(?:ok|okay|thanks|thank you|thx|great|perfect|alright|cool|nice){_SO_MUCH}[,.!]+\s+",
    r"|(?:hm+|well|oh|ah|wait|actually|so)\b[\s,.!]+|(?:i )?hope (?:this|you)\b[^.!?\n]{0,60}[.!,]\s+)",
)
_CLOSING = _pattern(
    r"(?:(?<=[\s,.!?;])(?:(?:many )?thanks|thank you|thx|cheers|please (?:help|advise|assist)(?: me| us)?",
    r"|any help (?:is|would be) (?:much )?appreciated|looking forward to (?:your|hearing)\b[^.!?\n]{0,40})",
    rf"{_SO_MUCH}[\s.!,:)]*)+\Z",
)


def body(text: str) -> str:
    """Return what a message says; all of it, where nothing would be left."""
    quotes = _QUOTES_FROM_HERE.search(text)
    above = text[: quotes.start()] if quotes else text
    own = _QUOTED.sub("", above).strip() or _QUOTED.sub("", text).strip() or text.strip()
    return _without_courtesies(_without_signature(own)) or text.strip()


def _without_signature(text: str) -> str:
    lines = text.splitlines()
    for number, line in enumerate(lines):
        ends = (len(line) <= MAX_SIGN_OFF and _SIGN_OFF.match(line.strip())) or _FOOTER.match(line)
        if number and ends:
            return "\n".join(lines[:number]).strip()
    return text


def _without_courtesies(text: str) -> str:
    for opening in (_SALUTATION, _OPENING, _SALUTATION, _OPENING):
        text = opening.sub("", text)
    tail = max(0, len(text) - MAX_CLOSING)
    return (text[:tail] + _CLOSING.sub("", text[tail:])).strip()
