"""Slack: `/ssl`, mentions, direct messages, a shortcut, buttons. Nothing is decided here, only translated.

listeners   which of Slack's requests are ours
commands    what the words after `/ssl` ask for
views       the forms and the home page of the app
surroundings  the home page, the assistant pane, links to articles
incoming    a payload of Slack's as what was said, and where
responder   the assistant's reply, put where it belongs
again       what was answered, shared, continued, or something else in its place
files       files that came with a message
staff       which of Slack's requests are about customers who were passed on
support     what staff write to customers who were passed on
case        such a customer, as staff see them
relay       what those customers write, carried to staff
workspaces  where the app is installed
manifest    what the app asks of a workspace
work        acknowledge first, work after
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from flask import request
from pydantic import SecretStr
from slack_bolt import App
from slack_bolt.adapter.flask import SlackRequestHandler
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_bolt.oauth.oauth_settings import OAuthSettings
from slack_sdk.signature import SignatureVerifier

from sslhelp.channels.slack.commands import Commands
from sslhelp.channels.slack.listeners import Listeners
from sslhelp.channels.slack.manifest import EVENTS_PATH, INSTALL_PATH, REDIRECT_PATH, scopes
from sslhelp.channels.slack.relay import CALL_SECONDS, Relay
from sslhelp.channels.slack.responder import Responder, retry_handlers
from sslhelp.channels.slack.staff import StaffListeners
from sslhelp.channels.slack.support import Support
from sslhelp.channels.slack.surroundings import Surroundings
from sslhelp.channels.slack.work import Workers
from sslhelp.channels.slack.workspaces import (
    API_SECONDS,
    InstalledWorkspaces,
    OneWorkspace,
    StateStore,
    connection,
    installed,
)
from sslhelp.config import LOOPBACK
from sslhelp.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask import Flask
    from flask.typing import ResponseReturnValue
    from slack_sdk.http_retry import RetryHandler

    from sslhelp.app import Application
    from sslhelp.channels.slack.workspaces import Workspaces
    from sslhelp.config import Settings


_OAUTH = ("slack_client_secret", "slack_token_key")


def create_bolt(application: Application, *, workers: Workers | None = None) -> App:
    """Return the Bolt app of a shop: for the workspace of its bot token, or, with a client id, for all that install it.

    Raises ConfigError without the secrets that this takes, and for an API that the token would reach in clear.

    `workers` do the work that is left after Slack has been answered; by default the app has its own.
    """
    settings = application.settings
    several = bool(settings.slack_client_id)
    _require(settings, "slack_signing_secret", *(_OAUTH if several else ("slack_bot_token",)))
    _check_confidential(settings.slack_api_url)
    workspaces = _workspaces(application, retry_handlers)
    options: dict[str, Any] = {}
    if isinstance(workspaces, InstalledWorkspaces):
        options["oauth_settings"] = _oauth(application, workspaces)
    bolt = App(
        name="sslhelp",
        client=connection(settings, retry_handlers)(settings.slack_bot_token.get_secret_value()),
        signing_secret=settings.slack_signing_secret.get_secret_value(),
        token_verification_enabled=False,  # asked at the first request: an outage of Slack's must not stop the web chat
        **options,
    )
    if several:
        bolt.enable_token_revocation_listeners()
    responder, workers = Responder(application, workspaces), workers or Workers()
    if support := _support(application, workspaces):
        StaffListeners(support, responder, workers).register(bolt)
    for listeners in (Commands, Surroundings, Listeners):
        listeners(responder, workers).register(bolt)
    return bolt


def relay(application: Application) -> Relay | None:
    """Return what carries customers' words to the support channel, where there is one; it is to be started."""
    support = _support(application, _workspaces(application, retry_handlers))
    if support is None:
        return None
    return Relay(support, _workspaces(application, list, seconds=CALL_SECONDS), application.clock)


def _workspaces(
    application: Application, retry: Callable[[], list[RetryHandler]], seconds: int = API_SECONDS
) -> OneWorkspace | InstalledWorkspaces:
    settings = application.settings
    connect = connection(settings, retry, seconds)
    if settings.slack_client_id:
        return installed(application, connect)
    return OneWorkspace(connect(settings.slack_bot_token.get_secret_value()))


def _support(application: Application, workspaces: Workspaces) -> Support | None:
    """Return the staff's side of hand-offs, where a channel is named for them and the store keeps any."""
    settings, desk = application.settings, application.desk
    if not settings.slack_support_channel or desk is None:
        return None
    if settings.slack_client_id:
        _require(settings, "slack_support_team")
    return Support(application, desk, workspaces, settings.slack_support_team, settings.slack_support_channel)


def _oauth(application: Application, workspaces: InstalledWorkspaces) -> OAuthSettings:
    settings = application.settings
    secret = settings.slack_client_secret.get_secret_value()
    return OAuthSettings(
        client_id=settings.slack_client_id,
        client_secret=secret,
        scopes=scopes(settings),
        redirect_uri=settings.public_url + REDIRECT_PATH,
        install_path=INSTALL_PATH,
        redirect_uri_path=REDIRECT_PATH,
        installation_store=workspaces,
        installation_store_bot_only=True,
        state_store=StateStore(secret, application.store, application.clock),
    )


def _require(settings: Settings, *names: str) -> None:
    for name in names:
        value = getattr(settings, name)
        if not (value.get_secret_value() if isinstance(value, SecretStr) else value):
            raise ConfigError(
                f"setting {name} is empty", hint=f"set SSLHELP_{name.upper()} to what Slack shows for the app"
            )


def _check_confidential(api_url: str) -> None:
    parts = urlsplit(api_url)
    if parts.scheme != "https" and parts.hostname not in LOOPBACK:
        raise ConfigError(
            "setting slack_api_url is not an https address", hint="unset SSLHELP_SLACK_API_URL to use Slack's own"
        )


def attach(flask_app: Flask, application: Application, *, workers: Workers | None = None) -> App:
    """Answer Slack's requests on `EVENTS_PATH`; nothing unsigned is even parsed. Raises as `create_bolt`."""
    bolt = create_bolt(application, workers=workers)
    handler = SlackRequestHandler(bolt)
    verifier = SignatureVerifier(application.settings.slack_signing_secret.get_secret_value())

    @flask_app.post(EVENTS_PATH)
    def slack_events() -> ResponseReturnValue:
        request.max_content_length = application.settings.max_body_bytes
        try:
            if not verifier.is_valid_request(request.get_data(), dict(request.headers)):
                return {"error": "the signature or the timestamp is wrong"}, 401
            return handler.handle(request)
        except ValueError:
            return {"error": "the body is not what Slack sends"}, 400

    if bolt.oauth_flow:
        for path in (INSTALL_PATH, REDIRECT_PATH):
            flask_app.get(path, endpoint=f"slack{path.replace('/', '_')}")(lambda: handler.handle(request))
    return bolt


def run_socket_mode(application: Application) -> None:
    """Answer over a web socket that this process opens, until it is stopped; needs the app token as well."""
    token = application.settings.slack_app_token.get_secret_value()
    bolt = create_bolt(application)
    carrying = relay(application)
    if carrying:
        carrying.start()
    SocketModeHandler(bolt, token).start()  # type: ignore[no-untyped-call]
