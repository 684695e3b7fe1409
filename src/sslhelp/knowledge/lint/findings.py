"""Findings and articles hold each other: each finding names an article, and that article says that it explains it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sslhelp.errors import Complaint

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from sslhelp.knowledge.lint.manuscript import Manuscript
    from sslhelp.knowledge.lint.surroundings import Surroundings


def check(manuscripts: Sequence[Manuscript], surroundings: Surroundings) -> Iterator[Complaint]:
    """Complain of findings without an article, and of articles that claim what is not theirs or leave out what is."""
    declared = surroundings.findings
    by_id = {each.article.id: each for each in manuscripts}
    for each in manuscripts:
        yield from _claims(each, declared)
    folder = manuscripts[0].path.parents[1]
    for article_id in sorted(set(declared.values())):
        codes = sorted(code for code, article in declared.items() if article == article_id)
        explains = by_id.get(article_id)
        if not explains:
            yield Complaint(folder, 1, f"there is no article {article_id}, which the finding {codes[0]} names")
            continue
        for code in codes:
            if not any(_holds(pattern, code) for pattern in explains.article.findings):
                message = f"findings: {code} names this article, which does not list it"
                yield explains.complaint(explains.line_of("findings:"), message)


def _claims(manuscript: Manuscript, declared: Mapping[str, str]) -> Iterator[Complaint]:
    for pattern in manuscript.article.findings:
        codes = [code for code in declared if _holds(pattern, code)]
        if not codes:
            yield manuscript.complaint(manuscript.line_of(pattern), f"findings: there is no finding {pattern}")
        for code in codes:
            if declared[code] != manuscript.article.id:
                message = f"findings: {code} names the article {declared[code]}"
                yield manuscript.complaint(manuscript.line_of(pattern), message)


def _holds(pattern: str, code: str) -> bool:
    return code.startswith(pattern[:-1]) if pattern.endswith(".*") else code == pattern
