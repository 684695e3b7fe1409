"""What comes in by a form: its files and lists, and whether it was one of our own pages that sent it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from flask import request

from sslhelp.errors import RequestError
from sslhelp.model.chat import Attachment

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flask import Blueprint, Request

    from sslhelp.config import Settings

MAX_NAMES = 1000
MAX_NAME_CHARS = 253
_OUR_OWN = {"same-origin", "none"}


def guard(routes: Blueprint, settings: Settings) -> None:
    """Refuse what a page of another site posts: browsers say so in Sec-Fetch-Site, and older ones in Origin.

    There is no session to steal, for no cookie is set; but nobody shall judge our pages in our customers' names.
    """
    ours = _origin(settings.public_url)

    @routes.before_request
    def refuse_other_sites() -> None:
        if request.method in {"GET", "HEAD"}:
            return
        site, origin = request.headers.get("Sec-Fetch-Site"), request.headers.get("Origin")
        foreign = site not in _OUR_OWN if site else origin not in (None, ours, _origin(request.host_url))
        if foreign:
            raise RequestError("the form came from another site", status=403, hint="send it from our own page")


def attachments(sent: Request) -> tuple[Attachment, ...]:
    """Return the files of a form."""
    files = (file for file in sent.files.getlist("files") if file.filename)
    return tuple(Attachment(name=file.filename or "", data=file.read()) for file in files)


def names_in(text: str) -> Sequence[str]:
    """Return names that are parted by commas, white space or lines."""
    return [name for name in re.split(r"[\s,;]+", text) if name and len(name) <= MAX_NAME_CHARS][:MAX_NAMES]


def _origin(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"
