"""Says in Slack what the assistant replies: in the thread, in the direct message, or to one person alone."""

from __future__ import annotations

import re
import traceback
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeVar

import structlog
from slack_sdk.errors import SlackApiError, SlackRequestError
from slack_sdk.http_retry.builtin_handlers import ConnectionErrorRetryHandler, RateLimitErrorRetryHandler
from slack_sdk.webhook import WebhookClient

from sslhelp.channels.slack import files
from sslhelp.errors import RequestError
from sslhelp.model.chat import Channel, Message
from sslhelp.render import blocks
from sslhelp.render.blocks import Blocks

if TYPE_CHECKING:
    from collections.abc import Callable

    from slack_sdk import WebClient
    from slack_sdk.http_retry import RetryHandler

    from sslhelp.app import Application
    from sslhelp.channels.slack.incoming import Incoming, Place

API_SECONDS = 10
RATE_LIMIT_RETRIES = 3
TROUBLE = Blocks(
    "That could not be answered just now. Nothing is lost on your side: send it again in a minute.", private=True
)
BUSY = Blocks("Too many questions came at once. Send this one again in a minute.", private=True)
NOTED = Blocks("Noted. It is kept with the article.", private=True)

_SUGGEST = re.compile(r"^\W*(?:suggest|draft|help)\b\W*", re.IGNORECASE)
Result = TypeVar("Result")

log = structlog.get_logger(__name__)


def retry_handlers() -> list[RetryHandler]:
    """Return how a call is repeated: after a lost connection, and after a 429 once its Retry-After has passed."""
    return [ConnectionErrorRetryHandler(), RateLimitErrorRetryHandler(max_retry_count=RATE_LIMIT_RETRIES)]


@dataclass(frozen=True)
class Responder:
    """Answers what came in from one workspace. Its methods raise nothing: whoever asked gets a line in any case."""

    application: Application
    client: WebClient

    def respond(self, said: Incoming, *, alone: bool = False) -> None:
        """Answer, once for each event however often Slack delivers it; `alone` for the person who asked only."""
        try:
            if said.event_id and not self._is_first(said.event_id):
                return
            reply = self.application.assistant.reply(self._message(said))
            message = blocks.render(reply)
            message = replace(message, private=message.private or alone)
        except RequestError as refusal:
            message = _refused(refusal)
        except Exception as error:  # noqa: BLE001  (a thread's last resort: silence is the worst answer)
            self.report("slack.reply_failed", error)
            message = TROUBLE
        self._say(said.place, message)

    def decline(self, place: Place) -> None:
        """Say that there is too much to do."""
        self._say(place, BUSY)

    def tell(self, place: Place, message: Blocks) -> None:
        """Say something of our own."""
        self._say(place, message)

    def attempt(self, job: Callable[[], Result], place: Place | None = None) -> Result | None:
        """Do something, and return what it does; None where it failed, which is said at the place."""
        try:
            return job()
        except Exception as error:  # noqa: BLE001  (as below)
            self.report("slack.job_failed", error)
            if place:
                self._say(place, TROUBLE)
            return None

    def suggest(self, said: Incoming, question: str) -> None:
        """Show a member of staff, and nobody else, what the assistant would say to a customer."""
        asked = _SUGGEST.sub("", said.text).strip() or question
        if not asked:
            return self._say(said.place, Blocks("The customer has not asked anything yet.", private=True))
        return self.respond(replace(said, text=asked), alone=True)

    def keep_feedback(self, place: Place, article_id: str, *, helpful: bool) -> None:
        """Keep a judgement on an answer, and say so to whoever gave it."""
        store, now = self.application.store, self.application.clock()
        conversation_id = self._conversation_id(place)
        try:
            store.open_conversation(conversation_id, channel=Channel.SLACK, at=now)
            self.application.feedback.judge(conversation_id, article_id, helpful=helpful)
            message = NOTED
        except Exception as error:  # noqa: BLE001  (as above)
            self.report("slack.feedback_failed", error)
            message = TROUBLE
        self._say(place, message)

    def report(self, event: str, error: Exception) -> None:
        """Log where an error came from, but not its text: that may quote what somebody pasted."""
        code = error.response.get("error") if isinstance(error, SlackApiError) else None
        log.error(event, kind=type(error).__name__, code=code, where=traceback.format_tb(error.__traceback__))

    def _is_first(self, event_id: str) -> bool:
        return self.application.store.claim(f"slack:{event_id}", at=self.application.clock())

    def _message(self, said: Incoming) -> Message:
        return Message(
            said.text,
            files=files.fetch(said.files, self.application.settings),
            conversation_id=self._conversation_id(said.place),
            channel=Channel.SLACK,
            choice=said.choice,
        )

    def _conversation_id(self, place: Place) -> str:
        return place.conversation_id(self.application.settings.slack_signing_secret.get_secret_value())

    def _say(self, place: Place, message: Blocks) -> None:
        """Post a message; when Slack refuses it, say at least that there was trouble."""
        for attempt in (message, TROUBLE):
            try:
                self._post(place, attempt)
            except Exception as error:  # noqa: BLE001  (as above)
                self.report("slack.post_failed", error)
            else:
                return

    def _post(self, place: Place, message: Blocks) -> None:
        if place.response_url:
            answered = WebhookClient(place.response_url, timeout=API_SECONDS, retry_handlers=retry_handlers()).send(
                text=message.text, blocks=message.blocks, response_type="ephemeral", replace_original=False
            )
            if answered.status_code != 200:
                raise SlackRequestError(f"the response URL answered {answered.status_code}")
        elif message.private and not place.direct:
            self.client.chat_postEphemeral(
                channel=place.channel,
                user=place.user,
                thread_ts=place.open_thread or None,
                text=message.text,
                blocks=message.blocks,
            )
        else:
            self.client.chat_postMessage(
                channel=place.channel,
                thread_ts=place.thread or None,
                text=message.text,
                blocks=message.blocks,
                unfurl_links=False,
                unfurl_media=False,
            )


def _refused(refusal: RequestError) -> Blocks:
    sentences = (sentence[:1].upper() + sentence[1:] for sentence in (str(refusal), refusal.hint) if sentence)
    return Blocks(". ".join(sentences) + ".", private=True)
