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


def in_turn(contenders: Mapping[str, Callable[[], object]], *, rounds: int) -> dict[str, Timing]:
    """Time each contender once a round, after one call that does not count."""
    for call in contenders.values():
        call()
    seconds: dict[str, list[float]] = {name: [] for name in contenders}
    gc.collect()
    gc.disable()
    try:
        for _ in range(rounds):
            for name, call in contenders.items():
                begun = perf_counter()
                call()
                seconds[name].append(perf_counter() - begun)
    finally:
        gc.enable()
    return {name: Timing(median(times), min(times)) for name, times in seconds.items()}
