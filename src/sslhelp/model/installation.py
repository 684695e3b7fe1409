"""The workspaces that an app was installed in, what it hears there, and the Protocols of whoever keeps that."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
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


class Hearing(StrEnum):
    """What is answered in a channel: mentions, plain questions too where we are sure, or nothing."""

    MENTIONS = "mentions"
    QUESTIONS = "questions"
    OFF = "off"


class Channels(Protocol):
    """Keeps what is answered in each channel; mentions, where nothing else was said."""

    def hearing(self, team: str, channel: str) -> Hearing:
        """Return what is answered in a channel."""
        ...

    def hear(self, team: str, channel: str, hearing: Hearing) -> None:
        """Change what is answered in a channel."""
        ...


@runtime_checkable
class HasInstallations(Protocol):
    """A store that keeps installations too, and what is answered in channels."""

    @property
    def installations(self) -> Installations:
        """Where they are kept."""
        ...

    @property
    def channels(self) -> Channels:
        """Where it is kept what is answered in which channel."""
        ...
