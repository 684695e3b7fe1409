"""`sslhelp recommend`: which product fits."""

from __future__ import annotations

from typing import IO

import click

from sslhelp.channels.cli.output import show
from sslhelp.errors import RequestError
from sslhelp.model.chat import Reply

MAX_BYTES = 1024 * 1024


@click.command()
@click.argument("text", default="")
@click.option("--json", "as_json", is_flag=True, help="Print the reply as JSON.")
@click.option("--names", default="", help="The names to secure, parted by commas.")
@click.option("--csr", type=click.File("rb"), help="Take the names from this CSR.")
def recommend(text: str, *, as_json: bool, names: str, csr: IO[bytes] | None) -> None:
    """Recommend a product for what TEXT says is to be secured."""
    from sslhelp import app, config  # noqa: PLC0415  (wrong use is told before anything is loaded)
    from sslhelp.assistant.tools.advise import names_of_csr  # noqa: PLC0415

    asked = [name.strip() for name in names.split(",") if name.strip()]
    if not text.strip() and not asked and csr is None:
        raise click.UsageError("say what is to be secured, or give --names or --csr")
    from_csr = names_of_csr(csr.read(MAX_BYTES)) if csr else ()
    if from_csr is None:
        raise RequestError("there is no CSR in that file", hint="it begins with BEGIN CERTIFICATE REQUEST")
    parts = app.advisor(config.load()).recommend(text, names=asked, csr_names=from_csr)
    show(Reply(parts=parts, conversation_id=""), as_json=as_json)
