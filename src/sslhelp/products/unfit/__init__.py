"""What no product does or need do, why, and what to do instead.

names      what cannot stand in a public certificate, or not together
identity   whose name cannot be shown, or not by that kind of certificate
purposes   what the certificates asked for are not made for
free       where nothing needs to be bought
counting   more names than one certificate holds
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sslhelp.products.unfit import free, identity, names, purposes
from sslhelp.products.unfit.counting import too_many

if TYPE_CHECKING:
    from collections.abc import Callable

    from sslhelp.products.decision import Unfit
    from sslhelp.products.requirements import Requirements

__all__ = ["too_many", "unfit"]

_RULES: tuple[Callable[[Requirements], Unfit | None], ...] = (
    purposes.client_authentication,
    purposes.documents_by_mail_certificate,
    names.more_than_are_read,
    names.that_cannot_be,
    names.wildcard_by_ev,
    names.address_among_others,
    identity.without_a_company,
    free.shows_no_company,
    free.is_enough,
)


def unfit(known: Requirements) -> Unfit | None:
    """Return why no product is to be sold for what is asked, or None when one may."""
    return next((found for rule in _RULES if (found := rule(known))), None)
