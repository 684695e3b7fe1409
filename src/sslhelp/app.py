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
from sslhelp.assistant.feedback import Feedback
from sslhelp.assistant.tools.about_report import AboutReport
from sslhelp.assistant.tools.advise import Advise
from sslhelp.assistant.tools.answer import AnswerFromArticles
from sslhelp.assistant.tools.asides import Asides
from sslhelp.assistant.tools.guard import key_guard
from sslhelp.assistant.tools.handoff import NothingFits, PersonWanted
from sslhelp.assistant.tools.inspect import Inspect
from sslhelp.assistant.tools.shop_matters import ShopMatters
from sslhelp.assistant.tools.smalltalk import Smalltalk
from sslhelp.edition import LiveLibrary, Recipe
from sslhelp.errors import ConfigError
from sslhelp.pki.csr import MOST_NAMES
from sslhelp.pki.trust.intermediates import Kept
from sslhelp.pki.trust.roots import mozilla
from sslhelp.policy.names import shared_suffixes, suffixes
from sslhelp.products import catalogue
from sslhelp.store.memory import MemoryStore

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from sslhelp.config import Settings
    from sslhelp.errors import Complaint
    from sslhelp.model.knowledge import Library
    from sslhelp.model.store import Store
    from sslhelp.search.calibration import Reliability
    from sslhelp.search.confidence import Calibration
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
    feedback: Feedback
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
    advise = Advise(products, clock)

    article_url = (settings.public_url + "/help/{}").format

    def current() -> Library:
        return library.current

    answer = AnswerFromArticles(current, article_url)
    feedback = Feedback(store, clock)
    assistant = Assistant(
        # The order is the policy: a key is refused before anything is read, and only what nothing else fits is
        # handed over, but for a customer who asks for a person.
        tools=(
            key_guard,
            Inspect(clock, mozilla, current, Kept(store, clock), products.most_names or MOST_NAMES),
            PersonWanted(current),
            Smalltalk(current, article_url),
            AboutReport(current, article_url, advise, clock),
            ShopMatters(current),
            advise,
            answer,
            Asides(current),
            NothingFits(current, answer),
        ),
        store=store,
        feedback=feedback,
        clock=clock,
        new_id=new_id,
        max_text_chars=settings.max_text_chars,
    )
    return Application(settings, library, advise, assistant, feedback, store, clock)


def open_library(settings: Settings, now: datetime) -> Library:
    """Return the knowledge base as of now, built unless it stands already.

    Raises KnowledgeError or ConfigError when it cannot be read.
    """
    made_from = recipe(settings)
    folder = edition.build(made_from, settings.data_dir / "editions", now.date())
    return edition.open_edition(folder, made_from.embedder)


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


def ask_articles(settings: Settings, queries: Path | None, today: date, progress: Progress | None = None) -> Figured:
    """Ask the articles the questions of a file, or else their own, each held out in turn.

    Raises RequestError for a file that is not of the form, see `search.dataset`.
    """
    from sslhelp.search import analysis, confidence, dataset, evaluate  # noqa: PLC0415

    asked = dataset.read_queries(queries) if queries else None
    made_from = recipe(settings)
    folder = edition.build(made_from, settings.data_dir / "editions", today, progress=_embedding(progress))
    opened = edition.open_edition(folder, made_from.embedder)
    if asked is not None:
        outcomes = evaluate.ask(opened.index, asked, progress)
    else:
        outcomes = evaluate.held_out(
            list(opened.articles.values()),
            analysis.read_synonyms(settings.kb_dir / "synonyms.toml"),
            made_from.embedder,
            edition.index_in(folder),
            calibrations=confidence.read(settings.kb_dir),
            progress=progress,
        )
    return Figured.of(outcomes, sure=opened.index.sure, possible=opened.index.possible)


