"""How to make the CSR that was meant, with each tool that people use: the names mended, the key of a kind CAs take.

Names and subjects come from strangers, and what is printed here is run by customers: each tool has its own module,
which knows how the tool and its shell quote, and leaves nothing outside of quotes that was not checked.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sslhelp.pki.command import certreq, exchange, keytool, openssl
from sslhelp.pki.command.draft import exactly, meant

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from sslhelp.model.pki import Command, NameAttribute, PublicKey
    from sslhelp.pki.command.draft import Draft

    Tools = tuple[Callable[[Draft], Command | None], ...]

OPENSSL: Tools = (openssl.command,)
EVERY_TOOL: Tools = (openssl.command, certreq.command, keytool.command, exchange.command)


def commands(
    subject: Sequence[NameAttribute],
    hosts: Sequence[str],
    emails: Sequence[str],
    key: PublicKey | None,
    *,
    purpose: str = "tls",
    tools: Tools = EVERY_TOOL,
) -> tuple[Command, ...]:
    """Return the commands for a CSR's contents, OpenSSL's first; none when there is no name to make a CSR for.

    `hosts` are names as `names.judge` mends them. `purpose` is tls, smime or code_signing: mail addresses count for
    smime, and where there are no hosts. A tool that cannot express the request is left out. For code signing there is
    no command at all: its keys are made in hardware (Code Signing BR 6.2.7.4).
    """
    draft = meant(subject, () if purpose == "smime" and emails else hosts, emails, key)
    if draft is None or purpose == "code_signing":
        return ()
    return tuple([made for tool in tools if (made := tool(draft))])


def for_names(hosts: Sequence[str]) -> str | None:
    """Return OpenSSL's command for a CSR with exactly these hosts, the first as common name.

    None where there is no host, one is malformed, or there are more than `draft.MAX_NAMES`.
    """
    draft = exactly(hosts)
    return openssl.command(draft).text if draft else None
