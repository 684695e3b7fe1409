"""The shop: `kb/house.toml`, with the words that articles take from it."""

from __future__ import annotations

from datetime import time
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from sslhelp.config import read_toml
from sslhelp.errors import ConfigError
from sslhelp.model.knowledge import Contact, Hours, House

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


class _Contact(BaseModel):
    model_config = ConfigDict(extra="forbid")

    name: str = Field(min_length=1)
    url: str = Field(default="", pattern=r"^(https://\S+)?$")
    email: str = Field(default="", pattern=r"^([^@\s]+@[^@\s]+)?$")
    hours: str = ""


class _Hours(BaseModel):
    model_config = ConfigDict(extra="forbid")

    timezone: str
    mon: str = ""
    tue: str = ""
    wed: str = ""
    thu: str = ""
    fri: str = ""
    sat: str = ""
    sun: str = ""

    @model_validator(mode="after")
    def _can_be_read(self) -> _Hours:
        self.hours()
        return self

    def hours(self) -> Hours:
        """Return them; raises ValueError for a zone or a time that there is not."""
        try:
            ZoneInfo(self.timezone)
        except (ZoneInfoNotFoundError, ValueError):
            raise ValueError(f"there is no time zone {self.timezone!r}: write it as Europe/Bucharest") from None
        spans = {day: getattr(self, name) for day, name in enumerate(_DAYS)}
        return Hours(self.timezone, {day: _span(text) for day, text in spans.items() if text})


def _span(text: str) -> tuple[time, time]:
    begins, _, ends = text.partition("-")
    try:
        return time.fromisoformat(begins.strip()), time.fromisoformat(ends.strip())
    except ValueError:
        raise ValueError(f"{text!r} is no span of time: write it as 09:00-17:00") from None


class _House(BaseModel):
    model_config = ConfigDict(extra="allow")

    name: str = Field(min_length=1)
    url: str = Field(pattern=r"^https?://\S+$")
    contact: _Contact
    groups: dict[str, str] = {}
    hours: _Hours | None = None


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
        hours=house.hours.hours() if house.hours else None,
    )


def _flatten(prefix: str, table: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    for key, value in table.items():
        name = f"{prefix}.{key}"
        if isinstance(value, dict):
            yield from _flatten(name, value)
        else:
            yield name, str(value)
