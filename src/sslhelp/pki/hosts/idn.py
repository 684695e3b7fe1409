"""International domain names: their two spellings (RFC 5890), and labels whose letters do not belong together."""

from __future__ import annotations

import unicodedata

import idna

MAX_NAME = 253
PREFIX = "xn--"

_WRITTEN_TOGETHER = (
    frozenset({"LATIN", "CJK", "IDEOGRAPHIC", "HIRAGANA", "KATAKANA", "KATAKANA-HIRAGANA"}),
    frozenset({"LATIN", "CJK", "IDEOGRAPHIC", "HANGUL"}),
    frozenset({"LATIN", "CJK", "IDEOGRAPHIC", "BOPOMOFO"}),
)
_LETTERS = frozenset({"Lu", "Ll", "Lt", "Lo"})


def a_labels(domain: str) -> str:
    """Return a domain in lower case with its IDN labels in ASCII (A-labels), "" when that cannot be done."""
    if domain.isascii():
        return domain.lower()
    try:
        return idna.encode(domain, uts46=True).decode("ascii").lower() if len(domain) <= MAX_NAME else ""
    except (idna.IDNAError, UnicodeError):
        return ""


def decoded(label: str) -> str | None:
    """Return what a label with the prefix xn-- stands for, None where what follows is no Punycode (RFC 3492)."""
    punycode = label[len(PREFIX) :].lower()
    try:
        text = punycode.encode("ascii").decode("punycode")
        text.encode()  # surrogates are no text
        again = text.encode("punycode").decode("ascii")
    except (UnicodeError, ValueError, OverflowError):
        return None
    return text if again == punycode else None


def is_u_label(text: str) -> bool:
    """Say whether a decoded label is one of IDNA 2008 (RFC 5891 5.4), which registries ask for; emoji are not."""
    try:
        idna.check_label(text)
    except (idna.IDNAError, UnicodeError):
        return False
    return not text.isascii()


def mixed_scripts(label: str) -> tuple[str, ...]:
    """Return the scripts of a U-label's letters, sorted, when they are not written together; empty when they are.

    The "highly restrictive" level of UTS 39 (5.2), by which browsers decide whether to show the label as it is: one
    script, or Latin with the scripts of Japanese, Korean or Chinese. Python knows no scripts, but the name of every
    letter begins with its script.
    """
    letters = (each for each in label if unicodedata.category(each) in _LETTERS)
    scripts = frozenset(unicodedata.name(each, "UNNAMED").partition(" ")[0] for each in letters)
    if len(scripts) < 2 or any(scripts <= together for together in _WRITTEN_TOGETHER):
        return ()
    return tuple(sorted(each.capitalize() for each in scripts))
