"""What the certificates that were asked for are not made for."""

from __future__ import annotations

from dataclasses import replace

from sslhelp.model.products import Purpose
from sslhelp.policy.rules import rule
from sslhelp.policy.words import in_words
from sslhelp.products.decision import Offer, Unfit
from sslhelp.products.requirements import Requirements, Wish

_CAS = {"lets_encrypt": "Let's Encrypt", "sectigo": "Sectigo", "digicert": "DigiCert"}


def client_authentication(known: Requirements) -> Unfit | None:
    """Public TLS certificates are for servers alone from the days that policy.toml has (Chrome Root Program 1.3.2)."""
    if known.purpose is not Purpose.CLIENT:
        return None
    ends = ", ".join(f"{name} from {_end(ca)}" for ca, name in _CAS.items())
    text = (
        "Public TLS certificates are for servers; that they log clients in (mTLS, VPN, Wi-Fi) comes to an end. "
        f"The CAs stop issuing such ones: {ends}; Chrome accepts none issued from {_end('browsers')}. "
        "Those issued before work until they expire. What lasts is a private CA, whose certificates your servers are "
        "told to accept. People may also log in with a mail certificate of the multipurpose kind, where your system "
        "takes it."
    )
    person = replace(known, purpose=Purpose.EMAIL, wishes=known.wishes | {Wish.CPAC})
    server = replace(known, purpose=Purpose.WEBSITE)
    offers = (
        Offer("A mail certificate for a person", "Where your system accepts it for logging in", person),
        Offer("A certificate for the server's side", "The clients' own come from a private CA", server),
    )
    return Unfit("client_authentication", text, offers)


def documents_by_mail_certificate(known: Requirements) -> Unfit | None:
    """Adobe trusts signatures by certificates of its own list (AATL), which those for mail are not on."""
    if known.purpose is not Purpose.DOCUMENTS or Wish.CPAC not in known.wishes:
        return None
    text = (
        "A mail certificate (CPAC) does not sign PDFs so that Adobe trusts them: that takes a document signing "
        "certificate, from a CA on Adobe's list. A mail certificate signs and encrypts messages, and signs documents "
        "of Microsoft Office."
    )
    documents = replace(known, wishes=known.wishes - {Wish.CPAC})
    offers = (
        Offer("A document signing certificate", "For PDFs that Adobe trusts", documents),
        Offer("A mail certificate", "For messages", replace(known, purpose=Purpose.EMAIL)),
    )
    return Unfit("documents_by_mail_certificate", text, offers)


def _end(who: str) -> str:
    return in_words(rule(f"client_auth.{who}").steps[-1].since)
