"""The webhook: tells another program of the shop's when a conversation is passed on, and when that ends.

signing   how it is proven that it was us
courier   carries what the store has for it, again and again until it arrives
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sslhelp.channels.webhook.courier import Courier

if TYPE_CHECKING:
    from sslhelp.app import Application


def courier(application: Application) -> Courier | None:
    """Return what carries notifications to the address that the settings name; None where they name none.

    It is to be started. Raises ConfigError for an address that would be reached in clear, and without a secret.
    """
    settings = application.settings
    if not settings.webhook_url or application.outbox is None:
        return None
    return Courier(application.outbox, settings.webhook_url, settings.webhook_secret, application.clock)
