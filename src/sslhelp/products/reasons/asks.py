"""What to have ready for the order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sslhelp.model.products import Coverage, Purpose, Validation
from sslhelp.products import choosing
from sslhelp.products.phrases import listed
from sslhelp.products.requirements import Wish

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sslhelp.products.fit import Fit

_COMPANY_PAPERS = (
    "The company's exact legal name and address as its official register has them, and a publicly listed phone number "
    "for the call-back."
)
_MAILBOX = "The mailbox itself: the CA sends a message there that has to be answered."
_PHOTO_ID = "A government photo ID with the name that the certificate is to show."
_MAIL_KEY = (
    "As a rule no CSR: your browser makes the key when you collect the certificate. Keep that file and its password, "
    "without which old mail stays unreadable."
)
# Code Signing BR 6.2.7.4 and 6.1.5.
_HARDWARE = (
    "A hardware token or a cloud HSM: since June 2023 no code signing key may be a mere file. The key, RSA of 3072 "
    "bits or more or P-256, is made in it, so there is no CSR to make beforehand."
)
_PAPERS = {
    (Purpose.WEBSITE, Validation.IV): (_PHOTO_ID,),
    (Purpose.WEBSITE, Validation.OV): (_COMPANY_PAPERS,),
    (Purpose.WEBSITE, Validation.EV): (_COMPANY_PAPERS, "The company's registration number."),
    (Purpose.EMAIL, Validation.DV): (_MAILBOX, _MAIL_KEY),
    (Purpose.EMAIL, Validation.IV): (_MAILBOX, _PHOTO_ID, _MAIL_KEY),
    (Purpose.EMAIL, Validation.OV): (_MAILBOX, _PHOTO_ID, _COMPANY_PAPERS, _MAIL_KEY),
    (Purpose.CODE, Validation.OV): (_HARDWARE, f"{_COMPANY_PAPERS} A person without a company: a photo ID."),
    (Purpose.CODE, Validation.EV): (_HARDWARE, _COMPANY_PAPERS),
    (Purpose.DOCUMENTS, Validation.OV): (_COMPANY_PAPERS, "No CSR beforehand: the order says where the key is made."),
}
_SEVERAL = {Coverage.MULTI, Coverage.MULTI_WILDCARD}


def asks(fit: Fit) -> tuple[str, ...]:
    """Return what the order will ask for: the CSR, the names, what proves control of them, and the papers."""
    product = fit.product
    papers = _PAPERS.get((product.purpose, product.validation), ())
    if product.purpose is not Purpose.WEBSITE:
        person = product.purpose is Purpose.CODE and fit.known.is_individual
        return (*_each(fit), *((_HARDWARE, _PHOTO_ID) if person else papers))
    return (*_request(fit), *_extra_names(fit), *_listed_anew(fit), _control(fit), *papers)


def _each(fit: Fit) -> Iterator[str]:
    if fit.known.count and fit.known.count > 1:
        yield f"{fit.known.count} certificates, one for each."


def _request(fit: Fit) -> Iterator[str]:
    names = fit.needed.entries
    if fit.product.acme:
        yield (
            "An ACME client on the server, such as certbot, acme.sh or win-acme. The order gives you the address and "
            "the key that it is set up with; it makes the CSR itself."
        )
    elif Wish.CSR in fit.known.wishes:
        yield "The CSR that you have, if nothing is wrong with it; the command makes a new one."
    elif not names:
        yield "A CSR; the private key made with it stays with you."
    else:
        further = "; the other names go into the order form" if fit.needed.count > 1 else ""
        yield f"A CSR for {fit.needed.held[0]}{further}. The private key made with it stays with you."


def _extra_names(fit: Fit) -> Iterator[str]:
    included = fit.product.names_included
    if fit.needed.coverage not in _SEVERAL or included is None:
        return
    wanted = choosing.count(fit.known, fit.needed)
    if wanted <= included:
        yield f"The list of names: {included} are included."
    else:
        yield f"{wanted} names in the order, {included} of them included in the product."


def _listed_anew(fit: Fit) -> Iterator[str]:
    """Name what a flex product leaves out unless it is listed (DigiCert's documentation on flex certificates)."""
    if fit.product.flex and fit.needed.coverage not in _SEVERAL and len(fit.needed.held) > 1:
        yield f"Both {listed(fit.needed.held)} in the order's list: this product adds neither by itself."


def _control(fit: Fit) -> str:
    """Say what proves control (BR 3.2.2.4: a file proves no wildcard; BR 3.2.2.5 for addresses)."""
    if fit.needed.address:
        return "A web server that answers at that address, for the CA's file."
    if fit.needed.coverage in {Coverage.WILDCARD, Coverage.MULTI_WILDCARD}:
        return "Access to the domain's DNS: a file on the web server does not prove a wildcard."
    return "Access to the domain's DNS, or to its web server for a small file."
