"""How the account of a question becomes compact JSON and back."""

from __future__ import annotations

from typing import Any

import structlog
from pydantic import TypeAdapter

from sslhelp.model.explanation import Explanation

_ADAPTER = TypeAdapter(Explanation)

log = structlog.get_logger(__name__)


def dump(explanation: Explanation | None) -> dict[str, Any] | None:
    """Return the account as JSON-ready values; None for none."""
    fields: dict[str, Any] | None = _ADAPTER.dump_python(explanation, mode="json") if explanation else None
    return fields


def load(document: object) -> Explanation | None:
    """Read back what `dump` returned; None for none, and for what another version wrote and this one cannot read."""
    if document is None:
        return None
    try:
        return _ADAPTER.validate_python(document)
    except ValueError:
        log.warning("unreadable_explanation")
        return None
