"""Slack over HTTP: signed requests to a real server, whose answers a strict stand-in for Slack checks."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from urllib.request import Request, urlopen

import pytest
from click.testing import CliRunner

from sslhelp import config
from sslhelp.app import Application
from sslhelp.channels import slack
from sslhelp.channels.cli import cli
from sslhelp.channels.slack.work import Workers
from sslhelp.errors import ConfigError
from sslhelp.model.chat import Context, Message, Part, Tool
from tests import factories, private_keys
from tests.e2e.slack.conftest import EPHEMERAL, POST, Workspace, buttons, running
from tests.fakes.slack import (
    CHANNEL,
    DIRECT,
    RESPONSE,
    USER,
    Call,
    FakeSlack,
)
from tests.fakes.slack_sender import Sender

QUESTION = "how many subdomains can i put under one wildcard"
ARTICLE = "wildcard-subdomains"


def with_tool(application: Application, tool: Tool) -> Application:
    """The same shop, whose assistant can do one thing only."""
    return replace(application, assistant=replace(application.assistant, tools=(tool,)))


def held_back(application: Application, go_on: threading.Event) -> Application:
    """The same shop, whose assistant answers no sooner than it may."""

    def slow(message: Message, context: Context) -> tuple[Part, ...] | None:
        assert go_on.wait(20)
        return application.assistant.tools[-1](message, context)

    return with_tool(application, slow)


def feedback_value(call: Call, which: str) -> str:
    block = next(block for block in call.payload["blocks"] if block["type"] == "context_actions")
    return str(block["elements"][0][which]["value"])


class TestRequestsThatAreNotSlacks:
    def test_a_wrong_signature_is_refused_and_nothing_happens(self, workspace: Workspace) -> None:
        forger = replace(workspace.sender, secret="another secret")
        assert forger.mention(QUESTION).status == 401
        workspace.finish()
        assert workspace.slack.calls == []

    def test_a_request_that_is_over_five_minutes_old_is_refused(self, workspace: Workspace) -> None:
        replayed = replace(workspace.sender, clock=lambda: time.time() - 301)
        assert replayed.command(QUESTION).status == 401
        workspace.finish()
        assert workspace.slack.calls == []

    def test_a_timestamp_that_is_no_number_is_refused(self, workspace: Workspace) -> None:
        header = {"X-Slack-Request-Timestamp": "now"}
        assert workspace.sender.post("{}", content_type="application/json", headers=header).status == 400

    def test_an_unsigned_body_is_not_even_parsed(self, workspace: Workspace) -> None:
        forger = replace(workspace.sender, secret="another secret")
        assert forger.post("{broken", content_type="application/json").status == 401

    def test_a_signed_body_that_is_not_json_is_named_as_such(self, workspace: Workspace) -> None:
        answered = workspace.sender.post("{broken", content_type="application/json")
        assert (answered.status, json.loads(answered.body)) == (400, {"error": "the body is not what Slack sends"})

    def test_a_body_over_the_limit_is_refused(self, workspace: Workspace) -> None:
        assert workspace.sender.post("x" * 50_000, content_type="application/json").status == 413

    def test_slack_gets_its_challenge_back(self, workspace: Workspace) -> None:
        answered = workspace.sender.json({"type": "url_verification", "challenge": "c0ffee", "token": "t"})
        assert answered.status == 200
        assert "c0ffee" in answered.body

    @pytest.mark.parametrize("name", ["slack_bot_token", "slack_signing_secret"])
    def test_a_missing_secret_is_named_at_the_start(self, application: Application, name: str) -> None:
        settings = application.settings.model_copy(update={name: config.Settings().slack_app_token})
        with pytest.raises(ConfigError, match=name):
            slack.create_bolt(replace(application, settings=settings))

    def test_an_api_that_the_token_would_reach_in_clear_is_refused(self, application: Application) -> None:
        settings = application.settings.model_copy(update={"slack_api_url": "http://slack.example/api/"})
        with pytest.raises(ConfigError, match="https"):
            slack.create_bolt(replace(application, settings=settings))


class TestQuestions:
    def test_a_command_is_answered_for_its_user_alone(self, workspace: Workspace) -> None:
        assert workspace.sender.command(QUESTION).status == 200
        answer = workspace.slack.wait(RESPONSE)
        assert answer.payload["response_type"] == "ephemeral"
        assert feedback_value(answer, "positive_button") == f"helpful:{ARTICLE}"

    def test_a_mention_is_answered_in_its_thread(self, workspace: Workspace) -> None:
        assert workspace.sender.mention(QUESTION, ts="1763000000.000077").status == 200
        answer = workspace.slack.wait(POST)
        assert (answer.payload["channel"], answer.payload["thread_ts"]) == (CHANNEL, "1763000000.000077")
        assert feedback_value(answer, "positive_button") == f"helpful:{ARTICLE}"

    def test_a_mention_within_a_thread_stays_in_it(self, workspace: Workspace) -> None:
        workspace.sender.mention(QUESTION, ts="1763000000.000078", thread_ts="1763000000.000077")
        assert workspace.slack.wait(POST).payload["thread_ts"] == "1763000000.000077"

    def test_a_direct_message_is_answered_beside_it(self, workspace: Workspace) -> None:
        workspace.sender.direct(QUESTION)
        answer = workspace.slack.wait(POST)
        assert answer.payload["channel"] == DIRECT
        assert "thread_ts" not in answer.payload
        assert ARTICLE in answer.text

    def test_a_question_that_nothing_fits_leads_to_a_person(self, workspace: Workspace) -> None:
        workspace.sender.direct("zxqv blorb wibble frobnicate")
        contact = workspace.application.library.current.house.contact
        assert contact.url
        assert contact.url in workspace.slack.wait(POST).text

    @pytest.mark.parametrize("text", ["  ", "help", "HELP"])
    def test_a_command_without_a_question_says_what_can_be_asked(self, workspace: Workspace, text: str) -> None:
        workspace.sender.command(text)
        assert "/ssl csr" in workspace.slack.wait(RESPONSE).payload["text"]

    def test_an_empty_mention_is_answered_to_its_writer_alone(self, workspace: Workspace) -> None:
        workspace.sender.mention("")
        refused = workspace.slack.wait(EPHEMERAL)
        assert refused.payload["user"] == USER
        assert "thread_ts" not in refused.payload, "an ephemeral message in a thread nobody follows is never seen"


class TestWhatIsNotForUs:
    @pytest.mark.parametrize(
        "event",
        [
            {"bot_id": "B0OTHER"},
            {"subtype": "message_changed", "message": {"text": QUESTION}},
            {"subtype": "message_deleted"},
            {"channel_type": "channel", "channel": CHANNEL},
            {"user": "U0BOT"},
        ],
    )
    def test_bots_edits_deletions_and_other_talk_are_left_alone(
        self, workspace: Workspace, event: dict[str, object]
    ) -> None:
        assert workspace.sender.direct(QUESTION, **event).status == 200
        workspace.finish()
        assert workspace.slack.sent(POST, EPHEMERAL) == []


class TestDelivery:
    def test_four_deliveries_of_one_event_get_one_answer(self, workspace: Workspace) -> None:
        event = {"type": "app_mention", "channel": CHANNEL, "text": QUESTION, "ts": "1763000000.000005"}
        for retry in range(4):
            assert workspace.sender.event(event, event_id="Ev0SAME", retry=retry).status == 200
        workspace.finish()
        assert len(workspace.slack.sent(POST)) == 1

    def test_a_second_worker_does_not_answer_what_the_first_has_taken(
        self, application: Application, fake: FakeSlack
    ) -> None:
        event = {"type": "app_mention", "channel": CHANNEL, "text": QUESTION, "ts": "1763000000.000005"}
        with running(application, fake) as first, running(application, fake) as second:
            for each in (first, second):
                each.sender.event(event, event_id="Ev0SAME")
        assert len(fake.sent(POST)) == 1

    def test_a_429_is_waited_out_and_the_answer_arrives(self, workspace: Workspace) -> None:
        workspace.slack.limit(POST)
        workspace.sender.direct(QUESTION)
        assert ARTICLE in workspace.slack.wait(POST).text

    def test_a_429_from_a_response_url_is_waited_out_too(self, workspace: Workspace) -> None:
        workspace.slack.limit(RESPONSE)
        workspace.sender.command(QUESTION)
        assert ARTICLE in workspace.slack.wait(RESPONSE).text

    def test_slack_is_answered_before_the_work_is_done(self, application: Application, fake: FakeSlack) -> None:
        go_on = threading.Event()
        with running(held_back(application, go_on), fake) as workspace:
            assert workspace.sender.command(QUESTION).status == 200
            assert fake.sent(RESPONSE) == []
            go_on.set()
            fake.wait(RESPONSE)

    def test_whoever_finds_the_queue_full_is_told_so(self, application: Application, fake: FakeSlack) -> None:
        go_on = threading.Event()
        with running(held_back(application, go_on), fake, Workers(threads=1, waiting=0)) as workspace:
            workspace.sender.command(QUESTION)
            workspace.sender.command(QUESTION)
            assert fake.wait(RESPONSE).payload["text"].startswith("Too many questions came at once.")
            go_on.set()

    @pytest.mark.parametrize(("method", "send"), [(POST, Sender.direct), (RESPONSE, Sender.command)])
    def test_a_message_that_slack_refuses_is_followed_by_a_calm_line(
        self, workspace: Workspace, method: str, send: Callable[[Sender, str], object]
    ) -> None:
        workspace.slack.refuse(method, "internal_error")
        send(workspace.sender, QUESTION)
        assert workspace.slack.wait(method).payload["text"].startswith("That could not be answered just now.")


class TestPastedMaterial:
    def test_a_csr_that_slack_has_escaped_is_read(self, workspace: Workspace) -> None:
        pem = factories.pem(factories.csr())
        workspace.sender.shortcut(f"```{pem}``` from <mailto:a@example.com|a@example.com> &amp; co")
        report = workspace.slack.wait(RESPONSE)
        assert "www.example.com" in report.text
        assert "This CSR" in report.payload["text"]
        assert report.payload["response_type"] == "ephemeral"

    def test_a_csr_in_a_file_is_read(self, workspace: Workspace) -> None:
        file = workspace.slack.add_file("server.csr", factories.pem(factories.csr()).encode())
        workspace.sender.shortcut("", files=[file])
        assert "This CSR" in workspace.slack.wait(RESPONSE).payload["text"]

    def test_a_file_that_came_with_a_direct_message_is_read(self, workspace: Workspace) -> None:
        file = workspace.slack.add_file("server.csr", factories.pem(factories.csr()).encode())
        workspace.sender.direct("", subtype="file_share", files=[file])
        assert "This CSR" in workspace.slack.wait(POST).payload["text"]

    @pytest.mark.parametrize(
        "url", ["https://evil.example/server.csr", "http://127.0.0.1:9/server.csr", "", "file:///x"]
    )
    def test_the_token_is_sent_to_no_other_host(self, workspace: Workspace, url: str) -> None:
        workspace.sender.shortcut("", files=[{"name": "server.csr", "url_private": url}])
        assert workspace.slack.wait(RESPONSE).payload["text"].startswith("The file is not kept by Slack itself.")

    def test_a_file_that_the_bot_may_not_read_is_named_as_such(self, workspace: Workspace) -> None:
        workspace.sender.shortcut("", files=[{"name": "a", "url_private": f"{workspace.slack.url}/files/hidden"}])
        assert workspace.slack.wait(RESPONSE).payload["text"].startswith("The file could not be read from Slack.")

    def test_a_file_over_the_limit_is_refused(self, workspace: Workspace) -> None:
        file = workspace.slack.add_file("huge.csr", b"x" * 40_001)
        workspace.sender.shortcut("", files=[file])
        assert workspace.slack.wait(RESPONSE).payload["text"].startswith("The file is too large to read.")

    def test_a_private_key_is_answered_to_its_poster_alone_and_not_echoed(self, workspace: Workspace) -> None:
        pem = next(iter(private_keys.by_kind().values()))
        workspace.sender.mention(f"is this right? ```{pem}```")
        refused = workspace.slack.wait(EPHEMERAL)
        workspace.finish()
        assert refused.payload["user"] == USER
        assert "private key" in refused.payload["text"]
        assert "delete that message now" in refused.payload["text"]
        assert workspace.slack.sent(POST) == []
        assert not any(line in refused.text for line in pem.splitlines()[1:-1])

    def test_nothing_of_a_message_is_logged_when_answering_fails(
        self, application: Application, fake: FakeSlack, capfd: pytest.CaptureFixture[str]
    ) -> None:
        def broken(message: Message, context: Context) -> tuple[Part, ...] | None:
            raise RuntimeError(message.text)

        with running(with_tool(application, broken), fake) as workspace:
            workspace.sender.direct("my secret word is xyzzy")
            answer = fake.wait(POST)
        assert answer.payload["text"].startswith("That could not be answered just now.")
        logged = "".join(capfd.readouterr())
        assert "RuntimeError" in logged
        assert "xyzzy" not in logged


class TestButtons:
    def test_a_choice_goes_on_with_the_conversation(self, workspace: Workspace) -> None:
        workspace.sender.direct("Which certificate should I buy?")
        first = buttons(workspace.slack.wait(POST))[0]
        workspace.sender.press(first | {"type": "button"}, channel=DIRECT)
        second = workspace.slack.wait(POST, 2)
        assert second.payload["text"] != workspace.slack.wait(POST, 1).payload["text"]
        assert buttons(second)

    def test_a_choice_in_a_thread_is_answered_in_the_thread(self, workspace: Workspace) -> None:
        action = {"type": "button", "action_id": "choice:0", "value": f"article:{ARTICLE}"}
        workspace.sender.press(action, thread="1763000000.000077")
        assert workspace.slack.wait(POST).payload["thread_ts"] == "1763000000.000077"

    def test_a_choice_under_a_private_answer_stays_private(self, workspace: Workspace) -> None:
        action = {"type": "button", "action_id": "choice:0", "value": f"article:{ARTICLE}"}
        workspace.sender.press(action, ephemeral=True)
        answer = workspace.slack.wait(RESPONSE)
        assert ARTICLE in answer.text
        assert answer.payload["replace_original"] is False

    @pytest.mark.parametrize(("which", "helpful"), [("positive_button", True), ("negative_button", False)])
    def test_a_judgement_is_kept_with_its_article(self, workspace: Workspace, which: str, helpful: bool) -> None:
        workspace.sender.mention(QUESTION, ts="1763000000.000077")
        value = feedback_value(workspace.slack.wait(POST), which)
        action = {"type": "feedback_buttons", "action_id": "feedback", "value": value}
        assert workspace.sender.press(action, thread="1763000000.000077").status == 200
        assert workspace.slack.wait(EPHEMERAL).payload["text"].startswith("Noted.")
        assert workspace.store.feedback == [(ARTICLE, helpful)]


class TestTheSameAnswerEverywhere:
    @pytest.mark.parametrize(
        ("question", "article"),
        [
            (QUESTION, ARTICLE),
            ("what is QTIS", "cpac-validation"),
            ("how do i convert a pfx to pem", "convert-formats"),
            ("which web server type do i pick in the order form", "webserver-type"),
        ],
    )
    def test_a_question_gets_the_same_article_on_the_web_in_slack_and_on_the_command_line(
        self, workspace: Workspace, question: str, article: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        workspace.sender.command(question)
        in_slack = feedback_value(workspace.slack.wait(RESPONSE), "positive_button").removeprefix("helpful:")

        address = workspace.sender.url.replace("/slack/events", "/api/v1/messages")
        request = Request(address, json.dumps({"text": question}).encode(), {"Content-Type": "application/json"})
        with urlopen(request, timeout=10) as response:
            on_the_web = json.load(response)["parts"][0]["article"]["id"]

        monkeypatch.setenv("SSLHELP_DATA_DIR", str(workspace.application.settings.data_dir))
        printed = CliRunner().invoke(cli, ["ask", question, "--json"]).stdout
        on_the_command_line = json.loads(printed)["parts"][0]["article"]["id"]

        assert {in_slack, on_the_web, on_the_command_line} == {article}
