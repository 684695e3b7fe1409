"""What staff are told of a conversation: what was asked, what was answered, and what the pasted files say. Redacted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sslhelp.model.chat import Answer, Choices, Notice
from sslhelp.model.pki import CertificateReport, ChainReport, CsrReport
from sslhelp.model.products import Recommendation

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sslhelp.model.chat import Context, Part
    from sslhelp.model.pki import Finding

NAMES_SHOWN = 5
FINDINGS_SHOWN = 3


def summary(context: Context) -> str:
    """Return what staff need to take over: the last questions and what was answered."""
    lines = [line for turn in context.turns for line in (_asked(turn.text), *map(told, turn.reply.parts)) if line]
    return "\n".join([*lines, _asked(context.asked)] if context.asked else lines)


def exchange(asked: str, parts: Sequence[Part], *, withheld: bool) -> str:
    """Return one exchange: `asked` is redacted; `withheld` says that the customer was not shown the parts."""
    lines = [line for part in parts if (line := told(part))]
    if withheld:
        lines = [f"Not shown to the customer. {line}" for line in lines]
    return "\n".join([asked or "[no text]", *lines])


def told(part: Part) -> str:
    """Return a part in a line; "" for one that staff need not know of."""
    match part:
        case Answer():
            return f"Answered from: {part.article.title}"
        case Choices(options=options) if any(option.id.startswith("handoff:") for option in options):
            return ""  # whether to pass it on: that they did is known
        case Choices():
            return f"Offered: {', '.join(option.label for option in part.options)}"
        case Recommendation():
            return f"Recommended: {part.product.name}"
        case CsrReport():
            return "CSR: " + "; ".join(_request(part))
        case CertificateReport():
            return "Certificate: " + "; ".join(_certificate(part))
        case ChainReport():
            return f"Chain: {part.verdict}{_heaviest(part.findings)}"
        case Notice(code=code) if code.startswith("private_key."):
            return "A private key was pasted. It was refused and not kept."
        case _:
            return ""


def _asked(text: str) -> str:
    return f"Asked: {text}"


def _request(report: CsrReport) -> Iterator[str]:
    names = [*report.dns_names, *report.ip_addresses]
    yield _few(names) if names else "no names"
    if report.key:
        yield f"{report.key.algorithm} {report.key.bits or report.key.curve or ''}".strip()
    yield f"{len(report.findings)} findings{_heaviest(report.findings)}"


def _certificate(report: CertificateReport) -> Iterator[str]:
    yield _few(report.dns_names) if report.dns_names else "no names"
    if report.not_after:
        yield f"ends {report.not_after.date().isoformat()}"
    yield f"{len(report.findings)} findings{_heaviest(report.findings)}"


def _few(names: Sequence[str]) -> str:
    more = len(names) - NAMES_SHOWN
    return ", ".join(names[:NAMES_SHOWN]) + (f" and {more} more" if more > 0 else "")


def _heaviest(findings: Sequence[Finding]) -> str:
    blocking = [finding.summary for finding in findings if finding.severity.blocks]
    return f" ({'; '.join(blocking[:FINDINGS_SHOWN])})" if blocking else ""
