"""ShopMatters: accounts, prices and payments, which no article of a trade can know, go to the shop without a search.

An article is near to such a question by its words alone: "reset my password" is not about the password of a key.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sslhelp.assistant.summary import summary
from sslhelp.model.chat import Handoff

if TYPE_CHECKING:
    from collections.abc import Callable

    from sslhelp.model.chat import Context, Message, Part
    from sslhelp.model.knowledge import Library

MAX_CHARS = 400  # of a longer message the account or the price is not what it is about
_OWN = r"(?:my|our|the|an?) (?:\w+ )?"
_DATA = r"(?:password|username|log ?in|sign ?in|e-?mail|phone(?: number)?|address|details?|data)"
_KEY = r"(?:key|pfx|p12|jks|keystore|token|store)"
_PRODUCT = r"(?:wildcard|ssl|dv|ov|ev|certificates?|certs?|cpac)"
_ACCOUNT = re.compile(
    rf"\b{_DATA}\b.{{0,20}}\b{_OWN}account\b"
    rf"|\b{_OWN}account (?:{_DATA}|is (?:locked|blocked))\b"
    rf"|\b(?:log|sign) ?in ?to {_OWN}account\b|\b(?:delete|close|unlock) {_OWN}account\b"
    rf"|\b(?:reset|forgot|forgotten|change) (?:my |the )?password\b(?!.{{0,40}}\b{_KEY}\b)"
)
_MONEY = re.compile(
    r"\b(?:invoices?|receipts?|vat|discounts?|coupons?|vouchers?|promo code|paypal|credit card)\b"
    r"|\bpayment (?:failed|method|options?|declined|went through)\b|\bpay (?:by|with)\b"
    r"|\b(?:price|prices|cost) (?:list|of an?|for an?|of your|for your)\b"
    rf"|\bhow much (?:is|are|does|do|for|would)\b.{{0,30}}\b{_PRODUCT}(?: ssl| cert\w*)?(?: cost)?\W*$"
)
_ABOUT_CERTIFICATES = re.compile(r"\b(?:reissue|revoke|warranty|refund|extra|additional|sign|signed|pci)\w*\b")
_REASONS = (
    (_ACCOUNT, "The assistant cannot see or change accounts; {contact} can."),
    (_MONEY, "Prices, payments and invoices are the shop's own matter, and stand in no article. Please ask {contact}."),
)


@dataclass(frozen=True)
class ShopMatters:
    """Hands over what only the shop knows or may do."""

    library: Callable[[], Library]

    def __call__(self, message: Message, context: Context) -> tuple[Part, ...] | None:
        """Hand over a question about an account or about money; None for any other."""
        text = message.text.lower()
        if len(text) > MAX_CHARS or _ABOUT_CERTIFICATES.search(text):
            return None
        contact = self.library().house.contact
        reason = next((said for pattern, said in _REASONS if pattern.search(text)), None)
        return (Handoff(reason.format(contact=contact.name), contact, summary(context)),) if reason else None
