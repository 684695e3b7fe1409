"""Errors as answers: a line and a hint, as a problem to programs, as a page to people. Nothing sent is repeated."""

from __future__ import annotations

import traceback
from http import HTTPStatus
from typing import TYPE_CHECKING

import structlog
from flask import jsonify, render_template, request
from werkzeug.exceptions import HTTPException

from sslhelp.channels.web import limits
from sslhelp.errors import RequestError, StoreError

if TYPE_CHECKING:
    from flask import Flask, Response

_LINES = {
    400: ("the request cannot be read", "check its form and try again"),
    404: ("there is nothing at this address", "start at the first page"),
    405: ("this address does not take that method", "see the Allow header"),
    413: ("the request is too large", "send only the CSR, certificate or question itself"),
    415: ("this type of content is not taken", "send JSON, with Content-Type: application/json"),
    429: ("that was too much in too short a time", "wait a little, then go on"),
}
_OURS = ("the fault is ours", "try again in a minute, or write to a person")

log = structlog.get_logger(__name__)


def register(app: Flask) -> None:
    """Answer every error of the application."""
    app.register_error_handler(RequestError, _on_request_error)
    app.register_error_handler(HTTPException, _on_http_error)
    app.register_error_handler(StoreError, _on_store_error)
    app.register_error_handler(Exception, _on_fault)


def _on_request_error(error: RequestError) -> tuple[Response | str, int]:
    return _answer(error.status, str(error), error.hint)


def _on_http_error(error: HTTPException) -> tuple[Response | str, int, list[tuple[str, str]]]:
    status = error.code or 500
    line, hint = _LINES.get(status, _OURS if status >= 500 else _LINES[400])
    headers = [(name, value) for name, value in error.get_headers() if name == "Allow"]
    if status == HTTPStatus.TOO_MANY_REQUESTS:
        headers.append(("Retry-After", str(limits.seconds_to_wait())))
    return *_answer(status, line, hint), headers


def _on_store_error(error: StoreError) -> tuple[Response | str, int]:
    log.error("store.away", error=str(error), hint=error.hint)  # a StoreError quotes nothing of what was to be kept
    return _answer(503, *_OURS)


def _on_fault(error: Exception) -> tuple[Response | str, int]:
    """Log where it broke, not what with: the message of an exception may quote what a customer pasted."""
    where = [f"{frame.filename}:{frame.lineno}" for frame in traceback.extract_tb(error.__traceback__)[-3:]]
    log.error("request.broke", error=type(error).__name__, where=where)
    return _answer(500, *_OURS)


def _answer(status: int, line: str, hint: str) -> tuple[Response | str, int]:
    if request.path.startswith("/api/"):
        return _problem(status, line, hint), status
    return render_template("error.html", line=line, hint=hint), status


def _problem(status: int, line: str, hint: str) -> Response:
    """Return the error as RFC 9457 has it, and what to do about it as `hint`."""
    title = HTTPStatus(status).phrase
    problem = jsonify({"type": "about:blank", "title": title, "status": status, "detail": line, "hint": hint})
    problem.mimetype = "application/problem+json"
    return problem
