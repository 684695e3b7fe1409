"""What the app asks of a workspace, as Slack wants to be told it: made of the listeners' own list, not kept by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from sslhelp.channels.slack.commands import COMMAND
from sslhelp.channels.slack.listeners import SHORTCUT
from sslhelp.channels.slack.surroundings import GREETING, PROMPTS

if TYPE_CHECKING:
    from sslhelp.config import Settings

Json = dict[str, Any]

EVENTS_PATH, INSTALL_PATH, REDIRECT_PATH = "/slack/events", "/slack/install", "/slack/oauth_redirect"
SCOPES = {
    "app_mentions:read": "to be asked by a mention",
    "assistant:write": "the assistant pane: its prompts and its status",
    "chat:write": "to answer",
    "commands": "/ssl, and the shortcut on messages",
    "files:read": "CSRs and certificates that come as files",
    "im:history": "to be asked in direct messages",
    "links:read": "links to the help centre, to unfold them",
    "links:write": "to unfold them",
}
"""Every scope, and what it is for; the others come with a support channel, and with questions in channels."""

SUPPORT_SCOPES = {
    "users:read": "the first name under which staff write to customers",
}
READING_SCOPES = {
    "channels:history": "what staff write in the support channel; plain questions in channels switched to them",
    "groups:history": "the same in private channels",
}
EVENTS = (
    "app_home_opened",
    "app_mention",
    "assistant_thread_context_changed",
    "assistant_thread_started",
    "link_shared",
    "message.im",
)
REVOKED = ("app_uninstalled", "tokens_revoked")
READING_EVENTS = ("message.channels", "message.groups")


def scopes(settings: Settings) -> list[str]:
    """Return what the bot may do, the least that it needs."""
    support = SUPPORT_SCOPES if settings.slack_support_channel else {}
    return sorted({**SCOPES, **support, **(READING_SCOPES if _reads(settings) else {})})


def _reads(settings: Settings) -> bool:
    """Whether channels are read at all, and not only what mentions us."""
    return bool(settings.slack_support_channel) or settings.slack_channel_questions


def manifest(settings: Settings) -> Json:
    """Return the app's manifest (docs.slack.dev/reference/app-manifest); with an app token, for Socket Mode."""
    socket_mode = bool(settings.slack_app_token.get_secret_value())
    address = {} if socket_mode else {"url": f"{settings.public_url}{EVENTS_PATH}"}
    request = {} if socket_mode else {"request_url": f"{settings.public_url}{EVENTS_PATH}"}
    host = urlsplit(settings.public_url).hostname or ""
    events = [*EVENTS, *(READING_EVENTS if _reads(settings) else ())]
    redirect = {}
    if settings.slack_client_id:
        events += REVOKED
        redirect = {"redirect_urls": [f"{settings.public_url}{REDIRECT_PATH}"]}
    return {
        "display_information": {
            "name": "SSL support",
            "description": "Answers about SSL certificates from our articles; reads CSRs and chains.",
        },
        "features": {
            "app_home": {
                "home_tab_enabled": True,
                "messages_tab_enabled": True,
                "messages_tab_read_only_enabled": False,
            },
            "assistant_view": {
                "assistant_description": GREETING,
                "suggested_prompts": [{"title": title, "message": message} for title, message in PROMPTS],
            },
            "bot_user": {"display_name": "ssl", "always_online": True},
            "shortcuts": [
                {
                    "name": "Analyse this CSR",
                    "type": "message",
                    "callback_id": SHORTCUT,
                    "description": "Reads a CSR, a certificate or a chain",
                }
            ],
            "slash_commands": [
                {
                    "command": COMMAND,
                    "description": "Ask about certificates, or read a CSR",
                    "usage_hint": "[question], csr, recommend, gaps",
                    "should_escape": True,
                    **address,
                }
            ],
            **({"unfurl_domains": [host]} if "." in host else {}),
        },
        "oauth_config": {**redirect, "scopes": {"bot": scopes(settings)}},
        "settings": {
            "event_subscriptions": {**request, "bot_events": sorted(events)},
            "interactivity": {"is_enabled": True, **request},
            "org_deploy_enabled": False,
            "socket_mode_enabled": socket_mode,
            "token_rotation_enabled": False,
        },
    }
