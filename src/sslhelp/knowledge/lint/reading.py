"""How hard an article is to read: the length of its sentences, and how many of its words are long.

The measure is LIX (C.-H. Björnsson, 1968): words per sentence and the percentage of words of over six letters, added
up. It needs no syllables, so it means the same on every machine. The trade's own long words are not counted as long:
there is no shorter one for a certificate.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sslhelp.knowledge.placeholders import PATTERN

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sslhelp.errors import Complaint
    from sslhelp.knowledge.lint.manuscript import Manuscript
    from sslhelp.knowledge.lint.surroundings import Surroundings

MAX_SENTENCE_WORDS = 40
MAX_LIX = 45.0
"""LIX of everyday non-fiction is 35 to 45, that of official and technical texts above it."""

_LONG = 7  # letters
_TRADE = re.compile(
    r"(?:certificate|validat|organi[sz]ation|domain|address|browser|private|renew|reissue|wildcard|subdomain|request"
    r"|intermediate|install|signing|signature|product|keystore|password|command|customer|account|message)\w*",
    re.IGNORECASE,
)
_CODE = re.compile(r"`[^`]*`")
_LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")
_END = re.compile(r"(?<=[.!?:;])[\s*_)\"']+(?=[A-Z`*(\[{\"'\d])|$")
_WORD = re.compile(r"[A-Za-z][\w'-]*")


def check(manuscripts: Sequence[Manuscript], _: Surroundings) -> Iterator[Complaint]:
    """Complain of sentences that are too long, and of articles that are too heavy as a whole."""
    for each in manuscripts:
        sentences = list(_sentences(each))
        for line, words in sentences:
            if len(words) > MAX_SENTENCE_WORDS:
                message = f"a sentence of {len(words)} words, {MAX_SENTENCE_WORDS} are the most"
                yield each.complaint(line, message)
        level = _lix([words for _, words in sentences])
        if level > MAX_LIX:
            yield each.complaint(1, f"hard to read: LIX {level:.0f}, {MAX_LIX:.0f} is the most")


def _sentences(manuscript: Manuscript) -> Iterator[tuple[int, list[str]]]:
    for paragraph in manuscript.paragraphs:
        if paragraph.in_table:
            continue
        text, begin = paragraph.text, 0
        for end in _END.finditer(text):
            words = _WORD.findall(_spoken(text[begin : end.start()]))
            if words:
                yield paragraph.line_at(begin), words
            begin = end.end()


def _spoken(text: str) -> str:
    """Return a text as it is read aloud: code and placeholders as one word, links as what they say."""
    return _LINK.sub(r"\1", PATTERN.sub("word", _CODE.sub("code", text)))


def _lix(sentences: list[list[str]]) -> float:
    words = [word for sentence in sentences for word in sentence]
    if not words:
        return 0.0
    long = sum(len(word) >= _LONG and not _TRADE.fullmatch(word) for word in words)
    return len(words) / len(sentences) + 100 * long / len(words)
