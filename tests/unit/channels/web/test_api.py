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
    from pathlib import Path

    from flask.testing import FlaskClient
    from werkzeug.test import TestResponse

    from sslhelp.app import Application
    from sslhelp.model.chat import Part, Tool

QUESTION = "how many subdomains can i put under one wildcard"
PRIVATE_KEY = "-----BEGIN PRIVATE KEY-----\nMIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQg\n-----END PRIVATE KEY-----"


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
    assert answer.mimetype == "application/problem+json"
    assert answer.json.keys() == {"type", "title", "status", "detail", "hint"}
    assert answer.json["status"] == status
    assert answer.json["detail"].startswith(line)
    assert "\n" not in answer.json["detail"]
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
    assert answer.json["detail"] == "the fault is ours"
    assert "ValueError" in logged.out + logged.err
    assert "PASTED" not in answer.text + logged.out + logged.err


def test_a_private_key_is_refused_and_not_given_back(client: FlaskClient) -> None:
    answer = client.post("/api/v1/messages", json={"text": PRIVATE_KEY, "render": "html"})

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


def test_a_message_that_is_sent_again_with_its_key_is_answered_once(client: FlaskClient) -> None:
    key = {"Idempotency-Key": "0f8fad5b-d9cb-469f-a165-70867728950e"}
    first, second = (client.post("/api/v1/messages", json={"text": QUESTION}, headers=key) for _ in range(2))
    other = client.post("/api/v1/messages", json={"text": "another"}, headers=key)

    assert first.json
    assert first.json == second.json
    held = {"Authorization": f"Bearer {first.json['conversation_id']}"}
    read = client.get("/api/v1/conversation", headers=held).json
    assert read
    assert len(read["turns"]) == 1
    assert other.status_code == 422


@pytest.mark.parametrize("key", ["", "short", "x" * 201, "with a blank in it", "ümlaut-ümlaut-ümlaut"])
def test_a_key_that_anybody_might_choose_or_that_cannot_be_read_is_refused(client: FlaskClient, key: str) -> None:
    answer = client.post("/api/v1/messages", json={"text": QUESTION}, headers={"Idempotency-Key": key})

    assert answer.status_code == 400
    assert answer.json
    assert answer.json["detail"].startswith("the idempotency key")


def test_whoever_holds_the_id_may_delete_the_conversation(client: FlaskClient) -> None:
    held = {"Authorization": f"Bearer {say(client, text=QUESTION)['conversation_id']}"}

    assert client.delete("/api/v1/conversation", headers=held).status_code == 204
    assert client.get("/api/v1/conversation", headers=held).status_code == 404
    assert client.delete("/api/v1/conversation", headers=held).status_code == 404
    assert client.delete("/api/v1/conversation").status_code == 401


def test_the_articles_are_searched_by_passage(client: FlaskClient) -> None:
    found = client.get("/api/v1/search", query_string={"q": QUESTION, "limit": 3}).json

    assert found
    assert found["query"] == QUESTION
    assert len(found["hits"]) == 3
    assert found["hits"][0]["article"]["id"] == "wildcard-subdomains"
    assert found["hits"][0]["article"]["url"] == "https://help.example/help/wildcard-subdomains"
    assert found["hits"][0]["text"]


@pytest.mark.parametrize("query", ["", "q=", "q=a&limit=0", "q=a&limit=21", "q=a&limit=x", "q=" + "a" * 501])
def test_a_query_that_cannot_be_taken_is_refused(client: FlaskClient, query: str) -> None:
    assert client.get(f"/api/v1/search?{query}").status_code == 400


def test_the_articles_are_listed_and_not_sent_again(client: FlaskClient, application: Application) -> None:
    answer = client.get("/api/v1/articles")

    assert answer.json
    assert [each["id"] for each in answer.json["articles"]] == list(application.library.articles)
    assert client.get("/api/v1/articles", headers={"If-None-Match": answer.headers["ETag"]}).status_code == 304


def test_a_csr_is_inspected_outside_of_any_conversation(client: FlaskClient, files: Path) -> None:
    answer = client.post("/api/v1/inspect", json={"text": (files / "faulty.csr").read_text(), "render": "html"}).json

    assert answer
    assert answer["parts"][0]["type"] == "csr_report"
    assert answer["parts"][0]["findings"]
    assert answer["html"]
    assert answer.keys() == {"parts", "html"}


