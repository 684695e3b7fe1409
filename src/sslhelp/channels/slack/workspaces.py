"""The workspaces that we are in: one, by the token of the settings, or any number that installed the app by OAuth."""

from __future__ import annotations

import hmac
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Protocol

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from slack_sdk import WebClient
from slack_sdk.oauth.installation_store import Bot, InstallationStore
from slack_sdk.oauth.installation_store import Installation as SlackInstallation
from slack_sdk.oauth.state_store import OAuthStateStore

from sslhelp.errors import ConfigError, SslhelpError
from sslhelp.model.installation import HasInstallations, Installation

if TYPE_CHECKING:
    from collections.abc import Callable

    from slack_sdk.http_retry import RetryHandler

    from sslhelp.app import Application
    from sslhelp.config import Settings
    from sslhelp.model.installation import Installations
    from sslhelp.model.store import Store

API_SECONDS = 10
STATE_SECONDS = 600


class Workspaces(Protocol):
    """Where we are installed."""

    def client(self, team: str) -> WebClient:
        """Return what calls Slack as our bot in a workspace; raises SslhelpError where we are not installed."""
        ...


@dataclass(frozen=True)
class OneWorkspace:
    """The workspace of the settings' token, whatever it is called."""

    only: WebClient

    def client(self, team: str) -> WebClient:  # noqa: ARG002  (Protocol)
        """Return the only client."""
        return self.only


class InstalledWorkspaces(InstallationStore):
    """The workspaces in the store: implements `Workspaces`, and what Bolt keeps installations with."""

    def __init__(self, kept: Installations, keys: str, connect: Callable[[str], WebClient]) -> None:
        """`keys` are Fernet keys with commas between: the first seals, any may open, so that they can be changed.

        Raises ConfigError for keys that are none.
        """
        try:
            self._cipher = MultiFernet([Fernet(key.strip()) for key in keys.split(",")])
        except ValueError:
            raise ConfigError(
                "setting slack_token_key is no key", hint="make one with `sslhelp slack new-key`, and keep it secret"
            ) from None
        self._kept = kept
        self._connect = connect

    def client(self, team: str) -> WebClient:
        """Return what calls Slack as our bot in a workspace."""
        bot = self.find_bot(enterprise_id=None, team_id=team)
        if bot is None:
            raise SslhelpError(f"the app is not installed in workspace {team}", hint="install it at /slack/install")
        return self._connect(bot.bot_token)

    def save(self, installation: SlackInstallation) -> None:
        """Keep an installation, its token sealed."""
        self._kept.keep(
            Installation(
                team=installation.team_id or installation.enterprise_id or "",
                team_name=installation.team_name or "",
                sealed_token=self._cipher.encrypt((installation.bot_token or "").encode()).decode(),
                bot=installation.bot_id or "",
                bot_user=installation.bot_user_id or "",
                scopes=",".join(installation.bot_scopes or ()),
                at=datetime.fromtimestamp(installation.installed_at, UTC),
            )
        )

    def find_bot(
        self,
        *,
        enterprise_id: str | None,
        team_id: str | None,
        is_enterprise_install: bool | None = False,  # noqa: ARG002
    ) -> Bot | None:
        """Return our bot in a workspace; None where we are not installed, or the token can no longer be opened."""
        kept = self._kept.find(team_id or enterprise_id or "")
        if kept is None:
            return None
        try:
            token = self._cipher.decrypt(kept.sealed_token).decode()
        except InvalidToken:
            return None
        return Bot(
            team_id=kept.team,
            team_name=kept.team_name,
            bot_token=token,
            bot_id=kept.bot,
            bot_user_id=kept.bot_user,
            bot_scopes=kept.scopes,
            installed_at=kept.at.timestamp(),
        )

    def find_installation(self, **wanted: Any) -> SlackInstallation | None:
        """Return nothing: there are bots, and no tokens of people."""

    def delete_bot(self, *, enterprise_id: str | None, team_id: str | None) -> None:
        """Forget a workspace that took back the app's token."""
        self._kept.forget(team_id or enterprise_id or "")

    def delete_installation(
        self, *, enterprise_id: str | None, team_id: str | None, user_id: str | None = None
    ) -> None:
        """Do nothing: no tokens of people are kept."""


@dataclass(frozen=True)
class StateStore(OAuthStateStore):
    """The state of an installation that was begun: signed, good for ten minutes, and used once, by any worker."""

    secret: str
    store: Store
    clock: Callable[[], datetime]

    def issue(self, *_args: object, **_more: object) -> str:
        """Return a new state."""
        fresh = f"{int(self.clock().timestamp())}.{secrets.token_urlsafe(16)}"
        return f"{fresh}.{self._signature(fresh)}"

    def consume(self, state: str) -> bool:
        """Return whether a state is ours, young, and used for the first time."""
        fresh, _, signature = state.rpartition(".")
        begun = fresh.partition(".")[0]
        if not hmac.compare_digest(signature.encode(), self._signature(fresh).encode()) or not begun.isdecimal():
            return False
        now = self.clock()
        young = 0 <= now.timestamp() - int(begun) <= STATE_SECONDS
        return young and self.store.claim(f"slack-state:{state}", at=now)

    def _signature(self, fresh: str) -> str:
        return hmac.new(self.secret.encode(), fresh.encode(), "sha256").hexdigest()


def installed(application: Application, connect: Callable[[str], WebClient]) -> InstalledWorkspaces:
    """Return the workspaces of the store; raises ConfigError for a store that keeps none."""
    if not isinstance(application.store, HasInstallations):
        raise ConfigError("this store keeps no installations", hint="give sslhelp a database")
    keys = application.settings.slack_token_key.get_secret_value()
    return InstalledWorkspaces(application.store.installations, keys, connect)


def connection(
    settings: Settings, retry: Callable[[], list[RetryHandler]], seconds: int = API_SECONDS
) -> Callable[[str], WebClient]:
    """Return what makes a client of a token."""

    def connect(token: str) -> WebClient:
        return WebClient(token or None, settings.slack_api_url, timeout=seconds, retry_handlers=retry())

    return connect


def new_key() -> str:
    """Return a key with which tokens are sealed."""
    return Fernet.generate_key().decode()
