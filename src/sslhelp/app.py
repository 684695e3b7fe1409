"""Wires the parts together to answer: Settings in, Application out. `workshop` wires them to look after kb/."""

from __future__ import annotations

import logging
import secrets
import sys
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import structlog

from sslhelp import edition
from sslhelp.assistant.assistant import Assistant
from sslhelp.assistant.feedback import Feedback
from sslhelp.assistant.handoffs import Handoffs
from sslhelp.assistant.tools.about_report import AboutReport
from sslhelp.assistant.tools.advise import Advise
from sslhelp.assistant.tools.answer import AnswerFromArticles
from sslhelp.assistant.tools.asides import Asides
from sslhelp.assistant.tools.guard import key_guard
from sslhelp.assistant.tools.handoff import NothingFits, PassOn, PersonWanted
from sslhelp.assistant.tools.inspect import Inspect
from sslhelp.assistant.tools.shop_matters import ShopMatters
from sslhelp.assistant.tools.smalltalk import Smalltalk
from sslhelp.edition import LiveLibrary, Recipe
from sslhelp.model.handoff import Desk, HasDesk, Outbox
from sslhelp.pki.csr import MOST_NAMES
from sslhelp.pki.trust.intermediates import Kept
from sslhelp.pki.trust.roots import mozilla
from sslhelp.policy.names import shared_suffixes, suffixes
from sslhelp.products import catalogue
from sslhelp.store.memory import MemoryStore

if TYPE_CHECKING:
    from collections.abc import Callable

    from sslhelp.config import Settings
    from sslhelp.model.knowledge import Library
    from sslhelp.model.store import Store
    from sslhelp.store.store import ReplyCodec, SqlStore


def _now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True)
class Application:
    """sslhelp, wired: what a channel needs to translate requests into messages and replies into its own form."""

    settings: Settings
    library: LiveLibrary
    advise: Advise
    inspect: Inspect
    assistant: Assistant
    feedback: Feedback
    store: Store
    desk: Desk | None
    outbox: Outbox | None
    clock: Callable[[], datetime]


def build(
    settings: Settings,
    *,
    store: Store | None = None,
    clock: Callable[[], datetime] = _now,
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
    editions = settings.data_dir / "previews" if drafts else settings.editions_dir
    library = LiveLibrary(recipe(settings, drafts=drafts), editions, clock=clock)
    advise = advisor(settings, clock=clock)
    article_url = (settings.public_url + "/help/{}").format

    def current() -> Library:
        return library.current

    answer = AnswerFromArticles(current, article_url)
    inspect = Inspect(clock, mozilla, current, Kept(store, clock), advise.catalogue.most_names or MOST_NAMES)
    feedback = Feedback(store, clock, new_id)
    desk, outbox = (store.desk, store.outbox) if isinstance(store, HasDesk) else (None, None)
    handoffs = Handoffs(store, desk, current, clock, in_chat=bool(settings.slack_support_channel))
    assistant = Assistant(
        # The order is the policy: a key is refused before anything is read, and only what nothing else fits is
        # handed over, but for a customer who asks for a person.
        tools=(
            key_guard,
            inspect,
            PassOn(handoffs),
            PersonWanted(current, handoffs),
            Smalltalk(current, article_url),
            AboutReport(current, article_url, advise, clock),
            ShopMatters(current),
            advise,
            answer,
            Asides(current),
            NothingFits(current, answer, handoffs),
        ),
        store=store,
        feedback=feedback,
        handoffs=handoffs,
        clock=clock,
        new_id=new_id,
        max_text_chars=settings.max_text_chars,
    )
    return Application(settings, library, advise, inspect, assistant, feedback, store, desk, outbox, clock)


def advisor(settings: Settings, *, clock: Callable[[], datetime] = _now) -> Advise:
    """Return the advisor alone, which needs the catalogue and no article; raises ConfigError when it cannot be read."""
    return Advise(catalogue.load(settings.kb_dir / "products.toml"), clock)


def open_library(settings: Settings, now: datetime) -> Library:
    """Return the knowledge base as of now, built unless it stands already.

    Raises KnowledgeError or ConfigError when it cannot be read.
    """
    made_from = recipe(settings)
    folder = edition.build(made_from, settings.editions_dir, now.date())
    return edition.open_edition(folder, made_from.embedder)


def recipe(settings: Settings, *, drafts: bool = False) -> Recipe:
    """Return what editions are made from; raises ConfigError for an embedding model that is not there."""
    from sslhelp.search import embedding  # noqa: PLC0415  (numpy)

    model = embedding.find(settings.embedding_model)
    return Recipe(settings.kb_dir, settings.public_url, model, drafts)


def open_store(settings: Settings) -> SqlStore:
    """Open the store that the settings name; raises StoreError when it cannot be reached or is too new."""
    from sslhelp.store.store import SqlStore  # noqa: PLC0415  (SQLAlchemy is loaded only where something is kept)

    return SqlStore.open(settings.store_url, codec=_codec(), notifying=bool(settings.webhook_url))


def find_store(settings: Settings) -> SqlStore | None:
    """Open the store that the settings name without making or upgrading it; None when there is none to read.

    Raises StoreError when it cannot be reached.
    """
    from sslhelp.store.store import SqlStore  # noqa: PLC0415

    return SqlStore.find(settings.store_url, codec=_codec(), notifying=bool(settings.webhook_url))


def purge(settings: Settings, store: SqlStore, now: datetime) -> int:
    """Drop what is older than the shop keeps it, and return how many conversations that were."""
    return store.purge(now - timedelta(days=settings.retention_days), now=now) if settings.retention_days else 0


def _codec() -> ReplyCodec:
    from sslhelp.render import wire  # noqa: PLC0415
    from sslhelp.store.store import ReplyCodec  # noqa: PLC0415

    return ReplyCodec(dump=wire.dump, load=wire.load)


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
