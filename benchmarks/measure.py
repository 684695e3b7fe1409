"""Contenders timed in turn, round after round, so that what slows the machine slows them all."""

import gc
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from statistics import median
from time import perf_counter


@dataclass(frozen=True, slots=True)
class Timing:
    """Seconds for one call: the median and the least of all rounds."""

    median: float
    least: float


_ROUND_SECONDS = 0.005


def in_turn(contenders: Mapping[str, Callable[[], object]], *, rounds: int) -> dict[str, Timing]:
    """Time each contender in every round, after calls that do not count.

    A quick one is called over and over for some milliseconds, and as often before without being timed: a worker that
    answers all day is warm, and the start of a process in between would measure how cold it left the caches.
    """
    calls = {name: _calls(call) for name, call in contenders.items()}
    seconds: dict[str, list[float]] = {name: [] for name in contenders}
    gc.collect()
    gc.disable()
    try:
        for _ in range(rounds):
            for name, call in contenders.items():
                for _ in range(calls[name] - 1):
                    call()
                begun = perf_counter()
                for _ in range(calls[name]):
                    call()
                seconds[name].append((perf_counter() - begun) / calls[name])
    finally:
        gc.enable()
    return {name: Timing(median(times), min(times)) for name, times in seconds.items()}


def _calls(call: Callable[[], object]) -> int:
    """Return how often to call in a round."""
    call()
    begun = perf_counter()
    call()
    return max(1, round(_ROUND_SECONDS / (perf_counter() - begun)))
