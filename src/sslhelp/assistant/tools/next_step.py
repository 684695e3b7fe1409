"""What a customer may want to do with the CSR that has just been read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sslhelp.assistant.context import ARTICLE_CHOICE
from sslhelp.assistant.tools import advise
from sslhelp.model.chat import Choices, Option
from sslhelp.model.pki import CsrReport
from sslhelp.products.advisor import at_once
from sslhelp.products.requirements import with_csr
from sslhelp.products.understanding import understand

if TYPE_CHECKING:
    from collections.abc import Container, Sequence

    from sslhelp.model.chat import Part

ARTICLE = "csr-next-steps"
"""The article that leads from a CSR to the certificate."""


def after(parts: Sequence[Part], articles: Container[str]) -> tuple[Choices, ...]:
    """Return the ways on from a reply: from one CSR that can be used, to the order and to the product for its names."""
    requests = [part for part in parts if isinstance(part, CsrReport)]
    if len(requests) != 1 or not requests[0].is_usable:
        return ()
    request = requests[0]
    names = [*request.dns_names, *request.ip_addresses] or [*request.emails]
    options = [Option(f"{ARTICLE_CHOICE}{ARTICLE}", "From this CSR to the certificate")] if ARTICLE in articles else []
    if names:
        wanted = with_csr(at_once(understand("", names=names)))
        options.append(Option(f"{advise.PREFIX}{wanted.encode()}", "Which product fits these names"))
    return (Choices("What next?", tuple(options)),) if len(options) > 1 else ()
