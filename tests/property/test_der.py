"""Whatever becomes of an encoding: the readers bring a report that every renderer can show, and nothing ever raises."""

from __future__ import annotations

import base64
import json
from collections.abc import Sequence
from random import Random

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sslhelp.assistant.tools.inspect import examine
from sslhelp.model.chat import Part, Reply
from sslhelp.pki import certificate, chain, csr
from sslhelp.pki.pasted import extract, pkcs7, private_key
from sslhelp.pki.trust.roots import TrustStore
from sslhelp.render import blocks, html, plain, wire
from tests import damage, factories, seeds
from tests.chains import Known

CHAIN = factories.chain()
ROOTS = TrustStore.of([CHAIN.root.der])
HOST = "www.example.com"

many = settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.too_slow])


@st.composite
def damaged(draw: st.DrawFn) -> bytes:
    """Draw an encoding to which something has happened in its structure, in its bytes, or in both."""
    data, other = (draw(st.deferred(lambda: st.sampled_from(seeds.encodings()))) for _ in range(2))
    random = Random(draw(st.integers(0, 2**32)))
    for happen in draw(
        st.sampled_from([[damage.in_structure], [damage.in_bytes], [damage.in_structure, damage.in_bytes]])
    ):
        data = happen(data, other, random)
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
    request, issued = csr.read(data, at=factories.AT), certificate.read(data, at=factories.AT, host=HOST)
    assert request.fingerprints == issued.fingerprints
    shown([request, issued])


@many
@given(
    st.lists(damaged() | st.sampled_from([CHAIN.leaf.der, CHAIN.intermediate.der]), max_size=4),
    st.sampled_from([HOST, None]),
)
def test_damaged_certificates_get_a_chain_that_can_be_shown(pasted: list[bytes], host: str | None) -> None:
    known = Known([CHAIN.intermediate.der, *pasted[:1]])
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
    assert all(each in data for each in pkcs7.certificates(data))
