"""The stand-in for Slack is strict: what Slack refuses, it refuses, and remembers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from tests.fakes.slack import CHANNEL, TOKEN, FakeSlack, serve
from tests.fakes.slack_blocks import message_faults, view_faults

Json = dict[str, Any]


def plain(text: str) -> Json:
    return {"type": "plain_text", "text": text}


def section(text: str) -> Json:
    return {"type": "section", "text": {"type": "mrkdwn", "text": text}}


def button(action_id: str, **changes: Any) -> Json:
    return {"type": "button", "text": plain("Go"), "action_id": action_id, **changes}


def table(rows: int, columns: int) -> Json:
    return {"type": "table", "rows": [[{"type": "raw_text", "text": "x"}] * columns] * rows}


@pytest.fixture
def fake() -> Iterator[FakeSlack]:
    with serve() as running:
        yield running


@pytest.mark.parametrize(
    ("blocks", "error"),
    [
        ([section("x" * 3_001)], "invalid_blocks"),
        ([{"type": "header", "text": plain("x" * 151)}], "invalid_blocks"),
        ([{"type": "header", "text": {"type": "mrkdwn", "text": "x"}}], "invalid_blocks"),
        ([{"type": "divider"}] * 51, "invalid_blocks"),
        ([{"type": "nonsense"}], "invalid_blocks"),
        ([{"type": "divider", "colour": "red"}], "invalid_blocks"),
        ([section("")], "invalid_blocks"),
        ([{"type": "section"}], "invalid_blocks"),
        ([{"type": "section", "fields": [{"type": "mrkdwn", "text": "x" * 2_001}]}], "invalid_blocks"),
        ([{"type": "section", "fields": [plain("x")] * 11}], "invalid_blocks"),
        ([{"type": "actions", "elements": [button(f"a{at}") for at in range(26)]}], "invalid_blocks"),
        ([{"type": "actions", "elements": [button("a"), button("a")]}], "invalid_blocks"),
        ([{"type": "actions", "elements": [button("a", text=plain("x" * 76))]}], "invalid_blocks"),
        ([{"type": "actions", "elements": [button("a", value="x" * 2_001)]}], "invalid_blocks"),
        ([{"type": "actions", "elements": [button("a" * 256)]}], "invalid_blocks"),
        ([table(101, 1)], "invalid_blocks"),
        ([table(1, 21)], "invalid_blocks"),
        ([table(1, 1), table(1, 1)], "only_one_table_allowed"),
        ([section("x" * 3_000)] * 4, "msg_blocks_too_long"),
    ],
)
def test_blocks_that_slack_refuses_are_refused(blocks: list[Json], error: str) -> None:
    assert error in [fault.error for fault in message_faults("text", blocks)]


def test_a_message_at_every_limit_is_taken() -> None:
    blocks = [
        section("x" * 3_000),
        {"type": "header", "text": plain("x" * 150)},
        {"type": "actions", "elements": [button(f"a{at}", value="x" * 2_000) for at in range(25)]},
        table(100, 20),
        *[{"type": "divider"}] * 46,
    ]
    assert message_faults("x" * 4_000, blocks) == []


@pytest.mark.parametrize(("text", "error"), [("", "no_text"), (None, "no_text"), ("x" * 4_001, "msg_too_long")])
def test_a_message_needs_a_text_of_bearable_length(text: str | None, error: str) -> None:
    assert [fault.error for fault in message_faults(text, [])] == [error]


@pytest.mark.parametrize(
    "changes",
    [
        {"title": plain("x" * 25)},
        {"blocks": [{"type": "divider"}] * 101},
        {"blocks": [table(1, 1)]},
        {"submit": None},
        {"private_metadata": "x" * 3_001},
        {"blocks": [{"type": "input", "label": plain("CSR"), "element": {"type": "plain_text_input"}}]},
    ],
)
def test_views_that_slack_refuses_are_refused(changes: Json) -> None:
    entry = {"type": "plain_text_input", "action_id": "csr", "multiline": True, "max_length": 3_000}
    view: dict[str, object] = {
        "type": "modal",
        "title": plain("A CSR"),
        "submit": plain("Read it"),
        "blocks": [{"type": "input", "label": plain("CSR"), "element": entry}],
    }
    assert view_faults(view) == []
    changed = {name: value for name, value in (view | changes).items() if value is not None}
    assert view_faults(changed)


@pytest.mark.parametrize(
    ("token", "method", "payload", "error"),
    [
        ("xoxb-other", "chat.postMessage", {"channel": CHANNEL, "text": "x"}, "invalid_auth"),
        (TOKEN, "chat.teleport", {}, "unknown_method"),
        (TOKEN, "chat.postMessage", {"channel": "C0ELSE", "text": "x"}, "channel_not_found"),
        (TOKEN, "chat.update", {"channel": CHANNEL, "ts": "1.1", "text": "x"}, "message_not_found"),
        (TOKEN, "chat.postMessage", {"channel": CHANNEL, "text": "x", "blocks": [{"type": "x"}]}, "invalid_blocks"),
    ],
)
def test_a_refused_call_is_answered_as_slack_does_and_remembered(
    fake: FakeSlack, token: str, method: str, payload: Json, error: str
) -> None:
    with pytest.raises(SlackApiError, match=error):
        WebClient(token, base_url=fake.api_url).api_call(method, json=payload)
    assert len(fake.failures) == 1
    assert fake.calls == []


def test_a_message_that_was_posted_can_be_changed(fake: FakeSlack) -> None:
    client = WebClient(TOKEN, base_url=fake.api_url)
    posted = client.chat_postMessage(channel=CHANNEL, text="first")
    client.chat_update(channel=CHANNEL, ts=posted["ts"], text="second")
    assert [call.method for call in fake.calls] == ["chat.postMessage", "chat.update"]
