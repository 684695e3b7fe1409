"""A Reply as Slack's Block Kit: verdict first, strangers' text inert, never over a limit of Slack's.

parts, reports, sections   which blocks a part becomes
kit                        the block types, each within its own limits
fit                        the limits of a whole message
mrkdwn                     escaping and cutting
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sslhelp.model.pki import CsrReport
from sslhelp.render.blocks import kit, reports
from sslhelp.render.blocks.fit import Fragment, fitted
from sslhelp.render.blocks.mrkdwn import clip
from sslhelp.render.blocks.parts import fragment, is_secret

if TYPE_CHECKING:
    from sslhelp.model.chat import Reply
    from sslhelp.render.blocks.kit import Json

TEXT_CHARS = 3_000


@dataclass(frozen=True, slots=True)
class Blocks:
    """A message for Slack.

    `text` says it all again, for notifications and for screen readers, and is never empty. A `private` message is for
    the person who asked alone.
    """

    text: str
    blocks: list[Json] = field(default_factory=list)
    private: bool = False


def render_rest(reply: Reply) -> Blocks | None:
    """Return what the message of a reply has a button for instead of showing it; None when there is nothing."""
    reports_ = [part for part in reply.parts if isinstance(part, CsrReport)]
    blocks = fitted([Fragment(shown) for part in reports_ if (shown := reports.rest(part))])
    return Blocks(clip("\n".join(filter(None, map(kit.spoken, blocks))), TEXT_CHARS), blocks) if blocks else None


def render(reply: Reply) -> Blocks:
    """Return the reply as one message; what does not fit is left out, and a line in it says so."""
    blocks = fitted([fragment(part) for part in reply.parts])
    said = "\n".join(filter(None, map(kit.spoken, blocks)))
    text = clip(said, TEXT_CHARS) if said.strip() else "There is nothing to show."
    return Blocks(text, blocks, private=any(map(is_secret, reply.parts)))
