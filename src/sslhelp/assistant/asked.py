"""What a message asks, apart from what else is in it: anger, orders to a language model, another language.

Only the question is searched for. Where something stands beside it, the question is answered if an article surely
answers it; else what stands beside it is.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from sslhelp.assistant import languages, mail, named
from sslhelp.assistant.phrases import ANGER, ORDERS
from sslhelp.search.analysis import STOP_WORDS

if TYPE_CHECKING:
    from sslhelp.assistant.languages import Language

MAX_CHARS = 4_000
"""Anger and orders are looked for at the beginning of a message; a longer one is a log or a paste."""

_REMEMBERED = 1_024
"""Messages that stay taken apart: each is read twice, to be answered and to be explained, and many are asked often."""

_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)?")


@dataclass(frozen=True, slots=True)
class Asked:
    """A message taken apart. `question` is "" where nothing is asked; `language` is None for English."""

    question: str
    is_angry: bool
    gives_orders: bool
    language: Language | None

    @property
    def is_plain(self) -> bool:
        """Whether there is nothing but a question."""
        return not (self.is_angry or self.gives_orders or self.language)


def read(text: str) -> Asked:
    """Take a message apart. Host names in the question are put into the trade's words."""
    return _remembered(text) if len(text) <= MAX_CHARS else _read(text)


def _read(text: str) -> Asked:
    said = mail.body(text).replace("\N{RIGHT SINGLE QUOTATION MARK}", "'")
    question, orders = ORDERS.subn(" ", said[:MAX_CHARS])
    question, anger = ANGER.subn(" ", question)
    question = (question + said[MAX_CHARS:]).strip()
    if (orders or anger) and not telling_words(question):
        question = ""
    language = languages.other(said)
    if language:
        question = languages.codes(question) or question
    return Asked(named.in_trade_words(question), bool(anger), bool(orders), language)


_remembered = lru_cache(_REMEMBERED)(_read)


def telling_words(text: str) -> list[str]:
    """Return the words of a text that tell what it is about, in lower case."""
    return [word for word in _WORD.findall(text.lower()) if word not in STOP_WORDS]
