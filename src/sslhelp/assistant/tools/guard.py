"""KeyGuard: a private key was pasted. Nothing of it goes further; the customer learns what to do now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sslhelp.assistant.context import ARTICLE_CHOICE, HANDOFF_CHOICE
from sslhelp.model.chat import Choices, Notice, Option
from sslhelp.model.pki import Severity
from sslhelp.pki.pasted import private_key

if TYPE_CHECKING:
    from sslhelp.model.chat import Context, Message, Part

CODE = "private_key.refused"
_TEXT = """\
That was a private key ({kinds}). It was thrown away unread: not kept, not logged, not sent on. \
Treat it as known to others all the same, for it has left your server. Now:

1. Make a new key and a new CSR there.
2. Have the certificate reissued with that CSR.
3. Install the new certificate and key.
4. Have the old certificate revoked for key compromise.

A CA that learns of an exposed key must revoke its certificate within 24 hours (CA/B Forum TLS BR 4.9.1.1), whether \
the new one is in place or not, so do not wait. If no certificate was issued for this key yet, step 1 is enough. If \
it is a key for SSH, PGP or files, replace it wherever it is trusted.

Send only the CSR, which begins with BEGIN CERTIFICATE REQUEST, or the certificate: neither is secret.\
"""

_NEXT = Choices(
    "What next?",
    (
        Option(f"{ARTICLE_CHOICE}csr-next-steps", "From a new CSR to the certificate"),
        Option(HANDOFF_CHOICE, "Talk to a person"),
    ),
)


def key_guard(message: Message, context: Context) -> tuple[Part, ...] | None:  # noqa: ARG001  (the Tool protocol)
    """Refuse a message that holds a private key in its text or in a file."""
    kinds = [*private_key.cut(message.text).kinds]
    kinds += [kind for file in message.files if (kind := private_key.kind_of_file(file.data))]
    if not kinds:
        return None
    refused = Notice(Severity.ERROR, CODE, _TEXT.format(kinds=", ".join(dict.fromkeys(kinds))))
    return refused, _NEXT
