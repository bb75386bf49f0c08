"""Will the goal be met? Pace over the last year, what is needed from now on, and where the pace leads.

The forecast assumes one thing, that the pace of the last year goes on; the sentence beside it says so. Its
range holds 8 times in 10 and contains both chance from week to week (results come in batches, which widens
it) and how roughly one year's count fixes a pace. When the two halves of the year differ by more than chance
the figure says that the pace has changed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from math import ceil, erfc, floor, sqrt

Z80 = 1.2815515655446004
"""Two-sided 80 % of the normal distribution."""

Z95 = 1.959963984540054

WINDOW_WEEKS = 52
BLOCK_WEEKS = 4
FEWEST_WEEKS = 8
"""Less than two blocks of four weeks is not a pace yet."""


@dataclass(frozen=True, kw_only=True)
class Goal:
    """So many of a named unit by a day, counted from a day. `definition` says what one of them is."""

    quantity: int
    definition: str
    starts_on: date
    deadline: date

    def __post_init__(self) -> None:
        if self.quantity < 1 or self.deadline <= self.starts_on:
            raise ValueError(
                f"a goal is one or more by a day after its start, not {self.quantity} "
                f"between {self.starts_on} and {self.deadline}"
            )


@dataclass(frozen=True)
class Pace:
    """`per_week` over `weeks` weeks until the day of asking, in which `done` were reached.

    `spread` is the variance of the counts divided by what pure chance gives (1 or more). `halves` are the
    counts of the earlier and the later half, and `changed` says that they differ by more than chance.
    """

    done: int
    weeks: int
    spread: float
    halves: tuple[int, int]

    @property
    def per_week(self) -> float:
        return self.done / self.weeks

    @property
    def changed(self) -> bool:
        earlier, later = self.halves
        return abs(later - earlier) > Z95 * sqrt(self.spread * max(earlier + later, 1))

    def expected(self, weeks: float, z: float = Z80) -> tuple[float, float]:
        """How many more within `weeks`, as the low and high end of the range."""
        middle, error = self.per_week * weeks, self.error(weeks)
        return max(0.0, middle - z * error), middle + z * error

    def error(self, weeks: float) -> float:
        """Chance in the weeks to come, and in the year on which the pace rests."""
        return sqrt(self.spread * self.per_week * (weeks + weeks * weeks / self.weeks))


@dataclass(frozen=True, kw_only=True)
class GoalProgress:
    """The goal on `as_of`. Dates and numbers that cannot be given are None; none is invented."""

    goal: Goal
    as_of: date
    done: int
    pace: Pace | None

    @property
    def remaining(self) -> int:
        return max(0, self.goal.quantity - self.done)

    @property
    def weeks_left(self) -> float:
        return max(0, (self.goal.deadline - self.as_of).days) / 7

    @property
    def needed_per_week(self) -> int | None:
        """Whole people a week, rounded up; None when no time is left."""
        return ceil(self.remaining / self.weeks_left - 1e-9) if self.weeks_left else None

    @property
    def forecast_on(self) -> date | None:
        """The day on which the pace of the last year completes the goal."""
        if not self.remaining or self.pace is None or not self.pace.done:
            return None
        return self._in_weeks(self.remaining / self.pace.per_week)

    @property
    def forecast_range(self) -> tuple[date | None, date | None] | None:
        """The 8-in-10 range of that day; an end of None means that it may well take a lifetime.

        Solves (pace T - R)^2 = z^2 error(T)^2 for T.
        """
        if self.forecast_on is None or self.pace is None:
            return None
        rate, left = self.pace.per_week, float(self.remaining)
        chance = Z80**2 * self.pace.spread * rate
        a, b = rate * rate - chance / self.pace.weeks, 2 * left * rate + chance
        root = sqrt(b * b - 4 * a * left * left)
        first = 2 * left * left / (b + root)
        last = (b + root) / (2 * a) if a > 0 else None
        return self._in_weeks(first), None if last is None else self._in_weeks(last)

    @property
    def at_deadline(self) -> tuple[int, int] | None:
        """How many in all by the deadline, as the 8-in-10 range."""
        if self.pace is None:
            return None
        low, high = self.pace.expected(self.weeks_left)
        return self.done + floor(low), self.done + ceil(high)

    @property
    def chance(self) -> float | None:
        """Of meeting the deadline at the pace of the last year (normal, with half a person of correction)."""
        if not self.remaining:
            return 1.0
        if self.pace is None:
            return None
        error = self.pace.error(self.weeks_left)
        if not error:
            return 0.0
        return 0.5 * erfc((self.remaining - 0.5 - self.pace.per_week * self.weeks_left) / (error * sqrt(2)))

    def _in_weeks(self, weeks: float) -> date | None:
        days = ceil(weeks * 7 - 1e-9)
        return self.as_of + timedelta(days=days) if days < 365 * 200 else None


def progress(goal: Goal, reached_on: Sequence[date], *, as_of: date) -> GoalProgress:
    """The state of the goal on `as_of`, from the days on which each one was reached."""
    counted = sorted(day for day in reached_on if goal.starts_on <= day <= as_of)
    return GoalProgress(goal=goal, as_of=as_of, done=len(counted), pace=_pace(goal, counted, as_of))


def _pace(goal: Goal, counted: Sequence[date], as_of: date) -> Pace | None:
    """Over whole blocks of four weeks, at most a year, none of them before the goal began."""
    running = ((as_of - goal.starts_on).days + 1) // 7
    blocks = min(running, WINDOW_WEEKS) // BLOCK_WEEKS
    if blocks * BLOCK_WEEKS < FEWEST_WEEKS:
        return None
    size = 7 * BLOCK_WEEKS
    counts = [0] * blocks
    for day in counted:
        back = (as_of - day).days // size
        if back < blocks:
            counts[blocks - 1 - back] += 1
    half = blocks // 2
    return Pace(
        done=sum(counts),
        weeks=blocks * BLOCK_WEEKS,
        spread=_spread(counts),
        halves=(sum(counts[:half]), sum(counts[blocks - half :])),
    )


def _spread(counts: Sequence[int]) -> float:
    """Variance over mean from successive differences, so that a slow change is not taken for chance."""
    mean = sum(counts) / len(counts)
    if not mean:
        return 1.0
    steps = [(b - a) ** 2 for a, b in pairwise(counts)]
    return max(1.0, sum(steps) / len(steps) / 2 / mean)


def cumulative(goal: Goal, reached_on: Sequence[date], *, as_of: date) -> list[tuple[date, int]]:
    """The points of the progress line: one per day on which something was reached, with both ends."""
    counted = sorted(day for day in reached_on if goal.starts_on <= day <= as_of)
    points = {goal.starts_on: 0}
    points.update({day: i for i, day in enumerate(counted, start=1)})
    points[as_of] = len(counted)
    return sorted(points.items())
