"""Whatever becomes of an encoding: the readers bring a report that every renderer can show, and nothing ever raises."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sslhelp.assistant.tools.inspect import examine
from sslhelp.model.chat import Part, Reply
from sslhelp.pki import certificate, chain, csr, der, extract, pkcs7, private_key
from sslhelp.pki.intermediates import InMemory
from sslhelp.pki.roots import TrustStore
from sslhelp.render import blocks, html, plain, wire
from tests import factories, seeds

CHAIN = factories.chain()
ROOTS = TrustStore.of([CHAIN.root.der])
_CONSTRUCTED, _MOST_DEPTH = 0x20, 40

many = settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.too_slow])


@dataclass(frozen=True)
class Damage:
    """What is done to an encoding at one place: `place` counts elements when `on_element`, else bytes; both wrap."""

    kind: str
    place: int
    on_element: bool
    value: bytes
    count: int

    def apply(self, data: bytes, other: bytes) -> bytes:
        """Return the damaged encoding; `other` is one to splice from."""
        spans = list(elements(data)) if self.on_element else []
        start, end = spans[self.place % len(spans)] if spans else _at(self.place, self.count, data)
        before, inside, after = data[:start], data[start:end], data[end:]
        match self.kind:
            case "flip":
                flipped = bytes(each ^ mask for each, mask in zip(inside, self.value, strict=False))
                return before + flipped + inside[len(flipped) :] + after
            case "insert":
                return before + self.value + inside + after
            case "delete":
                return before + after
            case "length":
                return before + inside[:1] + self.value[:4] + inside[2:] + after
            case "truncate":
                return before + inside[: len(inside) // 2]
            case "repeat":
                return before + inside * (self.count % 8 + 2) + after
            case "splice":
                pieces = list(elements(other)) or [(0, len(other))]
                source = pieces[self.count % len(pieces)]
                return before + other[source[0] : source[1]] + after
            case _:
                return before + nested(inside, self.count) + after


def _at(place: int, count: int, data: bytes) -> tuple[int, int]:
    start = place % (len(data) + 1)
    return start, min(len(data), start + count)


def elements(data: bytes, start: int = 0, end: int | None = None, depth: int = 0) -> Iterator[tuple[int, int]]:
    """Yield where each element begins and ends, those inside others too."""
    at, end = start, len(data) if end is None else end
    while at < end and (found := der.element(data, at)) and found.end <= end:
        yield at, found.end
        if data[at] & _CONSTRUCTED and depth < _MOST_DEPTH:
            yield from elements(data, found.body, found.end, depth + 1)
        at = found.end


def nested(inside: bytes, times: int) -> bytes:
    """Wrap in SEQUENCEs, lengths right."""
    for _ in range(times):
        size = len(inside)
        length = bytes((size,)) if size < 0x80 else b"\x84" + size.to_bytes(4, "big")
        inside = b"\x30" + length + inside
    return inside


DAMAGES = st.builds(
    Damage,
    kind=st.sampled_from("flip insert delete length truncate repeat splice nest".split()),
    place=st.integers(0, 5_000),
    on_element=st.booleans(),
    value=st.binary(min_size=1, max_size=8),
    count=st.integers(0, 300),
)
SEEDS = st.deferred(lambda: st.sampled_from(seeds.encodings()))


@st.composite
def damaged(draw: st.DrawFn) -> bytes:
    """Draw an encoding to which one to four things have happened."""
    data, other = draw(SEEDS), draw(SEEDS)
    for damage in draw(st.lists(DAMAGES, min_size=1, max_size=4)):
        data = damage.apply(data, other)
    return data


def shown(parts: Sequence[Part]) -> None:
    """Render parts in every form; JSON comes back as the same reply."""
    reply = Reply(parts=tuple(parts), conversation_id="")
    plain.render(reply)
    html.render(reply)
    blocks.render(reply)
    assert wire.load(json.loads(json.dumps(wire.dump(reply)))) == reply


@many
@given(damaged())
def test_a_damaged_encoding_gets_reports_that_can_be_shown(data: bytes) -> None:
    request, issued = csr.read(data, at=factories.AT), certificate.read(data, at=factories.AT, host="www.example.com")
    assert request.fingerprints == issued.fingerprints
    shown([request, issued])


@many
@given(st.lists(damaged() | st.sampled_from([CHAIN.leaf.der, CHAIN.intermediate.der]), max_size=4), st.booleans())
def test_damaged_certificates_get_a_chain_that_can_be_shown(pasted: list[bytes], with_host: bool) -> None:
    host = "www.example.com" if with_host else None
    known = InMemory.of_certificates([CHAIN.intermediate.der, *pasted[:1]])
    shown([chain.build(pasted, at=factories.AT, roots=ROOTS, intermediates=known, host=host)])


@many
@given(damaged())
def test_a_damaged_file_is_answered_as_a_file_and_as_text(data: bytes) -> None:
    armoured = f"see below\n-----BEGIN CERTIFICATE-----\n{base64.encodebytes(data).decode()}-----END CERTIFICATE-----"
    for sent in (data, armoured, base64.b64encode(data).decode()):
        private_key.cut(sent) if isinstance(sent, str) else private_key.kind_of_file(sent)
        shown(examine([extract.extract(sent)], at=factories.AT, roots=lambda: ROOTS) or ())


@many
@given(damaged())
def test_a_damaged_pkcs7_file_is_looked_into_without_an_exception(data: bytes) -> None:
    found = pkcs7.certificates(data)
    assert all(each in data for each in found)
