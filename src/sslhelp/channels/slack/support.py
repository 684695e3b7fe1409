"""Staff and the customers who were passed on: what they write in a thread is kept before Slack is told that it came."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any

import structlog
from slack_sdk.errors import SlackApiError

from sslhelp.assistant.redact import without_keys
from sslhelp.channels.slack.incoming import written
from sslhelp.model.handoff import Line, State
from sslhelp.render.blocks import Blocks

if TYPE_CHECKING:
    from slack_sdk import WebClient

    from sslhelp.app import Application
    from sslhelp.channels.slack.workspaces import Workspaces
    from sslhelp.model.handoff import Desk, Handoff
    from sslhelp.model.knowledge import Article, Section

Json = dict[str, Any]

SUGGESTED = 5
MAX_LINE_CHARS = 8_000
CLOSED = Blocks("This is closed, and the customer did not get that. I answer the customer again.", private=True)
KEY = Blocks(
    "Your message holds a private key. It did not go to the customer and is not kept here. This app cannot delete your"
    " message: delete it now, and have the certificate reissued with a new key.",
    private=True,
)
log = structlog.get_logger(__name__)

_SPOKEN = {None, "file_share", "thread_broadcast"}


@dataclass(frozen=True)
class Support:
    """The threads of one support channel."""

    application: Application
    desk: Desk
    workspaces: Workspaces
    team: str
    channel: str
    _named: set[str] = field(default_factory=set)

    @property
    def client(self) -> WebClient:
        """What calls Slack in the staff's workspace."""
        return self.workspaces.client(self.team)

    def keep(self, event: Json) -> str:
        """Keep what an event says of a line, however often it comes; return the thread of a line that was not kept.

        Raises StoreError: then Slack has to be told that the event did not arrive.
        """
        if event.get("type") != "message" or event.get("channel") != self.channel:
            return ""
        subtype = event.get("subtype")
        if subtype == "message_changed":
            self.desk.change_line(self._ref(event["message"]["ts"]), self._text(event["message"]))
        elif subtype == "message_deleted":
            self.desk.change_line(self._ref(event["deleted_ts"]), None)
        elif subtype in _SPOKEN:
            return self._keep_line(event)
        return ""

    def handoff_of(self, channel: str, thread: str) -> Handoff | None:
        """Return the hand-off that staff talk of in a thread."""
        return self.desk.in_thread(f"{channel}/{thread}") if channel == self.channel and thread else None

    def take(self, handoff_id: int, user: str) -> str:
        """Give a hand-off to whoever pressed the button; return why not, "" for done."""
        self.name(user)
        if self.desk.take(handoff_id, user):
            return ""
        kept = self.desk.get(handoff_id)
        if kept is None or kept.state is State.CLOSED:
            return "It is closed already."
        return "" if kept.taken_by == user else f"{kept.person or 'Somebody else'} has it already."

    def close(self, handoff_id: int) -> None:
        """End a hand-off; what was answered becomes material for an article."""
        self.application.assistant.handoffs.close(handoff_id)

    def passages(self, question: str) -> list[tuple[Article, Section]]:
        """Return the passages that come nearest to what a customer said."""
        library = self.application.library.current
        hits = library.index.search(question, limit=SUGGESTED)
        found = [library.articles[hit.article_id] for hit in hits]
        return [(article, article.sections[hit.section]) for article, hit in zip(found, hits, strict=True)]

    def send_passage(self, handoff_id: int, picked: str, user: str, ref: str) -> str:
        """Send a passage to the customer, once for each `ref`; return its title, "" when it is not there any more."""
        handoff, (article_id, _, anchor) = self.desk.get(handoff_id), picked.partition("#")
        article = self.application.library.articles.get(article_id)
        if handoff is None or article is None:
            return ""
        section = next((each for each in article.sections if each.anchor == anchor), article.sections[0])
        address = f"{self.application.settings.public_url}/help/{article.id}" + (f"#{anchor}" if anchor else "")
        text = f"{section.heading or article.title}\n\n{section.body.plain}\n\n{address}"
        line = Line(ref, user, "", text[:MAX_LINE_CHARS], self.application.clock())
        self.name(user)
        return article.title if self.desk.add_line(handoff.thread, line) else ""

    def name(self, user: str) -> None:
        """Ask Slack for somebody's first name and keep it; the customer is told of nobody's without it."""
        if user in self._named:
            return
        try:
            profile = self.client.users_info(user=user)["user"].get("profile") or {}
        except (SlackApiError, OSError) as error:  # what staff do goes on without their names
            code = error.response.get("error") if isinstance(error, SlackApiError) else type(error).__name__
            log.warning("slack.no_name", code=code)
            return
        whole = profile.get("first_name") or profile.get("display_name") or profile.get("real_name") or ""
        if first := " ".join(whole.split()).partition(" ")[0][:40]:
            self.desk.name(user, first)
        self._named.add(user)

    def _keep_line(self, event: Json) -> str:
        thread, user, said = event.get("thread_ts") or "", event.get("user"), event.get("text") or ""
        if not thread or not user or thread == event["ts"] or event.get("bot_id") or f"<@{self._bot_user}>" in said:
            return ""
        text = self._text(event)
        at = datetime.fromtimestamp(float(event["ts"]), UTC)
        name = f"{self.channel}/{thread}"
        if not text or self.desk.add_line(name, Line(self._ref(event["ts"]), user, "", text, at)):
            return ""
        if event.get("edited"):  # read again in the thread
            self.desk.change_line(self._ref(event["ts"]), text)
        kept = self.desk.in_thread(name)
        return thread if kept and kept.state is State.CLOSED else ""

    @cached_property
    def _bot_user(self) -> str:
        """How we are mentioned: what is said to us is not for the customer."""
        return str(self.client.auth_test()["user_id"])

    def _ref(self, stamp: str) -> str:
        return f"{self.channel}/{stamp}"

    def _text(self, message: Json) -> str:
        files = [f"[{file.get('name') or 'file'}]" for file in message.get("files") or ()]
        return "\n".join(filter(None, [without_keys(written(message.get("text") or ""))[:MAX_LINE_CHARS], *files]))
