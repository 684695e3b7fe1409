"""The only place where the parts are wired together: Settings in, Application out."""

from __future__ import annotations

import logging
import secrets
import sys
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import structlog

from sslhelp import config, edition
from sslhelp.assistant.assistant import Assistant
from sslhelp.assistant.tools.advise import Advise
from sslhelp.assistant.tools.answer import POSSIBLE, SURE, AnswerFromArticles
from sslhelp.assistant.tools.guard import key_guard
from sslhelp.assistant.tools.handoff import NothingFits, PersonWanted
from sslhelp.assistant.tools.inspect import Inspect
from sslhelp.assistant.tools.smalltalk import smalltalk
from sslhelp.edition import LiveLibrary, Recipe
from sslhelp.errors import ConfigError
from sslhelp.pki.csr import MOST_NAMES
from sslhelp.pki.trust.intermediates import Kept
from sslhelp.pki.trust.roots import mozilla
from sslhelp.policy.names import shared_suffixes, suffixes
from sslhelp.products import catalogue
from sslhelp.store.memory import MemoryStore

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from sslhelp.config import Settings
    from sslhelp.errors import Complaint
    from sslhelp.model.knowledge import Library
    from sslhelp.model.store import Store
    from sslhelp.search.evaluate import Outcome, Progress
    from sslhelp.search.figures import Figures
    from sslhelp.store.store import ReplyCodec, SqlStore


@dataclass(frozen=True)
class Application:
    """sslhelp, wired: what a channel needs to translate requests into messages and replies into its own form."""

    settings: Settings
    library: LiveLibrary
    advise: Advise
    assistant: Assistant
    store: Store
    clock: Callable[[], datetime]


def build(
    settings: Settings,
    *,
    store: Store | None = None,
    clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    new_id: Callable[[], str] = lambda: secrets.token_urlsafe(16),
    drafts: bool = False,
) -> Application:
    """Wire everything up from the settings.

    `store` defaults to one in memory, which forgets at exit; see `open_store` for the one that servers use. `clock`
    returns an aware UTC time; `new_id` makes conversation ids, which are capabilities of at least 128 bits; `drafts`
    takes in the articles that customers are not to see yet.
    Raises KnowledgeError or ConfigError when there is no good edition of the knowledge base to serve.
    """
    store = store or MemoryStore()
    editions = settings.data_dir / ("previews" if drafts else "editions")
    library = LiveLibrary(recipe(settings, drafts=drafts), editions, clock=clock)
    products = catalogue.load(settings.kb_dir / "products.toml")
    advise = Advise(products)

    def current() -> Library:
        return library.current

    assistant = Assistant(
        # The order is the policy: a key is refused before anything is read, and only what nothing else fits is
        # handed over, but for a customer who asks for a person.
        tools=(
            key_guard,
            Inspect(clock, mozilla, current, Kept(store, clock), products.most_names or MOST_NAMES),
            PersonWanted(current),
            smalltalk,
            advise,
            AnswerFromArticles(current, article_url=(settings.public_url + "/help/{}").format),
            NothingFits(current, store, clock),
        ),
        store=store,
        clock=clock,
        new_id=new_id,
        max_text_chars=settings.max_text_chars,
    )
    return Application(settings, library, advise, assistant, store, clock)


def recipe(settings: Settings, *, drafts: bool = False) -> Recipe:
    """Return what editions are made from; raises ConfigError for an embedding model that is not there."""
    from sslhelp.search import embedding  # noqa: PLC0415  (numpy)

    model = embedding.find(settings.embedding_model)
    return Recipe(settings.kb_dir, settings.public_url, model, drafts)


def open_store(settings: Settings) -> SqlStore:
    """Open the store that the settings name; raises StoreError when it cannot be reached or is too new."""
    from sslhelp.store.store import SqlStore  # noqa: PLC0415  (SQLAlchemy is loaded only where something is kept)

    return SqlStore.open(settings.store_url, codec=_codec())


def find_store(settings: Settings) -> SqlStore | None:
    """Open the store that the settings name without making or upgrading it; None when there is none to read.

    Raises StoreError when it cannot be reached.
    """
    from sslhelp.store.store import SqlStore  # noqa: PLC0415

    return SqlStore.find(settings.store_url, codec=_codec())


