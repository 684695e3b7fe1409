"""The catalogue's products, and what the advisor needs to know to choose among them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Purpose(StrEnum):
    """What is to be secured."""

    WEBSITE = "website"
    EMAIL = "email"
    CODE = "code"
    DOCUMENTS = "documents"
    CLIENT = "client"


class Coverage(StrEnum):
    """Which names one certificate holds."""

    SINGLE = "single"
    WILDCARD = "wildcard"
    MULTI = "multi"
    MULTI_WILDCARD = "multi_wildcard"
    MAILBOX = "mailbox"
    SIGNER = "signer"


class Validation(StrEnum):
    """How much the CA checks, and so what the certificate shows.

    DV: the domain (or the mailbox) alone. IV: a person. OV: an organisation. EV: an organisation, by the EV guidelines.
    """

    DV = "DV"
    IV = "IV"
    OV = "OV"
    EV = "EV"


@dataclass(frozen=True, slots=True)
class Product:
    """A product of the catalogue. None stands for what its source does not say."""

    id: str
    name: str
    brand: str
    purpose: Purpose
    validation: Validation
    coverage: Coverage
    names_included: int | None
    names_max: int | None
    covers_ip: bool
    shows: tuple[str, ...]
    issue_time: str | None
    source: str


@dataclass(frozen=True, slots=True)
class Alternative:
    """A second product, and when it would be the better one."""

    product: Product
    choose_if: str


@dataclass(frozen=True, slots=True)
class Recommendation:
    """One product with its reasons in the customer's terms.

    `because` are the reasons, `limits` what it does not do, `asks` what the order will ask the customer for.
    """

    product: Product
    because: tuple[str, ...]
    limits: tuple[str, ...]
    asks: tuple[str, ...]
    alternatives: tuple[Alternative, ...]
