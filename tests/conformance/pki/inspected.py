"""A file put through the machine interface, as `sslhelp inspect --json` does it."""

from collections.abc import Callable, Sequence
from datetime import datetime

from sslhelp.assistant.tools.guard import key_guard
from sslhelp.assistant.tools.inspect import examine
from sslhelp.model.chat import Attachment, Context, Message
from sslhelp.pki.pasted import extract
from sslhelp.pki.trust.roots import TrustStore
from sslhelp.render import wire
from sslhelp.render.wire import Json


def inspected(
    data: bytes,
    *,
    at: datetime,
    roots: Callable[[], TrustStore],
    host: str | None = None,
    supplied: Sequence[bytes] = (),
) -> list[Json]:
    """Return the parts of the reply as JSON: a refused private key, or reports and notices."""
    refused = key_guard(Message("", files=(Attachment("", data),)), Context())
    parts = refused or examine([extract.extract(data)], at=at, roots=roots, host=host, supplied=supplied)
    return [wire.dump_part(part) for part in parts or ()]


def only(parts: Sequence[Json], kind: str) -> Json | None:
    """Return the first part of a type, or None."""
    return next((part for part in parts if part["type"] == kind), None)
