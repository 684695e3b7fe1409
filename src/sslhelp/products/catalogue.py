"""The catalogue of `kb/products.toml`: every product that may be recommended, in the shop's order of preference."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sslhelp.config import read_toml
from sslhelp.errors import ConfigError
from sslhelp.model.products import Coverage, Validation

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date
    from pathlib import Path

    from sslhelp.model.products import Product, Purpose

_HINT = "the head of the file lists the keys of a product"


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Products in order of preference, and the day on which they were last checked."""

    as_of: date
    products: tuple[Product, ...]

    def get(self, product_id: str) -> Product | None:
        """Return the product with this id, or None."""
        return next((product for product in self.products if product.id == product_id), None)

    @property
    def most_names(self) -> int | None:
        """How many names the largest product takes, None when that is known of none."""
        return max((product.names_max for product in self.products if product.names_max), default=None)

    def matching(
        self, purpose: Purpose, validation: Validation, coverage: Coverage, *, address: bool = False
    ) -> Iterator[Product]:
        """Yield the products that hold such names: those made for exactly these before those that hold more.

        Preferred ones come first; `address` keeps those that hold a public IP address.
        """
        products = [
            product
            for product in self.products
            if (product.purpose, product.validation) == (purpose, validation) and (product.covers_ip or not address)
        ]
        yield from (product for product in products if product.coverage is coverage)
        yield from (
            product for product in products if product.coverage is not coverage and _holds_any(product, coverage)
        )


def _holds_any(product: Product, coverage: Coverage) -> bool:
    """Whether a product that is made for other names holds these too. A subscription for ACME is billed by the name."""
    if product.validation is Validation.EV and coverage in {Coverage.WILDCARD, Coverage.MULTI_WILDCARD}:
        return False
    return product.flex or (product.acme and product.coverage is Coverage.MULTI_WILDCARD)


def load(path: Path) -> Catalogue:
    """Read a catalogue file; raises ConfigError naming the file, the product and the key that is wrong."""
    from pydantic import ValidationError  # noqa: PLC0415 - costs 50 ms, which only a process that reads a file should pay

    from sslhelp.products.entries import CatalogueFile  # noqa: PLC0415

    document = read_toml(path)
    try:
        file = CatalogueFile.model_validate(document)
    except ValidationError as error:
        fault = error.errors()[0]
        where = _place(document, fault["loc"])
        said = fault["msg"].removeprefix("Value error, ")
        raise ConfigError(f"{path}: {where}: {said[:1].lower()}{said[1:]}", hint=_HINT) from None
    products = tuple(entry.product(file.website, file.as_of) for entry in file.product)
    for twice in _repeated(product.id for product in products):
        raise ConfigError(f"{path}: product {twice}: there are two of this id", hint="give one of them another id")
    return Catalogue(as_of=file.as_of, products=products)


def _place(document: dict[str, object], location: tuple[int | str, ...]) -> str:
    """Say where a fault lies: `product positivessl: coverage`, by the product's id, or its position from 1."""
    match location:
        case ("product", int(position), *keys):
            entry = document["product"][position]  # type: ignore[index]
            name = (entry.get("id") if isinstance(entry, dict) else None) or f"number {position + 1}"
            return ": ".join([f"product {name}", *map(str, keys)])
        case _:
            return ".".join(map(str, location)) or "the whole file"


def _repeated(ids: Iterable[str]) -> Iterator[str]:
    seen: set[str] = set()
    for each in ids:
        if each in seen:
            yield each
        seen.add(each)
