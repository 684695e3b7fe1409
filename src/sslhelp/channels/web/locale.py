"""The languages of the chat: what it says by itself, from one file a language in `locales/`."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from flask import request

if TYPE_CHECKING:
    from collections.abc import Mapping

DEFAULT = "en"


@cache
def locales() -> Mapping[str, Mapping[str, Any]]:
    """Return the words of every language by its tag (BCP 47)."""
    folder = files("sslhelp.channels.web") / "locales"
    read = (tomllib.loads(file.read_text("utf-8")) for file in folder.iterdir() if file.name.endswith(".toml"))
    return {words["lang"]: words for words in read}


def chosen() -> Mapping[str, Any]:
    """Return the words that the request wants: by `?lang=`, else by what its browser prefers, else English."""
    known = locales()
    wanted = request.args.get("lang", "").partition("-")[0].lower()
    if wanted not in known:
        preferred = request.accept_languages.best_match(sorted(known)) if not wanted else None
        wanted = preferred or DEFAULT
    return known[wanted]
