"""Slack: `/ssl`, mentions, direct messages, a shortcut, buttons. Nothing is decided here, only translated.

listeners   which of Slack's requests are ours
commands    what the words after `/ssl` ask for
views       the forms and the home page of the app
surroundings  the home page, the assistant pane, links to articles
incoming    a payload of Slack's as what was said, and where
responder   the assistant's reply, put where it belongs
files       files that came with a message
staff       which of Slack's requests are about customers who were passed on
support     what staff write to customers who were passed on
case        such a customer, as staff see them
relay       what those customers write, carried to staff
manifest    what the app asks of a workspace
work        acknowledge first, work after
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from flask import request
from slack_bolt import App
from slack_bolt.adapter.flask import SlackRequestHandler
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_sdk import WebClient
from slack_sdk.signature import SignatureVerifier

from sslhelp.channels.slack.commands import Commands
from sslhelp.channels.slack.listeners import Listeners
from sslhelp.channels.slack.manifest import EVENTS_PATH
from sslhelp.channels.slack.relay import CALL_SECONDS, Relay
from sslhelp.channels.slack.responder import API_SECONDS, Responder, retry_handlers
from sslhelp.channels.slack.staff import StaffListeners
from sslhelp.channels.slack.support import Support
from sslhelp.channels.slack.surroundings import Surroundings
from sslhelp.channels.slack.work import Workers
from sslhelp.config import LOOPBACK
from sslhelp.errors import ConfigError

if TYPE_CHECKING:
    from flask import Flask
    from flask.typing import ResponseReturnValue

    from sslhelp.app import Application


def create_bolt(application: Application, *, workers: Workers | None = None) -> App:
    """Return the Bolt app of a shop's workspace.

    Raises ConfigError without a bot token and a signing secret, and for an API that the token would reach in clear.

    `workers` do the work that is left after Slack has been answered; by default the app has its own.
    """
    settings = application.settings
    for name in ("slack_bot_token", "slack_signing_secret"):
        if not getattr(settings, name).get_secret_value():
            raise ConfigError(
                f"setting {name} is empty", hint=f"set SSLHELP_{name.upper()} to what Slack shows for the app"
            )
    _check_confidential(settings.slack_api_url)
    client = WebClient(
        token=settings.slack_bot_token.get_secret_value(),
        base_url=settings.slack_api_url,
        timeout=API_SECONDS,
        retry_handlers=retry_handlers(),
    )
    bolt = App(
        name="sslhelp",
        client=client,
        signing_secret=settings.slack_signing_secret.get_secret_value(),
        token_verification_enabled=False,  # asked at the first request: an outage of Slack's must not stop the web chat
    )
    responder, workers = Responder(application, client), workers or Workers()
    if support := _support(application, client):
        StaffListeners(support, responder, workers).register(bolt)
    for listeners in (Commands, Surroundings, Listeners):
        listeners(responder, workers).register(bolt)
    return bolt


def _support(application: Application, client: WebClient) -> Support | None:
    """Return the staff's side of hand-offs, where a channel is named for them and the store keeps any."""
    channel = application.settings.slack_support_channel
    return Support(application, application.desk, client, channel) if channel and application.desk else None


def relay(application: Application, bolt: App) -> Relay | None:
    """Return what carries customers' words to the support channel, where there is one; it is to be started."""
    support = _support(application, bolt.client)
    if support is None:
        return None
    once = WebClient(bolt.client.token, bolt.client.base_url, timeout=CALL_SECONDS, retry_handlers=[])
    return Relay(support, once, application.clock)


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

    return bolt


def run_socket_mode(application: Application) -> None:
    """Answer over a web socket that this process opens, until it is stopped; needs the app token as well."""
    token = application.settings.slack_app_token.get_secret_value()
    bolt = create_bolt(application)
    carrying = relay(application, bolt)
    if carrying:
        carrying.start()
    SocketModeHandler(bolt, token).start()  # type: ignore[no-untyped-call]
