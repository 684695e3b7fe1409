"""`sslhelp kb lint`: what stops an article from being read, and what a reader, a search, a reviewer would stumble over.

Each module looks at one thing and yields complaints; what it needs from beyond the articles it gets as `Surroundings`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sslhelp.errors import Complaint, KnowledgeError
from sslhelp.knowledge import articles, house, placeholders
from sslhelp.knowledge.lint import calibration, dated, findings, head, links, products, questions, reading, structure
from sslhelp.knowledge.lint.manuscript import Manuscript

if TYPE_CHECKING:
    from pathlib import Path

    from sslhelp.knowledge.lint.surroundings import Surroundings

_CHECKS = (
    head.check,
    structure.check,
    links.check,
    questions.check,
    findings.check,
    products.check,
    dated.check,
    reading.check,
    calibration.check,
)


def lint(kb_dir: Path, surroundings: Surroundings) -> list[Complaint]:
    """Return every complaint about the knowledge base, in order of file and line; empty when it is clean.

    Articles that cannot be read are complained of first, and alone. Raises ConfigError when house.toml cannot be read.
    """
    words = placeholders.words(house.read(kb_dir / "house.toml"), surroundings.today)
    folder = kb_dir / "articles"
    try:
        found = articles.read_all(folder, words=words, article_url="/help/{}".format, drafts=True)
    except KnowledgeError as error:
        return list(error.complaints)
    manuscripts = [Manuscript.of(article, folder) for article in found]
    return sorted(complaint for check in _CHECKS for complaint in check(manuscripts, surroundings))
