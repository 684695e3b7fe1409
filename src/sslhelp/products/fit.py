"""A product held against what is needed: what every sentence of a recommendation is made from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sslhelp.model.products import Validation

if TYPE_CHECKING:
    from datetime import date

    from sslhelp.model.products import Product
    from sslhelp.products.names import Needs
    from sslhelp.products.requirements import Requirements


@dataclass(frozen=True, slots=True)
class Fit:
    """A product, the requirements that it is to meet, what their names need, and the day of the advice."""

    product: Product
    known: Requirements
    needed: Needs
    today: date

    @property
    def is_quick(self) -> bool:
        """Whether control of the domain or mailbox is all that is checked, so that it is issued in minutes."""
        return self.product.validation is Validation.DV
