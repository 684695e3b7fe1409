"""The CSR by the Exchange Management Shell."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sslhelp.model.pki import Command
from sslhelp.pki.command import x500

if TYPE_CHECKING:
    from sslhelp.pki.command.draft import Draft

_SINGLE_QUOTE = re.compile("['\u2018\u2019\u201a\u201b]")


def command(draft: Draft) -> Command | None:
    """Return the New-ExchangeCertificate command; None without a subject, for EC keys, and for other than DNS names.

    Since the updates of 2022 the cmdlet writes no file itself. Microsoft's own example writes UTF-16, which CAs cannot
    read, hence Ascii here. Every name is listed: the CN does not become an alternative name by itself.
    """
    if not draft.subject or draft.curve or draft.kinds != {"dns"}:
        return None
    size = 2048 if draft.bits == 2048 else 4096  # the cmdlet knows no size between
    domains = ",".join([f"'{name}'" for _, name in draft.names])
    return Command(
        "exchange",
        "Exchange Management Shell",
        f"$request = New-ExchangeCertificate -GenerateRequest -KeySize {size} -PrivateKeyExportable $true"
        f" -SubjectName {_quoted(x500.text(draft.subject))} -DomainName {domains}\n"
        f"Set-Content -Path '{draft.stem}.csr' -Value $request -Encoding Ascii",
    )


def _quoted(text: str) -> str:
    """Quote for PowerShell, which takes the typographic single quotes for the plain one; doubled they stand for one."""
    return "'" + _SINGLE_QUOTE.sub(lambda quote: quote[0] * 2, text) + "'"
