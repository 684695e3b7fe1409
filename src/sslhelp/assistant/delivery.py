"""A message that comes again, because its answer got lost on the way: it is known by its key, and answered once.

The key is the sender's and as secret as the conversation's id. Neither is kept, so the id of a conversation that such a
message begins is made of the key and of a nonce that is kept: whoever has the key can be told the id again.
"""

from __future__ import annotations

import hmac
from base64 import urlsafe_b64encode
from dataclasses import replace
from hashlib import sha256
from typing import TYPE_CHECKING

from sslhelp.errors import RequestError
from sslhelp.model.chat import Delivery

if TYPE_CHECKING:
    from collections.abc import Callable

    from sslhelp.model.chat import Message, Reply, Turn

_ID_BYTES = 16


def begin(message: Message, new_id: Callable[[], str]) -> tuple[str, Delivery | None]:
    """Return the id of a message's conversation, and by what it will be known when it comes again, if it has a key.

    `new_id` makes ids of 128 random bits.
    """
    going_on, key = message.conversation_id, message.delivery_key
    if key is None:
        return going_on or new_id(), None
    delivery = Delivery(key, _digest(message, key), nonce="" if going_on else new_id())
    return going_on or _conversation_id(delivery), delivery


def reply_again(turn: Turn, message: Message) -> Reply:
    """Return the reply that the message got the first time; raises RequestError (422) when it was another message."""
    first = turn.delivery
    if not first or not message.delivery_key or not hmac.compare_digest(first.digest, _digest(message, first.key)):
        raise RequestError(
            "another message came with this key", status=422, hint="make a new random key for every message"
        )
    return replace(turn.reply, conversation_id=message.conversation_id or _conversation_id(first))


def _conversation_id(delivery: Delivery) -> str:
    made = hmac.digest(delivery.nonce.encode(), delivery.key.encode(), "sha256")
    return urlsafe_b64encode(made[:_ID_BYTES]).decode().rstrip("=")


def _digest(message: Message, key: str) -> str:
    """Return what tells the message from any other, and nothing to whoever lacks the key."""
    said = [message.conversation_id or "", message.choice or "", message.locale, message.text]
    said += [piece for file in message.files for piece in (file.name, sha256(file.data).hexdigest())]
    whole = "".join(f"{len(piece)}:{piece}" for piece in said)
    return hmac.new(key.encode(), whole.encode("utf-8", "surrogatepass"), sha256).hexdigest()
