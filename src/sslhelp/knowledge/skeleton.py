"""A new article: the head with what it needs, the order in which an answer goes, and `draft: true` until it is done."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING

import yaml
from pydantic import TypeAdapter, ValidationError

from sslhelp.errors import ConfigError
from sslhelp.knowledge.front_matter import Id

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

_ID = TypeAdapter(Id)
_NEXT_REVIEW = timedelta(days=365)
_TEXT = """---
id: {id}
{title}
group: {group}
draft: true
questions:
{questions}
tags: []
updated: {today}
review_by: {review_by}
sources:
  - the document, its version and the section that says so
related: []
offers: []
---
{body}"""
_BODY = """The answer, in two sentences that somebody understands who has never seen a certificate.

## How to do what the title says

1. The first step.
2. The second step.

## Limits of what the title says

What it does not do, and what changes when.
"""


_QUESTIONS = ("one way in which a customer asks this", "another, in other words", "A third one, as a whole sentence?")
_MOST_QUESTIONS = 20
_MAX_QUESTION_CHARS = 300


def write(
    kb_dir: Path,
    article_id: str,
    *,
    group: str,
    title: str,
    today: date,
    questions: Sequence[str] = (),
    answer: str = "",
    lead: str = "",
) -> Path:
    """Write the skeleton of an article and return its file; raises ConfigError for an id that is taken or malformed.

    With `lead`, that is what it says, and nothing is left to fill in.
    """
    for name in (article_id, group):
        try:
            _ID.validate_python(name)
        except ValidationError:
            hint = "use small letters, digits and single hyphens, at most 60 characters"
            raise ConfigError(f"{name!r} cannot be the name of an article or group", hint=hint) from None
    taken = next(kb_dir.glob(f"articles/*/{article_id}.md"), None)
    if taken:
        raise ConfigError(f"{taken}: there is an article {article_id} already", hint="choose another id, or edit that")
    path = kb_dir / "articles" / group / f"{article_id}.md"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(
        text(article_id, group=group, title=title, today=today, questions=questions, answer=answer, lead=lead), "utf-8"
    )
    return path


def text(
    article_id: str,
    *,
    group: str,
    title: str,
    today: date,
    questions: Sequence[str] = (),
    answer: str = "",
    lead: str = "",
) -> str:
    """Return the skeleton of an article, with what customers asked as its questions, and what a person answered."""
    written = _TEXT.format(
        id=article_id,
        title=_yaml("title", title),
        group=group,
        questions=question_lines([*questions, *_QUESTIONS[len(questions) :]]),
        today=today,
        review_by=today + _NEXT_REVIEW,
        body=f"{_literal(lead)}\n" if lead else _BODY,
    )
    if not answer:
        return written
    quoted = "\n".join(f"> {line}".rstrip() for line in _literal(answer).splitlines())
    return f"{written}\n## What a person answered\n\n{quoted}\n"


def question_lines(questions: Sequence[str]) -> str:
    """Return what customers asked as lines below the `questions:` of an article; of many the first."""
    asked = (" ".join(question.split())[:_MAX_QUESTION_CHARS] for question in questions[:_MOST_QUESTIONS])
    written = (yaml.safe_dump([_literal(each)], allow_unicode=True, width=float("inf")) for each in asked)
    return "\n".join(f"  {line.rstrip()}" for line in written)


def id_for(title: str) -> str:
    """Return a name that an article of this title may have, "" for a title without a letter."""
    words = re.findall(r"[a-z0-9]+", title.lower())
    return "-".join(words)[:60].strip("-")


def _literal(text: str) -> str:
    """What stands in double braces would be taken for a word of the house."""
    return text.replace("{{", "{ {").strip()


def _yaml(key: str, value: str) -> str:
    return yaml.safe_dump({key: value}, allow_unicode=True, width=float("inf")).rstrip()
