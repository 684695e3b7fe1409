"""Until when a root programme trusts its roots: for what was issued up to a moment, and by the age of their keys."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime


@dataclass(frozen=True, slots=True)
class RootProgramme:
    """The terms on which roots are trusted for websites.

    `distrusted` leads from a root's SHA-256 (64 hex digits) to the moment after which it may issue nothing that is
    trusted. `schedule` holds pairs of days in order of time: a key made before the first is trusted until the second,
    a younger one for `years`.
    """

    distrusted: Mapping[str, datetime]
    schedule: tuple[tuple[date, date], ...]
    years: int

    def websites_until(self, made: date) -> date:
        """Return the day on which a root leaves whose key was made on the day `made`."""
        leaves = next((until for made_before, until in self.schedule if made < made_before), None)
        return leaves or _years_after(made, self.years)


@cache
def mozilla() -> RootProgramme:
    """Return the terms of Mozilla's programme (Root Store Policy 7.4), from distrust.toml."""
    document = tomllib.loads(files("sslhelp.policy").joinpath("distrust.toml").read_text("utf-8"))
    lifecycle = document["lifecycle"]
    return RootProgramme(
        distrusted={root["sha256"]: root["after"] for root in document["distrust"]["roots"]},
        schedule=tuple((step["made_before"], step["until"]) for step in lifecycle["schedule"]),
        years=lifecycle["years"],
    )


def _years_after(day: date, years: int) -> date:
    """Return the same day of a later year; the first of March for a 29 February that it does not have."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)
