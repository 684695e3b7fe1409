"""The CSR by certreq of Windows, from an INF file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sslhelp.model.pki import Command
from sslhelp.pki.command import x500

if TYPE_CHECKING:
    from sslhelp.pki.command.draft import Draft

_KINDS = {"dns": "dns", "ip": "ipaddress", "email": "email"}
_ENCODING = "; Save this file as UTF-16 LE: certreq does not read UTF-8.\n"
_FILE = """\
{encoding}[Version]
Signature="$Windows NT$"

[NewRequest]
Subject="{subject}"
RequestType=PKCS10
{key}
HashAlgorithm=SHA256
Exportable=TRUE
MachineKeySet={machine}

[Extensions]
2.5.29.17="{{text}}"
{names}
"""
_EC = """\
ProviderName="Microsoft Software Key Storage Provider"
KeyAlgorithm=ECDSA_{curve}
KeyLength={bits}"""
_RSA = """\
ProviderName="Microsoft Enhanced RSA and AES Cryptographic Provider"
ProviderType=24
KeySpec=1
KeyLength={bits}"""


def command(draft: Draft) -> Command | None:
    """Return the `certreq -new` command and its file; None without a subject or with an IPv6 address.

    In an INF file a quoted string ends at a double quote that is not doubled, and a per cent sign stands for itself
    when doubled ("General Syntax Rules for INF Files" of the Windows driver documentation).
    """
    if not draft.subject or any(kind == "ip" and ":" in name for kind, name in draft.names):
        return None
    subject = x500.text(draft.subject).replace('"', '""').replace("%", "%%")
    key = (
        _EC.format(curve=draft.curve.replace("-", ""), bits=draft.bits) if draft.curve else _RSA.format(bits=draft.bits)
    )
    content = _FILE.format(
        encoding="" if subject.isascii() else _ENCODING,
        subject=subject,
        key=key,
        machine="FALSE" if "email" in draft.kinds else "TRUE",
        names="\n".join([f'_continue_="{_KINDS[kind]}={name}&"' for kind, name in draft.names]),
    )
    return Command("certreq", "certreq (Windows)", "certreq -new request.inf request.csr", "request.inf", content)
