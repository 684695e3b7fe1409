"""From text to index terms: the same way for articles and for questions.

The customers' words become the articles' words (synonyms), names of domains are set aside, stop words go, the rest is
stemmed by Whoosh's Porter stemmer.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from whoosh.analysis import RegexTokenizer, StemFilter, StopFilter

from sslhelp.config import read_toml
from sslhelp.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

STOP_WORDS = frozenset(
    """
    a about after again all already also am an and any anyone are as at be because been before being but by can could
    did do does doing done for from get gets getting give go goes got had has have having he hello help her hey hi his
    how i if in into is it its just know let like may me mean might mine must my need needs no not now of off on once
    one only or other our out over own per please put really say says see she should so some something still such sure
    tell than thank thanks that the their them then there these they thing this those to too under until up us use
    using very want wants was way we were what when where which while who whom whose why will with without would yes
    yet you your
    """.split()
)
# The last label is all of one case, so that "it expired.Now what" stays two sentences.
_DOMAIN_NAME = re.compile(
    r"(?:https?://)?(?:\*\.)?(?:[A-Za-z0-9_-]{1,63}\.){1,8}(?:[a-z]{2,24}|[A-Z]{2,24})\b(?:/\S*)?"
)
WORD = re.compile(r"[^\W_]+(?:['\u2019][^\W_]+)?")


# Error codes as browsers and programs write them: NET::ERR_CERT_DATE_INVALID. They are kept whole beside their words.
_CODE = re.compile(r"\b[a-z][a-z0-9]*(?:_[a-z0-9]+){2,}\b")
_PREFIXES = {"dlg", "err", "error", "mozilla", "net", "ns", "pkix", "sec", "ssl"}
"""What begins a code and is lost when people copy it, or belongs to one browser alone."""


def _code(text: str) -> str:
    """Return the term of a code: CERT_DATE_INVALID and net::err_cert_date_invalid are the same."""
    parts = text.split("_")
    while len(parts) > 2 and parts[0] in _PREFIXES:
        parts = parts[1:]
    return "".join(parts)


@dataclass(frozen=True, slots=True)
class Term:
    """An index term and the word of the text that it came from."""

    stem: str
    word: str


class Analysis:
    """Turns text into terms."""

    def __init__(self, synonyms: Mapping[str, str]) -> None:
        """`synonyms` maps what customers say (lower case, words parted by one space) to the articles' word for it."""
        self._synonyms = synonyms
        longest_first = sorted(synonyms, key=len, reverse=True)
        alternatives = "|".join(re.escape(phrase).replace(r"\ ", r"[\s-]+") for phrase in longest_first)
        self._phrases = re.compile(rf"(?<!\w)(?:{alternatives})(?!\w)") if synonyms else None
        self._pipeline = RegexTokenizer(WORD) | StopFilter(stoplist=STOP_WORDS, minsize=2) | StemFilter()

    def in_our_words(self, text: str) -> str:
        """Return the text in lower case with the customers' words replaced by the articles'."""
        lowered = text.lower().replace("\u2019", "'")
        if self._phrases is None:
            return lowered
        return self._phrases.sub(lambda match: self._synonyms[re.sub(r"[\s-]+", " ", match[0])], lowered)

    def terms(self, text: str) -> list[Term]:
        """Return the terms of a text in order; a word that stands twice gives two."""
        return list(self._terms(self.in_our_words(text)))

    def question_terms(self, text: str) -> list[Term]:
        """Return each different term of a question once; a domain name in it is a name, and tells its kind at most."""
        without_names = _DOMAIN_NAME.sub(lambda name: " wildcard " if "*." in name[0] else " ", text)
        unique = {term.stem: term for term in self.terms(without_names)}
        return list(unique.values())

    def _terms(self, text: str) -> Iterator[Term]:
        for code in _CODE.finditer(text):
            yield Term(_code(code[0]), code[0])
        for token in self._pipeline(text, chars=True):
            yield Term(token.text, text[token.startchar : token.endchar])


def read_synonyms(path: Path) -> dict[str, str]:
    """Read `synonyms.toml`: [words] with `our_word = ["what customers say", ...]`; a missing file means none.

    Raises ConfigError for a file that is not of this form, or a phrase that stands for two words.
    """
    if not path.exists():
        return {}
    table = read_toml(path).get("words", {})
    if not isinstance(table, dict):
        raise ConfigError(f"{path}: words: is not a table", hint="begin the list with a line [words]")
    synonyms: dict[str, str] = {}
    for word, phrases in table.items():
        if not isinstance(phrases, list) or not all(isinstance(phrase, str) for phrase in phrases):
            raise ConfigError(
                f"{path}: {word}: is not a list of phrases", hint='write it as word = ["phrase", "phrase"]'
            )
        for phrase in phrases:
            key = " ".join(phrase.lower().replace("-", " ").split())
            if synonyms.setdefault(key, word) != word:
                raise ConfigError(
                    f"{path}: {phrase!r} stands for {synonyms[key]!r} and for {word!r}", hint="keep one of the two"
                )
    return synonyms
