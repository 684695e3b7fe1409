"""An atheris target: everything that is done with what a customer pastes or attaches. See README.md beside it."""

import sys
from datetime import UTC, datetime

import atheris

with atheris.instrument_imports(include=["sslhelp"]):
    from sslhelp.assistant.tools.inspect import examine
    from sslhelp.model.chat import Reply
    from sslhelp.pki import certificate, chain, csr
    from sslhelp.pki.pasted import extract, pkcs7, private_key
    from sslhelp.pki.trust.roots import TrustStore
    from sslhelp.render import blocks, html, plain, wire

AT = datetime(2026, 11, 20, 12, tzinfo=UTC)
ROOTS = TrustStore.of([])
HOST = "www.example.com"


def test_one_input(data: bytes) -> None:
    """Take the bytes as a file, as text, and as one encoded object; nothing may raise."""
    text = data.decode("utf-8", "replace")
    private_key.kind_of_file(data)
    private_key.cut(text)
    for sent in (data, text):
        parts = examine([extract.extract(sent)], at=AT, roots=lambda: ROOTS, host=HOST) or ()
        reply = Reply(parts=parts, conversation_id="")
        plain.render(reply)
        html.render(reply)
        blocks.render(reply)
        wire.dump(reply)
    csr.read(data, at=AT)
    certificate.read(data, at=AT, host=HOST)
    pkcs7.certificates(data)
    chain.build([data], at=AT, roots=ROOTS, host=HOST)


if __name__ == "__main__":
    atheris.Setup(sys.argv, test_one_input)
    atheris.Fuzz()
