"""Timing two things fairly on a machine that others use too: in turns, and the best round of each."""

import time
from collections.abc import Callable


def best_of(rounds: int, *jobs: Callable[[], object]) -> list[float]:
    """The seconds of each job's fastest round; every round runs all jobs, one after the other."""
    best = [float("inf")] * len(jobs)
    for _ in range(rounds):
        for place, job in enumerate(jobs):
            started = time.perf_counter()
            job()
            best[place] = min(best[place], time.perf_counter() - started)
    return best
