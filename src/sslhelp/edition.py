"""An edition of the knowledge base: what was read from kb/, rendered, indexed, and is now answered from.

An edition is a build artefact: a folder named by the hash of what went into it (articles, house, synonyms, the dated
rules in force, and the code that builds it), built once by whoever comes first, renamed into place, and opened
read-only by every worker. A broken article stops the next edition, never the present one.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from pathlib import Path
from threading import Event, Thread
from typing import TYPE_CHECKING

import structlog
from filelock import FileLock
from pydantic import TypeAdapter

from sslhelp.errors import SslhelpError
from sslhelp.model.knowledge import Article, House
from sslhelp.policy import rules

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date, datetime

    from sslhelp.model.knowledge import SearchIndex
    from sslhelp.search.embedding import Embedder

KEPT_EDITIONS = 3
_INDEX = "index"
_LAST_GOOD = "last-good"
_ARTICLES = TypeAdapter(tuple[Article, ...])
_HOUSE = TypeAdapter(House)

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Edition:
    """One edition, opened: implements `Library`."""

    id: str
    articles: Mapping[str, Article]
    house: House
    index: SearchIndex


@dataclass(frozen=True, slots=True)
class Recipe:
    """What an edition is made from, beside the day: the knowledge base, where its pages are, and the embedding model.

    `drafts` takes in the articles that are not to be published yet.
    """

    kb_dir: Path
    public_url: str
    embedder: Embedder | None = None
    drafts: bool = False


def fingerprint(recipe: Recipe, day: date) -> str:
    """Return the name of the edition that this knowledge base and this code make on `day`: 20 hex digits."""
    digest = hashlib.sha256(_code_fingerprint())
    model = recipe.embedder.name if recipe.embedder else ""
    digest.update(f"{recipe.public_url}\0{rules.epoch(day)}\0{recipe.drafts}\0{model}\0".encode())
    for path in _sources(recipe.kb_dir):
        digest.update(f"{path.relative_to(recipe.kb_dir)}\0".encode() + path.read_bytes() + b"\0")
    return digest.hexdigest()[:20]


def build(recipe: Recipe, editions_dir: Path, day: date, *, progress: Callable[[int, int], None] | None = None) -> Path:
    """Build the edition for the rules in force on `day`, unless it stands already, and return its folder.

    `progress` is told how many of how many texts are embedded; what an earlier edition has embedded is taken over.
    Raises KnowledgeError with every fault of the articles, or ConfigError for house.toml and synonyms.toml.
    """
    folder = editions_dir / fingerprint(recipe, day)
    if folder.is_dir():
        return folder
    editions_dir.mkdir(parents=True, exist_ok=True)
    with FileLock(editions_dir / ".lock"):
        if folder.is_dir():  # another worker was faster
            return folder
        unfinished = Path(tempfile.mkdtemp(prefix=".unfinished-", dir=editions_dir))
        try:
            _write(recipe, unfinished, day, previous=_newest(editions_dir), progress=progress)
            unfinished.rename(folder)
        finally:
            shutil.rmtree(unfinished, ignore_errors=True)
        _drop_old(editions_dir, keep=folder)
    return folder


def index_in(folder: Path) -> Path:
    """Return where the index of a built edition is."""
    return folder / _INDEX


def open_edition(folder: Path, embedder: Embedder | None = None) -> Edition:
    """Open a built edition read-only, with the embedder that it was built with."""
    from sslhelp.search.index import Index  # noqa: PLC0415  (the engine is loaded when it is used)

    articles = _ARTICLES.validate_json((folder / "articles.json").read_bytes())
    return Edition(
        id=folder.name,
        articles={article.id: article for article in articles},
        house=_HOUSE.validate_json((folder / "house.json").read_bytes()),
        index=Index(index_in(folder), embedder),
    )


def _write(
    recipe: Recipe, folder: Path, day: date, *, previous: Path | None, progress: Callable[[int, int], None] | None
) -> None:
    from sslhelp.knowledge import articles, house, placeholders  # noqa: PLC0415  (Markdown and YAML: only to build)
    from sslhelp.search import analysis, confidence, index  # noqa: PLC0415

    shop = house.read(recipe.kb_dir / "house.toml")
    words = placeholders.words(shop, day)
    url = (recipe.public_url + "/help/{}").format
    found = articles.read_all(recipe.kb_dir / "articles", words=words, article_url=url, drafts=recipe.drafts)
    (folder / "articles.json").write_bytes(_ARTICLES.dump_json(found))
    (folder / "house.json").write_bytes(_HOUSE.dump_json(shop))
    (folder / _INDEX).mkdir()
    index.build(
        found,
        synonyms=analysis.read_synonyms(recipe.kb_dir / "synonyms.toml"),
        folder=folder / _INDEX,
        embedder=recipe.embedder,
        calibrations=confidence.read(recipe.kb_dir),
        previous=index_in(previous) if previous else None,
        progress=progress,
    )


def _newest(editions_dir: Path) -> Path | None:
    """Return the edition that was built last, from which vectors may be taken over."""
    built = [path for path in editions_dir.iterdir() if (path / _INDEX).is_dir()]
    return max(built, key=lambda path: path.stat().st_mtime, default=None)


def _sources(kb_dir: Path) -> list[Path]:
    return [*sorted(kb_dir.glob("articles/*/*.md")), *sorted(kb_dir.glob("*.toml"))]


@cache
def _code_fingerprint() -> bytes:
    package = Path(__file__).parent
    digest = hashlib.sha256(Path(__file__).read_bytes())
    for path in sorted(
        source for layer in ("model", "knowledge", "search", "policy") for source in (package / layer).rglob("*.py")
    ):
        digest.update(path.read_bytes())
    digest.update((package / "policy" / "policy.toml").read_bytes())
    for library in ("markdown", "nh3", "whoosh3"):
        digest.update(version(library).encode())
    return digest.digest()


def _drop_old(editions_dir: Path, *, keep: Path) -> None:
    others = [path for path in editions_dir.iterdir() if path.is_dir() and path != keep]
    for path in sorted(others, key=lambda old: old.stat().st_mtime)[: -(KEPT_EDITIONS - 1)]:
        shutil.rmtree(path, ignore_errors=True)


class LiveLibrary:
    """The edition now answered from; swapped whole when kb/ or a dated rule changes, kept when a change is broken."""

    def __init__(self, recipe: Recipe, editions_dir: Path, *, clock: Callable[[], datetime]) -> None:
        """Open the newest edition; where kb/ is broken, the last good one. `clock` returns an aware UTC time.

        Editions with drafts want a folder of their own, so that none of them is ever the last good one of a server.
        Raises what `build` raises when there is no good edition at all.
        """
        self._recipe, self._editions_dir, self._clock = recipe, editions_dir, clock
        self._stop = Event()
        self._seen = self._stamp()  # before the reading, so that no change slips between the two
        self.fault: SslhelpError | None = None
        try:
            self._edition = self._newest()
        except SslhelpError as error:
            self._edition = self._last_good(error)
            self._report(error)

    @property
    def current(self) -> Edition:
        """The edition as a whole: take it once for one reply, so that index and articles fit together."""
        return self._edition

    @property
    def articles(self) -> Mapping[str, Article]:
        """The articles of the current edition."""
        return self._edition.articles

    @property
    def house(self) -> House:
        """The shop, as of the current edition."""
        return self._edition.house

    @property
    def index(self) -> SearchIndex:
        """The index of the current edition."""
        return self._edition.index

    def refresh(self) -> bool:
        """Swap to the newest edition when kb/ has changed; a broken one is reported and leaves the present one."""
        try:
            if fingerprint(self._recipe, self._clock().date()) == self._edition.id:
                self.fault = None
                return False
            self._edition = self._newest()
        except (SslhelpError, OSError) as error:
            self._report(error if isinstance(error, SslhelpError) else SslhelpError(f"kb: {error.strerror}"))
            return False
        self.fault = None
        log.info("edition.swapped", edition=self._edition.id, articles=len(self._edition.articles))
        return True

    def watch(self, every: float = 0.5) -> None:
        """Look at kb/ every so many seconds from a daemon thread, until `stop`."""
        Thread(target=self._watch, args=(every,), name="kb-watch", daemon=True).start()

    def stop(self) -> None:
        """End the watching."""
        self._stop.set()

    def _watch(self, every: float) -> None:
        while not self._stop.wait(every):
            stamp = self._stamp()
            if stamp != self._seen:
                self._seen = stamp
                self.refresh()

    def _stamp(self) -> tuple[object, ...]:
        """Return what changes when a file of kb/ or a dated rule does; far cheaper than reading them all."""
        try:
            files = [(path, (stat := path.stat()).st_mtime_ns, stat.st_size) for path in _sources(self._recipe.kb_dir)]
        except OSError:  # a file went between the listing and the look: the next look will see
            return ()
        return (rules.epoch(self._clock().date()), *files)

    def _newest(self) -> Edition:
        folder = build(self._recipe, self._editions_dir, self._clock().date())
        edition = open_edition(folder, self._recipe.embedder)
        marker = self._editions_dir / _LAST_GOOD
        if not marker.exists() or marker.read_text("utf-8") != folder.name:
            fresh = marker.with_name(f"{_LAST_GOOD}.{os.getpid()}")
            fresh.write_text(folder.name, "utf-8")
            fresh.replace(marker)
        return edition

    def _last_good(self, reason: SslhelpError) -> Edition:
        try:
            last = (self._editions_dir / _LAST_GOOD).read_text("utf-8")
            return open_edition(self._editions_dir / last, self._recipe.embedder)
        except OSError:
            raise reason from None

    def _report(self, error: SslhelpError) -> None:
        if str(error) != str(self.fault):
            log.error("edition.broken", error=str(error), hint=error.hint, serving=self._edition.id)
        self.fault = error
