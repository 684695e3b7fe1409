"""Whether Slack knows us: the token, what it may do, and the time that it is there."""

from __future__ import annotations

from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING

from slack_sdk.errors import SlackApiError

from sslhelp.channels.slack.manifest import scopes
from sslhelp.channels.slack.workspaces import connection
from sslhelp.errors import SslhelpError

if TYPE_CHECKING:
    from datetime import datetime

    from sslhelp.config import Settings


@dataclass(frozen=True, slots=True)
class Health:
    """In which workspace we are who, and the time by Slack's clock."""

    told: str
    now: datetime


def look(settings: Settings) -> Health:
    """Ask Slack; raises SslhelpError when it cannot be reached, or the token is refused or lacks a scope."""
    if settings.slack_client_id:
        raise SslhelpError(
            "with several workspaces there is no token to try", hint="see that the app answers in one of them"
        )
    client = connection(settings, list)(settings.slack_bot_token.get_secret_value())
    try:
        answer = client.auth_test()
    except SlackApiError as error:
        raise SslhelpError(
            f"slack refuses the token: {error.response.get('error')}",
            hint="set SSLHELP_SLACK_BOT_TOKEN to the token that Slack shows for the app",
        ) from None
    except OSError as error:
        raise SslhelpError(
            f"slack cannot be reached: {type(error).__name__}", hint=f"see that {settings.slack_api_url} can be reached"
        ) from None
    headers = {name.lower(): value for name, value in answer.headers.items()}
    granted = {scope.strip() for scope in headers.get("x-oauth-scopes", "").split(",") if scope.strip()}
    missing = [scope for scope in scopes(settings) if granted and scope not in granted]
    if missing:
        raise SslhelpError(
            f"the token lacks {', '.join(missing)}", hint="give the app the manifest of `sslhelp slack manifest` anew"
        )
    there = parsedate_to_datetime(headers["date"])
    return Health(f"in {answer['team']} as {answer['user']}", there)
