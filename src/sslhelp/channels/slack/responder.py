"""Says in Slack what the assistant replies: in the thread, in the direct message, or to one person alone."""

from __future__ import annotations

import re
import traceback
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, TypeVar

import structlog
from slack_sdk.errors import SlackApiError, SlackRequestError
from slack_sdk.http_retry.builtin_handlers import ConnectionErrorRetryHandler, RateLimitErrorRetryHandler
from slack_sdk.webhook import WebhookClient

from sslhelp.assistant import asked
from sslhelp.channels.slack import files
from sslhelp.channels.slack.again import with_share
from sslhelp.errors import RequestError
from sslhelp.model.chat import Channel, Message
from sslhelp.model.installation import HasInstallations, Hearing
from sslhelp.render import blocks
from sslhelp.render.blocks import Blocks

if TYPE_CHECKING:
    from collections.abc import Callable

    from slack_sdk import WebClient
    from slack_sdk.http_retry import RetryHandler

    from sslhelp.app import Application
    from sslhelp.channels.slack.incoming import Incoming, Place
    from sslhelp.channels.slack.workspaces import Workspaces
    from sslhelp.model.chat import Turn

API_SECONDS = 10
RATE_LIMIT_RETRIES = 3
TROUBLE = Blocks(
    "That could not be answered just now. Nothing is lost on your side: send it again in a minute.", private=True
)
BUSY = Blocks("Too many questions came at once. Send this one again in a minute.", private=True)
_HEARING = Hearing.MENTIONS
NOTED = Blocks("Noted. It is kept with the article.", private=True)

_SUGGEST = re.compile(r"^\W*(?:suggest|draft|help)\b\W*", re.IGNORECASE)
Result = TypeVar("Result")

log = structlog.get_logger(__name__)


def retry_handlers() -> list[RetryHandler]:
    """Return how a call is repeated: after a lost connection, and after a 429 once its Retry-After has passed."""
    return [ConnectionErrorRetryHandler(), RateLimitErrorRetryHandler(max_retry_count=RATE_LIMIT_RETRIES)]


@dataclass(frozen=True)
class Responder:
    """Answers what came in. But for `post`, its methods raise nothing: whoever asked gets a line in any case."""

    application: Application
    workspaces: Workspaces

    def respond(self, said: Incoming, *, alone: bool = False) -> None:
        """Answer, once for each event however often Slack delivers it; `alone` for the person who asked only."""
        try:
            if said.event_id and not self.is_first(said.event_id):
                return
            if said.place.direct and said.place.open_thread:
                self.attempt(partial(self._show_work, said.place))
            reply = self.application.assistant.reply(self._message(said))
            message = blocks.render(reply)
            if message.private:
                self.warn(said.place)
            elif alone or said.place.response_url:
                message = with_share(message, said.place, self._latest(reply.conversation_id))
            message = replace(message, private=message.private or alone)
        except RequestError as refusal:
            message = _refused(refusal)
        except Exception as error:  # noqa: BLE001  (a thread's last resort: silence is the worst answer)
            self.report("slack.reply_failed", error)
            message = TROUBLE
        self._say(said.place, message)

    def respond_if_sure(self, said: Incoming) -> None:
        """Answer what nobody asked of us, when an article answers it for sure; else leave no trace."""
        index = self.application.library.current.index
        hits = index.search(asked.read(said.text).question, limit=1)
        if hits and hits[0].confidence >= index.sure:
            self.respond(said)

    def hearing(self, place: Place) -> Hearing:
        """Return what is answered in the channel of a place."""
        store = self.application.store
        return store.channels.hearing(place.team, place.channel) if isinstance(store, HasInstallations) else _HEARING

    def hear(self, place: Place, hearing: Hearing) -> bool:
        """Change what is answered in the channel of a place; False where that cannot be kept."""
        store = self.application.store
        if not isinstance(store, HasInstallations):
            return False
        store.channels.hear(place.team, place.channel, hearing)
        return True

    def warn(self, place: Place) -> None:
        """Tell the security channel that a private key stands somewhere, and nothing of the key."""
        channel = self.application.settings.slack_security_channel
        if not channel:
            return
        where = "a direct message to this app" if place.direct else f"<#{place.channel}>"
        said = (
            f"<@{place.user}> pasted a private key in {where}. Nothing of it is kept here, and this app cannot delete"
            " the message of somebody else: see that it is deleted, and the certificate reissued with a new key."
        )
        self.attempt(lambda: self.client(place).chat_postMessage(channel=channel, text=said))

    def _show_work(self, place: Place) -> None:
        self.client(place).assistant_threads_setStatus(
            channel_id=place.channel, thread_ts=place.open_thread, status="is looking that up"
        )

    def _latest(self, conversation_id: str) -> Turn:
        return self.application.store.turns(conversation_id, last=1)[-1]

    def decline(self, place: Place) -> None:
        """Say that there is too much to do."""
        self._say(place, BUSY)

    def client(self, place: Place) -> WebClient:
        """Return what calls Slack in the workspace of a place."""
        return self.workspaces.client(place.team)

    def _token(self, said: Incoming) -> str:
        """The token that reads files, where there are any."""
        return (self.client(said.place).token or "") if said.files else ""

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
        conversation_id = self.conversation_id(place)
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

    def is_first(self, event_id: str) -> bool:
        """Whether an event comes for the first time, however often Slack delivers it."""
        return self.application.store.claim(f"slack:{event_id}", at=self.application.clock())

    def _message(self, said: Incoming) -> Message:
        return Message(
            said.text,
            files=files.fetch(said.files, self.application.settings, self._token(said)),
            conversation_id=self.conversation_id(said.place),
            channel=Channel.SLACK,
            choice=said.choice,
        )

    def conversation_id(self, place: Place) -> str:
        """Return the id of the conversation that is held at a place."""
        return place.conversation_id(self.application.settings.slack_signing_secret.get_secret_value())

    def _say(self, place: Place, message: Blocks) -> None:
        """Post a message; when Slack refuses it, say at least that there was trouble."""
        for attempt in (message, TROUBLE):
            try:
                self.post(place, attempt)
            except Exception as error:  # noqa: BLE001  (as above)
                self.report("slack.post_failed", error)
            else:
                return

    def post(self, place: Place, message: Blocks) -> None:
        """Post a message; raises what Slack and the network do."""
        if place.response_url:
            answered = WebhookClient(place.response_url, timeout=API_SECONDS, retry_handlers=retry_handlers()).send(
                text=message.text, blocks=message.blocks, response_type="ephemeral", replace_original=False
            )
            if answered.status_code != 200:
                raise SlackRequestError(f"the response URL answered {answered.status_code}")
        elif message.private and not place.direct:
            self.client(place).chat_postEphemeral(
                channel=place.channel,
                user=place.user,
                thread_ts=place.open_thread or None,
                text=message.text,
                blocks=message.blocks,
            )
        else:
            self.client(place).chat_postMessage(
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
