"""The catalogue of findings: declared once in `findings.toml`, observed in code by their codes."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from sslhelp.model.pki import Finding, Severity

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

MAX_EVIDENCE_CHARS = 300


@dataclass(frozen=True, slots=True)
class Declaration:
    """One entry of findings.toml; `summary`, `fix` and `citation` may hold `{placeholders}`."""

    code: str
    severity: Severity
    summary: str
    fix: str
    citation: str
    article: str


@cache
def catalogue() -> Mapping[str, Declaration]:
    """Return every declared finding by its code."""
    document = tomllib.loads(files("sslhelp.pki").joinpath("findings.toml").read_text("utf-8"))
    return {
        code: Declaration(
            code=code,
            severity=Severity(entry["severity"]),
            summary=entry["summary"],
            fix=entry["fix"],
            citation=entry["citation"],
            article=entry["article"],
        )
        for code, entry in document.items()
    }


def make(code: str, evidence: str = "", **values: object) -> Finding:
    """Return the finding `code` with what was seen, at most `MAX_EVIDENCE_CHARS` of it.

    `values` fill the placeholders of its texts; raises KeyError for a code or a placeholder that has no value.
    """
    declared = catalogue()[code]
    texts = declared.summary, declared.fix, declared.citation
    summary, fix, citation = [text.format_map(values) if "{" in text else text for text in texts]
    return Finding(code, declared.severity, summary, fix, _cut(evidence), citation, declared.article)


def _cut(evidence: str) -> str:
    return evidence if len(evidence) <= MAX_EVIDENCE_CHARS else f"{evidence[: MAX_EVIDENCE_CHARS - 1]}…"


def arranged(found: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return findings as a report has them: the worst first, and those that say the same as one with all evidence."""
    alike: dict[tuple[str, str, str], list[Finding]] = {}
    for each in found:
        alike.setdefault((each.code, each.summary, each.fix), []).append(each)
    if not alike:
        return ()
    merged = [
        first if not others else replace(first, evidence=_cut("; ".join(each.evidence for each in (first, *others))))
        for first, *others in alike.values()
    ]
    return tuple(sorted(merged, key=lambda finding: -finding.severity.rank))
