"""How long the figures take: the curve engine on a million people, and one comparison as a page needs it.

Processor time of this process, the best of three runs after one to warm up; people are drawn with a fixed seed.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from time import process_time

import numpy as np

from bench.results import Result
from doorstroom.monitoring.domain.comparison import compare_versions
from doorstroom.monitoring.domain.definitions import Clock, ClockStart, Definition, Outcome, Span, Unit
from doorstroom.monitoring.domain.facts import Episode, ExitCause, TrajectoryFact
from doorstroom.monitoring.domain.survival import Spells, aalen_johansen

TODAY = date(2026, 11, 23)
STOPPED = Definition(
    code="first_20_weeks",
    version=1,
    outcomes=(Outcome("stopped", causes=frozenset({ExitCause.DROPOUT})),),
    clock=Clock(ClockStart.STARTED),
    horizon=Span(20, Unit.WEEKS),
)


def spells(people: int) -> Spells:
    rng = np.random.default_rng(20261123)
    return Spells.of(rng.integers(1, 730, people), rng.integers(0, 4, people))


def facts(people: int) -> list[TrajectoryFact]:
    rng = np.random.default_rng(20261123)
    days = rng.integers(0, 400, people)
    starts = rng.integers(0, 365, people)
    rows = []
    for i in range(people):
        start = date(2024, 1, 1) + timedelta(days=int(starts[i]))
        left = days[i] < 100
        end = Episode(start, start + timedelta(days=int(days[i])), ExitCause.DROPOUT) if left else Episode(start)
        rows.append(
            TrajectoryFact(key=str(i), programme="care", arm=f"v{i % 2 + 1}", recorded_until=TODAY, episodes=(end,))
        )
    return rows


def best_of_three(run: Callable[[], object]) -> float:
    run()
    times = []
    for _ in range(3):
        begun = process_time()
        run()
        times.append(process_time() - begun)
    return round(min(times), 4)


def measure() -> list[Result]:
    million, round_sized, region = spells(1_000_000), facts(160), facts(10_000)

    def compare(rows: list[TrajectoryFact]) -> Callable[[], object]:
        return lambda: compare_versions(rows, STOPPED, "stopped", arms=("v2", "v1"), as_of=TODAY)

    two = "two versions: shares, curves, log-rank"
    return [
        entry(
            "Aalen-Johansen, 1,000,000 people", lambda: aalen_johansen(million), 1.0, "3 exits with variances, 729 days"
        ),
        entry("version comparison, 160 people", compare(round_sized), 0.05, two),
        entry("version comparison, 10,000 people", compare(region), 0.5, two),
    ]


def entry(name: str, run: Callable[[], object], target: float, method: str) -> Result:
    return Result(name, best_of_three(run), "s", target, f"{method}; processor time, best of 3")
