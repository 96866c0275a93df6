"""Measuring in turns: on a shared machine only ratios taken in the same run mean anything."""

import time
from collections.abc import Callable, Mapping
from statistics import median

ROUNDS = 7
_SHORTEST = 0.05  # seconds of process time; a quicker call is repeated


def cpu_seconds(work: Callable[[], object]) -> float:
    """Process CPU time of one call."""
    times, spent = 0, 0.0
    started = time.process_time()
    while spent < _SHORTEST:
        work()
        times += 1
        spent = time.process_time() - started
    return spent / times


def compare(title: str, works: Mapping[str, Callable[[], object]], *, per_call: int = 1) -> None:
    """Prints units a second of each work, and how many times faster the first is than it.

    The works take turns; the median of the rounds counts. ``per_call`` is how many units (forms)
    one call handles.
    """
    for work in works.values():
        work()
    seconds: dict[str, list[float]] = {name: [] for name in works}
    for _ in range(ROUNDS):
        for name, work in works.items():
            seconds[name].append(cpu_seconds(work))
    ours = next(iter(seconds))
    print(f"\n{title}")
    for name, taken in seconds.items():
        ratios = [other / own for own, other in zip(seconds[ours], taken, strict=True)]
        faster = "" if name == ours else f"   {median(ratios):8.1f} ×"
        print(f"  {name:<44}{per_call / median(taken):10.1f}/s{faster}")
