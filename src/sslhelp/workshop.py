"""What is done to a knowledge base, and not with it: it is checked, measured and calibrated.

Like `app`, this only wires: what is looked at, and how, stands in `knowledge.lint` and in `search`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sslhelp import app, config, edition
from sslhelp.assistant import asked as understood
from sslhelp.errors import ConfigError
from sslhelp.products import catalogue

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import date
    from pathlib import Path

    from sslhelp.config import Settings
    from sslhelp.errors import Complaint
    from sslhelp.search.calibration import Reliability
    from sslhelp.search.confidence import Calibration
    from sslhelp.search.evaluate import Outcome, Progress
    from sslhelp.search.figures import Figures


def ask_articles(settings: Settings, queries: Path | None, today: date, progress: Progress | None = None) -> Figured:
    """Ask the articles the questions of a file, or else their own, each held out in turn.

    Raises RequestError for a file that is not of the form, see `search.dataset`.
    """
    from sslhelp.search import analysis, confidence, dataset, evaluate  # noqa: PLC0415

    asked = dataset.read_queries(queries) if queries else None
    made_from = app.recipe(settings)
    folder = edition.build(made_from, settings.editions_dir, today, progress=_embedding(progress))
    opened = edition.open_edition(folder, made_from.embedder)
    if asked is not None:
        outcomes = evaluate.ask(opened.index, asked, progress, read=lambda written: understood.read(written).question)
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
    embedder = app.recipe(settings).embedder
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
    leg = "meanings" if app.recipe(settings).embedder else "words"
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

    made_from = app.recipe(settings)
    if made_from.embedder is None:
        raise ConfigError("there is no embedding model to calibrate with", hint="install sslhelp[semantic]")
    folder = edition.build(made_from, settings.editions_dir, today)
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
        lost=lambda articles: evaluate.lost(
            (each.id for each in articles if each.questions), evaluate.held_out(articles, synonyms)
        ),
        fitted_to=(fitted.articles, fitted.questions) if fitted.articles else None,
    )
    return complaints_of(settings.kb_dir, surroundings)