def test_a_certificate_is_inspected_for_the_name_that_it_is_to_cover(client: FlaskClient, files: Path) -> None:
    data = base64.b64encode((files / "leaf.pem").read_bytes()).decode()
    body = {"files": [{"name": "leaf.pem", "data": data}], "host": "shop.example.net"}
    answer = client.post("/api/v1/inspect", json=body).json

    assert answer
    codes = {found["code"] for part in answer["parts"] for found in part.get("findings", ())}
    assert "certificate.host_not_covered" in codes


@pytest.mark.parametrize(
    ("body", "code"), [({"text": "hello"}, "paste.not_pki"), ({"text": PRIVATE_KEY}, "private_key.refused")]
)
def test_what_is_no_csr_is_said_to_be_none(client: FlaskClient, body: dict[str, str], code: str) -> None:
    answer = client.post("/api/v1/inspect", json=body)

    assert answer.json
    assert answer.json["parts"][0]["code"] == code
    assert "MIGHAgEA" not in answer.text


@pytest.mark.parametrize("path", ["inspect", "recommend"])
@pytest.mark.parametrize("body", [{}, {"text": " "}])
def test_an_analysis_of_nothing_is_refused(client: FlaskClient, path: str, body: dict[str, str]) -> None:
    assert client.post(f"/api/v1/{path}", json=body).status_code == 400


def test_a_product_is_recommended_by_words_by_names_and_by_a_csr(client: FlaskClient, files: Path) -> None:
    by_words = client.post("/api/v1/recommend", json={"text": "a wildcard for example.com, dv, by hand"}).json
    by_names = client.post("/api/v1/recommend", json={"names": ["*.example.com"]}).json
    by_csr = client.post("/api/v1/recommend", json={"csr": (files / "good.csr").read_text()}).json

    assert all(answer and answer["parts"] for answer in (by_words, by_names, by_csr))
    none = client.post("/api/v1/recommend", json={"csr": "none"}).json
    assert none
    assert none["parts"][0]["code"] == "paste.not_pki"


def test_a_client_that_asks_too_much_is_told_when_to_come_back(client_of: Callable[..., FlaskClient]) -> None:
    client = client_of(message_limit="2 per minute", request_limit="4 per minute")
    asked = [client.post("/api/v1/messages", json={"text": "hello"}) for _ in range(3)]
    read = [client.get("/api/v1/articles") for _ in range(5)]

    assert [answer.status_code for answer in asked] == [200, 200, 429]
    assert [answer.status_code for answer in read] == [200, 200, 200, 200, 429]
    for refused in (asked[-1], read[-1]):
        assert 1 <= int(refused.headers["Retry-After"]) <= 61
        assert refused.json
        assert refused.json["detail"] == "that was too much in too short a time"


def test_a_client_may_have_so_many_conversations_passed_on_and_ask_on(client_of: Callable[..., FlaskClient]) -> None:
    client = client_of(handoff_limit="2 per hour")

    def say(**body: str) -> TestResponse:
        return client.post("/api/v1/messages", json=body)

    passed_on = [say(choice="handoff:pass_on") for _ in range(3)]
    assert [answer.status_code for answer in passed_on] == [200, 200, 429]
    assert int(passed_on[-1].headers["Retry-After"]) > 3_000
    assert say(text=QUESTION).status_code == 200


def test_clients_are_told_apart_behind_a_proxy_that_is_trusted_and_not_by_their_own_word(
    client_of: Callable[..., FlaskClient],
) -> None:
    def statuses(client: FlaskClient) -> list[int]:
        addresses = ("203.0.113.7", "203.0.113.8", "2001:db8::1", "2001:db8::2")
        return [
            client.get("/api/v1/articles", headers={"X-Forwarded-For": address}).status_code for address in addresses
        ]

    assert statuses(client_of(request_limit="1 per minute", trusted_proxies=1)) == [200, 200, 200, 429]
    assert statuses(client_of(request_limit="1 per minute")) == [200, 429, 429, 429]


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
    assert answer.json["detail"] == "no such article"


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
    assert answer.json is not None
    assert answer.json["detail"] == "the fault is ours"
    assert answer.json["hint"] == "try again in a minute, or write to a person"
    assert "The fault is ours" in page.text
    assert "the database failed: disk full" in logged
    assert "PASTED" not in answer.text + page.text + logged
    assert held not in logged
    assert client.post("/api/v1/messages", json=again).status_code == 200
