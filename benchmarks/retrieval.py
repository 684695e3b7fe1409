"""Answers from articles: what a question costs beside other searches, in corpora of growing size, in one run.

CPU time, since other things run beside us; each question is asked of all in turn, and of each only once, so that no
answer comes out of a cache. Corpora of 100 and more are made up from the shop's articles.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter, process_time

from benchmarks import corpora, peers
from benchmarks.peers import Search
from sslhelp import app, config
from sslhelp.model.chat import Message
from sslhelp.model.knowledge import Article
from sslhelp.search import embedding, index
from sslhelp.search.embedding import Embedder
from sslhelp.search.index import Index
from tests.table import table

SIZES = (100, 1_000, 10_000)
MOST_GROWTH, MOST_BESIDE_ENCODING, MOST_REPEATED_MS = 4.0, 1.6, 0.2
_OURS, _WORDS, _BARE = "sslhelp", "sslhelp, no model", "bare MiniLM, cosine"


@dataclass(frozen=True, slots=True)
class Spent:
    """CPU milliseconds of each question, and the seconds that building took."""

    questions: Sequence[float]
    build: float

    @property
    def p99(self) -> float:
        """What one question in a hundred takes longer than."""
        return quantiles(self.questions, n=100)[98]


def report(*, quick: bool) -> Iterator[str]:
    """Measure, and yield a table after the other."""
    model = embedding.find("")
    with tempfile.TemporaryDirectory() as folder:
        settings = config.load(data_dir=Path(folder))
        begun = perf_counter()
        application = app.build(settings)
        built = perf_counter() - begun
        articles = list(application.library.articles.values())
        asked = [question for article in articles for question in article.questions][:: 8 if quick else 2]
        yield _whole_answers(application, model, asked)
        yield f"index of {len(articles)} articles: {built:.1f} s; a worker's memory: {_memory(settings)} MB"
    first: dict[str, Spent] = {}
    for size in (len(articles), *SIZES[: 2 if quick else None]):
        corpus = corpora.made_up(articles, size) if size in SIZES else articles
        spent = _spent(corpus, model, asked)
        first = spent if size == SIZES[0] else first
        yield _compared(f"{size:,} articles, {'made up' if size in SIZES else 'the shop has them'}", spent, first)


def _whole_answers(application: app.Application, model: Embedder | None, asked: Sequence[str]) -> str:
    """Message in, reply out, beside the model's own encoding; then the same question once more."""
    search, reply = application.library.index.search, application.assistant.reply
    contenders: dict[str, Search] = {
        "whole answer": lambda question: reply(Message(question)),
        "answer again": lambda question: reply(Message(question)),
        "search again": lambda question: search(question, limit=3),
    }
    if model:
        contenders = {"encoding alone": model.embed} | contenders
    spent = _asked(contenders, asked)
    medians = {name: median(each) for name, each in spent.items()}
    rows: list[Sequence[str]] = [("the shop's questions", "median ms", "encodings", "goal", "")]
    for name, each in medians.items():
        encodings = each / medians["encoding alone"] if model else 0.0
        goal, met = "", True
        if name == "whole answer" and model:
            goal, met = f"at most {MOST_BESIDE_ENCODING} encodings", encodings <= MOST_BESIDE_ENCODING
        elif name == "search again":
            goal, met = f"under {MOST_REPEATED_MS} ms", each < MOST_REPEATED_MS
        verdict = ("met" if met else "MISSED") if goal else ""
        rows.append((name, f"{each:.3f}", f"{encodings:.2f}" if model else "", goal, verdict))
    return table(*rows)


def _spent(corpus: Sequence[Article], model: Embedder | None, asked: Sequence[str]) -> dict[str, Spent]:
    texts = [corpora.text_of(article) for article in corpus]
    builds: dict[str, Callable[[Path], Search]] = {_WORDS: lambda folder: _ours(corpus, folder, None)}
    if model:
        builds = {_OURS: lambda folder: _ours(corpus, folder, model)} | builds
        bare = peers.minilm(model, corpora.Quick(model))
        builds[_BARE] = lambda folder: bare(texts, folder)
    for name, build in peers.installed().items():
        if build:
            builds[name] = lambda folder, build=build: build(texts, folder)  # type: ignore[misc]
    with tempfile.TemporaryDirectory() as folder:
        searches, seconds = {}, {}
        for name, make in builds.items():
            (place := Path(folder) / name.replace(" ", "-")).mkdir()
            begun = process_time()
            searches[name] = make(place)
            seconds[name] = process_time() - begun
        return {name: Spent(each, seconds[name]) for name, each in _asked(searches, asked).items()}


def _ours(corpus: Sequence[Article], folder: Path, model: Embedder | None) -> Search:
    index.build(corpus, synonyms={}, folder=folder, embedder=corpora.Quick(model) if model else None)
    opened = Index(folder, model)
    return lambda question: opened.search(question, limit=3)


def _asked(searches: Mapping[str, Search], asked: Sequence[str]) -> dict[str, list[float]]:
    """Return the CPU milliseconds of each question, after a tenth of them that do not count."""
    spent: dict[str, list[float]] = {name: [] for name in searches}
    for question in asked:
        for name, search in searches.items():
            begun = process_time()
            search(question)
            spent[name].append((process_time() - begun) * 1e3)
    return {name: each[len(asked) // 10 :] for name, each in spent.items()}


def _compared(title: str, spent: Mapping[str, Spent], first: Mapping[str, Spent]) -> str:
    """Lay one corpus out; `first` are the figures of the smallest that was made up, for how they grow."""
    ours = median(next(iter(spent.values())).questions)
    rows: list[Sequence[str]] = [(title, "p50 ms", "p99 ms", "ours is", "build s", "p99 grew", "goal", "")]
    for name, each in spent.items():
        middle = median(each.questions)
        growth = each.p99 / first[name].p99 if name in first else 0.0
        judged = bool(growth) and name in (_OURS, _WORDS)
        rows.append(
            (
                name,
                f"{middle:.2f}",
                f"{each.p99:.2f}",
                f"{ours / middle:.1f} x as long" if middle < ours else f"{middle / ours:.1f} x as fast",
                f"{each.build:.1f}",
                f"{growth:.1f}" if growth else "",
                f"at most {MOST_GROWTH:g}" if judged else "",
                ("met" if growth <= MOST_GROWTH else "MISSED") if judged else "",
            )
        )
    missing = [name for name, build in peers.installed().items() if build is None]
    note = f"\nnot installed, and left out: {', '.join(missing)} (pip install --group bench)" if missing else ""
    return table(*rows) + note


def _memory(settings: config.Settings) -> str:
    environment = os.environ | {"SSLHELP_DATA_DIR": str(settings.data_dir)}
    ran = subprocess.run([sys.executable, "-m", "benchmarks.worker"], env=environment, capture_output=True, check=True)
    return ran.stdout.decode().strip()
