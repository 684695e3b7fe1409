"""How much one client may ask for: counted by address, in the memory of each worker."""

from __future__ import annotations

import math
import time
from ipaddress import IPv6Address, IPv6Network, ip_address
from typing import TYPE_CHECKING

from flask import current_app, request
from flask_limiter import Limiter
from werkzeug.middleware.proxy_fix import ProxyFix

from sslhelp.assistant.handoffs import PASS_ON

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flask import Blueprint, Flask

    from sslhelp.config import Settings

IPV6_PREFIX = 64
"""What a provider gives to one customer at the least (RFC 6177, 2): a client can use any address below it."""

_UNCOUNTED = ("static", "widget.loader", "health.healthz")


def register(app: Flask, settings: Settings, *, asking: Sequence[Blueprint]) -> None:
    """Count the requests of each client, and apart from them what it posts to the routes of `asking`."""
    hops = settings.trusted_proxies
    if hops:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops)  # type: ignore[method-assign]
    limiter = Limiter(
        client, app=app, default_limits=[settings.request_limit], storage_uri="memory://", strategy="moving-window"
    )
    counted = limiter.shared_limit(settings.message_limit, scope="asking", methods=["POST"], override_defaults=False)
    for routes in asking:
        counted(routes)
    limiter.request_filter(lambda: request.endpoint in _UNCOUNTED or request.method == "OPTIONS")


def count_handoff(choice: str | None, limit: str) -> None:
    """Count a conversation that is passed on, apart from all else: it takes people's time. Refuses beyond `limit`."""
    if choice == PASS_ON:
        (limiter, *_) = current_app.extensions["limiter"]
        with limiter.limit(limit, key_func=lambda: f"handoff {client()}"):
            pass


def client() -> str:
    """Return what stands for the client: its address, of IPv6 the network that one customer has."""
    try:
        address = ip_address(request.remote_addr or "")
    except ValueError:
        return "unknown"
    if not isinstance(address, IPv6Address):
        return str(address)
    return str(address.ipv4_mapped or IPv6Network((address, IPV6_PREFIX), strict=False))


def seconds_to_wait() -> int:
    """Return in how many seconds a client that has asked for too much may ask again, 1 at the least."""
    (limiter, *_) = current_app.extensions["limiter"]
    breached = limiter.current_limit
    return max(1, math.ceil(breached.reset_at - time.time())) if breached else 1
