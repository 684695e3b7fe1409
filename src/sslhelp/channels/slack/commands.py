"""What the words after `/ssl` ask for, and what becomes of the forms that it opens."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Any

from sslhelp import workshop
from sslhelp.assistant.gaps import Subject, still_open, subjects
from sslhelp.assistant.redact import holds_key
from sslhelp.assistant.tools import analyses
from sslhelp.channels.slack import incoming, views
from sslhelp.channels.slack.incoming import Incoming, Place
from sslhelp.errors import SslhelpError
from sslhelp.knowledge import skeleton
from sslhelp.model.chat import Reply
from sslhelp.model.installation import Hearing
from sslhelp.model.store import MAX_GAPS
from sslhelp.render import blocks
from sslhelp.render.blocks import Blocks, kit
from sslhelp.render.blocks.mrkdwn import clip, escape

if TYPE_CHECKING:
    from collections.abc import Callable

    from slack_bolt import Ack, App

    from sslhelp.channels.slack.responder import Responder
    from sslhelp.channels.slack.work import Workers

Json = dict[str, Any]

COMMAND = "/ssl"
GAPS_SHOWN = 8
KEY_FOUND = (
    "This is a private key. Nothing of it was kept. Delete it wherever else it stands, and paste the CSR instead."
)
EMPTY = "Paste something here, or attach a file."
NO_GAPS = Blocks("Nothing that customers asked was left open.", private=True)


@dataclass(frozen=True)
class Commands:
    """`/ssl`: a question, or one of a few words by themselves."""

    responder: Responder
    workers: Workers

    def register(self, bolt: App) -> None:
        """Listen."""
        bolt.command(COMMAND)(self._on_command)
        bolt.view(views.PASTE_VIEW)(self._on_paste)
        bolt.action(views.WRITE)(self._on_write)
        bolt.view(views.ARTICLE_VIEW)(self._on_article)

    def _on_command(self, ack: Ack, command: Json) -> None:
        ack()
        said = incoming.from_command(command)
        first, _, rest = said.text.partition(" ")
        job: Callable[[], object]
        match (first.lower(), rest.strip()):
            case ("csr", ""):
                view = views.paste(said.place.channel)
                job = partial(self._open, said.place, command["trigger_id"], view)
            case ("recommend", wanted) if wanted:
                job = partial(self._recommend, said, wanted)
            case ("gaps", ""):
                job = partial(self._list_gaps, said.place)
            case ("listen", wanted) if wanted.lower() in {"", *Hearing}:
                job = partial(self._listen, said.place, wanted.lower())
            case ("" | "help", ""):
                job = partial(self.responder.tell, said.place, Blocks(_HELP, kit.sections(_HELP), private=True))
            case ("recommend", _):
                job = partial(self.responder.respond, replace(said, text="Which certificate should I buy?"))
            case _:
                job = partial(self.responder.respond, said)
        self._work(partial(self.responder.attempt, job, said.place), said.place)

    def _listen(self, place: Place, wanted: str) -> None:
        """Say what is answered in this channel, after changing it."""
        questions = self.responder.application.settings.slack_channel_questions
        if wanted == Hearing.QUESTIONS and not questions:
            told = "Plain questions are not switched on for this app: set `SSLHELP_SLACK_CHANNEL_QUESTIONS`."
        elif wanted and not self.responder.hear(place, Hearing(wanted)):
            told = "This app keeps nothing, so that cannot be changed."
        else:
            told = _HEARS[self.responder.hearing(place)]
        self.responder.tell(place, Blocks(told, kit.sections(told), private=True))

    def _open(self, place: Place, trigger: str, view: Json) -> None:
        self.responder.client(place).views_open(trigger_id=trigger, view=view)

    def _recommend(self, said: Incoming, wanted: str) -> None:
        parts = analyses.recommended(self.responder.application.advise, wanted, (), "")
        self.responder.tell(said.place, blocks.render(Reply(parts, "")))

    def _on_paste(self, ack: Ack, body: Json, view: Json) -> None:
        """Refuse a private key in the form itself; else report to whoever sent it, where the command was used."""
        filled = views.values(view)
        text, files = filled[views.TEXT], tuple(filled[views.FILES])
        if not text.strip() and not files:
            ack(response_action="errors", errors={views.TEXT: EMPTY})
        elif holds_key(text):
            ack(response_action="errors", errors={views.TEXT: KEY_FOUND})
        else:
            ack()
            place = Place(body["team"]["id"], view["private_metadata"], body["user"]["id"])
            place = replace(place, direct=place.channel.startswith("D"))
            said = Incoming(place, text, files)
            self._work(partial(self.responder.respond, said, alone=True), place)

    def _list_gaps(self, place: Place) -> None:
        found = self._gaps()[:GAPS_SHOWN]
        if not found:
            return self.responder.tell(place, NO_GAPS)
        shown: list[Json] = [kit.header("Asked, and not answered")]
        for gap in found:
            asked = " ".join(gap.wordings[0].split())
            answered = [kit.run(f" Answered: {clip(gap.answer, 200)}", italic=True)] if gap.answer else []
            shown += [
                kit.rich(kit.line(kit.run(clip(asked, 300), bold=True), kit.run(f", {gap.count} x."), *answered)),
                kit.buttons(kit.button("Write an article", views.WRITE, gap.id)),
            ]
        text = "Asked, and not answered: " + "; ".join(escape(clip(gap.wordings[0], 80)) for gap in found)
        return self.responder.tell(place, Blocks(clip(text, 3_000), shown, private=True))

    def _on_write(self, ack: Ack, body: Json) -> None:
        ack()
        place = incoming.place_of_press(body)
        show = partial(self._show_form, body["actions"][0]["value"], place, body["trigger_id"])
        self._work(partial(self.responder.attempt, show, place), place)

    def _show_form(self, gap_id: str, place: Place, trigger: str) -> None:
        gap = next((each for each in self._gaps() if each.is_named(gap_id)), None)
        if gap is None:
            gone = Blocks("That is answered by now, or was not asked again for long.", private=True)
            return self.responder.tell(place, gone)
        view = views.article(gap, self.responder.application.library.house.groups, place.channel)
        return self._open(place, trigger, view)

    def _on_article(self, ack: Ack, body: Json, view: Json) -> None:
        filled, meta = views.values(view), json.loads(view["private_metadata"])
        settings = self.responder.application.settings
        gap = next((each for each in self._gaps() if each.is_named(meta["gap"])), None)
        try:
            path = skeleton.write(
                settings.kb_dir,
                filled[views.ARTICLE_ID],
                group=filled[views.GROUP],
                title=filled[views.TITLE],
                today=self.responder.application.clock().date(),
                questions=gap.wordings if gap else (),
                lead=filled[views.ANSWER],
            )
        except (SslhelpError, OSError) as error:
            hint = error.hint if isinstance(error, SslhelpError) else "let the server write to the knowledge base"
            ack(response_action="errors", errors={views.ARTICLE_ID: clip(f"{error}. {hint}".strip(), 150)})
            return
        ack()
        place = Place(body["team"]["id"], meta["channel"], body["user"]["id"], direct=meta["channel"].startswith("D"))
        judge = partial(self._judge, place, str(path.relative_to(settings.kb_dir)))
        self._work(partial(self.responder.attempt, judge, place), place)

    def _judge(self, place: Place, path: str) -> None:
        """Say what `kb lint` finds in the draft."""
        application = self.responder.application
        complaints = workshop.lint(application.settings, application.clock().date())
        own = [str(each).partition(": ")[2] or str(each) for each in complaints if path in str(each)]
        told = [f"Saved as a draft: {path}. Customers do not see it until its line `draft` is taken out.", *own]
        self.responder.tell(place, Blocks(escape(clip("\n".join(told), 2_900)), private=True))

    def _gaps(self) -> list[Subject]:
        library = self.responder.application.library.current
        kept = self.responder.application.store.gaps(limit=MAX_GAPS)
        return subjects(still_open(kept, library), library) if kept else []

    def _work(self, job: Callable[[], object], place: Place) -> None:
        if not self.workers.submit(job):
            self.responder.decline(place)


_HEARS = {
    Hearing.MENTIONS: "In this channel I answer when I am mentioned. `/ssl listen questions` or `off` changes that.",
    Hearing.QUESTIONS: "In this channel I answer mentions, and plain questions too, in their thread, where I am sure.",
    Hearing.OFF: "In this channel I answer to `/ssl` alone. `/ssl listen mentions` changes that.",
}
_HELP = "\n".join(f"`{said}` {what}" for said, what in views.CAN)
