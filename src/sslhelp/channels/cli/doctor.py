"""`sslhelp doctor`: looks at everything that a server needs, and says what is wrong and what to do."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import click

from sslhelp import app, config
from sslhelp.channels.cli.output import FOUND_ERRORS
from sslhelp.errors import ConfigError, SslhelpError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sslhelp.config import Settings

CLOCK_MAY_DIFFER = timedelta(minutes=2)
_LEAST_ROOTS = 100


@dataclass(frozen=True, slots=True)
class Finding:
    """What was looked at, what it is like, and what to do where that is wrong."""

    what: str
    told: str
    wrong: bool = False
    hint: str = ""


@click.command()
def doctor() -> None:
    """Look at settings, knowledge base, model, database, roots and Slack, and say what is wrong and what to do."""
    found = list(examine(config.load()))
    width = max(len(each.what) for each in found)
    for each in found:
        mark = click.style("wrong", fg="red") if each.wrong else click.style("fine ", fg="green")
        click.echo(f"{mark}  {each.what:<{width}}  {each.told}")
        if each.hint:
            click.echo(f"{'':7}{'':{width}}  hint: {each.hint}")
    if any(each.wrong for each in found):
        raise SystemExit(FOUND_ERRORS)


def examine(settings: Settings) -> Iterator[Finding]:
    """Yield what each part is like; a part that is wrong hides no other."""
    now = datetime.now(UTC)
    yield _looked_at("address", lambda: _address(settings))
    yield _looked_at("model", lambda: _model(settings))
    yield _looked_at("knowledge", lambda: _knowledge(settings, now))
    yield _looked_at("database", lambda: _database(settings, now))
    yield _looked_at("roots", _roots)
    if settings.slack_signing_secret.get_secret_value():
        yield _looked_at("slack", lambda: _slack(settings, now))


def _looked_at(what: str, look: Callable[[], str]) -> Finding:
    try:
        return Finding(what, look())
    except SslhelpError as error:
        return Finding(what, str(error), wrong=True, hint=error.hint)


def _address(settings: Settings) -> str:
    if not settings.public_url.startswith("https://") and settings.host not in config.LOOPBACK:
        raise ConfigError(
            f"{settings.public_url} is reached in clear",
            hint="set SSLHELP_PUBLIC_URL to the https address of the proxy",
        )
    origins = len(settings.allowed_origins)
    return f"{settings.public_url}, the widget on {origins} other origin{'' if origins == 1 else 's'}"


def _model(settings: Settings) -> str:
    embedder = app.recipe(settings).embedder
    if embedder is None:
        return "none: questions are found by their words alone"
    return f"{settings.embedding_model or 'the shipped one'}, checked; questions are understood by their meaning"


def _knowledge(settings: Settings, now: datetime) -> str:
    library = app.open_library(settings, now)
    late = [each.id for each in library.articles.values() if each.review_by < now.date()]
    due = f", {len(late)} of them to be reviewed" if late else ""
    return f"{len(library.articles)} articles{due}"


def _database(settings: Settings, now: datetime) -> str:
    store = app.open_store(settings)
    try:
        store.check()
        waiting = len(store.desk.handoffs())
        dead = len(store.outbox.dead_letters())
    finally:
        store.close()
    if dead:
        raise SslhelpError(f"{dead} notifications were given up", hint="see `sslhelp handoffs dead-letters`")
    kind = settings.store_url.partition(":")[0]
    return f"{kind}, can be written; {waiting} hand-offs open on {now.date()}"


def _roots() -> str:
    from sslhelp.pki.trust.roots import mozilla  # noqa: PLC0415  (cryptography)

    count = sum(map(len, mozilla().by_subject.values()))
    if count < _LEAST_ROOTS:
        raise SslhelpError(f"there are {count} roots only", hint="install the package certifi anew")
    return f"{count} roots of Mozilla's"


def _slack(settings: Settings, now: datetime) -> str:
    from sslhelp.channels.slack.health import look  # noqa: PLC0415  (Slack's libraries)

    health = look(settings)
    if abs(health.now - now) > CLOCK_MAY_DIFFER:
        raise SslhelpError(
            f"this machine's clock is {abs(health.now - now).total_seconds():.0f} seconds off", hint="set up NTP"
        )
    return health.told
