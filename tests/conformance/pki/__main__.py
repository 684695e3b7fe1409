"""Run the corpus and the chains that are there, print how we fare, and exit 1 when a floor is missed."""

import gzip
import json
import os
import sys
import warnings
from pathlib import Path

import click

from sslhelp.render.wire import Json
from tests.conformance.pki import chains, corpus

DEFAULT = Path("../shared/data/pki")
_FILES = {"corpus": "corpus-*.jsonl.gz", "chain": "chain-*.jsonl.gz"}


@click.command()
@click.option("--only", type=click.Choice([*_FILES]), help="Run one of the two.")
@click.option("--id", "ids", multiple=True, help="Run these rows only (a part of the id is enough), and say all.")
@click.option("-v", "--verbose", is_flag=True, help="Show each difference with both values, each chain's description.")
def main(*, only: str | None, ids: tuple[str, ...], verbose: bool) -> None:
    """Compare our reports with what OpenSSL reads, and our verdicts with what suites say."""
    warnings.simplefilter("error")  # a warning on standard error is no answer to a customer either
    folder = _folder()
    missed: list[str] = []
    for suite, pattern in _FILES.items():
        for path in sorted(folder.glob(pattern)) if only in {None, suite} else ():
            rows = [row for row in _rows(path) if not ids or any(part in row["id"] for part in ids)]
            if rows:
                print(f"== {path.name}\n")
                missed += (
                    _corpus(rows, verbose=verbose, close=bool(ids))
                    if suite == "corpus"
                    else _chains(rows, verbose=verbose, close=bool(ids))
                )
                print()
    for sentence in missed:
        print(f"missed: {sentence}")
    sys.exit(1 if missed else 0)


def _folder() -> Path:
    """Return the folder with the data. Without any, that is no failure unless it was asked for by name."""
    named = os.environ.get("SSLHELP_DATA")
    folder = Path(named) if named else DEFAULT
    if not [path for pattern in _FILES.values() for path in folder.glob(pattern)]:
        print(f"no corpus-*.jsonl.gz or chain-*.jsonl.gz in {folder}; SSLHELP_DATA names the folder that has them")
        sys.exit(1 if named else 0)
    return folder


def _rows(path: Path) -> list[Json]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def _corpus(rows: list[Json], *, verbose: bool, close: bool) -> list[str]:
    outcomes = corpus.run(rows)
    if close:
        print(
            json.dumps(
                [{"id": each.row["id"], "truth": each.row["truth"], "ours": each.parts} for each in outcomes],
                indent=1,
                ensure_ascii=False,
            )
        )
    return corpus.show(outcomes, verbose=verbose or close)


def _chains(rows: list[Json], *, verbose: bool, close: bool) -> list[str]:
    outcomes = chains.run(rows)
    if close:
        print(*(chains.describe(each) for each in outcomes), sep="\n")
    return chains.show(outcomes, verbose=verbose)


if __name__ == "__main__":
    main()
