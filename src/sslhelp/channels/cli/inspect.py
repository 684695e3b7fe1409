"""`sslhelp inspect`: a CSR, certificate or chain from a file, or a file of many."""

from __future__ import annotations

import base64
import binascii
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property, partial
from typing import IO, TYPE_CHECKING, Any

import click

from sslhelp.assistant.tools import guard
from sslhelp.assistant.tools.inspect import examine
from sslhelp.channels.cli import batch as json_lines
from sslhelp.channels.cli.output import exit_code, show
from sslhelp.errors import RequestError
from sslhelp.model.chat import Attachment, Context, Message, Reply
from sslhelp.pki.asn1 import issued
from sslhelp.pki.pasted import extract
from sslhelp.pki.trust import bundle
from sslhelp.pki.trust.roots import TrustStore, mozilla

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sslhelp.model.store import Intermediates
    from sslhelp.store.store import SqlStore

MAX_BYTES = 8 * 1024 * 1024
_File = click.File("rb")


@click.command()
@click.argument("file", type=_File, required=False)
@click.option("--json", "as_json", is_flag=True, help="Print the reply as JSON.")
@click.option("--host", help="The name that the certificate should cover.")
@click.option("--at", help="Judge as of this ISO time instead of now.")
@click.option("--roots", type=_File, help="Trust these PEM certificates instead of Mozilla's.")
@click.option(
    "--intermediates", type=_File, help="Certificates that the server sends beside FILE; the shop's own are left out."
)
@click.option("--batch", type=_File, help='Lines {"id", "data" (base64), "host"?, "at"?, "roots"?, "intermediates"?}.')
def inspect(
    file: IO[bytes] | None,
    *,
    as_json: bool,
    host: str | None,
    at: str | None,
    roots: IO[bytes] | None,
    intermediates: IO[bytes] | None,
    batch: IO[bytes] | None,
) -> None:
    """Decode FILE (- for standard input), name its faults, put a chain in order. Exit code 1 when it has errors.

    The shop's own intermediates complete a chain, unless --roots or --intermediates says from what to build it. With
    --batch, what the options say holds for each line that does not say otherwise.
    """
    if (file is None) == (batch is None):
        raise click.UsageError("give one file, or --batch FILE")
    terms = _Terms(
        host=_host(host),
        at=_time(at),
        roots=_trust(roots.read(MAX_BYTES)) if roots else None,
        supplied=_supplied(intermediates.read(MAX_BYTES)) if intermediates else None,
    )
    if batch is not None:
        json_lines.run(batch, partial(_inspect_row, terms=terms, kept=_Kept()))
        return
    assert file is not None  # noqa: S101  (one of the two is there)
    reply = _inspect(file.read(MAX_BYTES + 1), terms, _Kept())
    show(reply, as_json=as_json)
    click.get_current_context().exit(exit_code(reply))


class _Kept:
    """The shop's intermediates. Its store is looked for when a chain first needs it, and only read: none is made."""

    @cached_property
    def _store(self) -> SqlStore | None:
        from sslhelp import app, config  # noqa: PLC0415  (most of what is inspected needs neither)

        return app.find_store(config.load())

    def of(self, subject: bytes) -> Sequence[bytes]:
        return self._store.intermediates_of(subject) if self._store else ()


@dataclass(frozen=True, slots=True)
class _Terms:
    """On what terms to judge: for which host, as of when, trusting which roots, with which certificates beside."""

    host: str | None
    at: datetime | None
    roots: TrustStore | None
    supplied: Sequence[bytes] | None


def _inspect_row(row: dict[str, Any], terms: _Terms, kept: Intermediates) -> Reply:
    try:
        data = base64.b64decode(json_lines.text(row, "data") or "", validate=True)
    except binascii.Error:
        raise RequestError("data is not base64", hint="encode the file's bytes as base64") from None
    host, at = json_lines.text(row, "host"), json_lines.text(row, "at")
    roots, intermediates = json_lines.text(row, "roots"), json_lines.text(row, "intermediates")
    own = _Terms(
        host=terms.host if host is None else host,
        at=terms.at if at is None else _time(at),
        roots=terms.roots if roots is None else _trust(roots.encode()),
        supplied=terms.supplied if intermediates is None else _supplied(intermediates.encode()),
    )
    return _inspect(data, own, kept)


def _inspect(data: bytes, terms: _Terms, kept: Intermediates) -> Reply:
    if not data.strip():
        raise RequestError("the file is empty", hint="give a CSR, a certificate or a chain")
    if len(data) > MAX_BYTES:
        raise RequestError(f"the file is over {MAX_BYTES // 1024 // 1024} MiB", hint="give the part that matters")
    parts = guard.key_guard(Message(text="", files=(Attachment("", data),)), Context()) or examine(
        [extract.extract(data)],
        at=terms.at or datetime.now(UTC),
        roots=lambda: terms.roots or mozilla(),
        host=terms.host,
        supplied=terms.supplied or (),
        intermediates=kept if terms.roots is None and terms.supplied is None else None,
    )
    return Reply(parts=parts or (), conversation_id="")


def _host(text: str | None) -> str | None:
    if text is not None and (not text or "/" in text or text.split() != [text]):
        raise RequestError(f"{text!r} is not a host name", hint="give the bare name, such as www.example.com")
    return text


def _time(text: str | None) -> datetime | None:
    if text is None:
        return None
    try:
        moment = datetime.fromisoformat(text)
        return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        raise RequestError(f"{text!r} is not an ISO time", hint="write it as 2026-11-24T12:00:00Z") from None


def _trust(content: bytes) -> TrustStore:
    trusted = bundle.certificates(content)
    if not any(map(issued.read, trusted)):
        raise RequestError("there is no certificate among the roots", hint="give PEM certificates to trust")
    return TrustStore.of(trusted)


def _supplied(content: bytes) -> Sequence[bytes]:
    supplied = bundle.certificates(content)
    if content.strip() and not supplied:
        raise RequestError("there is no certificate among the intermediates", hint="give PEM certificates, or PKCS#7")
    return supplied
