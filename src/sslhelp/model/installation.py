"""The workspaces that an app was installed in, and the Protocol of whoever keeps them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol, runtime_checkable


@dataclass(frozen=True, slots=True)
class Installation:
    """What an app may do in one workspace. `sealed_token` is encrypted: the store never sees the token itself."""

    team: str
    team_name: str
    sealed_token: str
    bot: str
    bot_user: str
    scopes: str
    at: datetime


class Installations(Protocol):
    """Keeps one installation of each workspace."""

    def keep(self, installation: Installation) -> None:
        """Keep an installation in place of the one before."""
        ...

    def find(self, team: str) -> Installation | None:
        """Return the installation of a workspace."""
        ...

    def forget(self, team: str) -> None:
        """Drop the installation of a workspace; a no-op when there is none."""
        ...


@runtime_checkable
class HasInstallations(Protocol):
    """A store that keeps installations too."""

    @property
    def installations(self) -> Installations:
        """Where they are kept."""
        ...
