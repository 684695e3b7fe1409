"""Read and check the articles of `kb/articles/<group>/<id>.md`; every fault is named with file and line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sslhelp.errors import Complaint, KnowledgeError
from sslhelp.knowledge import front_matter, markdown, placeholders
from sslhelp.model.knowledge import Article, Section

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping
    from pathlib import Path

MAX_ARTICLE_BYTES = 64 * 1024


def read_all(
    folder: Path, *, words: Mapping[str, str], article_url: Callable[[str], str], drafts: bool = False
) -> tuple[Article, ...]:
    """Read every article below `folder`, in order of id; drafts are passed over, however broken, or read too.

    `words` fills placeholders such as `{{ tls.max_days.now }}`; `article_url` turns an id into the article's address.
    Raises KnowledgeError with every fault of every file, so that one reading names them all.
    """
    articles: list[tuple[Path, Article]] = []
    complaints: list[Complaint] = []
    paths = sorted(path for path in folder.glob("*/*.md") if drafts or not _is_draft(path))
    for path in paths:
        try:
            articles.append((path, read(path, words=words, article_url=article_url)))
        except KnowledgeError as error:
            complaints += error.complaints
    complaints += _cross_check(articles, known={path.stem for path in paths})
    if not articles and not complaints:
        complaints = [Complaint(folder, 1, "there is no article in this folder")]
    if complaints:
        raise KnowledgeError(complaints)
    return tuple(sorted((article for _, article in articles), key=lambda article: article.id))


def read(path: Path, *, words: Mapping[str, str], article_url: Callable[[str], str]) -> Article:
    """Read one article; raises KnowledgeError with every fault of the file."""
    text = _text_of(path)
    try:
        head, body, body_line = front_matter.split(text)
    except ValueError as error:
        raise KnowledgeError([Complaint(path, 1, str(error))]) from None
    parsed = front_matter.parse(head)
    complaints = [] if isinstance(parsed, front_matter.FrontMatter) else [_at(path, fault) for fault in parsed]
    complaints += _unknown_words(path, body, body_line, words)
    chunks = markdown.split_sections(body, body_line)
    if not chunks:
        complaints.append(Complaint(path, body_line, "the article has no text"))
    complaints += [
        Complaint(path, chunk.line, f"the section {chunk.heading!r} has no text") for chunk in chunks if not chunk.text
    ]
    if complaints or not isinstance(parsed, front_matter.FrontMatter):
        raise KnowledgeError(complaints)
    misplaced = [
        Complaint(path, _line_of(path, f"{key}:"), f"{key}: is {value}, but the {place} is called {name}")
        for key, value, place, name in (
            ("id", parsed.id, "file", path.stem),
            ("group", parsed.group, "folder", path.parent.name),
        )
        if value != name
    ]
    if misplaced:
        raise KnowledgeError(misplaced)
    return Article(
        id=parsed.id,
        group=parsed.group,
        title=parsed.title,
        questions=tuple(parsed.questions),
        tags=tuple(parsed.tags),
        updated=parsed.updated,
        review_by=parsed.review_by,
        sources=tuple(parsed.sources),
        related=tuple(parsed.related),
        findings=tuple(parsed.findings),
        offers=tuple(parsed.offers),
        draft=parsed.draft,
        sections=tuple(_section(chunk, parsed.title, words, article_url) for chunk in chunks),
    )


def _is_draft(path: Path) -> bool:
    try:
        head, _, _ = front_matter.split(_text_of(path))
    except (ValueError, KnowledgeError):
        return False
    return front_matter.is_draft(head)


def _text_of(path: Path) -> str:
    content = path.read_bytes()
    if len(content) > MAX_ARTICLE_BYTES:
        raise KnowledgeError([Complaint(path, 1, f"the file is over {MAX_ARTICLE_BYTES // 1024} KiB")])
    try:
        return content.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise KnowledgeError([Complaint(path, line, "the file is not UTF-8 text")]) from None


def _at(path: Path, fault: front_matter.Fault) -> Complaint:
    return Complaint(path, fault.line, fault.message)


def _unknown_words(path: Path, body: str, body_line: int, words: Mapping[str, str]) -> list[Complaint]:
    return [
        Complaint(path, number, f"{{{{ {name} }}}} is no word of house.toml or of the rules")
        for number, line in enumerate(body.split("\n"), body_line)
        for name in placeholders.unknown(line, words)
    ]


def _section(chunk: markdown.Chunk, title: str, words: Mapping[str, str], article_url: Callable[[str], str]) -> Section:
    text = placeholders.fill(chunk.text, words)
    heading = placeholders.fill(chunk.heading, words) or title
    return Section(
        heading=heading,
        anchor=markdown.slug(chunk.heading) if chunk.heading else "",
        body=markdown.render(text, article_url=article_url),
        markdown=markdown.linked(text, article_url=article_url),
    )


def _cross_check(articles: Iterable[tuple[Path, Article]], known: Collection[str]) -> list[Complaint]:
    """Find what no file shows by itself: an id or a question used twice, a related article that does not exist.

    `known` are the ids of all files, broken ones included: one fault is not to be named in every article around it.
    """
    complaints: list[Complaint] = []
    ids: dict[str, Path] = {}
    questions: dict[str, Path] = {}
    for path, article in articles:
        if article.id in ids:
            complaints.append(Complaint(path, 2, f"id: {article.id} is taken by {ids[article.id]}"))
        ids.setdefault(article.id, path)
        for question in article.questions:
            key = " ".join(question.lower().split())
            if key in questions:
                line = _line_of(path, question)
                complaints.append(Complaint(path, line, f"questions: {question!r} also stands in {questions[key]}"))
            questions.setdefault(key, path)
    for path, article in articles:
        complaints += [
            Complaint(path, _line_of(path, other), f"related: there is no article {other}")
            for other in article.related
            if other not in known
        ]
    return complaints


def _line_of(path: Path, text: str) -> int:
    lines = path.read_text("utf-8-sig").split("\n")
    return next((number for number, line in enumerate(lines, 1) if text in line), 1)
