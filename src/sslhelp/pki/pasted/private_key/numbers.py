"""Keys written out number by number: JWK (RFC 7518 6.3.2), XML (RSAKeyValue), and what `openssl pkey -text` prints."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sslhelp.pki.pasted import decoding, digits, sniff
from sslhelp.pki.pasted.private_key.span import Span
from sslhelp.pki.pasted.sniff import BlockKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sslhelp.pki.pasted.private_key.span import Pasted

_PRIVATE_NUMBER = re.compile(
    r"""(?P<jwk>["'](?:d|p|q|dp|dq|qi)["'])|(?P<xml><(?:D|P|Q|DP|DQ|InverseQ)>)"""
    r"|(?P<text>\b(?:private[ _]?(?:exponent|key)|prime[ _]?[12]|exponent[ _]?[12]|coefficient|priv))"
    r"[ \t]{0,4}(?=[:=])",
    re.IGNORECASE,
)
_FORMS = {"jwk": "JWK", "xml": "XML", "text": "written out"}
_NUMBER = re.compile(
    r"[\s:='\"]{0,40}+(?:(?i:(?:0x)?[0-9a-f]{2}(?:[:\s]{0,40}+[0-9a-f]{2}){15,}(?![A-Za-z0-9+/]))"
    r"|(?P<long>(?!/)(?=\S{0,39}[A-Z])(?=\S{0,39}[a-z])(?=\S{0,39}[0-9])[A-Za-z0-9+/_-]{40}))"
)

_HEAD_CHARS = 512


def _written_out(pasted: Pasted) -> Iterator[Span]:
    text = pasted.text
    floor = 0
    for name in _PRIVATE_NUMBER.finditer(text):
        number = _NUMBER.match(text, name.end()) if name.start() >= floor else None
        if number and not (number["long"] and _opens_other(text[number.start("long") : number.end() + _HEAD_CHARS])):
            start = digits.body_start(text, floor, name.start())
            floor = digits.body_end(text, number.end(), len(text)) if number["long"] else number.end()
            yield Span(start, floor, _FORMS[name.lastgroup or ""])


def _opens_other(text: str) -> bool:
    """Say whether base64 begins something else than a number: a CSR after the words "for this private key:"."""
    return sniff.kind(next(decoding.readings(text))) not in {None, BlockKind.PRIVATE_KEY}


FINDERS = ((('"', "'", "<", "priv", "prime", "exponent", "coeff"), _written_out),)
"""The finder, with words in lower case of which one is in any text that it finds something in."""
