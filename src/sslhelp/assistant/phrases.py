"""What people say beside a question, as patterns: anger, and orders that are meant for a language model.

The patterns are matched as whole words and without regard to case. Repetitions in them are bounded, so that they take
linear time over any text.
"""

from __future__ import annotations

import re


def any_of(*patterns: str) -> re.Pattern[str]:
    """Return a pattern that finds any of these as whole words."""
    return re.compile(rf"\b(?:{'|'.join(patterns)})\b", re.IGNORECASE)


_WHO = r"(?:this|that|it|you|your \w{1,20}|the (?:chat|bot|chatbot|assistant|answers?|support))"
_IS = r"(?:'s|'re| is| are| was)(?: (?:just|so|all|an?|the|really|total(?:ly)?|complete(?:ly)?|absolutely|such)){0,3}"
_BAD = (
    r"(?:useless|rubbish|crap|garbage|terrible|horrible|awful|pathetic|ridiculous|worthless|disgusting|unacceptable"
    r"|outrageous|nonsense|bullshit|idiots?|idiotic|morons?|stupid|dumb|shit\w{0,5}|f[u*]ck\w{0,5}|a? ?joke|worst"
    r"|not (?:very |at all )?helpful|unhelpful|no help(?: at all)?|not helping(?: me)?)"
)
_NOT = r"(?:doesn't|does not|didn't|did not|don't|do not|won't|isn't|is not|aren't|are not)"

ANGER = any_of(
    rf"{_WHO}{_IS} {_BAD}",
    r"f[u*]ck\w{0,5}|wtf|bullshit|(?:useless|stupid|dumb) (?:bot|chat|chatbot|support|thing|robot|machine)",
    r"what a (?:joke|mess)|waste of (?:my )?(?:time|money)|fed up|sick of this|sick and tired|what the hell",
    r"(?:i am|i'm|im|we are|we're) (?:(?:really|very|so|extremely|getting) ){0,2}"
    r"(?:angry|annoyed|frustrated|furious|pissed(?: off)?|disappointed)",
    r"(?:i've|i have|we've|we have|i|already) (?:already )?(?:asked|told you|said|explained|written|wrote|called)\b"
    r"[^.!?\n]{0,30}? (?:times|twice|again and again)(?: now| already)?",
    rf"(?:this|that|it|you)(?: really| still)? {_NOT} (?:even )?(?:help(?:ing)?(?: me)?|understand(?: me| anything)?"
    r"|answer(?:ing)?(?: my question| the question)?|what i asked|get it)",
    r"(?:none|neither) of (?:these|those|them)|(?:that|this)(?: is|'s) (?:not|n't) (?:it|right)",
    r"(?:not|isn't|wasn't) what i (?:asked|meant|wanted)(?: for)?|wrong answer|you suck|you are lying",
    r"(?:nobody|no one) (?:ever )?(?:answers|helps|replies|responds|cares)",
)

_THEIRS = (
    r"(?:all|any|everything|of|the|your|my|these|those|previous|prior|above|earlier|other|system|safety|that|you|were)"
)
_HIDDEN = r"(?:your|the|all|full|whole|entire|initial|original|hidden|secret|internal)"
# Where an order begins: "act as" in "can it act as a proxy" is none.
_BEGINS = r"(?:(?:^|(?<=[.!?,;:\n]))\s{0,3}|\b(?:and|now|please|then|must|should) )"

_SHOW = r"(?:print|show|reveal|repeat|output|display|leak|tell|give|dump|write|what(?: is|'s| are))(?: me| us| out)?"
_BE = r"(?:you are now|from now on,? you|act as (?:if|an?|my|the)|pretend (?:to be|that|you)|role-?play as|behave like)"

ORDERS = re.compile(
    rf"\b(?:ignore|disregard|forget|override|bypass)(?: {_THEIRS}){{0,8}}"
    r" (?:instructions?|prompts?|rules|guidelines|directions|training|told)\b(?: before| above)?"
    rf"|\b{_SHOW}(?: {_HIDDEN}){{1,4}} (?:system )?(?:prompts?|messages?|instructions|configuration|source code)\b"
    rf"|{_BEGINS}{_BE}\b[^.!?\n]{{0,80}}"
    r"|\b(?:jailbreak|developer mode|dan mode|do anything now|system prompt)\b",
    re.IGNORECASE,
)
