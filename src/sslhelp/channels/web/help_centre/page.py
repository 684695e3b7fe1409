"""A page of the help centre, with what all of them show."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import render_template, request

if TYPE_CHECKING:
    from sslhelp.app import Application


def page(application: Application, template: str, **shown: Any) -> str:
    """Return a page; its canonical address is the one without a query."""
    canonical = application.settings.public_url + request.path
    return render_template(f"help/{template}", house=application.library.house, canonical=canonical, **shown)
