"""What the staff of the shop say in a conversation that was passed on, as the customer's page shows it."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sslhelp.model.handoff import Desk, Line

NOBODY = "none"
"""The state of a conversation that was never passed on."""


def shown(desk: Desk | None, conversation_id: str) -> dict[str, Any]:
    """Return where the hand-off of a conversation stands, who has it, and what staff said."""
    handoff = desk.of(conversation_id) if desk else None
    if desk is None or handoff is None:
        return {"state": NOBODY, "person": "", "lines": []}
    return {"state": handoff.state, "person": handoff.person, "lines": list(map(_line, said(desk, conversation_id)))}


def said(desk: Desk | None, conversation_id: str) -> Sequence[Line]:
    """Return the lines, oldest first."""
    return desk.lines(conversation_id) if desk else ()


def _line(line: Line) -> dict[str, Any]:
    return {
        "id": sha256(line.ref.encode()).hexdigest()[:16],  # where it was written is no customer's business
        "person": line.person,
        "text": line.text,
        "at": line.at.isoformat(),
        "edited": line.edited,
        "deleted": line.deleted,
    }
