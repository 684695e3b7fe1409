"""JSON lines in, JSON lines out: one line of output for every line of input, a wrong line included."""

from __future__ import annotations

import json
import sys
from typing import IO, TYPE_CHECKING, Any

import click

from sslhelp.channels.cli.output import WRONG_USE
from sslhelp.errors import RequestError
from sslhelp.render import wire

if TYPE_CHECKING:
    from collections.abc import Callable

    from sslhelp.model.chat import Reply

MAX_LINE_BYTES = 16 * 1024 * 1024


def run(file: IO[bytes], answer: Callable[[dict[str, Any]], Reply]) -> None:
    """Answer each line; a line that cannot be taken gets {"id", "error", "hint"}, and the exit code 2 at the end."""
    failed = False
    for number, line in enumerate(iter(lambda: file.readline(MAX_LINE_BYTES), b""), 1):
        if not line.strip():
            continue
        row: dict[str, Any] = {}
        try:
            row = _row(line)
            result = {"id": row.get("id"), "reply": wire.dump(answer(row))}
        except RequestError as error:
            failed = True
            result = {"id": row.get("id"), "error": f"line {number}: {error}", "hint": error.hint}
        click.echo(json.dumps(result))
    if failed:
        sys.exit(WRONG_USE)


def _row(line: bytes) -> dict[str, Any]:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError):
        raise RequestError("not valid JSON", hint="every line is one JSON object") from None
    if not isinstance(row, dict):
        raise RequestError("not a JSON object", hint="every line is one JSON object")
    return row


def text(row: dict[str, Any], key: str) -> str | None:
    """Return an optional text of a row; raises RequestError when it is something else."""
    value = row.get(key)
    if value is not None and not isinstance(value, str):
        raise RequestError(f"{key} is not text", hint=f"leave {key} out, or make it a string")
    return value
