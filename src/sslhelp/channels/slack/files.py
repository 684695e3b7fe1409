"""Files that came with a message: fetched with the bot's token, from Slack only, and bounded in size."""

from __future__ import annotations

from http.client import HTTPConnection, HTTPException, HTTPSConnection
from typing import TYPE_CHECKING, Any
from urllib.parse import SplitResult, urlsplit

from sslhelp.errors import RequestError
from sslhelp.model.chat import Attachment

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sslhelp.config import Settings

SECONDS = 10


def fetch(files: Sequence[dict[str, Any]], settings: Settings, token: str) -> tuple[Attachment, ...]:
    """Return the files, read with a bot's token.

    Raises RequestError when one is elsewhere, cannot be read, or all are larger than a request.
    """
    room = settings.max_body_bytes
    fetched: list[Attachment] = []
    for file in files:
        name = str(file.get("name") or "file")
        fetched.append(Attachment(name, _read(file.get("url_private") or "", settings, token, room)))
        room -= len(fetched[-1].data)
    return tuple(fetched)


def _read(url: str, settings: Settings, token: str, room: int) -> bytes:
    """Read one file. A redirect is not followed: Slack sends whoever may not read a file to a page to sign in."""
    if not _at_slack(url, urlsplit(settings.slack_api_url)):
        raise RequestError("the file is not kept by Slack itself", hint="paste its text instead")
    parts = urlsplit(url)
    connect = HTTPSConnection if parts.scheme == "https" else HTTPConnection
    connection = connect(parts.hostname or "", parts.port, timeout=SECONDS)
    try:
        path = f"{parts.path}?{parts.query}" if parts.query else parts.path
        connection.request("GET", path, headers={"Authorization": f"Bearer {token}"})
        response = connection.getresponse()
        data = response.read(room + 1) if response.status == 200 else None
    except (OSError, HTTPException):
        data = None
    finally:
        connection.close()
    if data is None:
        raise RequestError("the file could not be read from Slack", hint="paste its text instead")
    if len(data) > room:
        raise RequestError("the file is too large to read", status=413, hint="paste the part that matters")
    return data


def _at_slack(url: str, api: SplitResult) -> bool:
    """Whether a URL may see the token: it is on the API's host, or below it, as `files.slack.com` is."""
    try:
        parts = urlsplit(url)
        place = (parts.scheme, parts.port)
    except ValueError:
        return False
    host, home = parts.hostname or "", api.hostname or ""
    return place == (api.scheme, api.port) and (host == home or host.endswith(f".{home}"))
