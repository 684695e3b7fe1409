"""`sslhelp ask`: one message, or a file of them."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from typing import IO, Any

import click

from sslhelp import app, config
from sslhelp.channels.cli import batch as json_lines
from sslhelp.channels.cli import explained
from sslhelp.channels.cli.output import show
from sslhelp.errors import RequestError
from sslhelp.model.chat import Channel, Message
from sslhelp.render import wire

MAX_STDIN_BYTES = 4 * 1024 * 1024


# A pasted block begins with dashes: what looks like no option of ours is text.
@click.command(context_settings={"ignore_unknown_options": True})
@click.argument("text", required=False)
@click.option("--json", "as_json", is_flag=True, help="Print the reply as JSON.")
@click.option(
    "--batch", type=click.File("rb"), help='Lines {"id", "text", "conversation_id"?, "choice"?}; - for stdin.'
)
@click.option("--explain", is_flag=True, help="Say why: the scores, the words that matched, the thresholds.")
def ask(text: str | None, *, as_json: bool, batch: IO[bytes] | None, explain: bool) -> None:
    """Ask a question, or paste a CSR or certificate; TEXT of - reads standard input."""
    if (text is None) == (batch is None) or (batch and explain):
        raise click.UsageError("give one message, or --batch FILE alone")
    if text and text.startswith("--") and not text.startswith("---"):
        raise click.UsageError(f"no such option {text!r}")
    application = app.build(config.load())
    assistant = application.assistant
    if batch is not None:
        json_lines.run(batch, lambda row: assistant.reply(_message(row)))
        return
    said = sys.stdin.buffer.read(MAX_STDIN_BYTES).decode("utf-8", "replace") if text == "-" else text or ""
    reply = assistant.reply(Message(text=said, channel=Channel.CLI))
    if not explain:
        show(reply, as_json=as_json)
        return
    (turn,) = application.store.turns(reply.conversation_id, last=1)
    if as_json:
        told = asdict(turn.explanation) if turn.explanation else None
        click.echo(json.dumps(wire.dump(reply) | {"explanation": told}))
    else:
        show(reply, as_json=False)
        explained.show(turn.explanation)


def _message(row: dict[str, Any]) -> Message:
    text, choice = json_lines.text(row, "text"), json_lines.text(row, "choice")
    if text is None and choice is None:
        raise RequestError("no text", hint='a line needs "text", or "choice"')
    return Message(
        text=text or "", conversation_id=json_lines.text(row, "conversation_id"), choice=choice, channel=Channel.CLI
    )
