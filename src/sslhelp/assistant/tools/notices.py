"""What is said of a pasted block that no report is made of, and of a paste that no answer can hold."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sslhelp.model.chat import Notice
from sslhelp.model.pki import Severity
from sslhelp.pki.pasted import pkcs7
from sslhelp.pki.pasted.sniff import BlockKind

if TYPE_CHECKING:
    from sslhelp.pki.pasted.block import Block

_WANTED = "Paste the block that begins with BEGIN CERTIFICATE REQUEST (a CSR) or BEGIN CERTIFICATE."
_NOT_PKI = {
    BlockKind.PUBLIC_KEY: "That is a public key on its own. It is not secret, but there is nothing to order with it.",
    BlockKind.SSH_PUBLIC_KEY: "That is an SSH public key. SSL certificates do not use it.",
    BlockKind.PGP: "That is a PGP block. SSL certificates do not use PGP keys or messages.",
    BlockKind.CRL: "That is a certificate revocation list, not a certificate.",
    BlockKind.ATTRIBUTE_CERTIFICATE: "That is an attribute certificate. It holds no key, and no server can use it.",
    BlockKind.OCSP: "That is an OCSP request or response: about the status of a certificate, not the certificate.",
    BlockKind.TIMESTAMP: "That is a timestamp request or response. SSL certificates do not use it.",
    BlockKind.PARAMETERS: "Those are parameters that keys are made with (EC or Diffie-Hellman), neither key nor CSR.",
    BlockKind.ENCRYPTED: "That is an encrypted message (CMS, S/MIME). It can be opened only where its key is.",
    BlockKind.PKCS12: "That is a PKCS#12 store of certificates without a key. Send the certificates in it as PEM.",
    BlockKind.ARCHIVE: "That is an archive. Unpack it, and send the .crt, .p7b or .csr files in it.",
    BlockKind.FRAGMENT: "That block does not begin as it must: a line is missing, or letters were changed.",
    BlockKind.UNKNOWN: "That looks like encoded binary, but it is neither a CSR nor a certificate.",
}


def of_block(block: Block) -> Notice | None:
    """Return what is wrong with a block, or that it is something else; None for one that a report is made of."""
    if block.missing_bytes:
        cut_off = f"The {block.label.lower()} is cut off: {block.missing_bytes:,} bytes are missing at its end."
        return Notice(Severity.ERROR, "paste.truncated", f"{cut_off} Copy it whole, from the BEGIN to the END line.")
    if block.kind in _NOT_PKI:
        return _not_pki(_NOT_PKI[block.kind])
    if block.kind is BlockKind.PKCS7 and not block.certificates:
        lists = block.der is not None and pkcs7.holds_revocation_lists(block.der)
        return _not_pki(f"That PKCS#7 file holds {'revocation lists, but no' if lists else 'no'} certificate.")
    return None


def of_nothing() -> Notice:
    """Return what is said of a file in which there is no block at all."""
    return _not_pki("There is no CSR and no certificate in that.")


def of_too_much() -> Notice:
    """Return what is said where part of a paste was left out."""
    too_much = "That is more than one answer can hold, and part of it was left out. Send it in parts."
    return Notice(Severity.WARNING, "paste.too_much", too_much)


def _not_pki(what_it_is: str) -> Notice:
    return Notice(Severity.WARNING, "paste.not_pki", f"{what_it_is} {_WANTED}")
