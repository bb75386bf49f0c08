"""How far a goal is, at which pace that went, and which pace is needed from now on.

A pace explains and forecasts nothing: what will come follows from the people (forecast_people).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil

WINDOW_WEEKS = 52
BLOCK_WEEKS = 4
FEWEST_WEEKS = 8
"""Less than two blocks of four weeks is not a pace yet."""

FARTHEST_DAYS = 365 * 50
"""A pace that needs longer leads to no day worth naming."""


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
    """`done` were reached in the `weeks` weeks until the day of asking."""

    done: int
    weeks: int

    @property
    def per_week(self) -> float:
        return self.done / self.weeks


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
    def at_pace_on(self) -> date | None:
        """The day on which the pace of the last year alone would complete the goal."""
        if not self.remaining or self.pace is None or not self.pace.done:
            return None
        days = ceil(self.remaining / self.pace.per_week * 7 - 1e-9)
        return self.as_of + timedelta(days=days) if days < FARTHEST_DAYS else None


def progress(goal: Goal, reached_on: Sequence[date], *, as_of: date) -> GoalProgress:
    """The state of the goal on `as_of`, from the days on which each one was reached."""
    counted = [day for day in reached_on if goal.starts_on <= day <= as_of]
    return GoalProgress(goal=goal, as_of=as_of, done=len(counted), pace=_pace(goal, counted, as_of))


def _pace(goal: Goal, counted: Sequence[date], as_of: date) -> Pace | None:
    """Over whole blocks of four weeks, at most a year, none of them before the goal began."""
    running = ((as_of - goal.starts_on).days + 1) // 7
    weeks = min(running, WINDOW_WEEKS) // BLOCK_WEEKS * BLOCK_WEEKS
    if weeks < FEWEST_WEEKS:
        return None
    return Pace(sum((as_of - day).days < 7 * weeks for day in counted), weeks)
