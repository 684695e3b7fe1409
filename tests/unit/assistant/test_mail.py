"""Mails: what is left of one when everything around the question is cut away."""

from __future__ import annotations

import time

import pytest

from sslhelp.assistant.mail import body

WHOLE = """\
Dear Support Team,

I hope this mail finds you well. Our Apache does not start with the new certificate.
What should we do?

Kind regards,

Sandra Weber
Weber Logistik GmbH | Hafenstrasse 12 | Hamburg
Tel. +49 40 1234567
This e-mail may contain confidential information.
"""


def test_a_mail_is_cut_down_to_what_it_says() -> None:
    assert body(WHOLE) == "Our Apache does not start with the new certificate.\nWhat should we do?"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Hi, how do I renew?", "how do I renew?"),
        ("Hello I want to know how to renew", "I want to know how to renew"),
        ("Good morning everyone. Can I renew early", "Can I renew early"),
        ("Hi Anna,\nwhere is it", "where is it"),
        ("Dear Mr. Smith, can I renew", "can I renew"),
        ("thanks! how long does it take", "how long does it take"),
        ("hm, well, how long does it take", "how long does it take"),
        ("how do I install it? thanks", "how do I install it?"),
        ("my site is down, please help me", "my site is down,"),
        ("where is my key\nSent from my iPhone", "where is my key"),
        ("where is my key\n-- \nTom\nACME Ltd", "where is my key"),
        ("where is my key\nThanks in advance and best regards\nTom", "where is my key"),
        ("It works now\n\nOn Mon, 3 Nov 2026 at 10:00, Support <a@b.example> wrote:\n> did you try", "It works now"),
        ("still broken\n-----Original Message-----\nFrom: x", "still broken"),
        ("> have you tried it?\nYes, and now?", "Yes, and now?"),
    ],
)
def test_salutations_courtesies_signatures_and_quotes_are_cut(text: str, said: str) -> None:
    assert body(text) == said


@pytest.mark.parametrize(
    "text",
    ["Thank you", "hi", "Thanks for the CSR, what now", "Best practice for keys?", "on which server do I write it", ""],
)
def test_what_only_looks_like_a_courtesy_stays(text: str) -> None:
    assert body(text) == text


def test_nothing_but_a_quote_is_what_was_said() -> None:
    assert body("> my key is lost") == "> my key is lost"


@pytest.mark.parametrize("text", ["thanks " * 40_000 + "x", "hi" + " sir" * 60_000, "\n" * 200_000, ">" * 200_000])
def test_a_hostile_text_takes_no_longer_than_another(text: str) -> None:
    began = time.perf_counter()
    body(text)
    assert time.perf_counter() - began < 2
