"""What is checked, how long it takes, and how long a certificate lives."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sslhelp.model.products import Purpose, Validation
from sslhelp.policy.rules import rule
from sslhelp.policy.words import in_words
from sslhelp.products.requirements import Wish

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sslhelp.products.fit import Fit

_CHECKS = {
    (Purpose.WEBSITE, Validation.DV): "Domain validation (DV): you show that you control the domain.",
    (Purpose.WEBSITE, Validation.IV): "Individual validation (IV): control of the domain, and a person's photo ID.",
    (Purpose.WEBSITE, Validation.OV): "Organisation validation (OV): control of the domain, then the company in its "
    "official register and a call back to it.",
    (Purpose.WEBSITE, Validation.EV): "Extended validation (EV): as for OV, and that the company exists, operates and "
    "has approved this order.",
    (Purpose.EMAIL, Validation.DV): "The CA checks the mailbox alone: you answer a message sent to it.",
    (Purpose.EMAIL, Validation.IV): "The CA checks the mailbox and a photo ID.",
    (Purpose.EMAIL, Validation.OV): "The CA checks the mailbox, a photo ID, and the company with a call back to it.",
    (Purpose.CODE, Validation.OV): "The CA checks the publisher: a company in its official register, a person by a "
    "photo ID.",
    (Purpose.CODE, Validation.EV): "Extended validation (EV): the company in its official register, and who may order.",
    (Purpose.DOCUMENTS, Validation.OV): "The CA checks the company, and who signs for it.",
}
# Sectigo holds names with such words for a person to look at (the shop's own FAQ, "brand validation").
_HELD = re.compile(r"pay|bank|secure|shop|booking|online")


def expect(fit: Fit) -> tuple[str, ...]:
    """Return the validation, the time that it takes, and how long one certificate lives."""
    product = fit.product
    check = _CHECKS.get((product.purpose, product.validation), "")
    check = check.replace("the domain", "the address") if fit.needed.address else check
    return tuple(filter(None, [check, *_shows(fit), *_time(fit), *_life(fit)]))


def _shows(fit: Fit) -> Iterator[str]:
    """Say what stands in it beside the names, where anything does."""
    if fit.product.shows and fit.product.validation is not Validation.DV:
        yield f"It shows {', '.join(fit.product.shows)}."


def _time(fit: Fit) -> Iterator[str]:
    in_a_hurry = Wish.TODAY in fit.known.wishes
    if fit.product.issue_time:
        realistic = ", so today is realistic" if in_a_hurry and fit.is_quick else ""
        yield f"Time to issue: {fit.product.issue_time}{realistic}."
    else:
        yield "Time to issue depends on the papers: count in days, not in minutes."
    if in_a_hurry and not fit.is_quick:
        yield "Today is hardly realistic: the CA checks identity first."
    if fit.is_quick and any(map(_HELD.search, fit.needed.entries)):
        yield "A name with a word such as bank, pay or shop may be held for a check by hand, 24 to 48 hours."


def _life(fit: Fit) -> Iterator[str]:
    match fit.product.purpose:
        case Purpose.WEBSITE:
            limit = rule("tls.max_days")
            following = limit.next_step(fit.today)
            then = f" ({following.value} from {in_words(following.since)})" if following else ""
            onward = (
                "" if fit.product.acme else ". The order runs longer: have it reissued in time and install the new one"
            )
            yield f"One certificate lives at most {limit.at(fit.today)} days{then}{onward}."
        case Purpose.CODE:
            days = rule("code_signing.max_days").at(fit.today)
            yield f"One certificate lives at most {days} days; a signature with a timestamp stays good after that."
        case _:
            return
