"""Measure, and print medians, least times and ratios beside the goals. Nothing fails: a busy machine is no fault."""

import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from time import perf_counter

import click

from benchmarks import hostile, ordinary, retrieval
from benchmarks.measure import Timing, in_turn
from benchmarks.ordinary import Match
from tests.table import table

_HOSTILE_SECONDS = 1.0


@click.command()
@click.option("--quick", is_flag=True, help="Fewer rounds: rough figures in a few seconds.")
@click.option("--only", type=click.Choice(["ordinary", "hostile", "retrieval"]), help="Measure one of them.")
def main(*, quick: bool, only: str | None) -> None:
    """Time reports beside their peers, answers to hostile pastes, and answers from articles beside other searches."""
    if only in (None, "ordinary"):
        with tempfile.TemporaryDirectory() as folder:
            for match in ordinary.matches(Path(folder)):
                print(_rows(match, rounds=20 if quick else 200), end="\n\n")
    if only in (None, "hostile"):
        print(table(("hostile paste", "seconds", "goal", "", "the reply says"), *_hostile()), end="\n\n")
    if only in (None, "retrieval"):
        for part in retrieval.report(quick=quick):
            print(part, end="\n\n")


def _rows(match: Match, *, rounds: int) -> str:
    present = {name: call for name, call in match.contenders.items() if call is not None}
    timings = in_turn(present, rounds=rounds)
    ours = timings[ordinary.REPORT]
    rows = [(match.title, "median us", "least us", "report is", "goal", "")]
    rows += [
        (name, f"{timing.median * 1e6:,.0f}", f"{timing.least * 1e6:,.0f}", *_judged(name, timing, ours, match.goals))
        for name, timing in timings.items()
    ]
    return table(*rows)


def _judged(name: str, theirs: Timing, ours: Timing, goals: dict[str, float]) -> tuple[str, str, str]:
    """Say by how much ours is slower or faster by the medians, and whether that is what was wanted."""
    if theirs is ours:
        return "", "", ""
    times = ours.median / theirs.median
    said = f"{times:.2f} x as long" if times >= 1 else f"{1 / times:.1f} x as fast"
    goal = goals.get(name)
    if goal is None:
        return said, "", ""
    if name == ordinary.RAW:
        return said, f"at most {goal} x as long", "met" if times <= goal else "MISSED"
    return said, f"at least {goal:g} x as fast", "met" if 1 / times >= goal else "MISSED"


def _hostile() -> Iterator[Sequence[str]]:
    for title, make in hostile.pastes().items():
        paste = make()
        begun = perf_counter()
        parts = hostile.answer(paste)
        seconds = perf_counter() - begun
        verdict = "met" if seconds < _HOSTILE_SECONDS else "MISSED"
        codes = ", ".join(dict.fromkeys(hostile.said(parts)))
        yield title, f"{seconds:.3f}", f"{_HOSTILE_SECONDS:g}", verdict, codes[:100]


if __name__ == "__main__":
    main()
