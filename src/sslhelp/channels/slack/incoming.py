"""What was said in Slack and where, read from the payloads of its commands, events, shortcuts and buttons."""

from __future__ import annotations

import hashlib
import hmac
import re
from dataclasses import dataclass
from typing import Any

Json = dict[str, Any]

_MARKED = re.compile(r"<([^<>\n]{1,3000})>")
_ENTITY = re.compile(r"&(?:amp|lt|gt);")
_CHARACTER = {"&amp;": "&", "&lt;": "<", "&gt;": ">"}
_SPOKEN_SUBTYPES = {None, "file_share"}
_CHANNELS = {"channel", "group"}
_QUESTION = re.compile(r"\?\s*$|^\W*(?:how|what|which|where|why|when|who|can|do|does|is|are)\b", re.IGNORECASE)
MAX_QUESTION = 500


@dataclass(frozen=True, slots=True)
class Place:
    """Where something was said. `thread` is the thread that a public answer goes into, "" for none.

    `open_thread` is a thread that was there before: what only one person may see is shown in no other. With a
    `response_url` the answer goes there, for the person who asked alone. `direct` is a direct message. `about` is the
    message that a shortcut was used on.
    """

    team: str
    channel: str
    user: str
    thread: str = ""
    open_thread: str = ""
    response_url: str = ""
    direct: bool = False
    about: str = ""

    def conversation_id(self, secret: str) -> str:
        """Return the id of the conversation: one for each thread, and one for each person outside of threads.

        An id is a capability and the parts of a place are guessable, so it is keyed with a secret of the shop's.
        """
        place = "\0".join([self.team, self.channel, self.thread or self.user])
        return hmac.new(secret.encode(), place.encode(), hashlib.sha256).hexdigest()[:43]


@dataclass(frozen=True, slots=True)
class Incoming:
    """A message, or the choice of a button. `event_id` is "" for what Slack never delivers twice."""

    place: Place
    text: str = ""
    files: tuple[Json, ...] = ()
    choice: str | None = None
    event_id: str = ""


def written(text: str) -> str:
    """Return what a person typed: Slack marks links and mentions in `<...>`, and sends `&`, `<`, `>` as entities.

    A link is read as its label, which is what was typed; a mention of a person is left out.
    """
    bare = _MARKED.sub(_typed, text)
    return _ENTITY.sub(lambda match: _CHARACTER[match[0]], bare).strip()


def _typed(match: re.Match[str]) -> str:
    target, _, label = match[1].partition("|")
    if target.startswith("@"):
        return ""
    if target.startswith(("#", "!")):
        return f"#{label}" if target.startswith("#") and label else label
    return label or target.removeprefix("mailto:")


def from_command(command: Json) -> Incoming:
    """Read a slash command."""
    place = Place(command["team_id"], command["channel_id"], command["user_id"], response_url=command["response_url"])
    return Incoming(place, text=written(command.get("text") or ""))


def from_event(body: Json) -> Incoming | None:
    """Read a mention or a direct message; None for what nobody said to us: bots, edits, deletions, other channels."""
    event = body["event"]
    direct = event.get("channel_type") == "im"
    mention = event["type"] == "app_mention"
    if not (direct or mention) or event.get("subtype") not in _SPOKEN_SUBTYPES or event.get("bot_id"):
        return None
    open_thread = event.get("thread_ts") or ""
    place = Place(
        body["team_id"],
        event["channel"],
        event["user"],
        thread=open_thread or ("" if direct else event["ts"]),
        open_thread=open_thread,
        direct=direct,
    )
    return Incoming(place, written(event.get("text") or ""), tuple(event.get("files") or ()), event_id=body["event_id"])


def overheard(body: Json) -> Incoming | None:
    """Read a plain question in a channel, which nobody asked of us; None for anything else, and within threads."""
    event = body["event"]
    text = event.get("text") or ""
    plain = event.get("channel_type") in _CHANNELS and not event.get("subtype") and not event.get("bot_id")
    if not plain or event.get("thread_ts") or "<@" in text or not _QUESTION.search(text) or len(text) > MAX_QUESTION:
        return None
    place = Place(body["team_id"], event["channel"], event["user"], thread=event["ts"])
    return Incoming(place, written(text), event_id=body["event_id"])


def from_shortcut(body: Json) -> Incoming:
    """Read a shortcut on a message: the message is somebody's, the answer is for whoever used the shortcut."""
    message = body["message"]
    place = Place(
        body["team"]["id"],
        body["channel"]["id"],
        body["user"]["id"],
        response_url=body["response_url"],
        about=message.get("thread_ts") or message.get("ts") or "",
    )
    return Incoming(place, written(message.get("text") or ""), tuple(message.get("files") or ()))


def from_choice(body: Json) -> Incoming:
    """Read the press of a button that stands for an option."""
    return Incoming(place_of_press(body), choice=body["actions"][0]["value"])


def place_of_press(body: Json) -> Place:
    """Return where a button was pressed: an answer to an ephemeral message is ephemeral too."""
    container = body["container"]
    thread = container.get("thread_ts") or ""
    return Place(
        body["team"]["id"],
        container["channel_id"],
        body["user"]["id"],
        thread=thread,
        open_thread=thread,
        response_url=body["response_url"] if container.get("is_ephemeral") else "",
        direct=container["channel_id"].startswith("D"),
    )
