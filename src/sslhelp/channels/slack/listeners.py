"""Which of Slack's requests are ours. Every listener acknowledges, hands the rest to the workers, and returns."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from sslhelp.channels.slack import incoming
from sslhelp.channels.slack.again import SHARE_ACTION, Again
from sslhelp.model.installation import Hearing
from sslhelp.render.blocks.kit import CHOICE_ACTION, FEEDBACK_ACTION, HELPFUL, OTHERS_ACTION, REST_ACTION

if TYPE_CHECKING:
    from collections.abc import Callable

    from slack_bolt import Ack, App

    from sslhelp.channels.slack.incoming import Incoming, Place
    from sslhelp.channels.slack.responder import Responder
    from sslhelp.channels.slack.work import Workers

SHORTCUT = "analyse_csr"

Json = dict[str, Any]


@dataclass(frozen=True)
class Listeners:
    """Everything that a person can say to us in Slack. Bolt passes arguments by their names."""

    responder: Responder
    workers: Workers

    def register(self, bolt: App) -> None:
        """Listen."""
        bolt.event("app_mention")(self._on_event)
        bolt.event("message")(self._on_event)
        bolt.shortcut(SHORTCUT)(self._on_shortcut)
        bolt.action(re.compile(f"^{CHOICE_ACTION}"))(self._on_choice)
        bolt.action(FEEDBACK_ACTION)(self._on_feedback)
        again = Again(self.responder)
        bolt.action(OTHERS_ACTION)(self._pressed(again.offer_others))
        bolt.action(REST_ACTION)(self._pressed(again.show_rest))
        bolt.action(SHARE_ACTION)(self._pressed(again.share))
        bolt.error(self._on_error)

    def _on_event(self, body: Json) -> None:  # Bolt acknowledges events by itself
        said = incoming.from_event(body)
        if said is None:
            return self._overhear(body)
        if said.place.direct or self.responder.hearing(said.place) is not Hearing.OFF:
            self._answer(said)
        return None

    def _overhear(self, body: Json) -> None:
        """Answer a plain question, in a channel that was switched to it, where we are sure."""
        said = incoming.overheard(body) if self.responder.application.settings.slack_channel_questions else None
        if said and self.responder.hearing(said.place) is Hearing.QUESTIONS:
            self._work(partial(self.responder.respond_if_sure, said), said.place)

    def _on_shortcut(self, ack: Ack, body: Json) -> None:
        ack()
        self._answer(incoming.from_shortcut(body))

    def _on_choice(self, ack: Ack, body: Json) -> None:
        ack()
        self._answer(incoming.from_choice(body))

    def _on_feedback(self, ack: Ack, body: Json) -> None:
        ack()
        verdict, _, article_id = body["actions"][0]["value"].partition(":")
        place = incoming.place_of_press(body)
        self._work(partial(self.responder.keep_feedback, place, article_id, helpful=verdict == HELPFUL), place)

    def _pressed(self, act: Callable[[Place, str], object]) -> Callable[..., None]:
        """Return a listener that has something done with where a button was pressed, and its value."""

        def on_press(ack: Ack, body: Json) -> None:
            ack()
            place = incoming.place_of_press(body)
            job = partial(act, place, body["actions"][0]["value"])
            self._work(partial(self.responder.attempt, job, place), place)

        return on_press

    def _on_error(self, error: Exception) -> None:
        self.responder.report("slack.listener_failed", error)

    def _answer(self, said: Incoming) -> None:
        self._work(partial(self.responder.respond, said), said.place)

    def _work(self, job: Callable[[], object], place: Place) -> None:
        if not self.workers.submit(job):
            self.responder.decline(place)
