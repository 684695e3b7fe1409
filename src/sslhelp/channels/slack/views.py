"""The forms and the home page of the app, as Slack's views."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from sslhelp.knowledge import skeleton
from sslhelp.render.blocks import kit
from sslhelp.render.blocks.mrkdwn import link

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from sslhelp.assistant.gaps import Subject
    from sslhelp.model.handoff import Handoff
    from sslhelp.model.knowledge import Article

Json = dict[str, Any]

PASTE_VIEW, ARTICLE_VIEW = "paste", "gap:article"
TEXT, FILES = "text", "files"
ARTICLE_ID, GROUP, TITLE, ANSWER = "id", "group", "title", "answer"
WRITE = "gap:write"
INPUT_CHARS = 3_000  # of a plain_text_input
MAX_FILES = 10
SHOWN = 8
CAN = (
    ("/ssl how many names does a wildcard cover", "answers from our articles; so does a mention of me in a thread"),
    ("/ssl csr", "opens a form for a CSR, a certificate or a chain, as text or files"),
    ("/ssl recommend a shop with two domains", "says which product fits, and why"),
    ("/ssl listen", "says what I answer in this channel, and changes it: mentions, questions or off"),
    ("/ssl gaps", "lists what customers asked and no article answers"),
)


def paste(channel: str) -> Json:
    """Return the form that takes what is to be inspected; the report is shown in `channel`, to one person alone."""
    area = {"type": "plain_text_input", "action_id": TEXT, "multiline": True, "max_length": INPUT_CHARS}
    files = {"type": "file_input", "action_id": FILES, "max_files": MAX_FILES}
    hint = f"Up to {INPUT_CHARS:,} characters: a chain is longer, attach it as a file. Never a private key."
    return {
        "type": "modal",
        "callback_id": PASTE_VIEW,
        "private_metadata": channel,
        "title": kit.plain("Inspect", 24),
        "submit": kit.plain("Inspect", 24),
        "close": kit.plain("Cancel", 24),
        "blocks": [
            _input(TEXT, "CSR, certificate or chain", area, hint=hint, optional=True),
            _input(FILES, "Or files", files, optional=True),
        ],
    }


def article(subject: Subject, groups: Mapping[str, str], channel: str) -> Json:
    """Return the form in which a gap becomes the draft of an article."""
    question = " ".join(subject.wordings[0].split())
    options = [{"text": kit.plain(title, 75), "value": group} for group, title in list(groups.items())[:100]]
    return {
        "type": "modal",
        "callback_id": ARTICLE_VIEW,
        "private_metadata": json.dumps({"gap": subject.id, "channel": channel}),
        "title": kit.plain("Write an article", 24),
        "submit": kit.plain("Save the draft", 24),
        "close": kit.plain("Cancel", 24),
        "blocks": [
            *kit.prose(f"Customers asked: {question[:1_000]}"),
            _input(TITLE, "Title", _line(TITLE, question[:150], 150)),
            _input(ARTICLE_ID, "Name in the address", _line(ARTICLE_ID, skeleton.id_for(question), 60)),
            _input(GROUP, "Group", {"type": "static_select", "action_id": GROUP, "options": options}),
            _input(
                ANSWER,
                "Answer",
                {
                    "type": "plain_text_input",
                    "action_id": ANSWER,
                    "multiline": True,
                    "max_length": INPUT_CHARS,
                    **({"initial_value": subject.answer[:INPUT_CHARS]} if subject.answer else {}),
                },
                hint="In two sentences that somebody understands who has never seen a certificate; then the steps.",
            ),
        ],
    }


def home(open_: Sequence[Handoff], gaps: Sequence[Subject], due: Sequence[Article], *, today: date, url: str) -> Json:
    """Return the app's home: what it can do, who waits, what is asked and not answered, what is to be reviewed."""
    can = [kit.line(kit.run(said, code=True), kit.run(f" {what}.")) for said, what in CAN]
    waiting = [_waiting(each) for each in open_[:SHOWN]]
    asked = [kit.line(kit.run(" ".join(each.wordings[0].split())[:200]), kit.run(f", {each.count} x")) for each in gaps]
    review = [
        f"{link(f'{url}/help/{each.id}', each.title)}, {'since' if each.review_by <= today else 'by'} {each.review_by}"
        for each in due[:SHOWN]
    ]
    return {
        "type": "home",
        "blocks": [
            kit.header("SSL support"),
            *kit.listing(can, "bullet"),
            kit.header("Customers who wait for a person"),
            *(kit.listing(waiting, "bullet") or kit.sections("Nobody.")),
            kit.header("Asked, and not answered"),
            *(kit.listing(asked[:SHOWN], "bullet") or kit.sections("Nothing.")),
            kit.header("Articles to review"),
            *kit.sections("\n".join(review) or "None within a month."),
        ],
    }


def values(view: Json) -> dict[str, Any]:
    """Return what was filled in, by the name of the field: a text, files, or the value that was picked."""
    return {
        block: _value(element) for block, actions in view["state"]["values"].items() for element in actions.values()
    }


def _value(element: Json) -> object:
    if "files" in element:
        return element["files"] or []
    if "selected_option" in element:
        return (element["selected_option"] or {}).get("value") or ""
    return element.get("value") or ""


def _waiting(handoff: Handoff) -> Json:
    since = f"{handoff.opened_at:%d %B, %H:%M} UTC"
    who = f"{handoff.person or 'somebody'} has it" if handoff.taken_by else "nobody has it yet"
    return kit.line(kit.run(f"{since}, {who}: "), kit.run(handoff.wanted.question[:200] or "no question"))


def _input(name: str, label: str, element: Json, *, hint: str = "", optional: bool = False) -> Json:
    block = {
        "type": "input",
        "block_id": name,
        "label": kit.plain(label, 150),
        "element": element,
        "optional": optional,
    }
    return block | ({"hint": kit.plain(hint, 150)} if hint else {})


def _line(name: str, filled_in: str, longest: int) -> Json:
    element: Json = {"type": "plain_text_input", "action_id": name, "max_length": longest}
    return element | ({"initial_value": filled_in} if filled_in else {})
