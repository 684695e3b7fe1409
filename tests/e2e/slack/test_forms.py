"""What `/ssl` opens and lists, what is shared and offered next, and who is told of a private key."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from sslhelp.app import Application
from sslhelp.channels.slack.manifest import manifest
from sslhelp.model.store import Cause
from tests import factories, private_keys
from tests.conftest import NOW
from tests.e2e.slack.conftest import EPHEMERAL, POST, Workspace, buttons, running
from tests.fakes.slack import CHANNEL, COLLEAGUE, DIRECT, RESPONSE, USER, Call, FakeSlack
from tests.golden import FILES

QUESTION = "how many subdomains can i put under one wildcard"
ARTICLE = "wildcard-subdomains"
UNFURL = "chat.unfurl"

Json = dict[str, Any]


def view(workspace: Workspace) -> Json:
    shown: Json = workspace.slack.wait("views.open").payload["view"]
    return shown


def filled(**fields: object) -> Json:
    """What a form holds: a text, files, or the value of an option, by the name of the field."""
    made: Json = {}
    for name, value in fields.items():
        field: Json = {"files": value} if isinstance(value, list) else {"value": value}
        if name == "group":
            field = {"type": "static_select", "selected_option": {"value": value}}
        made[name] = {name: field}
    return made


def button(call: Call, label: str) -> Json:
    (found,) = [each for each in buttons(call) if each["text"]["text"] == label]  # type: ignore[index]
    return {"action_id": found["action_id"], "value": found["value"], "type": "button"}


class TestPasting:
    def test_a_csr_is_pasted_into_a_form_and_reported_to_whoever_sent_it(self, workspace: Workspace) -> None:
        workspace.sender.command("csr")
        answered = workspace.sender.submit(view(workspace), filled(text=(FILES / "faulty.csr").read_text(), files=[]))
        assert (answered.status, answered.body) == (200, "")
        report = workspace.slack.wait(EPHEMERAL)
        assert (report.payload["channel"], report.payload["user"]) == (CHANNEL, USER)
        assert "would be refused" in report.text

    def test_a_file_longer_than_a_form_takes_is_read(self, workspace: Workspace) -> None:
        pem = "\n".join(made.pem for made in (factories.chain().leaf,) * 6)
        assert len(pem) > 3_000
        file = workspace.slack.add_file("chain.pem", pem.encode())
        workspace.sender.command("csr")
        workspace.sender.submit(view(workspace), filled(text="", files=[file]))
        assert workspace.slack.wait(EPHEMERAL).text

    def test_nothing_is_asked_for_in_the_form_itself(self, workspace: Workspace) -> None:
        workspace.sender.command("csr")
        answered = json.loads(workspace.sender.submit(view(workspace), filled(text=" ", files=[])).body)
        assert answered["response_action"] == "errors"
        assert answered["errors"]["text"] == "Paste something here, or attach a file."

    @pytest.mark.parametrize("kind", sorted(private_keys.by_kind()))
    def test_a_private_key_is_refused_in_the_form_itself(self, workspace: Workspace, kind: str) -> None:
        workspace.sender.command("csr")
        key = private_keys.by_kind()[kind]
        answered = workspace.sender.submit(view(workspace), filled(text=key, files=[])).body
        assert json.loads(answered)["response_action"] == "errors"
        assert not any(line in answered for line in key.splitlines()[1:] if len(line) > 20)
        assert not workspace.slack.sent(EPHEMERAL, POST)


def test_a_recommendation_is_asked_for_in_words(workspace: Workspace) -> None:
    workspace.sender.command("recommend a shop with www.example.com and mail.example.com, domain validation")
    assert "example" in workspace.slack.wait(RESPONSE).text


class TestSharing:
    def test_what_one_person_was_shown_is_shared_in_the_channel(self, workspace: Workspace) -> None:
        workspace.sender.command(QUESTION)
        share = button(workspace.slack.wait(RESPONSE), "Share in the channel")
        workspace.sender.press(share, ephemeral=True)
        shared = workspace.slack.wait(POST)
        assert shared.payload["channel"] == CHANNEL
        assert "thread_ts" not in shared.payload
        assert f"Asked by <@{USER}>: {QUESTION}" in shared.text
        assert not [each for each in buttons(shared) if each["text"]["text"].startswith("Share")]  # type: ignore[index]

    def test_an_analysis_is_shared_in_the_thread_of_its_message(self, workspace: Workspace) -> None:
        workspace.sender.shortcut((FILES / "faulty.csr").read_text())
        share = button(workspace.slack.wait(RESPONSE), "Share in the thread")
        workspace.sender.press(share, ephemeral=True)
        assert workspace.slack.wait(POST).payload["thread_ts"] == "1763000000.000001"

    def test_the_report_on_a_private_key_cannot_be_shared(self, workspace: Workspace) -> None:
        workspace.sender.command(next(iter(private_keys.by_kind().values())))
        assert not [
            each
            for each in buttons(workspace.slack.wait(RESPONSE))
            if "Share" in each["text"]["text"]  # type: ignore[index]
        ]

    def test_what_is_no_longer_kept_is_said_to_be_so(self, workspace: Workspace) -> None:
        workspace.sender.press({"action_id": "share", "value": "2020-01-01T00:00:00+00:00|"}, ephemeral=True)
        assert "no longer kept" in workspace.slack.wait(RESPONSE).text


def test_commands_for_other_tools_are_a_button_away(workspace: Workspace) -> None:
    workspace.sender.shortcut((FILES / "faulty.csr").read_text())
    report = workspace.slack.wait(RESPONSE)
    assert "openssl req" in report.text
    assert "keytool -genkeypair" not in report.text
    (more,) = [each for each in buttons(report) if each["text"]["text"].startswith("With certreq")]  # type: ignore[index]
    workspace.sender.press({"action_id": more["action_id"], "value": more["value"]}, ephemeral=True)
    assert "keytool -genkeypair" in workspace.slack.wait(RESPONSE, 2).text


class TestOthers:
    def test_what_was_not_meant_leads_to_the_next_three(self, workspace: Workspace) -> None:
        workspace.sender.command(QUESTION)
        workspace.sender.press(button(workspace.slack.wait(RESPONSE), "Not what I meant"), ephemeral=True)
        offer = workspace.slack.wait(RESPONSE, 2)
        chosen = [each["value"] for each in buttons(offer)]
        assert chosen[-1] == "handoff"
        assert 1 <= len(chosen) - 1 <= 3
        assert f"article:{ARTICLE}" not in chosen
        workspace.sender.press({"action_id": "choice:0", "value": chosen[0]}, ephemeral=True)
        assert workspace.slack.wait(RESPONSE, 3).text

    def test_where_nothing_else_is_near_other_words_are_asked_for(self, workspace: Workspace) -> None:
        workspace.sender.press({"action_id": "others", "value": ARTICLE}, ephemeral=True)
        assert "Ask in other words" in workspace.slack.wait(RESPONSE).text


class TestGaps:
    @pytest.fixture
    def asked(self, workspace: Workspace) -> Workspace:
        workspace.store.add_gap(
            "do you sell pizza ovens", nearest=[], at=NOW, answer="We do not.", cause=Cause.HANDED_OVER
        )
        return workspace

    def test_gaps_are_listed_to_whoever_asks(self, asked: Workspace) -> None:
        asked.sender.command("gaps")
        listed = asked.slack.wait(RESPONSE)
        assert "do you sell pizza ovens" in listed.text
        assert "Answered: We do not." in listed.text

    def test_without_any_that_is_said(self, workspace: Workspace) -> None:
        workspace.sender.command("gaps")
        assert "Nothing" in workspace.slack.wait(RESPONSE).text

    def test_a_gap_becomes_a_draft_that_lint_judges(
        self, application: Application, fake: FakeSlack, tmp_path: Path
    ) -> None:
        kb = Path(shutil.copytree(application.settings.kb_dir, tmp_path / "kb"))
        own = replace(application, settings=application.settings.model_copy(update={"kb_dir": kb}))
        with running(own, fake) as workspace:
            workspace.store.add_gap("do you sell pizza ovens", nearest=[], at=NOW)
            workspace.sender.command("gaps")
            workspace.sender.press(button(workspace.slack.wait(RESPONSE), "Write an article"), ephemeral=True)
            form = view(workspace)
            fields = {"title": "Do we sell pizza ovens", "group": "orders", "answer": "No, only {{certificates}}."}
            taken = workspace.sender.submit(form, filled(id="csr-next-steps", **fields))
            assert "there is an article csr-next-steps already" in json.loads(taken.body)["errors"]["id"]
            assert workspace.sender.submit(form, filled(id="pizza-ovens", **fields)).body == ""
            judged = workspace.slack.wait(EPHEMERAL)
        written = (kb / "articles/orders/pizza-ovens.md").read_text()
        assert "draft: true" in written
        assert "do you sell pizza ovens" in written
        assert written.endswith("No, only { {certificates}}.\n")
        assert "Saved as a draft: articles/orders/pizza-ovens.md" in judged.text
        assert "questions: there are" in judged.text


class TestPrivateKeys:
    @pytest.fixture
    def guarded(self, application: Application) -> Application:
        settings = application.settings.model_copy(update={"slack_security_channel": "C0SECURITY"})
        return replace(application, settings=settings)

    def test_the_security_channel_is_told_without_the_key(self, guarded: Application, fake: FakeSlack) -> None:
        fake.channels.add("C0SECURITY")
        key = next(iter(private_keys.by_kind().values()))
        with running(guarded, fake) as workspace:
            workspace.sender.mention(f"is this right? {key}")
            told = workspace.slack.wait(POST)
            assert workspace.slack.wait(EPHEMERAL).payload["user"] == USER
        assert told.payload["channel"] == "C0SECURITY"
        assert f"<@{USER}> pasted a private key in <#{CHANNEL}>" in told.payload["text"]
        assert key.splitlines()[2] not in json.dumps([call.payload for call in fake.calls])


class TestSurroundings:
    def test_the_home_says_what_it_can_do_and_what_is_left_open(self, workspace: Workspace) -> None:
        workspace.store.add_gap("do you sell pizza ovens", nearest=[], at=NOW)
        workspace.sender.event({"type": "app_home_opened", "tab": "home", "channel": DIRECT})
        home = workspace.slack.wait("views.publish")
        assert home.payload["user_id"] == USER
        for expected in ("/ssl csr", "do you sell pizza ovens", "Nobody.", "Articles to review"):
            assert expected in home.text

    def test_the_pane_greets_and_suggests(self, workspace: Workspace) -> None:
        thread = {"user_id": USER, "channel_id": DIRECT, "thread_ts": "1763000000.5", "context": {}}
        workspace.sender.event({"type": "assistant_thread_started", "assistant_thread": thread})
        assert workspace.slack.wait(POST).payload["thread_ts"] == "1763000000.5"
        assert len(workspace.slack.wait("assistant.threads.setSuggestedPrompts").payload["prompts"]) == 4

    def test_in_the_pane_it_shows_that_it_is_at_work(self, workspace: Workspace) -> None:
        workspace.sender.direct(QUESTION, thread_ts="1763000000.5")
        assert workspace.slack.wait("assistant.threads.setStatus").payload["thread_ts"] == "1763000000.5"
        assert workspace.slack.wait(POST).payload["thread_ts"] == "1763000000.5"

    def test_a_link_to_an_article_unfolds_to_the_passage_and_no_other_does(self, workspace: Workspace) -> None:
        base = workspace.application.settings.public_url
        ours = f"{base}/help/{ARTICLE}"
        links = [{"url": url, "domain": "x"} for url in (ours, f"{base}/help/none", "https://evil.example/help/x")]
        event = {"type": "link_shared", "channel": CHANNEL, "message_ts": "1763000000.7", "links": links}
        workspace.sender.event(event)
        unfolded = workspace.slack.wait(UNFURL)
        assert list(unfolded.payload["unfurls"]) == [ours]
        assert "wildcard" in unfolded.text.lower()

    def test_an_event_of_the_surroundings_is_answered_once_too(self, workspace: Workspace) -> None:
        event = {"type": "app_home_opened", "tab": "home", "channel": DIRECT, "user": COLLEAGUE}
        for retry in range(4):
            workspace.sender.event(event, event_id="EvHOME", retry=retry)
        workspace.finish()
        assert len(workspace.slack.sent("views.publish")) == 1


class TestManifest:
    """Checked by hand against Slack's own schema (manifest-schema 2.0.0) as well."""

    def test_every_event_and_command_that_it_asks_for_is_heard(self, workspace: Workspace) -> None:
        made = manifest(workspace.application.settings)
        for name in made["settings"]["event_subscriptions"]["bot_events"]:
            event = {"type": name.partition(".")[0], "channel": DIRECT, "channel_type": "im", "text": "hello"}
            event |= {"links": [], "assistant_thread": {"channel_id": DIRECT, "thread_ts": "1.2"}}
            assert workspace.sender.event(event).status == 200, name
        assert workspace.sender.event({"type": "reaction_added"}).status == 404
        for command in made["features"]["slash_commands"]:
            assert workspace.sender.command("help", command["command"]).status == 200
        workspace.finish()

    def test_a_support_channel_takes_more_scopes(self, application: Application) -> None:
        settings = application.settings
        more = manifest(settings.model_copy(update={"slack_support_channel": "C0SUPPORT"}))
        without = set(manifest(settings)["oauth_config"]["scopes"]["bot"])
        assert set(more["oauth_config"]["scopes"]["bot"]) - without == {
            "channels:history",
            "groups:history",
            "users:read",
        }

    def test_what_slack_limits_is_within_the_limits(self, application: Application) -> None:
        features = manifest(application.settings)["features"]
        (shortcut,), (command,) = features["shortcuts"], features["slash_commands"]
        assert len(shortcut["name"]) <= 24
        assert len(shortcut["description"]) <= 150
        assert len(command["description"]) <= 2000
        assert len(features["assistant_view"]["assistant_description"]) <= 300