def _codec() -> ReplyCodec:
    from sslhelp.render import wire  # noqa: PLC0415
    from sslhelp.store.store import ReplyCodec  # noqa: PLC0415

    return ReplyCodec(dump=wire.dump, load=wire.load)


def ask_articles(
    settings: Settings, queries: Path | None, today: date, progress: Progress | None = None
) -> list[Outcome]:
    """Ask the articles the questions of a file, or else their own, each held out in turn.

    Raises RequestError for a file that is not of the form, see `search.dataset`.
    """
    from sslhelp.search import analysis, dataset, evaluate  # noqa: PLC0415

    asked = dataset.read_queries(queries) if queries else None
    made_from = recipe(settings)
    folder = edition.build(made_from, settings.data_dir / "editions", today, progress=_embedding(progress))
    opened = edition.open_edition(folder, made_from.embedder)
    if asked is not None:
        return list(evaluate.ask(opened.index, asked, progress))
    synonyms = analysis.read_synonyms(settings.kb_dir / "synonyms.toml")
    articles = list(opened.articles.values())
    return list(evaluate.held_out(articles, synonyms, made_from.embedder, edition.index_in(folder), progress))


def ask_dataset(
    settings: Settings, corpus: Path, queries: Path, aliases: Path | None, progress: Progress | None = None
) -> list[Outcome]:
    """Ask a data set's questions of its own corpus; raises RequestError for files that are not of the form."""
    from sslhelp.search import dataset, evaluate  # noqa: PLC0415

    articles = dataset.read_articles(corpus, aliases)
    asked = dataset.read_queries(queries)
    return list(evaluate.afresh(articles, asked, recipe(settings).embedder, progress))


def figures(outcomes: Sequence[Outcome]) -> Figures:
    """Sum up how questions fared, by the thresholds of this assistant."""
    from sslhelp.search import figures as figures_of  # noqa: PLC0415

    return figures_of.figures(outcomes, sure=SURE, possible=POSSIBLE)


def floor(settings: Settings) -> float | None:
    """Return the share of the articles' own questions that must be found first, as kb/floor.toml has it; None for none.

    Raises ConfigError for a floor that is no share.
    """
    path = settings.kb_dir / "floor.toml"
    if not path.exists():
        return None
    leg = "meanings" if recipe(settings).embedder else "words"
    share = config.read_toml(path).get(leg, {}).get("hit_at_1")
    if share is not None and not (isinstance(share, float) and 0 <= share <= 1):
        raise ConfigError(f"{path}: {leg}: hit_at_1 is no share", hint="write a number from 0.0 to 1.0")
    return share


def _embedding(progress: Progress | None) -> Callable[[int, int], None] | None:
    return (lambda done, total: progress("embedding", done, total)) if progress else None


def lint(settings: Settings, today: date) -> list[Complaint]:
    """Return every complaint about the knowledge base, held against findings, catalogue and search.

    Raises ConfigError when a file of the shop other than an article cannot be read.
    """
    from sslhelp.knowledge.lint import lint as complaints_of  # noqa: PLC0415  (what lint needs, no other command does)
    from sslhelp.knowledge.lint.surroundings import Surroundings  # noqa: PLC0415
    from sslhelp.pki import findings  # noqa: PLC0415
    from sslhelp.search import analysis, evaluate  # noqa: PLC0415

    products = catalogue.load(settings.kb_dir / "products.toml").products
    synonyms = analysis.read_synonyms(settings.kb_dir / "synonyms.toml")
    words = analysis.Analysis(synonyms)
    surroundings = Surroundings(
        today=today,
        findings={code: declared.article for code, declared in findings.catalogue().items()},
        products={product.name for product in products},
        brands={product.brand for product in products},
        terms=lambda question: frozenset(term.stem for term in words.question_terms(question)),
        lost=lambda articles: evaluate.lost(evaluate.held_out(articles, synonyms)),
    )
    return complaints_of(settings.kb_dir, surroundings)


def warm_up() -> None:
    """Read what the first customer would otherwise wait for: Mozilla's roots and the public suffix list."""
    mozilla()
    suffixes()
    shared_suffixes()


def configure_logging() -> None:
    """Log one JSON object a line to standard error. What customers paste is never passed to a logger."""
    logging.basicConfig(level=logging.WARNING, format="%(message)s")
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.JSONRenderer(),
        ],
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=True,
    )
