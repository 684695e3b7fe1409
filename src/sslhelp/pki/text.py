"""Text from strangers, made fit to be put into something of ours."""

from __future__ import annotations


def one_line(text: str) -> str:
    """Return `text` with white space of any kind collapsed to single blanks, and without what does not print.

    Left out are controls, marks of direction, lone surrogates and characters that mean nothing yet.
    """
    if not text.isprintable():
        text = "".join(each if each.isprintable() else " " if each.isspace() else "" for each in text)
    return " ".join(text.split())