def ask_dataset(
    settings: Settings, corpus: Path, queries: Path, aliases: Path | None, progress: Progress | None = None
) -> Figured:
    """Ask a data set's questions of its own corpus, with the thresholds of a knowledge base not calibrated yet.

    Raises RequestError for files that are not of the form.
    """
    from sslhelp.search import confidence, dataset, evaluate  # noqa: PLC0415

    articles = dataset.read_articles(corpus, aliases)
    asked = dataset.read_queries(queries)
    embedder = recipe(settings).embedder
    start = confidence.COLD_START.meanings if embedder else confidence.COLD_START.words
    return Figured.of(evaluate.afresh(articles, asked, embedder, progress), sure=start.sure, possible=start.possible)


@dataclass(frozen=True, slots=True)
class Figured:
    """How questions fared, one by one and summed up."""

    outcomes: tuple[Outcome, ...]
    figures: Figures

    @classmethod
    def of(cls, asked: Iterable[Outcome], *, sure: float, possible: float) -> Figured:
        """Sum up outcomes, for an assistant with these thresholds."""
        from sslhelp.search.figures import figures  # noqa: PLC0415

        outcomes = tuple(asked)
        return cls(outcomes, figures(outcomes, sure=sure, possible=possible))


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


def calibrate(settings: Settings, *, precision: float, today: date) -> dict[str, tuple[Calibration, Reliability]]:
    """Fit the confidence to the knowledge base and write its file; return each fit, and how it held.

    The kinds are `meanings` and `words`. Raises ConfigError where no embedding model is installed.
    """
    from sslhelp.search import analysis, calibration, confidence  # noqa: PLC0415

    made_from = recipe(settings)
    if made_from.embedder is None:
        raise ConfigError("there is no embedding model to calibrate with", hint="install sslhelp[semantic]")
    folder = edition.build(made_from, settings.data_dir / "editions", today)
    articles = list(edition.open_edition(folder).articles.values())
    synonyms = analysis.read_synonyms(settings.kb_dir / "synonyms.toml")
    count = sum(len(article.questions) for article in articles)
    fits = {}
    for kind, embedder in (("meanings", made_from.embedder), ("words", None)):
        asked = list(calibration.samples(articles, synonyms, embedder, edition.index_in(folder)))
        fitted = calibration.fit(asked, precision=precision, articles=len(articles), questions=count)
        fits[kind] = (fitted, calibration.reliability(asked, fitted))
    confidence.write(settings.kb_dir, confidence.Calibrations(**{kind: fitted for kind, (fitted, _) in fits.items()}))
    return fits


def lint(settings: Settings, today: date) -> list[Complaint]:
    """Return every complaint about the knowledge base, held against findings, catalogue and search.

    Raises ConfigError when a file of the shop other than an article cannot be read.
    """
    from sslhelp.knowledge.lint import lint as complaints_of  # noqa: PLC0415  (what lint needs, no other command does)
    from sslhelp.knowledge.lint.surroundings import Surroundings  # noqa: PLC0415
    from sslhelp.pki import findings  # noqa: PLC0415
    from sslhelp.search import analysis, confidence, evaluate  # noqa: PLC0415

    products = catalogue.load(settings.kb_dir / "products.toml").products
    synonyms = analysis.read_synonyms(settings.kb_dir / "synonyms.toml")
    words = analysis.Analysis(synonyms)
    fitted = confidence.read(settings.kb_dir).meanings
    surroundings = Surroundings(
        today=today,
        findings={code: declared.article for code, declared in findings.catalogue().items()},
        products={product.name for product in products},
        brands={product.brand for product in products},
        terms=lambda question: frozenset(term.stem for term in words.question_terms(question)),
        lost=lambda articles: evaluate.lost(evaluate.held_out(articles, synonyms)),
        fitted_to=(fitted.articles, fitted.questions) if fitted.articles else None,
    )
    return complaints_of(settings.kb_dir, surroundings)


def after_fork() -> None:
    """Let go of what a process must not use after its parent has: the embedding model's session."""
    from sslhelp.search import embedding  # noqa: PLC0415

    embedding.find.cache_clear()


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
