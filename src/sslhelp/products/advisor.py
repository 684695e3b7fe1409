"""From requirements to a decision: a product, the next question, or the honest word that none fits. Pure."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, TypeAlias

from sslhelp.model.products import Purpose, Recommendation
from sslhelp.products import choosing, reasons
from sslhelp.products.alternatives import alternatives
from sslhelp.products.decision import Question, Unfit
from sslhelp.products.fit import Fit
from sslhelp.products.questions import open_questions
from sslhelp.products.requirements import Renewal, Requirements, Shown, Wish
from sslhelp.products.unfit import too_many, unfit

if TYPE_CHECKING:
    from datetime import date

    from sslhelp.products.catalogue import Catalogue

Decision: TypeAlias = Recommendation | Question | Unfit
Outcome: TypeAlias = "str | tuple[Outcome, ...]"

_NOT_SOLD = Unfit(
    "not_in_catalogue", "The catalogue has no product of that kind. Our staff know whether one can be ordered."
)


def at_once(known: Requirements) -> Requirements:
    """Return what somebody means who says at the outset which names it is for, and nothing of whose name is shown.

    The common answers, no name and renewal by hand, are given at once, with the others as alternatives, instead of
    questions first.
    """
    site = _with_purpose(known)
    if site.purpose is not Purpose.WEBSITE or not _is_named(site):
        return site
    return replace(site, shown=site.shown or Shown.NOBODY, renewal=site.renewal or Renewal.BY_HAND)


def decide(requirements: Requirements, catalogue: Catalogue, today: date) -> Decision:
    """Return the product that fits, what to ask next, or why none fits. Dated rules are those of `today`."""
    return _weighed(_with_purpose(requirements), catalogue, today)[0]


def _weighed(known: Requirements, catalogue: Catalogue, today: date) -> tuple[Decision, Outcome]:
    """Return the decision and what it comes to.

    The first open question is asked whose answers do not all come to the same, through every question after it.
    """
    if refusal := unfit(known):
        return refusal, refusal.code
    for question in open_questions(known, today):
        outcomes = tuple([_weighed(offer.then, catalogue, today)[1] for offer in question.offers])
        if len(set(outcomes)) > 1:
            return question, outcomes
    chosen = _choose(known, catalogue, today)
    return chosen, chosen.product.id if isinstance(chosen, Recommendation) else chosen.code


def _is_named(known: Requirements) -> bool:
    return bool(known.names or known.coverage or Wish.ADDRESS in known.wishes)


def _with_purpose(known: Requirements) -> Requirements:
    """Names and addresses to secure say that it is a website or server."""
    return replace(known, purpose=Purpose.WEBSITE) if _is_named(known) and known.purpose is None else known


def _choose(known: Requirements, catalogue: Catalogue, today: date) -> Recommendation | Unfit:
    need = choosing.needed(known)
    for validation in choosing.validations(known):
        if products := choosing.fitting(known, need, validation, catalogue):
            return _recommendation(Fit(products[0], known, need, today), catalogue)
    most = choosing.most_names(known, need, catalogue)
    return too_many(known, choosing.count(known, need), most) if most else _NOT_SOLD


def _recommendation(fit: Fit, catalogue: Catalogue) -> Recommendation:
    return Recommendation(
        product=fit.product,
        because=reasons.because(fit),
        limits=reasons.limits(fit),
        expect=reasons.expect(fit),
        asks=reasons.asks(fit),
        alternatives=alternatives(fit, catalogue),
        names=fit.needed.held,
    )
