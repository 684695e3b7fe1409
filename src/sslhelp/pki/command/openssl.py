"""The CSR by OpenSSL's `req`, in a POSIX shell."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sslhelp.model.pki import Command

if TYPE_CHECKING:
    from sslhelp.pki.command.draft import Draft

_SPECIAL = re.compile(r"[\\/+=]")
_KINDS = {"dns": "DNS:", "ip": "IP:", "email": "email:"}


def command(draft: Draft) -> Command:
    """Return the `openssl req` command line: OpenSSL 1.1.1 and later, which know `-addext`.

    Quoted as POSIX XCU 2.2.2 has it, where only the single quote ends what it began; in `-subj` a backslash takes
    the meaning from the character after it.
    """
    new = f"ec -pkeyopt ec_paramgen_curve:{draft.curve}" if draft.curve else f"rsa:{draft.bits}"
    subject = "".join([f"/{kind}={_SPECIAL.sub(_escaped, value)}" for kind, value in draft.subject])
    alternatives = "subjectAltName=" + ",".join([_KINDS[kind] + name for kind, name in draft.names])
    return Command(
        "openssl",
        "OpenSSL (Linux, macOS)",
        f"openssl req -new -newkey {new} -nodes -sha256 -utf8 -keyout {draft.stem}.key -out {draft.stem}.csr"
        f" -subj {_quoted(subject or '/')} -addext {_quoted(alternatives)}",
    )


def _escaped(special: re.Match[str]) -> str:
    return f"\\{special[0]}"


def _quoted(word: str) -> str:
    return "'" + word.replace("'", "'\\''") + "'"
