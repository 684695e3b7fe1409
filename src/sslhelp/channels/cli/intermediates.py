"""`sslhelp intermediates`: what the shop keeps to complete customers' chains with."""

from __future__ import annotations

import json
from contextlib import closing
from datetime import UTC, datetime
from typing import IO, TYPE_CHECKING

import click
from cryptography import x509
from cryptography.hazmat.primitives.hashes import SHA256

from sslhelp import app, config
from sslhelp.errors import RequestError
from sslhelp.model.store import Source
from sslhelp.pki.trust import bundle
from sslhelp.pki.trust.roots import mozilla
from sslhelp.render.plain.text import one_line, visible

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sslhelp.config import Settings
    from sslhelp.model.store import KeptIntermediate
    from sslhelp.pki.trust.bundle import Sifted

MAX_BYTES = 64 * 1024 * 1024
MAX_CERTIFICATES = 20_000


@click.group()
def intermediates() -> None:
    """Keep the intermediate certificates that complete customers' chains."""


@intermediates.command("import")
@click.argument("files", metavar="FILE...", type=click.File("rb"), nargs=-1, required=True)
@click.option("--dry-run", is_flag=True, help="Say what would be kept, and write nothing.")
def import_(files: Sequence[IO[bytes]], *, dry_run: bool) -> None:
    """Keep what chains to a root that Mozilla trusts, in place of the import before.

    FILE is CCADB's export (CSV with PEM in it), PEM, PKCS#7 or DER; - for standard input.
    """
    settings = config.load()
    now = datetime.now(UTC)
    found = [der for file in files for der in _certificates(file)]
    if len(found) > MAX_CERTIFICATES:
        raise RequestError(f"over {MAX_CERTIFICATES:,} certificates", hint="leave out the roots and the expired ones")
    sifted = bundle.sift(found, at=now, roots=mozilla())
    if not sifted.fit:
        raise RequestError(
            f"nothing to keep: {_unfit(sifted) or 'no certificate found'}",
            hint="give CCADB's export of intermediates with their PEM, or the bundle of a public CA",
        )
    before = _kept(settings)
    if not dry_run:
        with closing(app.open_store(settings)) as store:
            store.import_intermediates(sifted.fit, at=now)
    for line in _told(sifted, before):
        click.echo(line)
    if dry_run:
        click.echo("dry run: nothing was written")


@intermediates.command("list")
@click.option("--json", "as_json", is_flag=True, help="Print the certificates as JSON, one a line.")
def list_(*, as_json: bool) -> None:
    """List what is kept, newest first: where it came from, its last day, its subject."""
    kept = _kept(config.load())
    for each in kept:
        click.echo(json.dumps(_fields(each)) if as_json else _line(each))
    if not as_json:
        click.echo(_count(len(kept)), err=True)


@intermediates.command()
@click.argument("source", type=click.Choice([each.value for each in Source]))
def forget(source: str) -> None:
    """Drop all that were imported, or all that were learned from customers' chains."""
    store = app.find_store(config.load())
    dropped = 0
    if store:
        with closing(store):
            dropped = store.forget_intermediates(Source(source))
    click.echo(f"{_count(dropped)} dropped")


def _certificates(file: IO[bytes]) -> list[bytes]:
    content = file.read(MAX_BYTES + 1)
    if len(content) > MAX_BYTES:
        raise RequestError(f"{file.name} is over {MAX_BYTES // 1024 // 1024} MiB", hint="give it in parts, all at once")
    return bundle.certificates(content)


def _kept(settings: Settings) -> Sequence[KeptIntermediate]:
    """Return what the store keeps; nothing when there is no store, and none is made."""
    store = app.find_store(settings)
    if store is None:
        return ()
    with closing(store):
        return store.intermediates()


def _told(sifted: Sifted, before: Sequence[KeptIntermediate]) -> Iterable[str]:
    fit = {each.der for each in sifted.fit}
    new = fit - {each.der for each in before}
    gone = {each.der for each in before if each.source is Source.IMPORTED} - fit
    yield f"{_count(len(fit))} kept: {len(new)} new, {len(fit) - len(new)} already there"
    if gone:
        yield f"{_count(len(gone))} of the import before dropped"
    if sifted.unfit:
        skipped = sum(sifted.unfit.values())
        yield f"{skipped} certificate{'' if skipped == 1 else 's'} skipped: {_unfit(sifted)}"


def _unfit(sifted: Sifted) -> str:
    return ", ".join(f"{sifted.unfit[reason]} {reason}" for reason in bundle.Unfit if reason in sifted.unfit)


def _count(number: int) -> str:
    return f"{number} intermediate{'' if number == 1 else 's'}"


def _line(kept: KeptIntermediate) -> str:
    certificate = x509.load_der_x509_certificate(kept.der)
    subject = one_line(visible(certificate.subject.rfc4514_string()))
    return f"{kept.source:<8}  {certificate.not_valid_after_utc.date()}  {subject}"


def _fields(kept: KeptIntermediate) -> dict[str, str]:
    certificate = x509.load_der_x509_certificate(kept.der)
    return {
        "sha256": certificate.fingerprint(SHA256()).hex(),
        "subject": certificate.subject.rfc4514_string(),
        "issuer": certificate.issuer.rfc4514_string(),
        "not_after": certificate.not_valid_after_utc.isoformat(),
        "source": kept.source,
        "since": kept.since.isoformat(),
    }
