"""Other searches over the same texts, each as its makers would have it used first."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
from whoosh import index as whoosh_index
from whoosh.fields import ID, TEXT, Schema
from whoosh.qparser import OrGroup, QueryParser

from sslhelp.search.embedding import Embedder

Search = Callable[[str], object]
Build = Callable[[Sequence[str], Path], Search]
_WORD = re.compile(r"\w+")


def whoosh(texts: Sequence[str], folder: Path) -> Search:
    """Whoosh out of the box: its standard analyzer, BM25F, any of the words."""
    schema = Schema(number=ID(stored=True), text=TEXT)
    opened = whoosh_index.create_in(str(folder), schema)
    writer = opened.writer()
    for number, text in enumerate(texts):
        writer.add_document(number=str(number), text=text)
    writer.commit()
    searcher, parser = opened.searcher(), QueryParser("text", schema, group=OrGroup)
    return lambda question: [hit["number"] for hit in searcher.search(parser.parse(_words(question)), limit=3)]


def fts5(texts: Sequence[str], folder: Path) -> Search:
    """SQLite's FTS5 with Porter stems, ranked by its bm25()."""
    database = sqlite3.connect(folder / "fts5.db")
    database.execute("CREATE VIRTUAL TABLE texts USING fts5(text, tokenize='porter unicode61')")
    database.executemany("INSERT INTO texts(text) VALUES (?)", ((text,) for text in texts))
    database.commit()
    statement = "SELECT rowid FROM texts WHERE texts MATCH ? ORDER BY rank LIMIT 3"
    return lambda question: database.execute(
        statement, (" OR ".join(f'"{word}"' for word in _WORD.findall(question)),)
    ).fetchall()


def tantivy(texts: Sequence[str], folder: Path) -> Search:
    """Tantivy with English stems, in memory-mapped files."""
    import tantivy as engine  # noqa: PLC0415  (may be missing)

    builder = engine.SchemaBuilder()
    builder.add_integer_field("number", stored=True)
    builder.add_text_field("text", tokenizer_name="en_stem")
    opened = engine.Index(builder.build(), path=str(folder))
    writer = opened.writer()
    for number, text in enumerate(texts):
        writer.add_document(engine.Document(number=number, text=text))
    writer.commit()
    writer.wait_merging_threads()
    opened.reload()
    searcher = opened.searcher()
    return lambda question: searcher.search(opened.parse_query(_words(question), ["text"]), 3).hits


def bm25s(texts: Sequence[str], folder: Path) -> Search:  # noqa: ARG001  (it keeps all in memory)
    """bm25s with English stop words and its own tokenizer."""
    import bm25s as engine  # noqa: PLC0415  (may be missing)

    ranked: Any = engine.BM25()
    ranked.index(engine.tokenize(list(texts), stopwords="en", show_progress=False), show_progress=False)
    return lambda question: ranked.retrieve(
        engine.tokenize([question], stopwords="en", show_progress=False), k=3, show_progress=False, n_threads=1
    )


def minilm(embedder: Embedder, documents: Embedder) -> Build:
    """Bare MiniLM: the mean of a text's vectors, compared by cosine. `documents` embeds what is searched."""

    def build(texts: Sequence[str], folder: Path) -> Search:  # noqa: ARG001  (all in memory)
        matrix = np.array([_mean(documents, text) for text in texts])
        return lambda question: np.argsort(-(matrix @ _mean(embedder, question)))[:3]

    return build


def _mean(embedder: Embedder, text: str) -> Any:
    mean = embedder.embed(text).states.mean(axis=0)
    return mean / np.linalg.norm(mean)


def _words(question: str) -> str:
    return " ".join(_WORD.findall(question.lower()))


def installed() -> Mapping[str, Build | None]:
    """Return the peers that search by words, None for one that is not installed."""
    return {
        "Whoosh out of the box": whoosh,
        "SQLite FTS5": fts5,
        "tantivy": tantivy if find_spec("tantivy") else None,
        "bm25s": bm25s if find_spec("bm25s") else None,
    }
