"""The shop: `kb/house.toml`, with the words that articles take from it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from sslhelp.config import read_toml
from sslhelp.errors import ConfigError
from sslhelp.model.knowledge import Contact, House

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path


class _Contact(BaseModel):
    model_config = ConfigDict(extra="forbid")

    name: str = Field(min_length=1)
    url: str = Field(default="", pattern=r"^(https://\S+)?$")
    email: str = Field(default="", pattern=r"^([^@\s]+@[^@\s]+)?$")
    hours: str = ""


class _House(BaseModel):
    model_config = ConfigDict(extra="allow")

    name: str = Field(min_length=1)
    url: str = Field(pattern=r"^https?://\S+$")
    contact: _Contact
    groups: dict[str, str] = {}


def read(path: Path) -> House:
    """Read the house file; raises ConfigError naming the file and the entry that is wrong."""
    document = read_toml(path)
    try:
        house = _House.model_validate(document)
    except ValidationError as error:
        fault = error.errors()[0]
        entry = ".".join(str(part) for part in fault["loc"])
        raise ConfigError(f"{path}: {entry}: {fault['msg'].lower()}", hint="correct the entry and try again") from None
    return House(
        name=house.name,
        url=house.url,
        contact=Contact(**house.contact.model_dump()),
        words=dict(_flatten("house", document)),
        groups=house.groups,
    )


def _flatten(prefix: str, table: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    for key, value in table.items():
        name = f"{prefix}.{key}"
        if isinstance(value, dict):
            yield from _flatten(name, value)
        else:
            yield name, str(value)
