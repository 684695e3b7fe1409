"""The files that browsers load: read once, without the comments that are for whoever reads the source, and compressed.

A comment that is a line, or lines, of its own is left out. Lines keep their numbers, so that a browser's complaint
names the line of the source. The chat's modules are sent as one, `chat.js`; see `linking`.
"""

from __future__ import annotations

import gzip
import mimetypes
import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from flask import Response, request
from werkzeug.exceptions import NotFound

from sslhelp.channels.web.linking import link

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from importlib.resources.abc import Traversable

    from flask import Flask
    from werkzeug.wrappers import Response as AnyResponse

MAX_AGE = 300
_COMMENTS = {
    ".js": re.compile(r"^[ \t]*(?://[^\n]*|/\*\*.*?\*/)$", re.MULTILINE | re.DOTALL),
    ".css": re.compile(r"^/\*.*?\*/$", re.MULTILINE | re.DOTALL),
}


@dataclass(frozen=True, slots=True)
class Asset:
    """A file as it is sent: plainly, and compressed where that is shorter."""

    mimetype: str
    plain: bytes
    compressed: bytes | None


def register(app: Flask) -> None:
    """Serve the files below `static/` at `/static/`, under the endpoint that Flask has for them."""

    @app.get("/static/<path:filename>", endpoint="static")
    def static(filename: str) -> AnyResponse:
        return send(filename)


def send(name: str) -> AnyResponse:
    """Return the response for a file; raises NotFound."""
    asset = assets().get(name)
    if asset is None:
        raise NotFound
    compressed = asset.compressed if request.accept_encodings.quality("gzip") else None
    response = Response(compressed or asset.plain, mimetype=asset.mimetype)
    if compressed:
        response.content_encoding = "gzip"
    response.vary.add("Accept-Encoding")
    response.add_etag()
    response.cache_control.max_age = MAX_AGE
    response.cache_control.public = True
    return response.make_conditional(request)


@cache
def assets() -> Mapping[str, Asset]:
    """Return every file by its path below `static/`."""
    sources = dict(_read(files("sslhelp.channels.web") / "static", ""))
    sources["chat.js"] = link("main", lambda module: sources[f"chat/{module}.js"].decode()).encode()
    return {name: _asset(name, source) for name, source in sources.items()}


def _read(folder: Traversable, prefix: str) -> Iterator[tuple[str, bytes]]:
    for each in folder.iterdir():
        if each.is_dir():
            yield from _read(each, f"{prefix}{each.name}/")
        else:
            yield prefix + each.name, _without_comments(each.name, each.read_bytes())


def _without_comments(name: str, source: bytes) -> bytes:
    comments = _COMMENTS.get(name[name.rfind(".") :])
    if comments is None:
        return source
    return comments.sub(lambda found: "\n" * found[0].count("\n"), source.decode()).encode()


def _asset(name: str, plain: bytes) -> Asset:
    compressed = gzip.compress(plain, mtime=0)
    mimetype = mimetypes.guess_type(name)[0] or "application/octet-stream"
    return Asset(mimetype, plain, compressed if len(compressed) < len(plain) else None)
