"""The pages: the chat that also works without scripts, the articles, and small pages for errors."""

from __future__ import annotations

import gzip
import io
import re
from collections.abc import Mapping
from importlib.resources import files
from typing import TYPE_CHECKING

import pytest

from sslhelp.channels.web.locale import locales

if TYPE_CHECKING:
    from flask.testing import FlaskClient

QUESTION = "how many subdomains can i put under one wildcard"


def test_the_chat_page_greets_suggests_and_shows_the_way_to_a_person(client: FlaskClient) -> None:
    page = client.get("/").text

    assert "What do you need help with?" in page
    assert page.count('name="suggestion"') >= 3
    assert 'value="handoff"' in page


def test_without_scripts_the_form_brings_the_same_answer(client: FlaskClient) -> None:
    page = client.post("/chat", data={"text": QUESTION})

    assert page.status_code == 200
    assert QUESTION in page.text
    assert "/help/wildcard-subdomains" in page.text


def test_without_scripts_the_conversation_goes_on(client: FlaskClient) -> None:
    first = client.post("/chat", data={"text": QUESTION}).text
    held = first.split('name="conversation_id" value="')[1].split('"')[0]
    second = client.post("/chat", data={"choice": "handoff", "conversation_id": held}).text

    assert held
    assert QUESTION in second
    assert second.index(QUESTION) < second.index('aria-label="Talk to a person"', second.index(QUESTION))


def test_without_scripts_a_suggestion_is_asked_as_a_question(client: FlaskClient) -> None:
    page = client.post("/chat", data={"text": "", "suggestion": QUESTION}).text

    assert "/help/wildcard-subdomains" in page


def test_without_scripts_a_private_key_is_not_shown_again(client: FlaskClient) -> None:
    key = "-----BEGIN PRIVATE KEY-----\nMIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQg\n-----END PRIVATE KEY-----"
    page = client.post("/chat", data={"text": key, "files": (io.BytesIO(key.encode()), "server.key")}).text

    assert "That was a private key" in page
    assert "MIGHAgEA" not in page


def test_what_a_customer_wrote_is_text_and_not_markup(client: FlaskClient) -> None:
    page = client.post("/chat", data={"text": "<script>alert(1)</script> how many subs in a star certificate"}).text

    assert "<script>alert" not in page


def test_an_empty_form_is_answered_by_a_small_page(client: FlaskClient) -> None:
    page = client.post("/chat", data={"text": " "})

    assert page.status_code == 400
    assert "The message is empty" in page.text


def test_a_form_over_the_limit_is_answered_by_a_small_page(client: FlaskClient) -> None:
    page = client.post("/chat", data={"text": "a" * 30_000})

    assert page.status_code == 413
    assert "The request is too large" in page.text


def test_an_article_has_its_sections_as_anchors_and_the_day_it_was_checked(client: FlaskClient) -> None:
    page = client.get("/help/wildcard-subdomains")
    known = client.get("/api/v1/articles/wildcard-subdomains").json

    assert page.status_code == 200
    assert known is not None
    for section in known["sections"]:
        assert section["html"] in page.text
        assert not section["anchor"] or f'<h2 id="{section["anchor"]}">' in page.text
        assert section["heading"] in page.text
    assert f'datetime="{known["updated"]}">' in page.text


def test_an_article_that_the_browser_has_is_not_sent_again(client: FlaskClient) -> None:
    tag = client.get("/help/wildcard-subdomains").headers["ETag"]

    assert client.get("/help/wildcard-subdomains", headers={"If-None-Match": tag}).status_code == 304


def test_an_unknown_article_is_a_page_that_says_so(client: FlaskClient) -> None:
    page = client.get("/help/none")

    assert page.status_code == 404
    assert "No such article" in page.text


def test_the_demo_page_embeds_the_widget_by_one_tag(client: FlaskClient) -> None:
    page = client.get("/demo").text

    assert page.count("<script") == 1
    assert '<script src="/widget.js" defer></script>' in page


def test_the_panel_of_the_widget_is_a_dialog_with_a_name(client: FlaskClient) -> None:
    panel = client.get("/api/v1/panel").text

    assert 'role="dialog" aria-labelledby="panel-title"' in panel
    assert 'role="log" aria-live="off"' in panel


def test_without_scripts_a_conversation_that_is_not_known_any_more_is_begun_anew(client: FlaskClient) -> None:
    page = client.post("/chat", data={"text": QUESTION, "conversation_id": "forgotten"})

    assert page.status_code == 200
    assert "/help/wildcard-subdomains" in page.text
    assert "forgotten" not in page.text


def test_without_scripts_the_page_comes_back_at_the_newest_answer(client: FlaskClient) -> None:
    client.post("/chat", data={"text": QUESTION})
    page = client.post("/chat", data={"text": QUESTION}).text

    assert 'action="/chat#latest"' in page
    assert page.count('id="latest"') == 1


def test_a_form_that_could_not_be_taken_says_where_the_text_still_is(client: FlaskClient) -> None:
    assert "what you wrote is still there" in client.post("/chat", data={"text": " "}).text
    assert "what you wrote is still there" not in client.get("/help/none").text


def test_every_language_has_every_word_with_the_same_places_to_fill() -> None:
    english, *others = (locales()[lang] for lang in sorted(locales(), key=lambda lang: lang != "en"))
    assert others

    def shape(words: object, path: str = "") -> dict[str, object]:
        if isinstance(words, Mapping):
            return {key: each for name, inner in words.items() for key, each in shape(inner, f"{path}.{name}").items()}
        if isinstance(words, list):
            return {key: each for at, inner in enumerate(words) for key, each in shape(inner, f"{path}.{at}").items()}
        return {path: sorted(re.findall(r"\{\w+\}", str(words)))}

    for other in others:
        assert shape(other) == shape(english)


@pytest.mark.parametrize(
    ("query", "accepted", "lang"),
    [("", "", "en"), ("", "ar,en;q=0.5", "ar"), ("?lang=ar", "en", "ar"), ("?lang=ar-EG", "", "ar"),
     ("?lang=xx", "ar", "en"), ("", "fr", "en")],
)  # fmt: skip
def test_the_chat_speaks_the_language_that_is_asked_for(
    client: FlaskClient, query: str, accepted: str, lang: str
) -> None:
    page = client.get(f"/{query}", headers={"Accept-Language": accepted}).text
    assert f'<html lang="{lang}"' in page


def test_files_are_sent_compressed_without_comments_and_not_again(client: FlaskClient) -> None:
    plain = client.get("/static/chat/chat.js", headers={"Accept-Encoding": "identity"})
    packed = client.get("/static/chat/chat.js", headers={"Accept-Encoding": "gzip"})

    assert gzip.decompress(packed.data) == plain.data
    assert packed.headers["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in packed.headers["Vary"]
    assert b"// One conversation" not in plain.data
    assert plain.data.count(b"\n") == (files("sslhelp.channels.web") / "static/chat/chat.js").read_bytes().count(b"\n")
    tag = plain.headers["ETag"]
    assert client.get("/static/chat/chat.js", headers={"If-None-Match": tag}).status_code == 304
    assert client.get("/static/chat/none.js").status_code == 404
    assert client.get("/static/../__init__.py").status_code == 404
