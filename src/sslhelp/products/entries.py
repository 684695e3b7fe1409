"""The form of `kb/products.toml`, checked by pydantic: what a product may say, and what cannot be written down."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

from sslhelp.model.products import Coverage, Product, Purpose, Validation

_Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]
_Link = Annotated[str, StringConstraints(pattern=r"^https://[^\s<>\"]+$", max_length=300)]
_COVERAGE = {
    Purpose.WEBSITE: {Coverage.SINGLE, Coverage.WILDCARD, Coverage.MULTI, Coverage.MULTI_WILDCARD},
    Purpose.EMAIL: {Coverage.MAILBOX},
    Purpose.CODE: {Coverage.SIGNER},
    Purpose.DOCUMENTS: {Coverage.SIGNER},
}
_WILDCARDS = {Coverage.WILDCARD, Coverage.MULTI_WILDCARD}


class Usual(BaseModel):
    """What holds for every website certificate of one validation."""

    model_config = ConfigDict(extra="forbid")

    shows: tuple[_Text, ...] = ()
    issue_time: _Text | None = None


class Entry(BaseModel):
    """One `[[product]]` of the file."""

    model_config = ConfigDict(extra="forbid")

    id: Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)]
    name: _Text
    brand: _Text
    purpose: Purpose
    validation: Validation
    coverage: Coverage
    names_included: int | None = Field(default=None, ge=1)
    names_max: int | None = Field(default=None, ge=1)
    covers_ip: bool = False
    shows: tuple[_Text, ...] = ()
    issue_time: _Text | None = None
    acme: bool = False
    flex: bool = False
    trial: bool = False
    price: _Text | None = None
    url: _Link | None = None
    as_of: date | None = None
    source: _Text

    @model_validator(mode="after")
    def _is_possible(self) -> Self:
        """Refuse what no CA may issue (EVG 7.1.4.2: EV holds neither wildcards nor addresses), and contradictions."""
        if self.validation is Validation.EV and self.coverage in _WILDCARDS:
            raise ValueError(f"an EV certificate is never a wildcard, so coverage cannot be {self.coverage}")
        if self.validation is Validation.EV and self.covers_ip:
            raise ValueError("an EV certificate holds no IP address, so covers_ip cannot be true")
        if self.purpose is not Purpose.WEBSITE and (self.acme or self.flex or self.covers_ip):
            raise ValueError("acme, flex and covers_ip go with purpose website alone")
        if self.coverage not in _COVERAGE.get(self.purpose, ()):
            raise ValueError(f"coverage {self.coverage} does not go with purpose {self.purpose}")
        if self.names_included and self.names_max and self.names_included > self.names_max:
            raise ValueError("names_included is more than names_max")
        return self

    def product(self, usual: dict[Validation, Usual], as_of: date) -> Product:
        """Return the product, with what is usual for its validation, and the file's day, where the entry is silent."""
        default = usual.get(self.validation, Usual()) if self.purpose is Purpose.WEBSITE else Usual()
        fields = self.model_dump() | {
            "shows": self.shows or default.shows,
            "issue_time": self.issue_time or default.issue_time,
            "as_of": self.as_of or as_of,
        }
        return Product(**fields)


class CatalogueFile(BaseModel):
    """The whole file."""

    model_config = ConfigDict(extra="forbid")

    as_of: date
    website: dict[Validation, Usual] = {}
    product: Annotated[tuple[Entry, ...], Field(min_length=1)]
