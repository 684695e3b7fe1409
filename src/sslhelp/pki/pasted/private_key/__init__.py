"""Private keys, recognised before anything else looks at a paste, and cut out of it.

Whatever is in doubt is cut: a word too many lost from a question is nothing beside a key that stays in a log. A key is
told by the words around it (`worded`), by what it decodes to (`encoded`), by the names of its numbers (`numbers`), or
by the company that it keeps (`mentioned`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sslhelp.pki.asn1 import der
from sslhelp.pki.pasted import armour, decoding, digits, key_formats, paste
from sslhelp.pki.pasted.private_key import encoded, mentioned, numbers, worded
from sslhelp.pki.pasted.private_key.span import Pasted, Span, merged

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["REMOVED", "Cut", "cut", "kind_of_file"]

REMOVED = "[private key removed]"
MAX_OBJECTS = 64
LEAST_WRAPPED = 80

_HEAD_CHARS = 256
_FIRST_DIGITS = 16  # enough to see that DER is no text

_FINDERS = worded.FINDERS + encoded.FINDERS + numbers.FINDERS + mentioned.FINDERS


@dataclass(frozen=True, slots=True)
class Cut:
    """A text without its private keys; `kinds` names each kind that was in it, in order, once."""

    text: str
    kinds: tuple[str, ...]


def cut(text: str) -> Cut:
    """Replace all private key material in `text` by `REMOVED`. Linear in the length of `text`; never raises."""
    mended = paste.mend(text)
    spans = _spans(mended.text)
    kept: list[str] = []
    end = 0
    for span in spans:
        kept += text[end : mended.origin(span.start)], REMOVED
        end = mended.origin(span.end)
    kept.append(text[end:])
    return Cut("".join(kept), tuple(dict.fromkeys(span.kind for span in spans)))


def kind_of_file(data: bytes) -> str | None:
    """Return the kind of private key or key store that a file is or holds, or None; never raises.

    A file of several DER objects, one behind the other, is looked through as far as `MAX_OBJECTS`.
    """
    at = 0
    for _ in range(MAX_OBJECTS):
        kind = key_formats.private(data[at:])
        if kind:
            return None if key_formats.is_trust_store(data[at:]) else kind
        found = der.element(data, at) if data[at : at + 1] == b"0" else None
        if found is None:
            break
        at = found.end
    return next(iter(cut(paste.decode(data)).kinds), None)


def _spans(text: str) -> list[Span]:
    lower = text.lower()
    markers = tuple(armour.markers(text))
    pasted = Pasted(text, markers, [marker.start for marker in markers])
    finders = [finder for words, finder in _FINDERS if any(map(lower.__contains__, words))]
    return merged([*(span for finder in finders for span in finder(pasted)), *_wrapped(text)])


def _wrapped(text: str) -> Iterator[Span]:
    """Find base64 of a text that has a key in it in turn (as a Kubernetes secret has)."""
    for start, end in digits.runs(text, 0, len(text), least=LEAST_WRAPPED):
        if not paste.is_text(decoding.unbase64(text[start : start + _FIRST_DIGITS])):
            continue
        if paste.is_text(next(decoding.readings(text[start : min(end, start + _HEAD_CHARS)]))):
            within = next(decoding.readings(text[start:end]))
            for kind in cut(paste.decode(within)).kinds[:1]:
                yield Span(start, end, kind)
