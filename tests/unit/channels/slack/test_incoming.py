"""What Slack's payloads are read as."""

from __future__ import annotations

from typing import Any

import pytest

from sslhelp.channels.slack import incoming
from sslhelp.channels.slack.incoming import Place


def event(**changes: Any) -> dict[str, Any]:
    said = {"type": "message", "channel_type": "im", "channel": "D1", "user": "U1", "ts": "1.1", "text": "hello"}
    return {"team_id": "T1", "event_id": "Ev1", "event": said | changes}


@pytest.mark.parametrize(
    ("sent", "typed"),
    [
        ("a &lt;b&gt; &amp;amp; c", "a <b> &amp; c"),
        ("see <https://www.example.com|www.example.com>", "see www.example.com"),
        ("see <https://www.example.com/?a=1&amp;b=2>", "see https://www.example.com/?a=1&b=2"),
        ("ask <mailto:help@example.com|help@example.com>", "ask help@example.com"),
        ("ask <mailto:help@example.com>", "ask help@example.com"),
        ("<@U0BOT> what is a SAN?", "what is a SAN?"),
        ("<@U0BOT|sslhelp> what is a SAN?", "what is a SAN?"),
        ("in <#C1|certificates> too", "in #certificates too"),
        ("<!here> is it down", "is it down"),
        ("&lt;https://not.a.link&gt;", "<https://not.a.link>"),
        ("-----BEGIN CERTIFICATE REQUEST-----\nMIIB+/=", "-----BEGIN CERTIFICATE REQUEST-----\nMIIB+/="),
    ],
)
def test_text_is_read_as_it_was_typed(sent: str, typed: str) -> None:
    assert incoming.written(sent) == typed


def test_a_direct_message_belongs_to_no_thread() -> None:
    said = incoming.from_event(event())
    assert said is not None
    assert (said.text, said.event_id, said.place) == ("hello", "Ev1", Place("T1", "D1", "U1", direct=True))


def test_a_mention_opens_a_thread_of_its_own() -> None:
    said = incoming.from_event(event(type="app_mention", channel="C1", channel_type="channel"))
    assert said is not None
    assert (said.place.thread, said.place.open_thread, said.place.direct) == ("1.1", "", False)


@pytest.mark.parametrize(
    "changes",
    [{"bot_id": "B1"}, {"subtype": "message_changed"}, {"subtype": "channel_join"}, {"channel_type": "group"}],
)
def test_what_nobody_said_to_us_is_nothing(changes: dict[str, str]) -> None:
    assert incoming.from_event(event(**changes)) is None


def test_everyone_in_a_thread_shares_its_conversation() -> None:
    ids = {Place("T1", "C1", user, thread="1.1").conversation_id("secret") for user in ("U1", "U2")}
    assert len(ids) == 1


def test_conversations_outside_threads_are_apart_by_person_channel_and_workspace() -> None:
    places = [Place("T1", "C1", "U1"), Place("T1", "C1", "U2"), Place("T1", "C2", "U1"), Place("T2", "C1", "U1")]
    assert len({place.conversation_id("secret") for place in places}) == 4


def test_a_conversation_id_cannot_be_made_from_slacks_ids_alone() -> None:
    place = Place("T1", "C1", "U1")
    assert place.conversation_id("secret") != place.conversation_id("guess")
    assert place.conversation_id("secret") == place.conversation_id("secret")
