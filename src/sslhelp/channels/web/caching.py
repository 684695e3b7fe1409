"""What a browser may keep as long as it asks whether it has changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import request

if TYPE_CHECKING:
    from flask import Response
    from werkzeug.wrappers import Response as AnyResponse


def revalidated(response: Response) -> AnyResponse:
    """Return the response under a tag of its content, or 304 (RFC 9110, 15.4.5) to whoever has it already."""
    response.add_etag()
    response.cache_control.no_cache = True
    return response.make_conditional(request)
