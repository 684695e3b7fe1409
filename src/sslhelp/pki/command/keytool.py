"""The CSR by Java's keytool."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sslhelp.model.pki import Command

if TYPE_CHECKING:
    from sslhelp.pki.command.draft import Draft

_SPECIAL = re.compile(r"[^A-Za-z0-9 .'()/:@*_-]")
_GROUPS = {"P-256": "secp256r1", "P-384": "secp384r1", "P-521": "secp521r1"}


def command(draft: Draft) -> Command | None:
    """Return the two keytool commands, of Java 17 and later, which takes wildcards; None without a subject.

    One line suits sh, cmd.exe and PowerShell: between double quotes stands nothing that any of them gives a meaning,
    since RFC 4514 2.4 lets every other character of a name be written as a backslash and two digits for each byte.
    """
    if not draft.subject:
        return None
    key = f"EC -groupname {_GROUPS[draft.curve]}" if draft.curve else f"RSA -keysize {draft.bits}"
    store = f"-alias server -storetype PKCS12 -keystore {draft.stem}.p12"
    subject = ", ".join([f"{kind}={_SPECIAL.sub(_bytes, value)}" for kind, value in draft.subject])
    alternatives = ",".join([f"{kind}:{name}" for kind, name in draft.names])
    return Command(
        "keytool",
        "keytool (Java 17 and later)",
        f'keytool -genkeypair {store} -keyalg {key} -dname "{subject}"\n'
        f'keytool -certreq {store} -file {draft.stem}.csr -ext "SAN={alternatives}"',
    )


def _bytes(special: re.Match[str]) -> str:
    return "".join(f"\\{byte:02X}" for byte in special[0].encode())
