"""The catalogue's products, and what the advisor needs to know to choose among them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
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
    """A product of the catalogue. None stands for what its source does not say.

    `acme` tells of a subscription whose certificates an ACME client fetches and renews (RFC 8555). `flex` tells that
    the names are those of the order alone: the CSR's are ignored, and neither `www` nor a wildcard's base is added.
    `price` and `url` are the shop's own words. `as_of` is the day on which the entry was last held to its source.
    """

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
    acme: bool = False
    flex: bool = False
    trial: bool = False
    price: str | None = None
    url: str | None = None
    as_of: date | None = None


@dataclass(frozen=True, slots=True)
class Alternative:
    """A second product, and when it would be the better one."""

    product: Product
    choose_if: str


@dataclass(frozen=True, slots=True)
class Recommendation:
    """One product with its reasons in the customer's terms.

    `because` are the reasons, `limits` what it does not do, `expect` the validation, the time to issue and how long a
    certificate lives, `asks` what the order will ask the customer for. `names` are those that the certificate is to
    hold, the one for the common name first; none where none were named. `command` is OpenSSL's for a CSR with exactly
    these names, None where there is no name or no CSR to make.
    """

    product: Product
    because: tuple[str, ...]
    limits: tuple[str, ...]
    asks: tuple[str, ...]
    alternatives: tuple[Alternative, ...]
    expect: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    command: str | None = None
