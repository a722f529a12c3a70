"""Times of several ways to do one thing, taken in turns, so that a noisy machine is noisy for all of them."""

import gc
import math
from collections.abc import Callable, Mapping
from statistics import median
from time import perf_counter
from typing import NamedTuple

SAMPLE = 0.02
"""Seconds that one sample lasts at least: what is quicker is called several times in a row."""


class Times(NamedTuple):
    """Seconds of one call, a sample for each round."""

    samples: tuple[float, ...]

    @property
    def typical(self) -> float:
        """The median of the samples."""
        return median(self.samples)

    def over(self, other: "Times") -> float:
        """How many times as long this typically takes as `other`, which was timed in the same rounds."""
        return self.typical / other.typical


def race(runners: Mapping[str, Callable[[], object]], rounds: int) -> dict[str, Times]:
    """The times of each runner; every round times all of them, another one first each time."""
    calls = {name: _calls(run) for name, run in runners.items()}
    samples: dict[str, list[float]] = {name: [] for name in runners}
    names = list(runners)
    for turn in range(rounds):
        first = turn % len(names)
        for name in names[first:] + names[:first]:
            samples[name].append(_sample(runners[name], calls[name]))
    return {name: Times(tuple(found)) for name, found in samples.items()}


def exponent(small: float, large: float, growth: float) -> float:
    """The power of the size that the time grows with, from the times at two sizes, one `growth` times the other."""
    return math.log(large / small) / math.log(growth)


def _calls(run: Callable[[], object]) -> int:
    run()  # warm
    return max(1, math.ceil(SAMPLE / _sample(run, 1)))


def _sample(run: Callable[[], object], calls: int) -> float:
    gc.collect()
    start = perf_counter()
    for _ in range(calls):
        run()
    return (perf_counter() - start) / calls
