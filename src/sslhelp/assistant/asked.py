"""What a message asks, apart from what else is in it: anger, orders to a language model, another language.

Only the question is searched for. Where there is something else beside it, the question is answered if an article
surely answers it; else what is there beside it is.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sslhelp.assistant import languages, mail, named
from sslhelp.search.analysis import STOP_WORDS

if TYPE_CHECKING:
    from sslhelp.assistant.languages import Language

MAX_CHARS = 4_000
"""Anger and orders are looked for at the beginning of a message; a longer one is a log or a paste."""

_ANGER = re.compile(
    r"\b(?:(?:this|that|it|you|your \w+|the (?:chat|bot|chatbot|assistant|answers?|support))(?:'s|'re| is| are| was)"
    r" (?:(?:just|so|all|a|an|the|really|totally|completely|absolutely|fucking|such|complete|total|bloody) ){0,3})?"
    r"(?:useless|rubbish|crap|garbage|terrible|horrible|awful|pathetic|ridiculous|worthless|disgusting|unacceptable"
    r"|outrageous|nonsense|bullshit|idiots?|idiotic|morons?|stupid|dumb|shit\w*|f[u*]ck\w*|bloody hell|wtf|a joke"
    r"|the worst(?: \w+){0,2}|not (?:very |at all )?helpful|unhelpful|no help(?: at all)?|not helping(?: me)?)\b"
    r"|\b(?:what a (?:joke|mess)|waste of (?:my )?(?:time|money)|fed up|sick of this|sick and tired|what the hell)\b"
    r"|\b(?:i am|i'm|im|we are|we're) (?:(?:really|very|so|extremely|getting) ){0,2}"
    r"(?:angry|annoyed|frustrated|furious|pissed(?: off)?|disappointed)\b"
    r"|\b(?:i've|i have|we have|we've|i|already) (?:already )?(?:asked|told you|said|explained|written|wrote|called)\b"
    r"[^.!?\n]{0,30}?\b(?:times|twice|again and again)\b(?: (?:now|already))?"
    r"|\b(?:(?:this|that|it|you)(?: (?:really|still))? )(?:doesn't|does not|didn't|did not|don't|do not|won't|isn't|is not"
    r"|aren't|are not) (?:even )?(?:help(?:ing)?(?: me)?|answer(?:ing)?(?: (?:my|the) question)?"
    r"|understand(?: (?:me|anything))?|what i asked|get it)\b"
    r"|\b(?:not|isn't|wasn't) what i (?:asked|meant|wanted)\b|\bwrong answer\b|\byou (?:suck|are lying)\b"
    r"|\b(?:nobody|no one) (?:ever )?(?:answers|helps|replies|responds|cares)\b",
    re.IGNORECASE,
)
_BEGINS = r"(?:^|(?<=[.!?,;:\n])\s{0,3}|\b(?:and|now|please|then|to|must|should)\s)"
_ORDERS = re.compile(
    r"\b(?:ignore|disregard|forget|override|bypass)\b(?: (?:all|any|everything|of|the|your|my|these|those|previous|prior"
    r"|above|earlier|other|system|safety|that|you|were|told|before|and)){0,8}"
    r" (?:instructions?|prompts?|rules|guidelines|directions|training|context|told|before|above)\b"
    r"|\b(?:print|show|reveal|repeat|output|display|leak|tell|give|dump|write|what(?: is|'s)|what are)(?: (?:me|us|out))?"
    r" (?:(?:your|the|all|full|whole|entire|initial|original|hidden|secret|internal) ){1,4}"
    r"(?:(?:system )?prompts?|system messages?|instructions|configuration|source code)\b"
    rf"|{_BEGINS}(?:you are now|from now on,? you(?:'re| are| will| must)?|act as (?:if|though|an?|my|the)"
    r"|pretend (?:to be|that|you(?:'re| are))|role-?play as|behave like|respond (?:only )?as)\b[^.!?\n]{0,80}"
    r"|\b(?:jailbreak|developer mode|dan mode|do anything now|system prompt|<\|?(?:im_start|system)\|?>)",
    re.IGNORECASE,
)
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
    """Take a message apart."""
    said = mail.body(text).replace("\u2019", "'")
    head, rest = said[:MAX_CHARS], said[MAX_CHARS:]
    head, orders = _ORDERS.subn(" ", head)
    head, anger = _ANGER.subn(" ", head)
    language = languages.other(said)
    question = f"{head}{rest}".strip()
    if (orders or anger) and not telling_words(question):
        question = ""
    if language:
        question = languages.codes(question) or question
    return Asked(named.in_trade_words(question), bool(anger), bool(orders), language)


def telling_words(text: str) -> list[str]:
    """Return the words of a text that tell what it is about, in lower case."""
    return [word for word in _WORD.findall(text.lower()) if word not in STOP_WORDS]
