"""A message that comes again: answered once, with the same reply, to whoever has its key and nobody else."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Barrier

import pytest

from sslhelp.app import Application
from sslhelp.errors import RequestError
from sslhelp.model.chat import Attachment, Message

QUESTION = Message("how many subdomains does a wildcard cover", delivery_key="0f8fad5b-d9cb-469f-a165-70867728950e")


def test_a_message_that_comes_again_gets_the_reply_that_it_got_and_is_kept_once(application: Application) -> None:
    first = application.assistant.reply(QUESTION)
    assert application.assistant.reply(QUESTION) == first
    assert len(application.store.turns(first.conversation_id, last=9)) == 1


def test_a_message_of_a_conversation_that_goes_on_comes_again_too(application: Application) -> None:
    begun = application.assistant.reply(QUESTION)
    then = replace(QUESTION, text="and in plesk?", conversation_id=begun.conversation_id, delivery_key="another key")
    first = application.assistant.reply(then)
    assert first.conversation_id == begun.conversation_id
    assert application.assistant.reply(then) == first
    assert len(application.store.turns(begun.conversation_id, last=9)) == 2


@pytest.mark.parametrize(
    "other",
    [
        replace(QUESTION, text="how do I make a csr"),
        replace(QUESTION, choice="handoff"),
        replace(QUESTION, files=(Attachment("a", b"b"),)),
        replace(QUESTION, conversation_id="somebody else's"),
    ],
)
def test_another_message_with_the_same_key_is_refused(application: Application, other: Message) -> None:
    application.assistant.reply(QUESTION)
    with pytest.raises(RequestError, match="another message") as refused:
        application.assistant.reply(other)
    assert refused.value.status == 422


def test_the_same_question_under_two_keys_begins_two_conversations(application: Application) -> None:
    ids = {application.assistant.reply(replace(QUESTION, delivery_key=key)).conversation_id for key in ("one", "two")}
    assert len(ids) == 2
    assert all(len(each) == 22 for each in ids)  # 128 bits


def test_a_message_that_comes_twice_at_once_is_answered_once(application: Application) -> None:
    start = Barrier(4)

    def send(_: int) -> object:
        start.wait(timeout=30)
        return application.assistant.reply(QUESTION)

    with ThreadPoolExecutor(4) as pool:
        first, *others = pool.map(send, range(4))
    assert all(reply == first for reply in others)
    assert len(application.store.turns(first.conversation_id, last=9)) == 1  # type: ignore[attr-defined]


def test_after_the_conversation_was_deleted_the_message_is_a_new_one(application: Application) -> None:
    first = application.assistant.reply(QUESTION)
    application.store.delete_conversation(first.conversation_id)
    assert application.assistant.reply(QUESTION).conversation_id != first.conversation_id
