"""Which of Slack's requests are the staff's, about customers who were passed on. They come before all others."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Any

from slack_bolt import BoltResponse

from sslhelp.assistant.redact import holds_key
from sslhelp.channels.slack import case, incoming
from sslhelp.channels.slack.incoming import Place
from sslhelp.channels.slack.support import CLOSED, KEY
from sslhelp.render.blocks import Blocks
from sslhelp.render.blocks.mrkdwn import escape

if TYPE_CHECKING:
    from collections.abc import Callable

    from slack_bolt import Ack, App

    from sslhelp.channels.slack.responder import Responder
    from sslhelp.channels.slack.support import Support
    from sslhelp.channels.slack.work import Workers

Json = dict[str, Any]


@dataclass(frozen=True)
class StaffListeners:
    """The threads and buttons of the support channel."""

    support: Support
    responder: Responder
    workers: Workers

    def register(self, bolt: App) -> None:
        """Listen."""
        bolt.middleware(self._keep_first)
        bolt.action(case.TAKE)(self._on_take)
        bolt.action(case.ARTICLE)(self._on_article)
        bolt.action(case.CLOSE)(self._on_close)
        bolt.view(case.ARTICLE_VIEW)(self._on_picked)

    def _keep_first(self, body: Json, next_: Callable[[], BoltResponse]) -> BoltResponse:
        """Keep what staff write to a customer before Slack is told that it came: where that fails, it comes again."""
        event = body.get("event") or {}
        if event.get("type") == "message":
            self._keep(body["team_id"], event)
        elif event.get("type") == "app_mention" and self._suggest(body):
            return BoltResponse(status=200)
        return next_()

    def _keep(self, team: str, event: Json) -> None:
        closed = self.support.keep(event)
        user = event.get("user") or ""
        place = Place(team, event["channel"], user, open_thread=closed)
        if event["channel"] == self.support.channel and user and holds_key(event.get("text") or ""):
            self._work(partial(self._warn, replace(place, open_thread=event.get("thread_ts") or "")), place)
        if closed:
            self._work(partial(self.responder.tell, place, CLOSED), place)
        elif user and event.get("thread_ts") and event["channel"] == self.support.channel and not event.get("bot_id"):
            self._work(partial(self.responder.attempt, partial(self.support.name, user)), place)

    def _warn(self, place: Place) -> None:
        self.responder.warn(place)
        self.responder.tell(place, KEY)

    def _suggest(self, body: Json) -> bool:
        """Show whoever mentions us in such a thread, and nobody else, what we would say; False for another thread."""
        said = incoming.from_event(body)
        kept = self.support.handoff_of(said.place.channel, said.place.open_thread) if said else None
        if said is None or kept is None:
            return False
        question = self.support.desk.last_question(kept.id)
        self._work(partial(self.responder.suggest, said, question), said.place)
        return True

    def _on_take(self, ack: Ack, body: Json) -> None:
        ack()
        number, place = _pressed(body)
        self._work(partial(self._take, number, place), place)

    def _take(self, number: int, place: Place) -> None:
        refusal = self.responder.attempt(partial(self.support.take, number, place.user), place)
        if refusal:
            self.responder.tell(place, Blocks(refusal, private=True))

    def _on_close(self, ack: Ack, body: Json) -> None:
        ack()
        number, place = _pressed(body)
        self._work(partial(self.responder.attempt, partial(self.support.close, number), place), place)

    def _on_article(self, ack: Ack, body: Json) -> None:
        ack()
        number, place = _pressed(body)
        show = partial(self._show_articles, number, body["trigger_id"])
        self._work(partial(self.responder.attempt, show, place), place)

    def _show_articles(self, number: int, trigger: str) -> None:
        kept = self.support.desk.get(number)
        if kept:
            question = self.support.desk.last_question(number)
            view = case.articles(kept, question, self.support.passages(question))
            self.support.client.views_open(trigger_id=trigger, view=view)

    def _on_picked(self, ack: Ack, body: Json, view: Json) -> None:
        ack()
        number = int(view["private_metadata"])
        picked = view["state"]["values"][case.PICK_BLOCK][case.PICK_ACTION]["selected_option"]["value"]
        place = Place(body["team"]["id"], self.support.channel, body["user"]["id"])
        self._work(partial(self._send, number, picked, place, f"view/{view['id']}"), place)

    def _send(self, number: int, picked: str, place: Place, ref: str) -> None:
        kept = self.support.desk.get(number)
        send = partial(self.support.send_passage, number, picked, place.user, ref)
        title = self.responder.attempt(send, place) if kept else None
        if kept and title:
            said = f"Sent to the customer by <@{place.user}>: {escape(title)}"
            self.responder.tell(replace(place, thread=kept.thread.partition("/")[2]), Blocks(said))

    def _work(self, job: Callable[[], object], place: Place) -> None:
        if not self.workers.submit(job):
            self.responder.decline(place)


def _pressed(body: Json) -> tuple[int, Place]:
    """Return the number of the hand-off whose button was pressed, and where."""
    return int(body["actions"][0]["value"]), incoming.place_of_press(body)
