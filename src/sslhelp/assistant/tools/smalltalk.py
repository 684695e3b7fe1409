"""Greetings, thanks, praise and goodbyes: a short line, so that they are neither searched for nor handed over."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sslhelp.assistant.context import ASIDE
from sslhelp.assistant.phrases import any_of
from sslhelp.assistant.tools.answer import quote
from sslhelp.model.chat import Notice
from sslhelp.model.pki import Severity

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from sslhelp.model.chat import Context, Message, Part
    from sslhelp.model.knowledge import Library

MOST_WORDS = 14
ABOUT_ITSELF = "what-can-you-do"
"""The article on what the assistant is and does."""

_FILLERS = frozenset(
    """
    a ah again all and are at bot but day dear everybody everyone exactly fine folks for friend from good guys have help
    i im in info information is it its just know lot lots man mate me much my needed now of oh ok okay one problem quick
    really reply rest right so solved sorted support team that thats the there this time to today too very was weekend
    well what with worked works yes you your youre
    """.split()
)
_TALK = (
    # The first of whose words one is there, beside fillers and words of its own alone. What is telling stands first.
    (
        "goodbye",
        frozenset("bye goodbye cya later farewell night ciao".split()),
        "Goodbye. This conversation stays here, if anything else comes up.",
    ),
    (
        "thanks",
        frozenset(
            """
            thanks thank thankyou thx ty tks cheers appreciate appreciated grateful great perfect many helpful
            """.split()
        ),
        "Glad that it helped. Ask on whenever you like.",
    ),
    (
        "praise",
        frozenset(
            """
            great perfect awesome excellent brilliant amazing wonderful cool nice super fantastic lovely love smart best
            helpful clever impressive worked works wow helped solved
            """.split()
        ),
        "Good to hear. Ask on whenever you like.",
    ),
    (
        "greeting",
        frozenset("hi hello hey hiya howdy yo greetings morning afternoon evening".split()),
        "Hello. Ask about SSL certificates in your own words, paste a CSR or a certificate, or ask which product fits.",
    ),
    (
        "noted",
        frozenset(
            """
            ok okay k alright fine got see understood sure yes yep no nope hm hmm aha right cool nothing never mind else
            """.split()
        ),
        "All right. Ask on whenever you like.",
    ),
)
_PHRASES = (
    (any_of(r"how are (?:you|things)(?: doing)?", r"how do you do", r"how(?: i)?s it going", r"whats up"), "hello"),
    (
        any_of(r"see (?:you|ya)(?: later| soon)?", "have a (?:nice|good|great) (?:day|evening|night|weekend|one)"),
        "goodbye",
    ),
)
_ASKING = frozenset(
    "is are was were do does did can could will would should may has have what which who when why where how".split()
)
_COURTESY = frozenset().union(*(telling for _, telling, _ in _TALK))
_A = r"(?:(?:a|an|the|real|actual|live) ){0,3}"
_WHO = r"(?:human|person|robot|bot|chatbot|machine|computer|program|ai|chatgpt|llm|automated|real)"
_ABOUT_ITSELF = any_of(
    r"(?:who|what) (?:exactly )?are you",
    rf"are you (?:(?:really|actually) )?{_A}{_WHO}",
    rf"am i (?:talking|speaking|chatting|writing) (?:to|with) {_A}\w+",
    rf"is (?:this|that|it) {_A}{_WHO}",
    r"what(?: i)?s your name",
    r"what (?:all )?(?:can|do) you (?:do|know|offer)(?: for (?:me|us))?",
    r"what can i (?:ask|do)(?: you)?",
    r"how (?:can|could) you help(?: me| us)?",
    r"how does this(?: chat| bot)? work",
    r"help|menu|commands",
)
_AROUND = frozenset(
    "so and but ok okay hi hello hey then well please here really actually exactly anyway or a human".split()
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
        if _is_about_itself(words) and ABOUT_ITSELF in library.articles:
            about = library.articles[ABOUT_ITSELF]
            return (quote(library, about, 0, confidence=1.0, article_url=self.article_url),)
        found = _courtesy(" ".join(words), asks="?" in message.text)
        return (Notice(Severity.INFO, f"{ASIDE}{found[0]}", found[1]),) if found else None


def _courtesy(said: str, *, asks: bool) -> tuple[str, str] | None:
    """Return the kind of courtesy and the line for it; None for a message that says or asks something else."""
    for phrase, word in _PHRASES:
        said, found = phrase.subn(word, said)
        asks = asks and not found
    words = said.split()
    begins = next((word for word in words if word not in _COURTESY), "")
    if asks or begins in _ASKING:
        return None
    return next(
        (
            (kind, line)
            for kind, telling, line in _TALK
            if telling.intersection(words) and telling.union(_FILLERS).issuperset(words)
        ),
        None,
    )


def _is_about_itself(words: Sequence[str]) -> bool:
    """Whether a message asks who is talking here, and nothing else."""
    said = " ".join(words)
    found = _ABOUT_ITSELF.search(said)
    return bool(found) and _AROUND.issuperset(_ABOUT_ITSELF.sub(" ", said).split())
