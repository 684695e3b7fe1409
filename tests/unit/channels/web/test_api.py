"""The JSON interface: the same reply as everywhere, and one clear line for everything that cannot be taken."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING, Any

import pytest

from sslhelp.errors import SslhelpError, StoreError
from sslhelp.model.chat import Context, Message, Notice
from sslhelp.model.pki import Severity
from sslhelp.render import wire

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask.testing import FlaskClient

    from sslhelp.app import Application
    from sslhelp.model.chat import Part, Tool

QUESTION = "how many subdomains can i put under one wildcard"


def say(client: FlaskClient, **body: Any) -> Any:
    answer = client.post("/api/v1/messages", json=body)
    assert answer.status_code == 200, answer.text
    return answer.json


def test_a_question_is_answered_with_the_reply_on_the_wire(client: FlaskClient) -> None:
    reply = say(client, text=QUESTION)

    assert reply["parts"][0]["type"] == "answer"
    assert reply["parts"][0]["article"]["id"] == "wildcard-subdomains"
    assert wire.load(reply).conversation_id == reply["conversation_id"]
    assert "html" not in reply


def test_a_widget_also_gets_the_reply_as_html(client: FlaskClient) -> None:
    reply = say(client, text=QUESTION, render="html")

    assert reply["parts"][0]["heading"] in reply["html"]


def test_a_conversation_goes_on_under_its_id(client: FlaskClient) -> None:
    first = say(client, text=QUESTION)
    second = say(client, text="talk to a person", conversation_id=first["conversation_id"])

    assert second["conversation_id"] == first["conversation_id"]


def test_a_choice_needs_no_text(client: FlaskClient) -> None:
    assert say(client, choice="handoff")["parts"][0]["type"] == "handoff"


def test_files_reach_the_assistant_as_bytes(client_of_tool: Callable[[Tool], FlaskClient]) -> None:
    def sizes(message: Message, context: Context) -> tuple[Part, ...]:
        said = ", ".join(f"{file.name}: {len(file.data)}" for file in message.files)
        return (Notice(Severity.INFO, "test", said),)

    data = base64.b64encode(b"\x30\x82\x00").decode()
    reply = say(client_of_tool(sizes), files=[{"name": "a.der", "data": data}])

    assert reply["parts"][0]["text"] == "a.der: 3"


@pytest.mark.parametrize(
    ("body", "content_type", "status", "line"),
    [
        (b"", "application/json", 400, "the body is empty"),
        (b"{", "application/json", 400, "the body is not valid JSON in UTF-8"),
        (b'{"text": "\xff\xfe"}', "application/json", 400, "the body is not valid JSON in UTF-8"),
        (b'{"text": "\\ud800"}', "application/json", 400, "the body is not valid JSON in UTF-8"),
        (b'{"text": "a\\u0000b"}', "application/json", 400, "text holds binary"),
        (b"[]", "application/json", 400, "the body: input should be an object"),
        (b'{"text": 1}', "application/json", 400, "text: input should be a valid string"),
        (b'{"text": "a", "mood": "b"}', "application/json", 400, "the body has a key that is not known"),
        (b'{"text": ""}', "application/json", 400, "the message is empty"),
        (b'{"text": "  "}', "application/json", 400, "the message is empty"),
        (b'{"files": [{"name": "a", "data": "%%"}]}', "application/json", 400, "files.0.data is not base64"),
        (b"text=a", "application/x-www-form-urlencoded", 415, "the content type is not application/json"),
        (b'{"text": "a"}', "text/plain", 415, "the content type is not application/json"),
        (b'{"text": "a", "conversation_id": "nobody"}', "application/json", 404, "unknown conversation"),
        (b'{"text": "' + b"a" * 30_000 + b'"}', "application/json", 413, "the request is too large"),
    ],
)
def test_what_cannot_be_taken_is_refused_in_a_line_with_a_hint(
    client: FlaskClient, body: bytes, content_type: str, status: int, line: str
) -> None:
    answer = client.post("/api/v1/messages", data=body, content_type=content_type)

    assert answer.status_code == status
    assert answer.json is not None
    assert answer.json.keys() == {"error", "hint"}
    assert answer.json["error"].startswith(line)
    assert "\n" not in answer.json["error"]
    assert answer.json["hint"]


@pytest.mark.parametrize(
    "body",
    [{"text": "SECRET", "mood": 1}, {"text": ["SECRET"]}, {"SECRET": 1}, {"text": "a", "conversation_id": "SECRET"},
     {"text": "a", "render": "SECRET"}, {"text": "a", "locale": "SECRET!"}, {"text": "SECRET\0"}],
)  # fmt: skip
def test_a_refusal_repeats_nothing_of_what_was_sent(client: FlaskClient, body: dict[str, Any]) -> None:
    answer = client.post("/api/v1/messages", json=body)

    assert answer.status_code in {400, 404}
    assert "SECRET" not in answer.text


def test_a_fault_of_ours_is_a_500_that_neither_shows_nor_logs_what_was_pasted(
    client_of_tool: Callable[[Tool], FlaskClient], capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(message: Message, context: Context) -> tuple[Part, ...]:
        raise ValueError(message.text)

    answer = client_of_tool(broken).post("/api/v1/messages", json={"text": "PASTED"})
    logged = capsys.readouterr()

    assert answer.status_code == 500
    assert answer.json is not None
    assert answer.json["error"] == "the fault is ours"
    assert "ValueError" in logged.out + logged.err
    assert "PASTED" not in answer.text + logged.out + logged.err


def test_a_private_key_is_refused_and_not_given_back(client: FlaskClient) -> None:
    key = "-----BEGIN PRIVATE KEY-----\nMIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQg\n-----END PRIVATE KEY-----"
    answer = client.post("/api/v1/messages", json={"text": key, "render": "html"})

    assert answer.json is not None
    assert answer.json["parts"][0]["code"] == "private_key.refused"
    assert "MIGHAgEA" not in answer.text


def test_a_method_that_an_address_does_not_take_is_a_405_that_names_the_right_one(client: FlaskClient) -> None:
    answer = client.get("/api/v1/messages")

    assert answer.status_code == 405
    assert "POST" in answer.headers["Allow"]
    assert answer.json is not None


def test_an_unknown_address_of_the_interface_is_a_404_in_json(client: FlaskClient) -> None:
    answer = client.get("/api/v1/nothing")

    assert answer.status_code == 404
    assert answer.json is not None


def test_feedback_is_kept_with_its_comment_redacted(
    client: FlaskClient, application: Application, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept: list[tuple[object, ...]] = []
    conversation = say(client, text=QUESTION)["conversation_id"]
    body = {"conversation_id": conversation, "article_id": "wildcard-subdomains", "helpful": False,
            "comment": "write to me@example.com"}  # fmt: skip
    monkeypatch.setattr(application.store, "add_feedback", lambda *args, **named: kept.append((*args, named)))

    answer = client.post("/api/v1/feedback", json=body)

    assert (answer.status_code, answer.data) == (204, b"")
    ((held, article, named),) = kept
    assert (held, article) == (conversation, "wildcard-subdomains")
    assert isinstance(named, dict)
    assert named["helpful"] is False
    assert "me@example.com" not in named["comment"]


@pytest.mark.parametrize(("conversation", "article"), [("nobody", "wildcard-subdomains"), (None, "no-such-article")])
def test_feedback_on_what_is_not_known_is_a_404(client: FlaskClient, conversation: str | None, article: str) -> None:
    conversation = conversation or say(client, text=QUESTION)["conversation_id"]
    body = {"conversation_id": conversation, "article_id": article, "helpful": True}

    assert client.post("/api/v1/feedback", json=body).status_code == 404


def test_whoever_holds_the_id_may_read_the_conversation(client: FlaskClient) -> None:
    conversation = say(client, text=QUESTION)["conversation_id"]
    answer = client.get("/api/v1/conversation?render=html", headers={"Authorization": f"Bearer {conversation}"})

    assert answer.json is not None
    (turn,) = answer.json["turns"]
    assert turn["text"] == QUESTION
    assert turn["parts"][0]["article"]["id"] == "wildcard-subdomains"
    assert turn["html"]


def test_why_a_question_was_answered_so_is_kept_and_told_to_nobody(
    client: FlaskClient, application: Application
) -> None:
    sent = client.post("/api/v1/messages", json={"text": QUESTION, "render": "html"})
    assert sent.json is not None
    conversation = sent.json["conversation_id"]
    read = client.get("/api/v1/conversation?render=html", headers={"Authorization": f"Bearer {conversation}"})

    (turn,) = application.store.turns(conversation, last=9)
    assert turn.explanation
    for answer in (sent, read):
        assert not any(word in answer.text for word in ("explanation", "candidates", "word_by_word", "matched"))


def test_a_conversation_is_not_read_without_its_id(client: FlaskClient) -> None:
    say(client, text=QUESTION)

    assert client.get("/api/v1/conversation").status_code == 401
    assert client.get("/api/v1/conversation", headers={"Authorization": "Bearer guess"}).status_code == 404


def test_an_article_is_given_by_section_and_with_the_articles_it_names(client: FlaskClient) -> None:
    article = client.get("/api/v1/articles/wildcard-subdomains").json

    assert article is not None
    assert article["url"] == "https://help.example/help/wildcard-subdomains"
    assert article.keys() == {"id", "group", "title", "updated", "url", "sections", "related"}
    assert article["sections"][0].keys() == {"heading", "anchor", "html", "text"}


def test_an_article_that_is_known_already_is_not_sent_again(client: FlaskClient) -> None:
    tag = client.get("/api/v1/articles/wildcard-subdomains").headers["ETag"]
    again = client.get("/api/v1/articles/wildcard-subdomains", headers={"If-None-Match": tag})

    assert (again.status_code, again.data) == (304, b"")


def test_an_unknown_article_is_a_404(client: FlaskClient) -> None:
    answer = client.get("/api/v1/articles/none")

    assert answer.status_code == 404
    assert answer.json is not None
    assert answer.json["error"] == "no such article"


def test_health_says_ok_while_store_and_articles_are_there(client: FlaskClient) -> None:
    answer = client.get("/healthz")

    assert answer.status_code == 200
    assert answer.json is not None
    assert answer.json["status"] == "ok"


def test_health_says_when_a_broken_knowledge_base_leaves_the_last_good_one_answering(
    client: FlaskClient, application: Application, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer = client.get("/healthz")
    assert answer.json is not None
    assert answer.json["knowledge"] == "current"
    monkeypatch.setattr(application.library, "fault", SslhelpError("a title is missing"))
    answer = client.get("/healthz")
    assert (answer.status_code, answer.json and answer.json["knowledge"]) == (200, "stale")


def test_health_says_down_when_the_store_is_away(
    client: FlaskClient, application: Application, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away() -> None:
        raise StoreError("the database cannot be reached", hint="start it")

    monkeypatch.setattr(application.store, "check", away)
    answer = client.get("/healthz")

    assert answer.status_code == 503
    assert answer.json == {"status": "down", "error": "the database cannot be reached", "hint": "start it"}


@pytest.mark.parametrize("method", ["has_conversation", "turns", "open_conversation", "add_turn"])
def test_a_store_that_fails_in_the_middle_of_a_reply_is_a_503_and_the_same_can_be_sent_again(
    client: FlaskClient, application: Application, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str],
    method: str,
) -> None:  # fmt: skip
    def away(*args: object, **named: object) -> None:
        raise StoreError("the database failed: disk full", hint="make room")

    held = say(client, text=QUESTION)["conversation_id"]
    again = {"text": "PASTED", "conversation_id": held}
    with monkeypatch.context() as patched:
        patched.setattr(application.store, method, away)
        answer = client.post("/api/v1/messages", json=again)
        page = client.post("/chat", data=again)
    logged = "".join(capsys.readouterr())

    assert answer.status_code == page.status_code == 503
    assert answer.json == {"error": "the fault is ours", "hint": "try again in a minute, or write to a person"}
    assert "The fault is ours" in page.text
    assert "the database failed: disk full" in logged
    assert "PASTED" not in answer.text + page.text + logged
    assert held not in logged
    assert client.post("/api/v1/messages", json=again).status_code == 200
