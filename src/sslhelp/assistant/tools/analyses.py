"""Reports and recommendations outside of any conversation: nothing of what is handed in is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sslhelp.assistant.tools import notices
from sslhelp.assistant.tools.advise import names_of_csr
from sslhelp.assistant.tools.guard import key_guard
from sslhelp.model.chat import Context, Message

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sslhelp.assistant.tools.advise import Advise
    from sslhelp.assistant.tools.inspect import Inspect
    from sslhelp.model.chat import Part


def inspected(inspect: Inspect, message: Message, *, host: str | None = None) -> tuple[Part, ...]:
    """Report on what was pasted or attached, which is to cover `host`; a private key is refused before it is read."""
    return key_guard(message, Context()) or inspect.report(message, host=host)


def recommended(advise: Advise, text: str, names: Sequence[str], csr: str) -> tuple[Part, ...]:
    """Say what to buy for a text, names and the names of a CSR, any of which may be empty."""
    refused = key_guard(Message(text=f"{text}\n{csr}"), Context())
    if refused:
        return refused
    csr_names = names_of_csr(csr) if csr.strip() else ()
    return (notices.of_nothing(),) if csr_names is None else advise.recommend(text, names, csr_names)
