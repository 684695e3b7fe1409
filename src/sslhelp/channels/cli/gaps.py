"""`sslhelp gaps`: what customers asked and the articles left open, for whoever writes the articles."""

from __future__ import annotations

import sys
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import click

from sslhelp import app, config
from sslhelp.assistant.gaps import Remedy, still_open, subjects
from sslhelp.channels.cli import gap_forms, kept
from sslhelp.errors import RequestError
from sslhelp.model.store import MAX_GAPS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sslhelp.assistant.gaps import Subject
    from sslhelp.config import Settings
    from sslhelp.model.store import Gap


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print the gaps as JSON, one a line, each with a skeleton.")
@click.option("--csv", "as_csv", is_flag=True, help="Print the gaps as CSV, for a spreadsheet.")
@click.option(
    "--since", metavar="DAYS", type=click.IntRange(1, 3650), help="Only what was asked in the last DAYS days."
)
@click.option("--limit", type=click.IntRange(1), default=20, show_default=True, help="The most frequent so many.")
def gaps(*, as_json: bool, as_csv: bool, since: int | None, limit: int) -> None:
    """List what customers asked and the articles left open, by subject, with the nearest article.

    What the articles answer by now is left out.
    """
    if as_json and as_csv:
        raise click.UsageError("give --json or --csv, not both")
    settings = config.load()
    now = datetime.now(UTC)
    library = app.open_library(settings, now)
    all_kept = _kept(settings, now - timedelta(days=since) if since else None)
    left = still_open(all_kept, library)
    found = subjects(left, library)
    shown = found[:limit]
    if as_json:
        gap_forms.json_lines(shown, library, now.date())
    elif as_csv:
        gap_forms.comma_separated(shown)
    elif sys.stdout.isatty():
        gap_forms.table(shown, library)
    else:
        gap_forms.lines(shown, library)
    click.echo(_counted(len(found), limit, len(all_kept) - len(left)), err=True)
    if any(each.remedy is Remedy.NEW_ARTICLE for each in shown) and not (as_json or as_csv):
        click.echo("begin an article with `sslhelp kb new ID --group GROUP --title TITLE --from-gap GAP`", err=True)


def named(settings: Settings, subject_id: str, now: datetime) -> Subject:
    """Return the gap that `sslhelp gaps` lists under that id; raises RequestError when there is none."""
    library = app.open_library(settings, now)
    found = subjects(still_open(_kept(settings, None), library), library)
    subject = next((each for each in found if each.is_named(subject_id)), None)
    if subject is None:
        raise RequestError(f"there is no gap {subject_id}", hint="`sslhelp gaps` lists them; it may be answered by now")
    return subject


def _kept(settings: Settings, since: datetime | None) -> Sequence[Gap]:
    with kept.opened(settings) as store:
        return store.gaps(limit=MAX_GAPS, since=since) if store else ()


def _counted(found: int, limit: int, closed: int) -> str:
    shown = f", the {limit} most frequent shown" if found > limit else ""
    answered = f"; {closed} question{'' if closed == 1 else 's'} answered by now" if closed else ""
    return f"{found} gap{'' if found == 1 else 's'}{shown}{answered}"
