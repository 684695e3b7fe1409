"""Greetings, thanks, praise and goodbyes: a short line, so that they are neither searched for nor handed over."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sslhelp.assistant.context import ASIDE
from sslhelp.assistant.tools.answer import quote
from sslhelp.model.chat import Notice
from sslhelp.model.pki import Severity

if TYPE_CHECKING:
    from collections.abc import Callable

    from sslhelp.model.chat import Context, Message, Part
    from sslhelp.model.knowledge import Library

MOST_WORDS = 14
ABOUT_ITSELF = "what-can-you-do"
"""The article on what the assistant is and does."""

_FILLERS = frozenset(
    """
    a ah again all and are at bot but day dear everybody everyone evening folks for friend from good guys have help i in is
    it its just lot lots man mate me much my nice now of oh one question quick really right sir madam so support team that
    thats the there this time to too today very was well with works worked you your youre answer info information reply
    problem sorted solved done needed what exactly fine ok okay yes weekend rest helped im know
    """.split()
)
_LINES = (
    # The first whose word is there and that has no word but its own and the fillers. What is telling stands first.
    (
        "goodbye",
        "bye goodbye cya later farewell see night ciao",
        "Goodbye. This conversation stays here, if anything else comes up.",
    ),
    (
        "thanks",
        "thanks thank thankyou thx ty tks cheers appreciate appreciated grateful great perfect many helpful",
        "Glad that it helped. Ask on whenever you like.",
    ),
    (
        "praise",
        "great perfect awesome excellent brilliant amazing wonderful cool nice super fantastic lovely love smart best"
        " helpful clever impressive worked works wow helped solved",
        "Good to hear. Ask on whenever you like.",
    ),
    (
        "greeting",
        "hi hello hey hiya howdy yo greetings morning afternoon evening how whats up doing",
        "Hello. Ask about SSL certificates in your own words, paste a CSR or a certificate, or ask which product fits.",
    ),
    (
        "noted",
        "ok okay k alright fine got see understood sure yes yep no nope hm hmm aha right cool nothing never mind else all",
        "All right. Ask on whenever you like.",
    ),
)
_MAY_ASK = "greeting"  # "how are you?"; any other line with a question mark is a question
_TALK = tuple((kind, frozenset(words.split()), line) for kind, words, line in _LINES)
_ABOUT_ITSELF = re.compile(
    r"(?:so |and |but |ok |okay |hi |hello |hey |then |well ){0,3}"
    r"(?:(?:who|what|which) (?:exactly )?are you|are you (?:really |actually )?(?:a |an |the )?(?:real |actual |live )?"
    r"(?:human|person|people|robot|bot|chatbot|machine|computer|program|ai|chatgpt|gpt|llm|real|someone|alive|there)"
    r"(?: being)?(?: or (?:a |an )?\w+)?|am i (?:talking|speaking|chatting|writing) (?:to|with) (?:a |an )?"
    r"(?:real |actual )?\w+(?: or (?:a |an )?(?:real )?\w+)?|is (?:this|that|it) (?:a |an )?"
    r"(?:real |live )?(?:human|person|robot|bot|chatbot|machine|ai|chatgpt|automated)(?: or (?:a |an )?(?:real )?\w+)?"
    r"|whats your name|what is your name|what (?:all )?(?:can|do) you (?:do|know|offer)(?: for (?:me|us))?|what can i (?:ask|do)(?: you| here)?"
    r"|how (?:can|could) you help(?: me| us)?|how does this(?: chat| bot)? work|help|menu|commands)"
    r"(?: then| please| here| really| actually| exactly| anyway){0,2}"
)


@dataclass(frozen=True)
class Smalltalk:
    """Answers a message that is nothing but courtesy, and the question who is talking."""

    library: Callable[[], Library]
    article_url: Callable[[str], str]

    def __call__(self, message: Message, context: Context) -> tuple[Part, ...] | None:  # noqa: ARG002  (Tool protocol)
        """Return a short line, or what the assistant can do; None for anything else."""
        if message.choice or message.files:
            return None
        words = re.findall(r"[a-z]+", message.text[:300].lower().replace("'", "").replace("\u2019", ""))
        if not 0 < len(words) <= MOST_WORDS or re.search(r"\d|[^\W\d_a-zA-Z]", message.text):
            return None
        library = self.library()
        if _ABOUT_ITSELF.fullmatch(" ".join(words)) and ABOUT_ITSELF in library.articles:
            about = library.articles[ABOUT_ITSELF]
            return (quote(library, about, 0, confidence=1.0, article_url=self.article_url),)
        return next(
            (
                (Notice(Severity.INFO, f"{ASIDE}{kind}", line),)
                for kind, telling, line in _TALK
                if telling.intersection(words) and telling.union(_FILLERS).issuperset(words)
                if kind == _MAY_ASK or "?" not in message.text
            ),
            None,
        )
