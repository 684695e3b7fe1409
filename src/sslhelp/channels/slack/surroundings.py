"""What Slack shows of us besides answers: the app's home, the assistant pane, what a link to an article unfolds to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from sslhelp.assistant.gaps import still_open, subjects
from sslhelp.channels.slack import views
from sslhelp.model.store import MAX_GAPS
from sslhelp.render import wording
from sslhelp.render.blocks import kit
from sslhelp.render.blocks.mrkdwn import clip, link

if TYPE_CHECKING:
    from collections.abc import Callable

    from slack_bolt import App

    from sslhelp.channels.slack.responder import Responder
    from sslhelp.channels.slack.work import Workers

Json = dict[str, Any]

REVIEW_WITHIN = timedelta(days=30)
EXCERPT_CHARS = 600
GREETING = (
    "Ask about certificates, or paste a CSR, a certificate or a chain. I answer from our articles and show which."
)
PROMPTS = (
    ("Read a CSR", "I have a CSR. What are the next steps?"),
    ("Validation", "How does the validation of an order work?"),
    ("Wildcards", "How many subdomains does a wildcard certificate cover?"),
    ("Which product", "Which certificate fits a shop with two domains?"),
)


@dataclass(frozen=True)
class Surroundings:
    """The events that are nobody's question."""

    responder: Responder
    workers: Workers

    def register(self, bolt: App) -> None:
        """Listen."""
        bolt.event("app_home_opened")(self._on_home)
        bolt.event("assistant_thread_started")(self._on_pane)
        bolt.event("assistant_thread_context_changed")(_on_nothing)
        bolt.event("link_shared")(self._on_link)

    def _on_home(self, body: Json) -> None:
        event = body["event"]
        if event.get("tab") == "home":
            self._work(partial(self._publish, body["team_id"], event["user"]), body)

    def _publish(self, team: str, user: str) -> None:
        application = self.responder.application
        library, today = application.library.current, application.clock().date()
        kept = application.store.gaps(limit=MAX_GAPS)
        gaps = subjects(still_open(kept, library), library)[: views.SHOWN] if kept else []
        due = sorted(
            (each for each in library.articles.values() if each.review_by <= today + REVIEW_WITHIN),
            key=lambda each: each.review_by,
        )
        waiting = application.desk.handoffs() if application.desk else ()
        view = views.home(waiting, gaps, due, today=today, url=application.settings.public_url)
        self.responder.workspaces.client(team).views_publish(user_id=user, view=view)

    def _on_pane(self, body: Json) -> None:
        thread = body["event"]["assistant_thread"]
        self._work(partial(self._greet, body["team_id"], thread["channel_id"], thread["thread_ts"]), body)

    def _greet(self, team: str, channel: str, thread: str) -> None:
        client = self.responder.workspaces.client(team)
        client.chat_postMessage(channel=channel, thread_ts=thread, text=GREETING)
        prompts = [{"title": title, "message": message} for title, message in PROMPTS]
        client.assistant_threads_setSuggestedPrompts(channel_id=channel, thread_ts=thread, prompts=prompts)

    def _on_link(self, body: Json) -> None:
        self._work(partial(self._unfurl, body["team_id"], body["event"]), body)

    def _unfurl(self, team: str, event: Json) -> None:
        unfurls = {each["url"]: {"blocks": shown} for each in event["links"] if (shown := self._shown(each["url"]))}
        if unfurls:
            client = self.responder.workspaces.client(team)
            client.chat_unfurl(channel=event["channel"], ts=event["message_ts"], unfurls=unfurls)

    def _shown(self, url: str) -> list[Json]:
        """Return the passage that a link leads to; nothing for a link that leads elsewhere."""
        home, parts = urlsplit(f"{self.responder.application.settings.public_url}/help/"), urlsplit(url)
        if (parts.scheme, parts.netloc) != (home.scheme, home.netloc) or not parts.path.startswith(home.path):
            return []
        article = self.responder.application.library.articles.get(parts.path.removeprefix(home.path))
        if article is None:
            return []
        section = next((each for each in article.sections if each.anchor == parts.fragment), article.sections[0])
        excerpt = " ".join(section.body.plain.split())
        return [
            *kit.sections(f"*{link(url.replace('|', '%7C'), section.heading or article.title)}*"),
            *kit.prose(clip(excerpt, EXCERPT_CHARS)),
            kit.context(f"Checked on {wording.day(article.updated)}."),
        ]

    def _work(self, job: Callable[[], object], body: Json) -> None:
        """Do what nobody waits for: where there is no room for it, it is left undone."""
        if self.responder.is_first(body["event_id"]):
            self.workers.submit(partial(self.responder.attempt, job))


def _on_nothing() -> None:
    """Take note of what asks for nothing."""
