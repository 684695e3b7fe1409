"""A conversation with the wired assistant, for tests of what one turn owes to those before it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from sslhelp.app import Application
from sslhelp.model.chat import Message, Part


@pytest.fixture
def talk(application: Application) -> Callable[..., tuple[Part, ...]]:
    """Return a way to say things in one conversation; what comes back is the last reply."""

    def say(*texts: str) -> tuple[Part, ...]:
        conversation = None
        parts: tuple[Part, ...] = ()
        for text in texts:
            reply = application.assistant.reply(Message(text, conversation_id=conversation))
            conversation, parts = reply.conversation_id, reply.parts
        return parts

    return say
