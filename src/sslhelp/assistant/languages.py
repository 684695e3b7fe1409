"""In which language a message is written, if it is not English: by its script, or else by its commonest words."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections import Counter
from dataclasses import dataclass
from functools import cache
from pathlib import Path

MAX_CHARS = 2_000
SHARE_OF_WORDS = 0.3
"""Of a message's words, how many have to be known as another language's; names of places make one or two of many."""
LEAST_LETTERS = 4
"""In the words that are known: "en" alone is no Dutch."""

_ENGLISH = frozenset(
    """
    a about again all also an and any are as at be been but by can could did do does doing done for from get got had has
    have help here hi how i if in is it its just know me my need not of on or our out please should show so still tell
    than that the their them then there these they this those to up us want we were what when where which who why
    will with without would yes you your no new old website site certificate install order company per come me in on
    main plus
    """.split()
)
_CODES = re.compile(r"\S*[\d_@/\\]\S*|\b(?:[\w*-]+\.)+\w{2,}\b|\b[A-Z]{2,}\b")
"""What is the same in every language: codes of errors, names of domains and files, abbreviations."""
_CODE_OF_ERROR = re.compile(r"\b[A-Za-z0-9]+(?:_[A-Za-z0-9]+)+\b")
_WORD = re.compile(r"[^\W\d_]+(?:['\u2019][^\W\d_]+)?")


@dataclass(frozen=True, slots=True)
class Language:
    """A language other than English; `line` says in it that answers are in English, "" where no such line is known."""

    name: str
    line: str
    words: frozenset[str]
    scripts: frozenset[str]
    letters: frozenset[str]


@cache
def _known() -> tuple[Language, ...]:
    table = tomllib.loads((Path(__file__).parent / "languages.toml").read_text("utf-8"))
    return tuple(
        Language(
            name=name,
            line=entry.get("line", ""),
            words=frozenset(entry.get("words", "").split()) - _ENGLISH,
            scripts=frozenset(entry.get("script", "").split()),
            letters=frozenset(entry.get("letters", "")),
        )
        for name, entry in table.items()
    )


def other(text: str) -> Language | None:
    """Return the language that most of a message is in, None for English and for what does not tell."""
    prose = _CODES.sub(" ", text[:MAX_CHARS].replace("\u2019", "'"))
    return _by_script(prose) or _by_words(prose)


def codes(text: str) -> str:
    """Return the codes of errors in a text, which mean the same in every language."""
    return " ".join(_CODE_OF_ERROR.findall(text[:MAX_CHARS]))


def _by_script(prose: str) -> Language | None:
    if prose.isascii():
        return None
    letters = [letter for letter in prose.lower() if letter.isalpha()]
    scripts = Counter(unicodedata.name(letter, "?").split()[0].split("-")[0] for letter in letters)
    # A script that several languages share is told by letters that only one of them has, which stands first.
    languages = [each for each in _known() if not each.letters or each.letters.intersection(letters)]
    written = {each: sum(scripts[script] for script in each.scripts) for each in languages}
    language = max(written, key=lambda each: written[each])
    return language if written[language] * 2 > len(letters) else None


def _by_words(prose: str) -> Language | None:
    words = _WORD.findall(prose.lower())
    english = sum(word in _ENGLISH for word in words)
    hits = {language: [word for word in words if word in language.words] for language in _known()}
    language = max(hits, key=lambda each: len(hits[each]))
    count = len(hits[language])
    tells = sum(map(len, hits[language])) >= LEAST_LETTERS
    return language if tells and count > english and count >= SHARE_OF_WORDS * len(words) else None
